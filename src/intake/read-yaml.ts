import { type Document, isMap, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { malformed, type Row, type Rows, read } from './rows.ts';
import { isTooDeep } from './too-deep.ts';
import { explained, trapsIn } from './yaml-traps.ts';

/** Where in a row words were lost, to be told beside it. */
export interface LostWords {
  readonly row: number;
  readonly line: number;
  readonly path: readonly (string | number)[];
  readonly detail: string;
}

export type YamlRows = (Rows & { ok: true; lost: readonly LostWords[] }) | (Rows & { ok: false });

/**
 * The rows of a YAML or JSON file. Each document is a list of items, `{items: [...]}` as the API takes
 * it, or one item.
 */
export function readYaml(text: string): YamlRows {
  if (isTooDeep(text)) return noYaml('it is nested too deeply', null);
  const counter = new LineCounter();
  const rows: Row[] = [];
  const lost: LostWords[] = [];
  try {
    const documents = parseAllDocuments(text, { lineCounter: counter });
    if (!Array.isArray(documents)) return { ...taken([]), lost };
    for (const document of documents) {
      const [error] = document.errors;
      if (error) {
        const why = explained(error, text);
        if (why)
          return malformed('not_yaml', why.detail, {
            line: why.line,
            values: { cause: why.detail },
          });
        return noYaml(error.message, error.linePos?.[0].line ?? null);
      }
      for (const node of itemsOf(document)) {
        const line = counter.linePos(node.range?.[0] ?? 0).line;
        const traps = trapsIn(document, node, text);
        for (const { path, offset, detail } of traps) {
          lost.push({ row: rows.length, path, line: counter.linePos(offset).line, detail });
        }
        rows.push({
          line,
          raw: traps.length > 0 ? partOf(node, document) : plainOf(node, document),
        });
      }
    }
  } catch (error) {
    // Aliases that lead nowhere or multiply without end are only found when they are followed.
    return noYaml(error instanceof Error ? error.message : String(error), null);
  }
  return { ...taken(rows), lost };
}

const plainOf = (node: Node, document: Document) => node.toJS(document) as unknown;

/** Of an item with traps as much as can be said; nothing where a reference leads nowhere. */
function partOf(node: Node, document: Document): unknown {
  try {
    return plainOf(node, document);
  } catch {
    return null;
  }
}

const taken = (rows: Row[]) => ({ ok: true as const, rows, remarks: [] });

/** Rows of items, of which one that lost words is refused. */
export function wholeRows(given: YamlRows): Rows {
  if (!given.ok) return given;
  const first = new Map(given.lost.toReversed().map((one) => [one.row, one]));
  return read(
    given.rows.map((row, at): Row => {
      const loss = first.get(at);
      return loss ? { line: loss.line, field: loss.path.join('.'), problem: loss.detail } : row;
    }),
  );
}

function noYaml(message: string, line: number | null) {
  // The message goes on with a picture of the place, which the line number makes needless.
  const [cause = ''] = message.split(/ at line \d+|\n/);
  return malformed('not_yaml', `is no YAML: ${cause}`, { line, values: { cause } });
}

function itemsOf({ contents }: Document): Node[] {
  if (contents === null) return [];
  const list = isMap(contents) && contents.has('items') ? contents.get('items') : contents;
  return isSeq(list) ? (list.items as Node[]) : [contents as Node];
}
