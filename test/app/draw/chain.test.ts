import { expect, test } from 'vitest';
import { examineDatabase } from '../../../src/app/company/doctor.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { type Company, type Standing, testCompany } from '../../support/company.ts';

const days = ['2026-11-23', '2026-11-24', '2026-11-25'];
const rules = { perSeller: 1 };
const chainOf = ({ app }: Company) =>
  examineDatabase(app).find(({ check }) => check === 'chain of draws');

/** Anna and Boris make three calls each every day; `late` comes in on the first, a moment before its window ends. */
async function threeDays(late: (company: Company) => void, from?: Standing): Promise<Company> {
  const company = testCompany(rules, from ? { from } : {});
  for (const day of days) {
    company.clock.at(`${day}T12:00:00+03:00`);
    for (let call = 0; call < 6; call += 1) {
      const sellerExternalId = call % 2 ? 'anna' : 'boris';
      company.aCall({ sellerExternalId, externalId: `${day}-${call}` });
    }
    company.clock.at(Date.parse(`${day}T19:00:00+03:00`) - 1);
    if (day === days[0]) late(company);
    company.clock.at(`${day}T19:00:00+03:00`);
    await drawDue(company.app);
  }
  return company;
}

/** What somebody has who saved each evening's answer of the API. */
const kept = ({ app }: Company) =>
  days.map((day) => {
    const draw = readDraw(app, day) ?? expect.fail(`no draw on ${day}`);
    const { seedSha256, poolSha256, recordSha256, previousSha256 } = draw;
    return { seedSha256, poolSha256, recordSha256, previousSha256 };
  });

test('each record carries the hash of the one before it', async () => {
  const [first, second, third] = kept(await threeDays(() => {}));
  expect(first?.previousSha256).toBeNull();
  expect(second?.previousSha256).toBe(first?.recordSha256);
  expect(third?.previousSha256).toBe(second?.recordSha256);
});

test('whoever rules the database may write another past that holds within itself, but not one that fits an earlier file', async () => {
  const begun = testCompany(rules).standing();
  const before = kept(await threeDays(() => {}, begun));
  // The same seeds and the same calls, with one more on the first day, all of it drawn and linked anew.
  const forged = await threeDays(({ aCall }) => aCall({ externalId: 'put in later' }), begun);
  for (const day of days) expect(verifyDraw(forged.app, day)?.problems).toEqual([]);
  expect(chainOf(forged)?.ok).toBe(true);

  const after = kept(forged);
  expect(after.map(({ seedSha256 }) => seedSha256)).toEqual(
    before.map(({ seedSha256 }) => seedSha256),
  );
  // The pool of that day is found out by who kept its hash, and all later records by who kept any of them.
  expect(after[0]?.poolSha256).not.toBe(before[0]?.poolSha256);
  for (const [at, { recordSha256 }] of after.entries()) {
    expect(recordSha256).not.toBe(before[at]?.recordSha256);
  }
});

const frozen = 'DROP TRIGGER IF EXISTS draws_once; DROP TRIGGER IF EXISTS draws_frozen;';
const firstDraw = '(SELECT id FROM draws WHERE drawn_at IS NOT NULL ORDER BY id LIMIT 1)';

test.each([
  [
    'a call of the pool that is another one now',
    "UPDATE calls SET external_id = 'other' WHERE id = 1",
  ],
  [
    'a call of the pool that is another seller’s now',
    `UPDATE draws SET eligible = zeroblob(8) || substr(eligible, 9) WHERE id = ${firstDraw}`,
  ],
  [
    'a call drawn that was not',
    `UPDATE drawn_calls SET call_id = (SELECT min(id) FROM calls WHERE id NOT IN (SELECT call_id FROM drawn_calls)) WHERE draw_id = ${firstDraw} AND call_id = (SELECT min(call_id) FROM drawn_calls WHERE draw_id = ${firstDraw})`,
  ],
  ['another freeze', `UPDATE draws SET frozen_at = frozen_at - 1000 WHERE id = ${firstDraw}`],
  [
    'an entropy that was wanted',
    `UPDATE draws SET entropy = '{"kind":"none","wanted":"beacon"}' WHERE id = ${firstDraw}`,
  ],
])('%s is found out by the record itself', async (_, change) => {
  const company = await threeDays(() => {});
  company.app.db.orm.$client.exec(`PRAGMA foreign_keys = OFF; ${frozen} ${change}`);
  let problems: readonly string[] = ['it cannot even be read'];
  try {
    problems = verifyDraw(company.app, days[0] ?? '')?.problems ?? [];
  } catch {
    // A call that is gone is found out as well.
  }
  expect(problems).not.toEqual([]);
});

test('a record taken out of the middle breaks the chain, which the doctor says', async () => {
  const company = await threeDays(() => {});
  const { $client } = company.app.db.orm;
  $client.exec(
    `${frozen} UPDATE draws SET record_sha256 = '${'ab'.repeat(32)}' WHERE id = ${firstDraw}`,
  );
  expect(chainOf(company)).toMatchObject({ ok: false });
});
