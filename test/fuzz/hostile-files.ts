import { strToU8, zipSync } from 'fflate';
import { textCell, workbookOf } from '../intake/workbook.ts';
import type { Dice } from '../simulation/dice.ts';

const row = (cells: readonly string[], line: number) =>
  `<row r="${line}">${cells.map((text, at) => textCell(`${'ABCDEFG'[at]}${line}`, text)).join('')}</row>`;
const rows = (...lines: string[][]) => lines.map((cells, at) => row(cells, at + 1)).join('');
const text = (content: string) => Buffer.from(content);

/** Files that somebody may send to the bot, the file's name first. */
export const hostileFiles: Readonly<Record<string, () => Buffer>> = {
  'people.csv': () =>
    text('Код;ФИО;Роль;Направление\nx;=cmd|calc;продавец;<b>Опт\ny;\u202eА;бог;\u0000\n'),
  'clients.xlsx': () =>
    Buffer.from(
      workbookOf({ S: rows(['Код', 'Название'], ['c', '=HYPERLINK("x")'], ['d', '<i>']) }),
    ),
  'bomb.xlsx': () =>
    Buffer.from(
      zipSync({
        'xl/workbook.xml': strToU8('<workbook/>'),
        'xl/worksheets/sheet1.xml': new Uint8Array(64 * 1024 * 1024),
      }),
    ),
  'many.xlsx': () =>
    Buffer.from(
      zipSync(
        Object.fromEntries(
          Array.from({ length: 3000 }, (_, n) => [`xl/${n}.xml`, strToU8('<a/>')]),
        ),
      ),
    ),
  'laughs.yaml': () =>
    text(
      `a: &a [x, x]\n${'bcdefghi'
        .split('')
        .map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]}, `.repeat(9)}]`)
        .join('\n')}\n`,
    ),
  'deep.json': () => text('['.repeat(50_000)),
  'checklist.yaml': () => text('type: x\nname: X\nsections: [{code: __proto__, items: []}]\n'),
  'long.csv': () => text(`Код;Название\n${`c;${'я'.repeat(5000)}\n`.repeat(200)}`),
  'orders.csv': () => text('Код;Номер;Код клиента;В работе;Открыт\no;1;c;да;99.99.9999\n'),
  'calls.json': () => text('[{"source":"x","__proto__":{"a":1}},{},null,[],1e999]'),
};
export const fileNames = Object.keys(hostileFiles);

const made = new Map<string, Buffer>();

/** What a file sent by its id holds: one of the above, and of any other some bytes by chance. */
export function fileOf(dice: Dice, fileId: string): Buffer {
  const known = made.get(fileId) ?? hostileFiles[fileId]?.();
  if (!known) return dice.bytes(dice.below(4096));
  made.set(fileId, known);
  return known;
}
