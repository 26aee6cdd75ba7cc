import { type Document, isMap, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { malformed, type Row, type Rows, read } from './rows.ts';
import { isTooDeep } from './too-deep.ts';

/**
 * The rows of a YAML or JSON file. Each document is a list of items, `{items: [...]}` as the API takes
 * it, or one item.
 */
export function readYaml(text: string): Rows {
  if (isTooDeep(text)) return noYaml('it is nested too deeply', null);
  const counter = new LineCounter();
  const rows: Row[] = [];
  try {
    const documents = parseAllDocuments(text, { lineCounter: counter });
    if (!Array.isArray(documents)) return read([]);
    for (const document of documents) {
      const [error] = document.errors;
      if (error) return noYaml(error.message, error.linePos?.[0].line ?? null);
      for (const node of itemsOf(document)) {
        const line = counter.linePos(node.range?.[0] ?? 0).line;
        rows.push({ line, raw: node.toJS(document) as unknown });
      }
    }
  } catch (error) {
    // Aliases that lead nowhere or multiply without end are only found when they are followed.
    return noYaml(error instanceof Error ? error.message : String(error), null);
  }
  return read(rows);
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
