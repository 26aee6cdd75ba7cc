import { beforeAll, describe, expect, test } from 'vitest';
import { countedOf } from '../../../src/app/credit/counted-calls.ts';
import { readCredit } from '../../../src/app/credit/read-credit.ts';
import { type Company, testCompany } from '../../support/company.ts';
import { liveMonth } from '../../support/month.ts';
import { chanceOfMean } from '../../support/random-weights.ts';

/**
 * A month counted once more in plain SQL, from each item's verdict, the decisions on it and the text of the
 * checklist: neither `reviews.earned` nor `reviews.verdicts` is looked at, nor any rule of the domain.
 */
const standing = `
  WITH items AS (
    SELECT v.id version_id, k.value ->> 'code' section, json_extract(i.value, '$.code') code,
           coalesce(json_extract(i.value, '$.weight'), 1) weight,
           coalesce(json_extract(i.value, '$.critical'), 'none') critical, json_extract(v.body, '$.type') type
      FROM checklist_versions v, json_each(v.body, '$.sections') k, json_each(k.value, '$.items') i),
  verdicts AS (
    SELECT r.id review_id, c.seller_id, c.direction_id, r.reviewer_id, c.draw_id, c.sent_by_id, a.state appeal,
           items.type, items.section, items.code, items.weight, items.critical,
           CASE WHEN ai.decision IN ('seller_right', 'item_unclear') THEN 'pass'
                WHEN ai.decision = 'not_applicable' THEN 'na' ELSE ri.verdict END verdict
      FROM calls c JOIN reviews r ON r.call_id = c.id AND r.purpose = 'credit'
      JOIN review_items ri ON ri.review_id = r.id
      JOIN items ON items.version_id = r.version_id AND items.code = ri.item_code
      LEFT JOIN appeals a ON a.review_id = r.id AND a.state <> 'draft'
      LEFT JOIN appeal_items ai ON ai.appeal_id = a.id AND ai.item_code = ri.item_code
     WHERE c.status IN ('approved_scored', 'approved_overturned')
       AND (SELECT strftime('%Y-%m', max(h.at) / 1000, 'unixepoch', '+3 hours') FROM call_history h
             WHERE h.call_id = c.id AND h.verb IN ('sample', 'send')) = '2026-12'),
  sections AS (
    SELECT review_id, type, section,
           CASE WHEN sum(verdict = 'fail' AND critical = 'section') > 0 THEN 0
                ELSE sum(CASE WHEN verdict = 'pass' THEN weight ELSE 0 END) END earned,
           sum(CASE WHEN verdict IN ('pass', 'fail') THEN weight ELSE 0 END) possible
      FROM verdicts GROUP BY review_id, section),
  scores AS (
    SELECT v.review_id, min(v.seller_id) seller_id, min(v.direction_id) direction_id,
           min(v.reviewer_id) reviewer_id, min(v.draw_id) draw_id, min(v.sent_by_id) sent_by_id,
           min(v.appeal) appeal, sum(v.verdict = 'fail') failed,
           sum(v.verdict = 'fail' AND v.critical <> 'none') critical_misses, v.type,
           CASE WHEN sum(v.verdict = 'fail' AND v.critical = 'call') > 0 THEN 0
                ELSE (SELECT sum(earned) FROM sections s WHERE s.review_id = v.review_id) END earned,
           (SELECT sum(possible) FROM sections s WHERE s.review_id = v.review_id) possible
      FROM verdicts v GROUP BY v.review_id),
  shares AS (SELECT *, (2000000 * earned + possible) / (2 * possible) ppm FROM scores)`;

/** Half up: the mean of ppm, then its tenths of a percent. */
const percent = (sum: string, n: string) => {
  const tenths = `(((2 * (${sum}) + (${n})) / (2 * (${n}))) * 2 + 1000) / 2000`;
  return `CASE WHEN ${n} = 0 THEN NULL ELSE printf('%d.%d', (${tenths}) / 10, (${tenths}) % 10) END`;
};
const mean = percent('sum(ppm)', 'count(*)');

let company: Company;
const rows = (text: string) =>
  company.app.db.orm.$client.prepare<[], Record<string, unknown>>(text).all();
