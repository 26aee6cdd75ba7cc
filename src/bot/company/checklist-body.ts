import { type Checklist, type Item, itemsOf } from '../../domain/checklist.ts';
import { phoneLines } from '../row-width.ts';
import { visibleLength } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';

/** Room for the items on a page; the head and the foot of its screen take the rest of a message. */
const pageMax = 3200;
/** With its head and its buttons such a page is not taller than two narrow phones. */
const linesMax = 42;

/**
 * All of a checklist as pages of HTML, section by section, none longer than a message and two narrow phones have
 * room for; a section that goes on has its name on each page. `notes`: what stands below an item, as HTML.
 */
export function bodyPages(
  words: Words,
  checklist: Checklist,
  notes: (code: string) => readonly string[] = () => [],
): string[] {
  const order = new Map(itemsOf(checklist).map(({ code }, index) => [code, index + 1]));
  const pages: string[] = [];
  let page = '';
  for (const { name, items } of checklist.sections) {
    const head = `<b>${escapeHtml(name)}</b>`;
    let block = head;
    const blocks: string[] = [];
    for (const item of items) {
      const text = itemText(words, item, order.get(item.code) ?? 0, notes(item.code));
      if (isTooLong(`${block}\n${text}`)) {
        blocks.push(block);
        block = head;
      }
      block = `${block}\n${text}`;
    }
    for (const next of [...blocks, block]) {
      const together = page === '' ? next : `${page}\n\n${next}`;
      if (isTooLong(together)) {
        pages.push(page);
        page = next;
      } else {
        page = together;
      }
    }
  }
  return [...pages, page];
}

function isTooLong(page: string): boolean {
  const seen = page.replace(/<[^<>]*>/g, '').replace(/&\w+;/g, '&');
  return visibleLength(page) > pageMax || phoneLines(seen) > linesMax;
}

function itemText(words: Words, item: Item, number: number, notes: readonly string[]): string {
  const { text, guidance, weight, critical, na } = item;
  const lines = [
    words.t('checklist-item', { number, text, weight, critical, na: na ? 'yes' : 'no' }),
    ...(guidance ? [`    <i>${escapeHtml(guidance)}</i>`] : []),
    ...notes.map((note) => `    ${note}`),
  ];
  return lines.join('\n');
}
