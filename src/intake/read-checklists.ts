import { type Document, isMap, isNode, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { z } from 'zod';
import { type Checklist, checklistSchema } from '../domain/checklist.ts';
import { decodeText } from '../domain/text-encoding.ts';
import { inWords } from '../domain/wording.ts';
import { fileKindOf } from './file-kind.ts';
import { readYaml } from './read-yaml.ts';
import type { GivenFile } from './rows.ts';

/** A checklist is some 50 KB at most: 40 items of at most 500 signs; a file may hold several. */
export const checklistMegabytesMax = 1;
export const checklistBytesMax = checklistMegabytesMax * 1024 * 1024;
/** Several call types in one file; more than a company has. */
const typesMax = 20;
/** Lines, commas and brackets: parsing costs by these, so that a larger file would hold up other people's taps. */
const marksMax = 8000;
/** More are wrong than anybody reads. */
const problemsMax = 200;

/** What is wrong with a file of checklists, and where. */
export interface ChecklistProblem {
  /** Which checklist of the file, from 1; null: the file as a whole. */
  readonly document: number | null;
  readonly type: string | null;
  /** The field's place in it, such as `sections`, 0, `items`, 3, `weight`. */
  readonly path: readonly (string | number)[];
  readonly line: number | null;
  /** In English, to follow the field's name. */
  readonly detail: string;
}

export type ReadChecklists =
  | { ok: true; checklists: Checklist[] }
  | { ok: false; problems: ChecklistProblem[] };

/** Whether a file that came without a word on what it is holds checklists, told by its sections. */
export function looksLikeChecklists(file: GivenFile): boolean {
  if (fileKindOf(file) !== 'yaml') return false;
  const start = decodeText(file.bytes.subarray(0, checklistBytesMax));
  return /(?:^|[\s{,-])["']?sections["']?\s*:/.test(start);
}

/** The checklists of a YAML or JSON text, one document or list entry each; or all that is wrong with it. */
export function readChecklists(text: string): ReadChecklists {
  if ((text.match(/[\n,[{]/g)?.length ?? 0) > marksMax) {
    return { ok: false, problems: [ofFile('holds more than checklists do', null)] };
  }
  const read = readYaml(text);
  if (!read.ok) return { ok: false, problems: [ofFile(read.problem.detail, read.problem.line)] };
  const { rows, lost } = read;
  if (rows.length === 0) return { ok: false, problems: [ofFile('holds no checklist', null)] };
  if (rows.length > typesMax) {
    return { ok: false, problems: [ofFile(`has more than ${typesMax} entries`, null)] };
  }
  const checklists: Checklist[] = [];
  const problems: ChecklistProblem[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const raw = 'raw' in row ? row.raw : null;
    const losses = lost.filter(({ row: of }) => of === index);
    const place = { document: index + 1, type: typeOf(raw) };
    if (losses.length > 0) {
      problems.push(...losses.map(({ path, line, detail }) => ({ ...place, path, line, detail })));
      continue;
    }
    const parsed = checklistSchema.safeParse(raw, { error: inWords });
    if (!parsed.success) {
      problems.push(...parsed.error.issues.flatMap((issue) => problemsOf(issue, place)));
    } else if (seen.has(parsed.data.type)) {
      const detail = `is used twice: "${parsed.data.type}"`;
      problems.push({ ...place, path: ['type'], line: null, detail });
    } else {
      seen.add(parsed.data.type);
      checklists.push(parsed.data);
    }
  }
  if (problems.length === 0) return { ok: true, checklists };
  return { ok: false, problems: withLines(text, problems.slice(0, problemsMax)) };
}

function ofFile(detail: string, line: number | null): ChecklistProblem {
  return { document: null, type: null, path: [], line, detail };
}

function typeOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null;
  return typeof raw.type === 'string' ? raw.type.slice(0, 60) : null;
}

function problemsOf(
  issue: z.core.$ZodIssue,
  place: Pick<ChecklistProblem, 'document' | 'type'>,
): ChecklistProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code !== 'unrecognized_keys') {
    return [{ ...place, path, line: null, detail: issue.message }];
  }
  const detail = 'is not a field of this item';
  return issue.keys.map((key) => ({ ...place, path: [...path, key], line: null, detail }));
}

/** Only what is wrong is looked up again with its place, so that a good file is read once. */
function withLines(text: string, problems: readonly ChecklistProblem[]): ChecklistProblem[] {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter });
  const items = Array.isArray(parsed) ? parsed.flatMap(itemsOf) : [];
  return problems.map((problem) => {
    if (problem.line !== null) return problem;
    const node = items[(problem.document ?? 0) - 1];
    const at = node ? offsetOf(node, problem.path) : null;
    return { ...problem, line: at === null ? null : counter.linePos(at).line };
  });
}

/** The same checklists in the same order as `readYaml` has them. */
function itemsOf({ contents }: Document): Node[] {
  if (contents === null) return [];
  const list = isMap(contents) && contents.has('items') ? contents.get('items') : contents;
  return isCollectionOfItems(list) ? list.items.filter(isNode) : [contents as Node];
}

function isCollectionOfItems(list: unknown): list is { items: unknown[] } & Node {
  return isNode(list) && !isMap(list) && 'items' in list;
}

/** Where the part begins, or the nearest part around it that is there. */
function offsetOf(node: Node, path: readonly (string | number)[]): number | null {
  let at = node.range?.[0] ?? null;
  let here: unknown = node;
  for (const part of path) {
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => isNode(key) && String(key) === String(part));
      if (!pair) break;
      if (isNode(pair.key)) at = pair.key.range?.[0] ?? at;
      here = pair.value;
    } else if (isCollectionOfItems(here)) {
      here = here.items[Number(part)];
      if (isNode(here)) at = here.range?.[0] ?? at;
    } else {
      break;
    }
  }
  return at;
}
