import { type Checklist, type Item, itemsOf } from '../../domain/checklist.ts';
import { phoneLines } from '../row-width.ts';
import { visibleLength } from '../screen.ts';
import { escapeHtml, type Words } from '../words.ts';

/** Room for the items on a page; the head and the foot of its screen take the rest of a message. */
const pageMax = 3200;
/** With its head and its buttons such a page is not taller than two narrow phones. */
const linesMax = 42;

/** A button is as tall as this many lines of text, with what stands between it and the next. */
const linesOfButton = 2.5;

/** Items that stand together: their text as HTML, and their codes. */
export interface BodyPage {
  text: string;
  codes: readonly string[];
}

/** What belongs to an item on its page: `notes` below it, as HTML, and whether the page has a button for it. */
export interface AboutItem {
  notes: readonly string[];
  hasButton: boolean;
}

/**
 * All of a checklist as pages, section by section, none longer than a message and two narrow phones have room for; a
 * section that goes on has its name on each page.
 */
export function bodyPages(
  words: Words,
  checklist: Checklist,
  about: (code: string) => AboutItem = () => ({ notes: [], hasButton: false }),
): BodyPage[] {
  const known = itemsOf(checklist).map(({ code }) => [code, about(code)] as const);
  const order = new Map(known.map(([code], index) => [code, index + 1]));
  const notesOf = new Map(known.map(([code, { notes }]) => [code, notes]));
  const withButton = new Set(known.flatMap(([code, { hasButton }]) => (hasButton ? code : [])));
  const isTooLong = ({ text, codes }: BodyPage) =>
    visibleLength(text) > pageMax ||
    linesOf(text) + linesOfButton * codes.filter((code) => withButton.has(code)).length > linesMax;
  const joined = (page: BodyPage, next: BodyPage, between: string): BodyPage => ({
    text: page.text === '' ? next.text : `${page.text}${between}${next.text}`,
    codes: [...page.codes, ...next.codes],
  });

  const pages: BodyPage[] = [];
  let page: BodyPage = { text: '', codes: [] };
  for (const { name, items } of checklist.sections) {
    const head = { text: `<b>${escapeHtml(name)}</b>`, codes: [] };
    let block: BodyPage = head;
    const blocks: BodyPage[] = [];
    for (const item of items) {
      const text = itemText(words, item, order.get(item.code) ?? 0, notesOf.get(item.code) ?? []);
      const next = { text, codes: [item.code] };
      // A section's name never stands alone.
      if (block !== head && isTooLong(joined(block, next, '\n'))) {
        blocks.push(block);
        block = head;
      }
      block = joined(block, next, '\n');
    }
    for (const next of [...blocks, block]) {
      const together = joined(page, next, '\n\n');
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

const linesOf = (html: string): number =>
  phoneLines(html.replace(/<[^<>]*>/g, '').replace(/&\w+;/g, '&'));

function itemText(words: Words, item: Item, number: number, notes: readonly string[]): string {
  const { text, guidance, weight, critical, na } = item;
  const lines = [
    words.t('checklist-item', { number, text, weight, critical, na: na ? 'yes' : 'no' }),
    ...(guidance ? [`    <i>${escapeHtml(guidance)}</i>`] : []),
    ...notes.map((note) => `    ${note}`),
  ];
  return lines.join('\n');
}
