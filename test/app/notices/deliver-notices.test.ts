import { describe, expect, test } from 'vitest';
import { beginAppeal } from '../../../src/app/appeal/send-appeal.ts';
import {
  claimNotices,
  type Failure,
  noticeDelivered,
  noticeFailed,
} from '../../../src/app/notices/deliver-notices.ts';
import { notify } from '../../../src/app/notices/notify.ts';
import { registerPeople } from '../../../src/app/people/register-people.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import type { Notice } from '../../../src/db/outbox.ts';
import { refuse } from '../../../src/domain/refusal.ts';
import { plusDuration } from '../../../src/domain/time.ts';
import { type Company, testCompany } from '../../support/company.ts';

const failed: Failure = { kind: 'failed', error: 'ECONNRESET' };
const blocked: Failure = { kind: 'unreachable', error: '403: bot was blocked by the user' };

/** A scored call whose notice is due; the notices that tell of the draw have left. */
async function due(values = {}): Promise<Company & { id: number }> {
  const company = testCompany(values);
  const id = await company.scored();
  company.deliver();
  company.clock.advance('PT5M');
  return { ...company, id };
}

function claimOne(company: Company): Notice {
  const [notice, ...others] = claimNotices(company.app, 10);
  if (!notice || others.length > 0) throw new Error(`claimed ${others.length + (notice ? 1 : 0)}`);
  return notice;
}

const sentAt = (company: Company, notice: Notice, startedAt: number) =>
  noticeDelivered(company.app, notice, { startedAt, chatId: 7, messageId: 70 });

function stateOf({ app }: Company, notice: { id: number }) {
  return app.db.orm.$client
    .prepare<[number], { state: string; attempts: number; dueAt: number }>(
      'SELECT state, attempts, due_at dueAt FROM outbox WHERE id = ?',
    )
    .get(notice.id);
}

const kindsFor = ({ app, as }: Company, who: string) =>
  app.db.orm.$client
    .prepare<[number], { kind: string }>('SELECT kind FROM outbox WHERE person_id = ? ORDER BY id')
    .all(as(who).id)
    .map(({ kind }) => kind);

describe("the seller's clock", () => {
  test('starts with the attempt that succeeded, not when it was heard of', async () => {
    const company = await due();
    const notice = claimOne(company);
    const startedAt = company.clock.now;
    company.clock.advance('PT3S');
    expect(company.call(company.id).deadlineAt).toBeNull();
    sentAt(company, notice, startedAt);
    expect(company.call(company.id).deadlineAt).toBe(startedAt + 2 * 86_400_000);
  });

  test('is not moved by a notice that arrives a second time', async () => {
    const company = await due();
    const notice = claimOne(company);
    sentAt(company, notice, company.clock.now);
    const { deadlineAt } = company.call(company.id);
    company.clock.advance('PT1H');
    sentAt(company, notice, company.clock.now);
    expect(company.call(company.id).deadlineAt).toBe(deadlineAt);
  });

  test('starts at once where the bot is blocked, and the head of that direction hears of it', async () => {
    const company = await due();
    const notice = claimOne(company);
    noticeFailed(company.app, notice, blocked);
    expect(stateOf(company, notice)?.state).toBe('given_up');
    expect(company.call(company.id).deadlineAt).toBe(company.clock.now + 2 * 86_400_000);
    expect(kindsFor(company, 'petr')).toContain('unreachable');
    expect(kindsFor(company, 'raisa')).not.toContain('unreachable');
  });

  test('starts after a day of failing, and not a moment before', async () => {
    const company = await due();
    const firstAt = company.clock.now;
    noticeFailed(company.app, claimOne(company), failed);

    company.clock.at(firstAt + 86_400_000 - 1);
    noticeFailed(company.app, claimOne(company), failed);
    expect(company.call(company.id).deadlineAt).toBeNull();

    company.clock.advance('PT1H');
    const notice = claimOne(company);
    company.clock.at(firstAt + 86_400_000 + 3_600_000);
    noticeFailed(company.app, notice, failed);
    expect(stateOf(company, notice)?.state).toBe('given_up');
    expect(company.call(company.id).deadlineAt).toBe(company.clock.now + 2 * 86_400_000);
  });

  test('stands still while the seller is recorded as absent', async () => {
    const company = await due();
    company.app.db.orm.$client
      .prepare(
        `INSERT INTO absences (person_id, from_date, to_date, kind)
         VALUES (?, '2026-11-24', '2026-11-26', 'holiday')`,
      )
      .run(company.as('anna').id);
    sentAt(company, claimOne(company), company.clock.now);
    expect(company.call(company.id).deadlineAt).toBe(Date.parse('2026-11-28T19:05:00+03:00'));
  });

  test('has not started while nobody knows of the score', async () => {
    const company = testCompany();
    const id = await company.scored();
    expect(company.call(id).deadlineAt).toBeNull();
  });
});

describe('the reminder', () => {
  test('leaves once, four hours before the deadline', async () => {
    const company = testCompany();
    const id = await company.told();
    const deadlineAt = company.call(id).deadlineAt ?? 0;
    company.clock.at(deadlineAt - 4 * 3_600_000 - 1);
    expect(company.deliver().map(({ kind }) => kind)).not.toContain('deadline_reminder');
    company.clock.at(deadlineAt - 4 * 3_600_000);
    expect(company.deliver().map(({ kind }) => kind)).toEqual(['deadline_reminder']);
    company.clock.at(deadlineAt - 1);
    expect(company.deliver()).toEqual([]);
  });

  test('is not asked for where the delay is shorter than it', async () => {
    const company = testCompany({ approvalDelay: 'PT4H' });
    await company.told();
    expect(kindsFor(company, 'anna')).not.toContain('deadline_reminder');
  });

  test('is not asked for where the seller has no chat', async () => {
    const company = await due();
    company.app.db.orm.$client
      .prepare("UPDATE people SET telegram_id = NULL WHERE external_id = 'anna'")
      .run();
    noticeFailed(company.app, claimOne(company), blocked);
    expect(kindsFor(company, 'anna')).not.toContain('deadline_reminder');
  });
});

