import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callsScreen } from '../../../src/bot/calls/calls.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { widthEm } from '../../../src/reports/letter-widths.ts';
import { testCompany } from '../../support/company.ts';

const phonePx = 360;
const css = readFileSync(
  new URL('../../../src/sandbox/telegram/page/chat.css', import.meta.url),
  'utf8',
);

/** The last figure of a property of a rule of the page that shows the chats, such as the 8 of `padding: 4px 8px`. */
function figureOf(rule: string, property: string): number {
  const [, body = ''] = new RegExp(`^\\${rule} \\{([^}]*)\\}`, 'm').exec(css) ?? [];
  const [, value = ''] = new RegExp(`^\\s*${property}: (.*);`, 'm').exec(body) ?? [];
  const figure = /([\d.]+)(?:px|%)[^\d]*$/.exec(value.split(',')[0] ?? '');
  if (!figure) throw new Error(`${rule} has no ${property}`);
  return Number(figure[1]);
}

/** How wide a label may be, with so many buttons in its row. */
function roomPx(inRow: number): number {
  const chatPx = phonePx - 2 * 10;
  const rowPx = (chatPx * figureOf('.message', 'max-width')) / 100;
  const keyPx = (rowPx - (inRow - 1) * figureOf('.row', 'gap')) / inRow;
  return keyPx - 2 * figureOf('.key', 'padding');
}

const labelPx = (label: string) => widthEm(label) * figureOf('.key', 'font-size');

/** The company with nine calls of a seller's, whose numbers have six digits. */
function listOf(who: string) {
  const { app, as, aCall } = testCompany();
  aCall({ sellerExternalId: 'anna' });
  app.db.orm.$client.prepare("UPDATE sqlite_sequence SET seq = 123450 WHERE name = 'calls'").run();
  for (let n = 0; n < 8; n += 1) aCall({ sellerExternalId: 'anna' });
  const member = as(who);
  const ctx: Pick<Ctx, 'app' | 'member' | 'words'> = {
    app,
    member,
    words: wordsIn('ru', 'Europe/Moscow'),
  };
  return callsScreen(ctx as Ctx);
}

test.each(['anna', 'root'])(
  'numbers of six digits are whole at 360 px in the list of %s',
  (who) => {
    const rows = listOf(who).rows.filter((row) => row.some(({ text }) => /^\d{6}$/.test(text)));
    const numbers = rows.flat().filter(({ text }) => /^\d+$/.test(text));
    expect(numbers).toHaveLength(8);
    for (const row of rows) {
      for (const { text } of row) {
        expect(labelPx(text), `${text} of ${row.length}`).toBeLessThanOrEqual(roomPx(row.length));
      }
    }
    const icons = rows.flat().filter(({ text }) => text === '🙋');
    expect(icons).toHaveLength(who === 'anna' ? 8 : 0);
  },
);

test('with one more button in a row a number would be cut', () => {
  expect(labelPx('123456')).toBeGreaterThan(roomPx(5));
});
