import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLError,
} from 'yaml';

/** Words that YAML read as something else than they say, and how they are written so that it does not. */
export interface Trap {
  readonly path: readonly (string | number)[];
  /** Where it stands in the source. */
  readonly offset: number;
  /** To follow the field's name. */
  readonly detail: string;
}

/** Fields that hold what people wrote: there a comment at the end of the line is a loss more often than a comment. */
const written = new Set(['text', 'name', 'guidance']);
/** These and codes are texts even where they look like numbers. */
const texts = new Set([...written, 'code', 'type']);
const proposedMax = 50;

const inQuotes = (text: string): string => {
  const cut = text.length > proposedMax ? `${text.slice(0, proposedMax)}…` : text;
  return /["\\]/.test(cut) ? `'${cut.replaceAll("'", "''")}'` : `"${cut}"`;
};
const quoteIt = (text: string) => `put the whole in quotes: ${inQuotes(text)}`;
const keptForItself = (text: string) =>
  `begins with "${text[0]}", which means something else in YAML; ${quoteIt(text)}`;

/** Tags of YAML's own, by which somebody who knows it says what a value is. */
const knownTag = /^!!(?:str|int|float|bool|null)(?:\s|$)/;

/** What of an item was lost or changed on the way, though it is good YAML. */
export function trapsIn(document: Document, item: Node, source: string): Trap[] {
  const referred = new Set<string>();
  visit(document, {
    Alias(_, { source: name }) {
      referred.add(name);
    },
  });
  const traps: Trap[] = [];
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    if (isSeq(node)) {
      for (const [at, one] of node.items.entries()) walk(one, [...path, at]);
    } else if (isMap(node)) {
      for (const pair of node.items) {
        const inside = [...path, String(pair.key)];
        const found = trapOf(document, pair, source, referred);
        if (found) traps.push({ path: inside, ...found });
        else walk(pair.value, inside);
      }
    }
  };
  walk(item, []);
  return traps;
}

function trapOf(
  document: Document,
  { key, value }: Pair,
  source: string,
  referred: ReadonlySet<string>,
): Omit<Trap, 'path'> | null {
  if (!isScalar(key) || !key.range) return null;
  const name = String(key);
  const [offset, keyEnd] = key.range;
  // A key without its colon beside it is written in a way of its own, and by nobody by hand.
  if (source[keyEnd] !== ':') return null;
  const said = source.slice(keyEnd + 1, endOfLine(source, keyEnd)).trim();
  if (isAlias(value)) {
    return value.resolve(document) ? null : { offset, detail: keptForItself(said) };
  }
  if (!isScalar(value) || !value.range) return null;
  const isLeftOut =
    (value.anchor !== undefined && !referred.has(value.anchor) && said.startsWith('&')) ||
    (said.startsWith('!') && !knownTag.test(said));
  if (isLeftOut) {
    const [word = ''] = said.split(/\s/, 1);
    const detail = `lost "${word.slice(0, proposedMax)}", which YAML reads as a mark of its own; ${quoteIt(said)}`;
    return { offset, detail };
  }
  if (value.type !== Scalar.PLAIN) return null;
  const [from, to] = value.range;
  const after = source.slice(to, endOfLine(source, to));
  if (written.has(name) && (/^[ \t]+#/.test(after) || said.startsWith('#'))) {
    const whole = source.slice(from, to) + after.trimEnd();
    const detail = `lost what follows a "#", which begins a comment; ${quoteIt(whole.trim() || said)}`;
    return { offset, detail };
  }
  const given = source.slice(from, to);
  if (texts.has(name) && typeof value.value !== 'string' && given !== '') {
    const detail = `was read as ${String(value.value)}, and not as the text that it is; put it in quotes: ${inQuotes(given)}`;
    return { offset, detail };
  }
  return null;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
}

const field = /^\s*(?:- +)*([\w-]+):[ \t]+(\S.*)$/;

/** Whether a text begins with a sign that YAML keeps for itself, rather than with what the sign is for. */
function isSign(said: string): boolean {
  if (/^[[{]/.test(said)) return /[\]}]\s*[^\s,\]}#]/.test(said);
  if (/^["']/.test(said)) return !/^(["']).*\1$/.test(said);
  return /^[%@`!&*?\]}-]/.test(said) || /^[|>].*[^\s\d+-]/.test(said);
}

/** What a line is that YAML does not read, in words to quote it by; null: the parser's own have to do. */
export function explained(
  error: YAMLError,
  source: string,
): { line: number; detail: string } | null {
  const place = error.linePos?.[0];
  if (!place) return null;
  const { line } = place;
  const lines = source.split('\n', line);
  const here = (lines[line - 1] ?? '').trimEnd();
  if (error.code === 'DUPLICATE_KEY') {
    const [, name = ''] = /^\s*(?:- +)*["']?([\w-]+)/.exec(here) ?? [];
    const isNew = name === 'type' && !/^\s/.test(here);
    const detail = isNew
      ? 'a second "type" begins here: part one checklist from the next by a line of ---'
      : `the field "${name}" is there twice in one place; keep one`;
    return { line, detail };
  }
  if (/^ *\t/.test(here)) return { line, detail: 'a tab indents this line; use spaces' };
  const said = field.exec(here)?.[2];
  if (said === undefined) return null;
  if (isSign(said)) {
    return { line, detail: keptForItself(said) };
  }
  const isHere = error.code === 'BLOCK_AS_IMPLICIT_KEY' && /:(?:\s|$)/.test(said);
  return isHere
    ? { line, detail: `holds a ":" that begins another field; ${quoteIt(said)}` }
    : null;
}
