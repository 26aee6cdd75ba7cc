import { type Document, isMap, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { type Kind, malformed, type Row, type Rows } from './read-rows.ts';

/**
 * The rows of a YAML or JSON file. Each document is a list of items, `{items: [...]}` as the API takes
 * it, or one item.
 */
export function readYaml(_kind: Kind, text: string): Rows {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter });
  if (!Array.isArray(documents)) return { ok: true, rows: [] };
  const rows: Row[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      // The message goes on with a picture of the place, which the line number makes needless.
      const [problem = ''] = error.message.split(/ at line \d+|\n/);
      return malformed(error.linePos?.[0].line ?? null, `is no YAML: ${problem}`);
    }
    for (const node of itemsOf(document)) {
      const line = counter.linePos(node.range?.[0] ?? 0).line;
      rows.push({ line, raw: node.toJS(document) as unknown });
    }
  }
  return { ok: true, rows };
}

function itemsOf({ contents }: Document): Node[] {
  if (contents === null) return [];
  const list = isMap(contents) && contents.has('items') ? contents.get('items') : contents;
  return isSeq(list) ? (list.items as Node[]) : [contents as Node];
}
