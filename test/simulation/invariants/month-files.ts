import { strFromU8, unzipSync } from 'fflate';
import type { Update } from 'grammy/types';
import type { Invariant, Sql } from './invariant.ts';

type Cells = (string | undefined)[];

/** What a month's file must say, told by the database alone. */
interface Should {
  calls: unknown[];
  ledger: unknown[];
  payouts: unknown[][];
  /** Of the sheets of sellers and controllers, over all their rows. */
  sums: unknown[];
}

/** The file that an administrator is given of a month says what the database does. */
export function monthFileInvariant(reach: (what: string) => void): Invariant {
  /** What the database said when a chat was told to wait, by chat and month. */
  const waiting = new Map<number, Map<string, string>>();
  return {
    name: 'the file of a month holds its rows and sums',
    section: '3.7',
    afterUpdate({ callback_query: press }: Update) {
      const [, month] = /^period-sheet:(.+)$/.exec(press?.data ?? '') ?? [];
      if (!press || !month) return [];
      const asked = waiting.get(press.from.id) ?? new Map<string, string>();
      waiting.set(press.from.id, asked.set(month, ''));
      return [];
    },
    beforeCall({ method, fields, workbook }, sql) {
      const asked = waiting.get(Number(fields.chat_id));
      if (!asked) return [];
      if (method === 'sendMessage') {
        for (const month of asked.keys()) asked.set(month, JSON.stringify(shouldOf(sql, month)));
      }
      if (method !== 'sendDocument' || !workbook) return [];
      const [month = ''] = /\d{4}-\d\d/.exec(workbook.name ?? '') ?? [];
      const should = shouldOf(sql, month);
      // What has changed since it was asked for, nobody knows whether it was read before or after.
      if (asked.get(month) !== JSON.stringify(should)) return [];
      reach('the file of a month is read');
      if (should.payouts.some(([, points, brought]) => Number(brought) < 0 && Number(points) > 0)) {
        reach('the file of a month is read in which points go into a debt');
      }
      const said = saidIn(workbook.bytes);
      return (['calls', 'ledger', 'payouts', 'sums'] as const)
        .filter((part) => JSON.stringify(said[part]) !== JSON.stringify(should[part]))
        .map((part) => ({ month, part, said: said[part], should: should[part] }));
    },
  };
}

function shouldOf(sql: Sql, month: string): Should {
  const calls = sql.all<{ id: number }>(
    `SELECT c.id FROM reviews r JOIN calls c ON c.id = r.call_id
      WHERE r.credit_month = ? AND r.purpose = 'credit'
        AND c.status IN ('approved_scored', 'approved_overturned') AND r.possible > 0 ORDER BY c.id`,
    month,
  );
  const ledger = sql.all<{ id: number; points: number }>(
    'SELECT id, points FROM ledger WHERE month = ? ORDER BY id',
    month,
  );
  return {
    calls: calls.map(({ id }) => id),
    ledger: ledger.map(({ id, points }) => [id, points]),
    payouts: payoutsOf(sql, month),
    sums: [calls.length, calls.length],
  };
}

/** Of everybody whose account moved or owes: points, what was brought, written off, is paid and carried. */
function payoutsOf(sql: Sql, month: string): unknown[][] {
  const moved = sql.all<{ month: string; person: string; isDebt: 0 | 1; points: number }>(
    `WITH sides AS (SELECT id, month, to_person_id person, points, cause, reverses_id FROM ledger
        UNION ALL SELECT id, month, from_person_id, -points, cause, reverses_id FROM ledger)
      SELECT s.month, p.external_id person, sum(points) points,
             s.cause = 'write_off' OR coalesce((SELECT o.cause = 'write_off' FROM ledger o WHERE o.id = s.reverses_id), 0) isDebt
        FROM sides s JOIN people p ON p.id = s.person WHERE s.month <= ? GROUP BY 1, 2, 4 ORDER BY 1`,
    month,
  );
  const accounts = new Map<string, { carried: number; row: number[] | null }>();
  for (const one of [...new Set([...moved.map((row) => row.month), month])]) {
    const here = moved.filter((row) => row.month === one);
    for (const person of new Set([...accounts.keys(), ...here.map((row) => row.person)])) {
      const own = here.filter((row) => row.person === person);
      const sum = (isDebt: 0 | 1) =>
        own.filter((row) => row.isDebt === isDebt).reduce((all, { points }) => all + points, 0);
      const brought = accounts.get(person)?.carried ?? 0;
      const total = Math.min(0, brought + sum(1)) + sum(0);
      const carried = Math.min(0, total);
      const isShown = one === month && (own.length > 0 || brought < 0);
      const row = isShown ? [sum(0), brought, sum(1), Math.max(0, total), carried] : null;
      accounts.set(person, { carried, row });
    }
  }
  return [...accounts]
    .flatMap(([person, { row }]) => (row ? [[person, ...row]] : []))
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** The same of a workbook: its sheets are those of src/reports/sheets.ts, in their order. */
function saidIn(workbook: Uint8Array): Should {
  const parts = unzipSync(workbook, { filter: ({ name }) => /sheet\d+\.xml$|shared/.test(name) });
  const texts = [
    ...partOf(parts, 'xl/sharedStrings.xml').matchAll(/<si>.*?<t[^>]*>(.*?)<\/t>/gs),
  ].map(([, text]) => text ?? '');
  const [sellers, controllers, payouts, calls, , ledger] = [1, 2, 3, 4, 5, 6].map((at) =>
    rowsOf(partOf(parts, `xl/worksheets/sheet${at}.xml`), texts),
  );
  const numbers = (row: Cells, ...at: number[]) => at.map((one) => Number(row[one] ?? 0));
  const sumOf = (rows: Cells[] = [], at: number) =>
    rows.reduce((all, row) => all + Number(row[at] ?? 0), 0);
  return {
    calls: (calls ?? []).map((row) => Number(row[0])).sort((a, b) => a - b),
    ledger: (ledger ?? []).map((row) => numbers(row, 0, 4)).sort(([a = 0], [b = 0]) => a - b),
    payouts: (payouts ?? [])
      .map((row) => [row[0], ...numbers(row, 2, 3, 4, 5, 6)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    sums: [sumOf(sellers, 3), sumOf(controllers, 2)],
  };
}

const partOf = (parts: Record<string, Uint8Array>, name: string) =>
  strFromU8(parts[name] ?? new Uint8Array());

/** Its rows below the head, each cell at its column. */
function rowsOf(xml: string, texts: readonly string[]): Cells[] {
  const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].slice(1);
  return rows.map(([, cells = '']) => {
    const row: Cells = [];
    for (const [, column = 'A', kind, value = ''] of cells.matchAll(cellPattern)) {
      row[columnAt(column)] = kind?.includes('t="s"') ? texts[Number(value)] : value;
    }
    return row;
  });
}

const cellPattern = /<c r="([A-Z]+)\d+"([^>]*)><v>(.*?)<\/v>/g;
const columnAt = (letters: string) =>
  [...letters].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1;