describe('the outbox', () => {
  test('gives a claimed notice again when the process died over it', async () => {
    const company = await due();
    const notice = claimOne(company);
    expect(claimNotices(company.app, 10)).toEqual([]);
    company.clock.advance('PT10M');
    expect(claimOne(company)).toMatchObject({ id: notice.id, attempts: 1 });
  });

  test('gives what was delivered to nobody again', async () => {
    const company = await due();
    sentAt(company, claimOne(company), company.clock.now);
    company.clock.advance('PT12H');
    expect(claimNotices(company.app, 10)).toEqual([]);
  });

  test('obeys the wait that Telegram asks for, to the millisecond', async () => {
    const company = await due();
    const askedAt = company.clock.now;
    noticeFailed(company.app, claimOne(company), { kind: 'wait', afterMs: 35_000, error: '429' });
    company.clock.at(askedAt + 34_999);
    expect(claimNotices(company.app, 10)).toEqual([]);
    company.clock.at(askedAt + 35_000);
    claimOne(company);
  });

  test('does not give up because Telegram keeps asking to wait', async () => {
    const company = await due();
    noticeFailed(company.app, claimOne(company), { kind: 'wait', afterMs: 1000, error: '429' });
    company.clock.advance('P2D');
    const notice = claimOne(company);
    noticeFailed(company.app, notice, { kind: 'wait', afterMs: 1000, error: '429' });
    expect(stateOf(company, notice)?.state).toBe('waiting');
  });

  test('waits longer after each failure, up to thirty seconds', async () => {
    const company = await due();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const notice = claimOne(company);
      noticeFailed(company.app, notice, failed);
      const dueAt = stateOf(company, notice)?.dueAt ?? 0;
      pauses.push(dueAt - company.clock.now);
      company.clock.at(dueAt);
    }
    expect(pauses.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 30_000]);
    expect(pauses.at(-1)).toBe(30_000);
  });

  test('keeps one message a key, however often it is asked for', () => {
    const company = testCompany();
    const notice = {
      key: 'same',
      personId: company.as('anna').id,
      kind: 'drawn',
      payload: { drawId: 1 },
    } as const;
    company.app.db.transaction((tx) => {
      notify(tx, company.app, notice);
      notify(tx, company.app, notice);
    });
    expect(claimNotices(company.app, 10)).toHaveLength(1);
    company.app.db.transaction((tx) => notify(tx, company.app, notice));
    expect(kindsFor(company, 'anna')).toEqual(['drawn']);
  });

  test('keeps ordinary notices until the quiet hours are over', () => {
    const company = testCompany({ quietHours: '20:00-09:00' });
    company.clock.at('2026-11-23T21:00:00+03:00');
    company.app.db.transaction((tx) =>
      notify(tx, company.app, {
        key: 'k',
        personId: company.as('anna').id,
        kind: 'drawn',
        payload: { drawId: 1 },
      }),
    );
    company.clock.at('2026-11-24T08:59:59.999+03:00');
    expect(claimNotices(company.app, 10)).toEqual([]);
    company.clock.at('2026-11-24T09:00:00+03:00');
    claimOne(company);
  });

  test('forgets a notice whose transaction did not come through', () => {
    const company = testCompany();
    const before = kindsFor(company, 'anna');
    expect(() =>
      company.app.db.transaction((tx) => {
        notify(tx, company.app, {
          key: 'k',
          personId: company.as('anna').id,
          kind: 'drawn',
          payload: { drawId: 1 },
        });
        throw new Error('crash');
      }),
    ).toThrow('crash');
    expect(kindsFor(company, 'anna')).toEqual(before);
  });

  test('a seller who was not told yet can neither accept nor appeal', async () => {
    const company = await due();
    const anna = company.as('anna');
    expect(acceptScore(company.app, anna, company.id)).toEqual(refuse('too_early'));
    expect(beginAppeal(company.app, anna, company.id)).toEqual(refuse('too_early'));
  });

  test('takes the oldest first and no more than asked for', async () => {
    const company = testCompany();
    const dueAt = company.clock.now;
    company.app.db.transaction((tx) => {
      for (const [key, later] of [
        ['c', 3],
        ['a', 1],
        ['b', 2],
      ] as const) {
        notify(tx, company.app, {
          key,
          personId: company.as('anna').id,
          kind: 'drawn',
          payload: { drawId: 1 },
          dueAt: dueAt + later,
        });
      }
    });
    company.clock.advance('PT1S');
    expect(claimNotices(company.app, 2).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(claimNotices(company.app, 2).map(({ key }) => key)).toEqual(['c']);
  });
});

test('the time after which delivery is given up is policy', async () => {
  const company = await due({ deliveryGiveUp: 'PT1M' });
  const firstAt = company.clock.now;
  noticeFailed(company.app, claimOne(company), failed);
  company.clock.at(plusDuration(firstAt, 'PT1M', 'UTC'));
  const notice = claimOne(company);
  noticeFailed(company.app, notice, failed);
  expect(stateOf(company, notice)?.state).toBe('given_up');
});

test('a seller who is deactivated while a score waits loses no score', async () => {
  const company = await due();
  registerPeople(company.app, [
    {
      externalId: 'anna',
      name: 'anna',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      active: false,
    },
  ]);
  const notice = claimOne(company);
  noticeFailed(company.app, notice, blocked);
  expect(company.call(company.id).deadlineAt).not.toBeNull();
});