const credit = () => readCredit(company.app, '2026-12');

describe('a month of more than a thousand calls agrees with a count of its own in plain SQL', () => {
  beforeAll(async () => {
    company = testCompany({ noticeHold: 'PT5M', openAppealsMax: 1000, sendsPerMonth: 20 });
    await liveMonth(company);
    for (const table of ['verdicts', 'sections', 'shares'])
      company.app.db.orm.$client.exec(
        `CREATE TEMP TABLE ${table} AS ${standing} SELECT * FROM ${table};
         CREATE INDEX temp.${table}_by_review ON ${table} (review_id)`,
      );
  }, 120_000);

  test('it has everything: appeals of each ending, sent calls, both types, two versions, two months, some of it decided in the next', () => {
    const [counted] = rows('SELECT count(*) n, sum(sent_by_id IS NOT NULL) sent FROM shares');
    expect(counted?.n).toBeGreaterThan(1000);
    expect(counted?.sent).toBeGreaterThan(3);
    const states = company.app.db.orm.$client
      .prepare("SELECT DISTINCT state FROM appeals WHERE state <> 'open' ORDER BY state")
      .pluck()
      .all();
    expect(states).toEqual(['annulled', 'conceded', 'rejected', 'upheld']);
    const months = 'SELECT DISTINCT credit_month FROM reviews WHERE credit_month IS NOT NULL';
    expect(company.app.db.orm.$client.prepare(months).pluck().all()).toEqual([
      '2026-12',
      '2027-01',
    ]);
    const late = `SELECT count(*) FROM reviews WHERE credit_month = '2026-12'
      AND strftime('%Y-%m', approved_at / 1000, 'unixepoch', '+3 hours') = '2027-01'`;
    expect(company.app.db.orm.$client.prepare<[], number>(late).pluck().get()).toBeGreaterThan(20);
  });

  const figures = `count(*) calls, sum(draw_id IS NOT NULL AND sent_by_id IS NULL) drawn,
    sum(sent_by_id IS NOT NULL) sent, ${mean} meanPercent,
    ${percent(
      'coalesce(sum(CASE WHEN draw_id IS NOT NULL AND sent_by_id IS NULL THEN ppm END), 0)',
      'sum(draw_id IS NOT NULL AND sent_by_id IS NULL)',
    )} drawnMeanPercent,
    sum(critical_misses) criticalMisses, sum(coalesce(appeal, '') IN ('upheld', 'conceded')) appealsWon,
    sum(coalesce(appeal, '') = 'rejected') appealsLost`;

  test('sellers', () => {
    const counted = rows(
      `SELECT seller_id sellerId, ${figures}, (
         SELECT coalesce(sum(CASE WHEN l.to_person_id = seller_id THEN points ELSE -points END), 0)
           FROM ledger l WHERE l.month = '2026-12' AND seller_id IN (l.to_person_id, l.from_person_id)) points
         FROM shares GROUP BY seller_id`,
    );
    expect(counted).toHaveLength(3);
    for (const row of counted) {
      expect(credit().sellers.find(({ sellerId }) => sellerId === row.sellerId)).toMatchObject(row);
    }
  });

  test('intervals: 2.5 % of the randomly weighted means lie outside each bound, to the tenth shown', () => {
    const drawnOf = (where: string) =>
      rows(
        `SELECT ppm FROM shares WHERE draw_id IS NOT NULL AND sent_by_id IS NULL AND ${where}`,
      ).map(({ ppm }) => Number(ppm));
    const { total, sellers, directions } = credit();
    const shown = [
      { interval: total.interval, scores: drawnOf('true') },
      ...sellers.map(({ sellerId, interval }) => ({
        interval,
        scores: drawnOf(`seller_id = ${sellerId}`),
      })),
      ...directions.map(({ directionId, interval }) => ({
        interval,
        scores: drawnOf(`direction_id = ${directionId}`),
      })),
    ];
    expect(shown).toHaveLength(6);
    for (const { interval, scores } of shown) {
      const mirrored = scores.map((score) => 1_000_000 - score);
      const [low, high] = [Number(interval?.low), Number(interval?.high)];
      for (const [list, tenths] of [
        [scores, Math.round(10 * low)],
        [mirrored, 1000 - Math.round(10 * high)],
      ] as const) {
        expect(chanceOfMean([0, ...list], tenths * 1000)).toBeLessThanOrEqual(0.025);
        expect(chanceOfMean([0, ...list], (tenths + 1) * 1000)).toBeGreaterThan(0.025);
      }
    }
  });

  test('directions: the calls of whoever changed theirs are counted where each belongs', () => {
    const counted = rows(
      `SELECT direction_id directionId, ${figures} FROM shares GROUP BY direction_id`,
    );
    expect(counted).toHaveLength(2);
    for (const row of counted) {
      const found = credit().directions.find(({ directionId }) => directionId === row.directionId);
      expect(found).toMatchObject(row);
    }
    const of = rows(`SELECT count(DISTINCT direction_id) n FROM shares
      WHERE seller_id = ${company.as('ivan').id}`);
    expect(of).toEqual([{ n: 2 }]);
  });

  test('who left in the month keeps what was counted', () => {
    const boris = credit().sellers.find(({ externalId }) => externalId === 'boris');
    expect(company.as('boris').active).toBe(false);
    expect(boris?.calls).toBeGreaterThan(50);
  });

  test('the company, by type, section and item', () => {
    const { total } = credit();
    expect(rows(`SELECT ${figures} FROM shares`)).toEqual([
      expect.objectContaining({ calls: total.calls }),
    ]);
    expect(total).toMatchObject(rows(`SELECT ${figures} FROM shares`)[0] ?? {});
    const types = rows(
      `SELECT type, count(*) calls, ${mean} meanPercent FROM shares GROUP BY type`,
    );
    expect(
      total.types.map(({ type, calls, meanPercent }) => ({ type, calls, meanPercent })),
    ).toEqual(types);
    const sections = rows(
      `SELECT type, section code, count(*) calls, ${mean} meanPercent
         FROM (SELECT *, (2000000 * earned + possible) / (2 * possible) ppm FROM sections WHERE possible > 0)
        GROUP BY type, section ORDER BY type, section`,
    );
    const items = rows(
      `SELECT type, code, sum(verdict <> 'na') calls, sum(verdict = 'fail') failed,
              ${percent("sum(verdict = 'fail') * 1000000", "sum(verdict <> 'na')")} failedPercent
         FROM verdicts GROUP BY type, code ORDER BY type, code`,
    );
    const bySections = total.types.flatMap(({ type, sections: list }) =>
      list
        .map(({ code, calls, meanPercent }) => ({ type, code, calls, meanPercent }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    );
    const byItems = total.types.flatMap(({ type, items: list }) =>
      list.map(({ code, calls, failed, failedPercent }) => ({
        type,
        code,
        calls,
        failed,
        failedPercent,
      })),
    );
    expect(bySections).toEqual(sections);
    expect(byItems).toEqual(items);
  });

  test('what each item costs: the mean there would be, had it been done, less the mean there is', () => {
    // Each failed item of each call once more as done; what is critical and failed beside it stays so.
    const failedBeside = (critical: string) =>
      `SELECT 1 FROM verdicts o WHERE o.review_id = v.review_id AND o.code <> v.code
          AND o.verdict = 'fail' AND o.critical = '${critical}'`;
    const counted = rows(
      `WITH gains AS (
         SELECT v.type, v.code, (2000000 * (CASE WHEN EXISTS (${failedBeside('call')}) THEN 0 ELSE
                  (SELECT coalesce(sum(s.earned), 0) FROM sections s
                    WHERE s.review_id = v.review_id AND s.section <> v.section)
                  + CASE WHEN EXISTS (${failedBeside('section')} AND o.section = v.section) THEN 0 ELSE
                      (SELECT coalesce(sum(o.weight), 0) + v.weight FROM verdicts o
                        WHERE o.review_id = v.review_id AND o.section = v.section AND o.verdict = 'pass')
                    END END) + shares.possible) / (2 * shares.possible) - shares.ppm gain
           FROM verdicts v JOIN shares ON shares.review_id = v.review_id WHERE v.verdict = 'fail')
       SELECT type, code, ${percent('sum(gain)', '(SELECT count(*) FROM shares t WHERE t.type = gains.type)')} costPercent
         FROM gains GROUP BY type, code ORDER BY type, code`,
    );
    const costs = credit().total.types.flatMap(({ type, items }) =>
      items
        .filter(({ failed }) => failed > 0)
        .map(({ code, costPercent }) => ({ type, code, costPercent })),
    );
    expect(costs).toEqual(counted);
    // What is critical to the call takes all of it, far more than its weight.
    const rude = costs.find(({ code }) => code === 'rude');
    expect(Number(rude?.costPercent)).toBeGreaterThan(5);
  });

  test('controllers', () => {
    const counted = rows(
      `SELECT reviewer_id controllerId, count(*) reviews, sum(failed) violations,
              sum(coalesce(appeal, '') IN ('upheld', 'conceded')) overturned,
              ${percent(
                "sum(coalesce(appeal, '') IN ('upheld', 'conceded')) * 1000000",
                'count(*)',
              )} overturnedPercent, (
         SELECT sum(CASE WHEN l.to_person_id = reviewer_id THEN points ELSE -points END)
           FROM ledger l WHERE l.month = '2026-12' AND reviewer_id IN (l.to_person_id, l.from_person_id)) points
         FROM shares GROUP BY reviewer_id`,
    );
    expect(counted).toHaveLength(2);
    for (const row of counted) {
      const found = credit().controllers.find((one) => one.controllerId === row.controllerId);
      expect(found).toMatchObject(row);
    }
  });

  test('each review keeps the prices it was approved under', () => {
    const wrong = company.app.db.orm.$client
      .prepare(
        `SELECT count(*) FROM ledger l JOIN reviews r ON r.id = l.review_id
           JOIN policy_changes p ON p.id = r.policy_id
          WHERE l.cause IN ('violation', 'appeal')
            AND l.points <> json_extract(p.policy, '$.' || l.cause || 'Points')`,
      )
      .pluck()
      .get();
    expect(wrong).toBe(0);
    const prices = company.app.db.orm.$client
      .prepare("SELECT DISTINCT points FROM ledger WHERE cause = 'violation' ORDER BY 1")
      .pluck()
      .all();
    expect(prices).toEqual([2, 3]);
  });

  test('what one person is shown of themselves is their row of the whole', () => {
    for (const seller of credit().sellers) {
      const own = readCredit(company.app, '2026-12', seller.sellerId).sellers;
      expect(own.find(({ sellerId }) => sellerId === seller.sellerId)).toEqual(seller);
    }
  });

  test('every mean can be followed down to the calls it was counted from', () => {
    for (const { sellerId, meanPercent, drawn, drawnMeanPercent } of credit().sellers) {
      for (const [source, mean] of [
        [undefined, meanPercent],
        ['drawn', drawnMeanPercent],
      ] as const) {
        const ppms: number[] = [];
        for (let after: number | null = 0; after !== null; ) {
          const page = countedOf(
            company.app,
            { month: '2026-12' },
            { sellerId, source },
            { after, limit: 70 },
          );
          ppms.push(...page.calls.map((call) => call.ppm));
          after = page.next;
        }
        if (source === 'drawn') expect(ppms).toHaveLength(drawn);
        const sum = ppms.reduce((total, ppm) => total + ppm, 0);
        expect((Math.floor(sum / ppms.length / 1000 + 0.5) / 10).toFixed(1)).toBe(mean);
      }
    }
    const failed = countedOf(
      company.app,
      { month: '2026-12' },
      { type: 'service', failed: 'name' },
      { after: 0, limit: 10_000 },
    );
    const item = credit()
      .total.types.find(({ type }) => type === 'service')
      ?.items.find(({ code }) => code === 'name');
    expect(failed.calls).toHaveLength(item?.failed ?? -1);
  });

  test('a month not yet begun, and one without calls, have no figures', () => {
    for (const month of ['2027-02', '2026-10']) {
      expect(readCredit(company.app, month)).toMatchObject({
        total: { calls: 0, meanPercent: null, interval: null, types: [] },
        directions: [],
        sellers: [],
        controllers: [],
      });
    }
  });
});
