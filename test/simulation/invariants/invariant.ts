import type Database from 'better-sqlite3';
import type { Update } from 'grammy/types';
import type { Db } from '../../../src/db/open.ts';
import type { Person } from '../company.ts';
import type { Call, Effect } from '../telegram.ts';

/** A row of a call's history that was just committed, with its call as it stands now. */
export interface Fresh {
  id: number;
  call_id: number;
  at: number;
  actor_id: number | null;
  verb: string;
  from_status: string | null;
  to_status: string;
  before_status: string | null;
  status: string;
  seller_id: number | null;
  direction_id: number | null;
  deadline_at: number | null;
  clock_from_at: number | null;
  notice_left_at: number | null;
  scored_by_id: number | null;
  sent_by_id: number | null;
  returned_by_id: number | null;
  draw_id: number | null;
  ready_at: number | null;
}

/** What an invariant may know beside the database. */
export interface Surroundings {
  readonly people: readonly Person[];
  /** The process's clock, and the true one. */
  clock(): number;
  trueNow(): number;
  /** By how much the clock may stand ahead of what nobody set: for a day nobody loses by that (3.4). */
  wasSetByMs(): number;
  /** Whether at this true instant the process was killed or the disk was full. */
  wasBroken(at: number): boolean;
  /** The process runs, and has for an hour without a full disk or a clock that was set. */
  isSettled(): boolean;
  /** Nothing goes wrong in this simulation at all. */
  readonly isCalm: boolean;
  /** The updates that the process works on. */
  inHand(): readonly Update[];
}

/**
 * Something that is always true. Each function answers what breaks it; nothing where it holds. They keep what
 * they have seen, since a simulation is one long story.
 */
export interface Invariant {
  readonly name: string;
  /** The section of docs/design.md that says so. */
  readonly section: string;
  afterCommit?(sql: Sql, fresh: readonly Fresh[], db: Db): unknown[];
  /** The process calls Telegram. */
  beforeCall?(call: Call, sql: Sql): unknown[];
  afterCall?(effect: Effect, sql: Sql): unknown[];
  afterUpdate?(update: Update): unknown[];
  afterDay?(sql: Sql, db: Db): unknown[];
  /** When faults have stopped and all had time to come to its end. */
  atEnd?(sql: Sql, db: Db): unknown[];
}

/** Asks the process's own connection, by statements that are compiled once. */
export interface Sql {
  all<Row>(text: string, ...values: unknown[]): Row[];
  get<Row>(text: string, ...values: unknown[]): Row | undefined;
}

const asked = new WeakMap<Database.Database, Sql>();

export function sqlOf({ orm }: Db): Sql {
  const client = orm.$client;
  const before = asked.get(client);
  if (before) return before;
  const known = new Map<string, Database.Statement>();
  const statement = (text: string) => {
    const found = known.get(text) ?? client.prepare(text);
    known.set(text, found);
    return found;
  };
  const sql: Sql = {
    all: (text, ...values) => statement(text).all(...values) as never,
    get: (text, ...values) => statement(text).get(...values) as never,
  };
  asked.set(client, sql);
  return sql;
}

/** Deadlines that come between two instants, each with its seller's chat: for whoever comes just then. */
export const dueBetween = (db: Db, fromAt: number, toAt: number) =>
  sqlOf(db).all<{ callId: number; deadlineAt: number; telegramId: number }>(
    `SELECT c.id callId, c.deadline_at deadlineAt, p.telegram_id telegramId FROM calls c JOIN people p ON p.id = c.seller_id
      WHERE c.status = 'scored_pending' AND c.deadline_at BETWEEN ? AND ? ORDER BY c.id`,
    fromAt,
    toAt,
  );

/** The calls whose history went on last: of them those know who forge. */
export const callsLately = (db: Db) =>
  sqlOf(db).all<{ id: number; status: string }>(
    `SELECT id, status FROM calls WHERE id IN (SELECT call_id FROM call_history ORDER BY id DESC LIMIT 60)
      ORDER BY id`,
  );
