import type { Update } from 'grammy/types';
import type { Db } from '../../../src/db/open.ts';
import type { Call, Effect } from '../telegram.ts';
import { callInvariants, wholeDatabase } from './calls.ts';
import { draftInvariants } from './drafts.ts';
import { drawInvariants } from './draws.ts';
import { isOfAFault } from './errors.ts';
import { type Fresh, type Invariant, type Sql, type Surroundings, sqlOf } from './invariant.ts';
import { monthFileInvariant } from './month-files.ts';
import { monthInvariants } from './months.ts';
import { noticeInvariants } from './notices.ts';
import { pointInvariants } from './points.ts';
import { screenInvariants } from './screens.ts';
import { sheetInvariants } from './sheets.ts';
import { uploadInvariants } from './uploads.ts';

export type Invariants = ReturnType<typeof createInvariants>;

/** Every invariant of a simulation; `fail` is told of what breaks one. */
export function createInvariants(
  around: Surroundings,
  fail: (invariant: string, found: readonly unknown[]) => void,
  reach: (what: string) => void,
) {
  const all: readonly Invariant[] = [
    ...callInvariants(around),
    ...drawInvariants(),
    ...pointInvariants(),
    ...monthInvariants(around, reach),
    monthFileInvariant(reach),
    ...noticeInvariants(around),
    ...screenInvariants(around),
    ...draftInvariants(around),
    ...sheetInvariants(around),
    ...uploadInvariants(around),
    wholeDatabase,
  ];
  let seen = 0;

  function check(ask: (one: Invariant) => unknown[] | undefined): void {
    for (const one of all) {
      const found = ask(one) ?? [];
      if (found.length > 0) fail(`${one.name} (${one.section})`, found);
    }
  }

  const freshRows = (sql: Sql): Fresh[] => {
    const fresh = sql.all<Fresh>(freshText, seen);
    seen = fresh.at(-1)?.id ?? seen;
    return fresh;
  };

  return {
    onUpdate: (update: Update) => check((one) => one.afterUpdate?.(update)),
    onCall: (call: Call, db: Db) => check((one) => one.beforeCall?.(call, sqlOf(db))),
    onEffect: (effect: Effect, db: Db) => check((one) => one.afterCall?.(effect, sqlOf(db))),
    onCommit(db: Db) {
      const sql = sqlOf(db);
      const fresh = freshRows(sql);
      for (const { verb, to_status: to } of fresh) reach(`${verb} → ${to}`);
      check((one) => one.afterCommit?.(sql, fresh, db));
    },
    onError(error: unknown, what: string) {
      if (!isOfAFault(error))
        fail('nothing is thrown but by a fault from outside (4)', [what, stackOf(error)]);
    },
    onRestart(before: Buffer, after: Buffer) {
      if (!before.equals(after))
        fail('what was committed before a kill is there after it, and no more (4)', []);
    },
    onDay: (db: Db) => check((one) => one.afterDay?.(sqlOf(db), db)),
    atEnd: (db: Db) => check((one) => one.atEnd?.(sqlOf(db), db)),
  };
}

const freshText = `
  SELECT h.*, c.status, c.seller_id, c.direction_id, c.deadline_at, c.clock_from_at, c.notice_left_at,
         c.scored_by_id, c.sent_by_id, c.returned_by_id, c.draw_id, c.ready_at,
         (SELECT to_status FROM call_history b WHERE b.call_id = h.call_id AND b.id < h.id
           ORDER BY b.id DESC LIMIT 1) before_status
    FROM call_history h JOIN calls c ON c.id = h.call_id WHERE h.id > ? ORDER BY h.id`;

function stackOf(error: unknown): string {
  const inner = error instanceof Error ? ((error as { error?: unknown }).error ?? error) : error;
  return inner instanceof Error ? (inner.stack ?? inner.message) : JSON.stringify(inner);
}
