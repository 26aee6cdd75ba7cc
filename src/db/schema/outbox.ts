import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { NoticeKind } from '../../domain/notice-kinds.ts';
import { calls } from './calls.ts';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    /** One message a key, however often it is asked for. */
    key: text('key').notNull().unique(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind').$type<NoticeKind>().notNull(),
    callId: integer('call_id').references(() => calls.id),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** `caught_up`: given up, and told of once its person could be reached again. */
    state: text('state', {
      enum: ['waiting', 'sent', 'given_up', 'caught_up', 'cancelled'],
    }).notNull(),
    createdAt: at('created_at').notNull(),
    dueAt: at('due_at').notNull(),
    /** When it was due before its first attempt: each attempt moves `dueAt` on. Null until then. */
    firstDueAt: at('first_due_at'),
    attempts: integer('attempts').notNull().default(0),
    firstAttemptAt: at('first_attempt_at'),
    sentAt: at('sent_at'),
    chatId: integer('chat_id'),
    messageId: integer('message_id'),
    lastError: text('last_error'),
  },
  (t) => [
    index('outbox_due').on(t.dueAt, t.id).where(sql`${t.state} = 'waiting'`),
    index('outbox_by_call').on(t.callId, t.kind),
    index('outbox_unheard').on(t.personId, t.id).where(sql`${t.state} = 'given_up'`),
  ],
);

/**
 * Attempts to send a notice whose answer never came, so that its message may be in the chat all the
 * same: a row is written before the attempt and goes once it is answered.
 */
export const sendAttempts = sqliteTable(
  'send_attempts',
  {
    noticeId: integer('notice_id')
      .notNull()
      .references(() => outbox.id),
    /** The outbox's count of attempts at that moment. */
    attempt: integer('attempt').notNull(),
    startedAt: at('started_at').notNull(),
    chatId: integer('chat_id').notNull(),
    /** What its buttons do: by this the message is known when one of them is pressed. */
    buttons: text('buttons').notNull(),
    /** Null until then. */
    messageId: integer('message_id'),
  },
  (t) => [
    primaryKey({ columns: [t.noticeId, t.attempt] }),
    index('send_attempts_by_chat').on(t.chatId, t.messageId),
  ],
);

/** Messages to be taken out of a chat again: recordings, before Telegram's 48 hours are over. */
export const chatDeletions = sqliteTable(
  'chat_deletions',
  {
    chatId: integer('chat_id').notNull(),
    messageId: integer('message_id').notNull(),
    dueAt: at('due_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.messageId] }),
    index('chat_deletions_due').on(t.dueAt),
  ],
);
