import { describe, expect, test } from 'vitest';
import { readDigest } from '../../../src/app/credit/read-digest.ts';
import { sendDigests, setDigest, weekBefore } from '../../../src/app/credit/send-digests.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { afterMonth } from '../../support/month.ts';

const zone = 'Europe/Moscow';

/** Binds everybody to a chat, as nobody else is told anything. */
function inChats(company: Company): void {
  company.app.db.orm.$client.prepare('UPDATE people SET telegram_id = 1000 + id').run();
}

const digests = (company: Company) =>
  company
    .deliver()
    .filter(({ kind }) => kind === 'digest')
    .map(({ personId }) => personId);

describe('the digest', () => {
  test('goes out once, when its time comes, to everybody who wants it', () => {
    const company = testCompany();
    inChats(company);
    const anna = company.as('anna');
    setDigest(company.app, company.as('ivan'), false);
    company.clock.at('2026-11-30T06:59:00Z');
    sendDigests(company.app);
    expect(digests(company)).toEqual([]);
    company.clock.at('2026-11-30T07:00:00Z');
    sendDigests(company.app);
    const told = digests(company);
    expect(told).toContain(anna.id);
    expect(told).not.toContain(company.as('ivan').id);
    sendDigests(company.app);
    company.clock.advance('PT1M');
    sendDigests(company.app);
    expect(digests(company)).toEqual([]);
    setDigest(company.app, anna, false);
    setDigest(company.app, company.as('ivan'), true);
    company.clock.at('2026-12-07T07:00:00Z');
    sendDigests(company.app);
    const next = digests(company);
    expect(next).not.toContain(anna.id);
    expect(next).toContain(company.as('ivan').id);
  });

  test('weeks missed while the service was down make one digest, of the last of them', () => {
    const company = testCompany();
    inChats(company);
    company.clock.at('2026-11-24T07:00:00Z');
    sendDigests(company.app);
    company.clock.at('2026-12-22T12:00:00Z');
    sendDigests(company.app);
    const notices = company.deliver().filter(({ kind }) => kind === 'digest');
    expect(new Set(notices.map(({ personId }) => personId)).size).toBe(notices.length);
    expect(notices[0]?.payload).toEqual({
      from: Date.parse('2026-12-13T21:00:00Z'),
      to: Date.parse('2026-12-20T21:00:00Z'),
    });
  });

  test('a quiet hour holds it back until it ends', () => {
    const company = testCompany({ quietHours: '20:00-11:00' });
    inChats(company);
    company.clock.at('2026-11-30T06:59:00Z');
    sendDigests(company.app);
    company.clock.at('2026-11-30T07:00:00Z');
    sendDigests(company.app);
    expect(digests(company)).toEqual([]);
    company.clock.at('2026-11-30T08:00:00Z');
    expect(digests(company)).not.toEqual([]);
  });
});

describe('a week in the digest', () => {
  test('is that of the calls approved in it, as plain SQL counts them', async () => {
    const company = await afterMonth();
    const week = weekBefore(Date.parse('2026-12-21T07:00:00Z'), zone);
    const { db } = company.app;
    for (const externalId of ['anna', 'ivan', 'boris']) {
      const { id } = company.as(externalId);
      const [row] = db.orm.$client
        .prepare<number[], { n: number; mean: number }>(
          `SELECT count(*) n, avg(round(1e6 * r.earned / r.possible)) / 1e4 mean
             FROM reviews r JOIN calls c ON c.id = r.call_id
            WHERE c.seller_id = ? AND r.credit_month IS NOT NULL
              AND r.approved_at >= ? AND r.approved_at < ?`,
        )
        .all(id, week.from, week.to);
      const { seller } = readDigest(company.app, company.as(externalId), week);
      expect(seller?.calls).toBe(row?.n);
      expect(Number(seller?.meanPercent)).toBeCloseTo(row?.mean ?? 0, 1);
    }
    const olga = company.as('olga');
    const [reviewed] = db.orm.$client
      .prepare<number[], { n: number; stood: number }>(
        `SELECT count(*) n, sum(state = 'approved') stood FROM reviews
          WHERE reviewer_id = ? AND credit_month IS NOT NULL AND approved_at >= ? AND approved_at < ?`,
      )
      .all(olga.id, week.from, week.to);
    const { controller } = readDigest(company.app, olga, week);
    expect(controller).toMatchObject({ reviews: reviewed?.n, stood: reviewed?.stood });
  });

  test('names what cost most with the moment to hear it, and what was mended', async () => {
    const company = testCompany();
    const accept = async (fails: string[]) => {
      const callId = await company.told({ fails });
      must(acceptScore(company.app, company.as('anna'), callId));
      return callId;
    };
    await accept(['need']);
    company.clock.at('2026-11-30T07:00:00Z');
    const callId = await accept(['greet']);
    await approveDue(company.app);
    const week = weekBefore(Date.parse('2026-12-07T07:00:00Z'), zone);
    const { seller } = readDigest(company.app, company.as('anna'), week);
    expect(seller).toMatchObject({
      calls: 1,
      costliest: { code: 'greet' },
      // The controller wrote «0:10 молча».
      clip: { callId, momentS: 10 },
      welldone: { mended: true },
    });
    expect(seller?.beforePercent).not.toBeNull();
    expect(readDigest(company.app, company.as('petr'), week).team).toMatchObject({
      rows: [{ name: company.as('anna').name, calls: 1 }],
    });
  });

  test('of somebody with nothing approved says nothing', () => {
    const company = testCompany();
    const week = weekBefore(company.app.now(), zone);
    expect(readDigest(company.app, company.as('anna'), week)).toEqual({
      seller: null,
      team: null,
      controller: null,
    });
  });
});
