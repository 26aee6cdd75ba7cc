import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { at, id } from './columns.ts';
import { people } from './people.ts';

export const clients = sqliteTable('clients', {
  id: id(),
  externalId: text('external_id').notNull().unique(),
  name: text('name').notNull(),
});

export const clientPhones = sqliteTable(
  'client_phones',
  {
    /** E.164. */
    phone: text('phone').notNull(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
  },
  (t) => [
    primaryKey({ columns: [t.phone, t.clientId] }),
    index('client_phones_by_client').on(t.clientId),
  ],
);

/** The words of a client's name as search-words.ts makes them, each once. */
export const clientWords = sqliteTable(
  'client_words',
  {
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    word: text('word').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clientId, t.word] }),
    index('client_words_by_word').on(t.word, t.clientId),
  ],
);

export const orders = sqliteTable(
  'orders',
  {
    id: id(),
    externalId: text('external_id').notNull().unique(),
    number: text('number').notNull(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    sellerId: integer('seller_id').references(() => people.id),
    inWork: integer('in_work', { mode: 'boolean' }).notNull(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
  },
  (t) => [
    index('orders_in_work_by_client').on(t.clientId).where(sql`${t.inWork} = 1`),
    index('orders_by_number').on(t.number),
  ],
);

export const orderPhones = sqliteTable(
  'order_phones',
  {
    phone: text('phone').notNull(),
    orderId: integer('order_id')
      .notNull()
      .references(() => orders.id),
  },
  (t) => [
    primaryKey({ columns: [t.phone, t.orderId] }),
    index('order_phones_by_order').on(t.orderId),
  ],
);

/** What somebody last searched for, to turn the pages of what was found. */
export const clientSearches = sqliteTable('client_searches', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id),
  text: text('text').notNull(),
  inWorkOnly: integer('in_work_only', { mode: 'boolean' }).notNull(),
});
