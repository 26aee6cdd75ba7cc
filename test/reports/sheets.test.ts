import { parse } from 'csv-parse/sync';
import readExcel from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { closePeriod } from '../../src/app/credit/close-period.ts';
import { readCredit } from '../../src/app/credit/read-credit.ts';
import { changePolicy } from '../../src/app/draw/change-policy.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { monthFile } from '../../src/reports/month-file.ts';
import { sheetNames } from '../../src/reports/sheets.ts';
import { must, testCompany } from '../support/company.ts';
import { afterMonth } from '../support/month.ts';

const month = '2026-12';

const lived = () => afterMonth({ pointPriceMinor: 5000, motivationScale: 'line 0:0.5 100:1.5' });

type Row = Record<string, unknown>;

async function workbookOf({ app }: ReturnType<typeof testCompany>): Promise<Map<string, Row[]>> {
  const bytes = Buffer.from(await monthFile(app, month, { format: 'xlsx' }));
  const sheets = await readExcel(bytes);
  return new Map(
    sheets.map(({ sheet, data: [head = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(head.map((key, n) => [String(key), row[n]]))),
    ]),
  );
}

async function csvOf({ app }: ReturnType<typeof testCompany>, sheet: (typeof sheetNames)[number]) {
  const bytes = await monthFile(app, month, { format: 'csv', sheet });
  return parse(Buffer.from(bytes), { columns: true }) as Record<string, string>[];
}

describe('a month as a file', () => {
  test('the workbook has the figures of the credit, each call, appeal and transfer once', async () => {
    const company = await lived();
    const credit = readCredit(company.app, month);
    const sheets = await workbookOf(company);
    expect([...sheets.keys()]).toEqual([...sheetNames]);
    const payoutOf = (id: number) => credit.payouts.find(({ personId }) => personId === id);
    expect(sheets.get('sellers')).toEqual(
      credit.sellers.map((row) =>
        expect.objectContaining({
          externalId: row.externalId,
          calls: row.calls,
          meanPercent: Number(row.meanPercent),
          intervalLow: Number(row.interval?.low),
          intervalHigh: Number(row.interval?.high),
          points: row.points,
          motivationValue: Number(row.motivation?.value),
          paidPoints: payoutOf(row.sellerId)?.paidPoints,
          amount: (payoutOf(row.sellerId)?.paidPoints ?? 0) * 50,
        }),
      ),
    );
    const sql = <T>(text: string) => company.app.db.orm.$client.prepare<[], T>(text).pluck().all();
    const counted = "SELECT call_id FROM reviews WHERE credit_month = '2026-12' ORDER BY id";
    expect(sheets.get('calls')?.map((row) => row.callId)).toEqual(sql<number>(counted));
    const moved = "SELECT id FROM ledger WHERE month = '2026-12' ORDER BY id";
    expect(sheets.get('ledger')?.map((row) => row.id)).toEqual(sql<number>(moved));
    const appealed = `SELECT call_id FROM appeals WHERE decided_at BETWEEN
      unixepoch('2026-11-30 21:00') * 1000 AND unixepoch('2026-12-31 21:00') * 1000 - 1
      ORDER BY decided_at, id`;
    expect(sheets.get('appeals')?.map((row) => row.callId)).toEqual(sql<number>(appealed));
    expect(sheets.get('appeals')?.length).toBeGreaterThan(20);
  });

  test('times are those of the wall clock in the company’s zone', async () => {
    const company = await lived();
    const first = (await workbookOf(company)).get('calls')?.[0];
    const callId = Number(first?.callId);
    const [at] = company.app.db.orm.$client
      .prepare<[number], number>('SELECT started_at FROM calls WHERE id = ?')
      .pluck()
      .all(callId);
    const shown = first?.startedAt instanceof Date ? first.startedAt.getTime() : 0;
    // A workbook counts in days, of which a millisecond is no exact part.
    expect(Math.abs(shown - (at ?? 0) - 3 * 3_600_000)).toBeLessThanOrEqual(1);
  });

  test('every sheet as CSV says the same as the workbook', async () => {
    const company = await lived();
    const sheets = await workbookOf(company);
    for (const name of sheetNames) {
      const rows = await csvOf(company, name);
      const keys = Object.keys(rows[0] ?? {}).filter((key) => !/[aA]t$/.test(key));
      const asText = (value: unknown) => (value === null ? '' : String(value));
      const figures = (row: Row) =>
        keys.map((key) => asText(row[key]).replace(/^(-?\d+)\.0$/, '$1'));
      expect(rows.map(figures)).toEqual(sheets.get(name)?.map(figures));
    }
  });

  test('a name that looks like a formula stays a text', async () => {
    const company = testCompany();
    const name = '=HYPERLINK("http://x","y")';
    company.hire({ externalId: '@anna', name, direction: 'Опт', roles: [{ role: 'seller' }] });
    company.clock.at('2026-12-10T10:00:00Z');
    const callId = await company.told({ seller: '@anna', fails: [] });
    must(acceptScore(company.app, company.as('@anna'), callId));
    const [csv] = await csvOf(company, 'sellers');
    expect(csv).toMatchObject({ externalId: "'@anna", name: `'${name}` });
    const [row] = (await workbookOf(company)).get('sellers') ?? [];
    expect(row).toMatchObject({ externalId: '@anna', name });
  });

  test('of a closed month the sheets show what was frozen', async () => {
    const company = await lived();
    must(closePeriod(company.app, company.as('root'), month));
    const frozen = await csvOf(company, 'sellers');
    changePolicy(company.app, { pointPriceMinor: 9900 }, null);
    expect(await csvOf(company, 'sellers')).toEqual(frozen);
    expect(frozen.some(({ amount }) => Number(amount) > 0)).toBe(true);
  });
});
