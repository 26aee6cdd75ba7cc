import { cutToEm, widthEm } from '../reports/letter-widths.ts';

/** A phone of 360 points: what a row of buttons has below a message, what is between two, and inside of each. */
const rowPx = 312;
const gapPx = 4;
const insidePx = 10;
const letterPx = 14;

/** How many em a label has in a row of so many buttons. */
export function labelEm(buttons: number): number {
  return ((rowPx - gapPx * (buttons - 1)) / buttons - insidePx) / letterPx;
}

/** A label as it is shown: one too long for a row of its own is cut here, at a word, and not by the phone. */
export const shownLabel = (text: string): string => cutToEm(text, labelEm(1));

/**
 * A row as a narrow phone can show it: whole where each label fits, else in as few rows as they fit in.
 */
export function fittingRows<B extends { text: string }>(row: readonly B[]): B[][] {
  const widest = Math.max(0, ...row.map(({ text }) => widthEm(text)));
  let perRow = row.length;
  while (perRow > 1 && widest > labelEm(perRow)) perRow -= 1;
  const rows: B[][] = [];
  for (let at = 0; at < row.length; at += perRow) {
    rows.push(row.slice(at, at + perRow).map((key) => ({ ...key, text: shownLabel(key.text) })));
  }
  return rows;
}

/** How wide the text of a message is on such a phone, and what it is set in. */
const textEm = 288 / 16;

/** As how many lines a text of a message stands on such a phone, rather too many than too few. */
export function phoneLines(text: string): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.max(1, Math.ceil(widthEm(line) / textEm)), 0);
}
