import { noticeById } from '../../db/outbox.ts';
import { lostAttempt, type PressedMessage } from '../../db/send-attempts.ts';
import type { App } from '../app.ts';
import { noticeDelivered } from './deliver-notices.ts';
import { type PendingNotice, redrawing } from './read-notice.ts';

/**
 * A press came from a message of which nothing is known. Where an attempt to send these `buttons` there
 * had no answer, this is its message: the notice has arrived with it, or has it as a copy from now on.
 * Answers what draws that message as things stand now; null where there is nothing to draw again.
 */
export function knowCopy(app: App, pressed: PressedMessage, buttons: string): PendingNotice | null {
  const lost = lostAttempt(app.db, pressed, buttons);
  const notice = lost && noticeById(app.db, lost.noticeId);
  if (!lost || !notice) return null;
  const { attempt, startedAt } = lost;
  const { chatId, messageId } = pressed;
  const at = { chatId, messageId };
  noticeDelivered(app, { ...notice, attempts: attempt }, { startedAt, ...at });
  return redrawing(notice, at);
}
