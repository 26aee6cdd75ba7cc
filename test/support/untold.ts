import {
  claimNotices,
  noticeDelivered,
  noticeDropped,
  noticeFailed,
} from '../../src/app/notices/deliver-notices.ts';
import { addressee } from '../../src/app/notices/read-notice.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import type { Notice } from '../../src/db/outbox.ts';
import { type Company, must, type ScoreOptions } from './company.ts';

/**
 * Sends what is due: who blocked the bot gets nothing, everybody else gets theirs. A score's ending that
 * has no earlier message to be written into is dropped, as the bot does.
 */
export function deliverBut(company: Company, ...blocked: string[]): Notice[] {
  const { app, clock } = company;
  const shut = new Set(blocked.map((who) => company.as(who).id));
  const notices = claimNotices(app, 1000);
  for (const notice of notices) {
    const drawn = notice.kind === 'settled' ? addressee(app, notice)?.notice.earlier : notice;
    if (!drawn) noticeDropped(app, notice);
    else if (shut.has(notice.personId)) {
      noticeFailed(app, notice, { kind: 'unreachable', error: '403: bot was blocked by the user' });
    } else {
      noticeDelivered(app, notice, { startedAt: clock.now, chatId: 1, messageId: notice.id });
    }
  }
  return notices;
}

/** Calls of one seller that one evening's draw put into the queue, the first to be scored first. */
export async function drawnOf(company: Company, seller: string, count: number): Promise<number[]> {
  const first = [...Array(count - 1)].map(() => company.aCall({ sellerExternalId: seller }));
  return [...first, await company.drawn(seller)];
}

/** A controller scores the next call of the queue; its notice is due at once after. */
export function scoreNext(company: Company, options: ScoreOptions = {}): number {
  const { callId } = must(nextCall(company.app, company.as(options.by ?? 'olga')));
  company.score(callId, options);
  company.clock.advance(company.app.policy().noticeHold);
  return callId;
}
