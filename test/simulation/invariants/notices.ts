import type { Effect } from '../telegram.ts';
import type { Invariant, Sql, Surroundings } from './invariant.ts';

const settledAfterMs = 3_600_000;
/** Put off again and again it has not arrived either; quiet hours are a night and no more. */
const firstDueMaxMs = 24 * 3_600_000;

const messageOf = (effect: Effect): { chatId: number; messageId: number } | null => {
  const { reply } = effect;
  if (!reply.ok || effect.caller !== 'delivery' || effect.method !== 'sendMessage') return null;
  const { message_id: messageId } = reply.result as { message_id: number };
  return { chatId: Number(effect.fields.chat_id), messageId };
};

/** What must be told of, by the key of its notice; each row a thing that nobody was told of. */
const untold = `
  SELECT 'settled:' || id key FROM reviews WHERE purpose = 'credit' AND approved_at IS NOT NULL
  UNION ALL SELECT 'appealed:' || id FROM appeals WHERE opened_at IS NOT NULL
  UNION ALL SELECT 'drawn:' || draw_id || ':' || seller_id FROM draw_sellers WHERE drawn > 0
  UNION ALL SELECT 'taught:' || r.id FROM reviews r JOIN calls c ON c.id = r.call_id
   WHERE r.purpose <> 'credit' AND r.submitted_at IS NOT NULL AND c.seller_id IS NOT NULL`;

/** What becomes of notices: what the outbox says was said, and nothing else. */
export function noticeInvariants({ trueNow, wasBroken }: Surroundings): Invariant[] {
  let unsettled: Effect[] = [];
  const refused = new Set<number>();
  return [
    {
      name: 'a notice is a message once, unless its reply was lost',
      section: '4',
      afterCall(effect) {
        if (!effect.reply.ok && effect.reply.error_code === 403) {
          refused.add(Number(effect.fields.chat_id));
        }
        if (messageOf(effect)) unsettled.push(effect);
        return [];
      },
      afterDay(sql) {
        const before = trueNow() - settledAfterMs;
        const due = unsettled.filter(({ at }) => at < before);
        unsettled = unsettled.filter(({ at }) => at >= before);
        return due
          .filter(({ heard, heardAt }) => heard === 'yes' && !wasBroken(heardAt))
          .filter((effect) => !isRecorded(sql, effect))
          .map(({ fields, reply }) => ({ text: String(fields.text).slice(0, 80), reply }));
      },
    },
    {
      name: 'of every event somebody is told',
      section: '4',
      afterDay: (sql) => [
        ...sql.all(`SELECT key FROM (${untold}) WHERE key NOT IN (SELECT key FROM outbox)`),
        ...sql.all(
          `SELECT c.id, c.status FROM calls c WHERE c.status = 'scored_pending' AND NOT EXISTS
             (SELECT 1 FROM outbox o WHERE o.call_id = c.id AND o.kind = 'scored' AND o.state <> 'cancelled')`,
        ),
      ],
    },
    {
      name: 'in the end every notice has arrived, where its person can be reached',
      section: '4',
      atEnd: (sql) => [
        ...sql.all(
          `SELECT id, kind, key, attempts, last_error FROM outbox
            WHERE state = 'waiting' AND (due_at < ? OR first_due_at < ?)`,
          trueNow() - settledAfterMs,
          trueNow() - firstDueMaxMs,
        ),
        ...sql
          .all<{ id: number; chat: number | null; error: string | null }>(
            `SELECT o.id, o.kind, o.last_error error, p.telegram_id chat
               FROM outbox o JOIN people p ON p.id = o.person_id WHERE o.state = 'given_up'`,
          )
          .filter(({ chat, error }) => !mayBeGivenUp(error ?? '') && !refused.has(chat ?? 0)),
      ],
    },
    {
      name: 'a clock runs for every score that was told',
      section: '3.4',
      afterDay: (sql) =>
        sql.all(
          `SELECT o.id, o.call_id FROM outbox o JOIN calls c ON c.id = o.call_id
            WHERE o.kind = 'scored' AND o.state IN ('sent', 'given_up') AND c.status = 'scored_pending'
              AND c.deadline_at IS NULL`,
        ),
    },
  ];
}

const mayBeGivenUp = (error: string) =>
  /settled before it arrived|nobody to read it|no Telegram account/.test(error);

function isRecorded(sql: Sql, effect: Effect): boolean {
  const at = messageOf(effect);
  if (!at) return true;
  const { chatId, messageId } = at;
  const rows = sql.all(
    'SELECT 1 FROM outbox WHERE chat_id = ? AND message_id = ? AND sent_at IS NOT NULL',
    chatId,
    messageId,
  );
  const copies = sql.all(
    'SELECT 1 FROM send_attempts WHERE chat_id = ? AND message_id = ?',
    chatId,
    messageId,
  );
  return rows.length + copies.length > 0;
}
