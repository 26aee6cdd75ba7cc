import { describe, expect, test } from 'vitest';
import {
  claimNotices,
  noticeDelivered,
  noticeFailed,
  noticeLeaving,
} from '../../../src/app/notices/deliver-notices.ts';
import { knowCopy } from '../../../src/app/notices/know-copy.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import type { Notice } from '../../../src/db/outbox.ts';
import { type Company, testCompany } from '../../support/company.ts';

const chatId = 7;
const buttons = 'listen:1 details:1 accept:1 appeal:1';
const lost = { kind: 'failed', error: 'socket hang up', unanswered: true } as const;

const press = (
  { app, clock }: Company,
  messageId: number,
  { pressed = buttons, sentAt = clock.now }: { pressed?: string; sentAt?: number } = {},
) => knowCopy(app, { chatId, messageId, sentAt }, pressed);

/** A score whose notice was sent (message 70) and whose answer was lost. */
async function lostOnce() {
  const company = testCompany();
  const id = await company.scored();
  company.deliver();
  company.clock.advance('PT5M');
  const startedAt = company.clock.now;
  attempt(company, (notice) => noticeFailed(company.app, notice, lost));
  return { company, id, startedAt };
}

/** One attempt at the notice that is due, and what came of it. */
function attempt(company: Company, outcome: (notice: Notice) => void): Notice {
  const [notice] = claimNotices(company.app, 10);
  if (!notice) throw new Error('nothing is due');
  noticeLeaving(company.app, notice, { startedAt: company.clock.now, chatId, buttons });
  outcome(notice);
  return notice;
}

/** The second attempt arrives, as this message. */
function arrives(company: Company, messageId: number): Notice {
  company.clock.advance('PT1M');
  return attempt(company, (notice) =>
    noticeDelivered(company.app, notice, { startedAt: company.clock.now, chatId, messageId }),
  );
}

/** The messages that would be edited, once the score is settled. */
function kept({ app, as }: Company, callId: number): number[] {
  const settled = {
    id: 0,
    kind: 'settled',
    callId,
    payload: {},
    personId: as('anna').id,
  } as Notice;
  const { earlier, copies } = addressee(app, settled)?.notice ?? { earlier: null, copies: [] };
  return [earlier, ...copies].flatMap((at) => at?.messageId ?? []);
}

describe('a message that arrived though its answer was lost', () => {
  test('becomes known with the first press on it, and is kept in step from then on', async () => {
    const { company, id } = await lostOnce();
    arrives(company, 71);
    expect(kept(company, id)).toEqual([71]);
    expect(press(company, 70)).toMatchObject({ kind: 'settled', callId: id });
    expect(kept(company, id)).toEqual([71, 70]);
  });

  test('pressed before the second attempt, it is the notice: nothing is sent again', async () => {
    const { company, id, startedAt } = await lostOnce();
    expect(press(company, 70)).not.toBeNull();
    expect(company.call(id).deadlineAt).toBe(startedAt + 2 * 86_400_000);
    company.clock.advance('PT1H');
    expect(claimNotices(company.app, 10)).toEqual([]);
    expect(kept(company, id)).toEqual([70]);
  });

  test('pressed while the second is on its way, both are known', async () => {
    const { company, id } = await lostOnce();
    company.clock.advance('PT1M');
    attempt(company, (notice) => {
      press(company, 70);
      noticeDelivered(company.app, notice, { startedAt: company.clock.now, chatId, messageId: 71 });
    });
    expect(kept(company, id)).toEqual([70, 71]);
  });

  test('pressed while a second fails, it has arrived all the same', async () => {
    const { company, id } = await lostOnce();
    company.clock.advance('PT1M');
    attempt(company, (notice) => {
      press(company, 70);
      noticeFailed(company.app, notice, { kind: 'unreachable', error: '403' });
    });
    expect(kept(company, id)).toEqual([70]);
    company.clock.advance('PT1H');
    expect(claimNotices(company.app, 10)).toEqual([]);
  });

  test('counts after a crash between sending and noting as well', async () => {
    const company = testCompany();
    const id = await company.scored();
    company.deliver();
    company.clock.advance('PT5M');
    attempt(company, () => {});
    arrives(company, 71);
    press(company, 70);
    expect(kept(company, id)).toEqual([71, 70]);
  });

  test('a press on the message that is known, in another chat or with other buttons is none', async () => {
    const { company, id } = await lostOnce();
    arrives(company, 71);
    expect(press(company, 71)).toBeNull();
    expect(press(company, 70, { pressed: 'card:1' })).toBeNull();
    expect(
      knowCopy(company.app, { chatId: 8, messageId: 70, sentAt: company.clock.now }, buttons),
    ).toBeNull();
    press(company, 70);
    expect(press(company, 70)).toBeNull();
    expect(kept(company, id)).toEqual([71, 70]);
  });

  test('a message with the same buttons that was there before is not taken for it', async () => {
    const { company, id, startedAt } = await lostOnce();
    expect(press(company, 50, { sentAt: startedAt - 3_600_000 })).toBeNull();
    expect(company.call(id).deadlineAt).toBeNull();
    arrives(company, 71);
    expect(kept(company, id)).toEqual([71]);
  });

  test('the message of another call’s notice with the same buttons is not taken for it', async () => {
    const { company, id } = await lostOnce();
    arrives(company, 71);
    const other = await company.scored();
    company.clock.advance('PT5M');
    expect(company.deliver().map(({ callId }) => callId)).toContain(other);
    const { orm } = company.app.db;
    orm.$client
      .prepare(
        `UPDATE outbox SET chat_id = ?, message_id = 90 WHERE kind = 'scored' AND call_id = ?`,
      )
      .run(chatId, other);
    expect(press(company, 90)).toBeNull();
    expect(kept(company, id)).toEqual([71]);
  });

  test('where a press took another for it, the reply of the attempt tells which it is', async () => {
    const company = testCompany();
    const id = await company.scored();
    company.deliver();
    company.clock.advance('PT5M');
    attempt(company, (notice) => {
      press(company, 50);
      noticeDelivered(company.app, notice, { startedAt: company.clock.now, chatId, messageId: 70 });
    });
    expect(kept(company, id)).toEqual([70]);
  });

  test.each([
    { kind: 'wait', afterMs: 1000, error: '429' },
    { kind: 'failed', error: '400' },
  ] as const)('an attempt that was refused ($kind) left no message behind', async (refusal) => {
    const company = testCompany();
    const id = await company.scored();
    company.deliver();
    company.clock.advance('PT5M');
    attempt(company, (notice) => noticeFailed(company.app, notice, refusal));
    arrives(company, 71);
    expect(press(company, 70)).toBeNull();
    expect(kept(company, id)).toEqual([71]);
  });
});
