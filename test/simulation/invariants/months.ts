import type { Update } from 'grammy/types';
import { creditGroups } from '../../../src/db/credit.ts';
import type { Db } from '../../../src/db/open.ts';
import type { Invariant, Sql, Surroundings } from './invariant.ts';

interface Frozen {
  month: string;
  personId: number;
  points: number;
  broughtPoints: number;
  writtenOffPoints: number;
  paidPoints: number;
  carriedPoints: number;
}

const sentWithinMs = 120_000;

/** What a month is closed with, to the end of its debts, and the file that tells of it. */
export function monthInvariants(
  { trueNow, isCalm }: Surroundings,
  reach: (what: string) => void,
): Invariant[] {
  const told = new Set<string>();
  const asked = new Map<number, number>();
  return [
    {
      name: 'a month counts each final score for credit once, and nothing of teaching',
      section: '3.7',
      afterDay: (sql, db) => wronglyCounted(sql, db),
    },
    {
      name: 'what somebody owes goes on to the next month, less what was written off, and nothing is paid below zero',
      section: '3.6',
      afterDay(sql) {
        for (const { key, what } of debtsSeen(sql)) {
          if (!told.has(key)) reach(what);
          told.add(key);
        }
        return wrongPayouts(sql);
      },
    },
    {
      name: 'who asks for the file of a month gets it',
      section: '3.7',
      afterUpdate({ callback_query: press }: Update) {
        if (press?.data?.startsWith('period-sheet:')) asked.set(press.from.id, trueNow());
        return [];
      },
      afterCall({ method, fields, reply }) {
        const refused = method === 'answerCallbackQuery' && fields.text !== undefined;
        if (method === 'sendDocument' || refused || (!reply.ok && reply.error_code === 403)) {
          asked.delete(Number(fields.chat_id));
        }
        return [];
      },
      afterDay(sql) {
        const before = trueNow() - sentWithinMs;
        const late = [...asked].filter(([, at]) => at < before).map(([chat]) => chat);
        for (const chat of late) asked.delete(chat);
        return isCalm ? late.filter((chat) => isAdmin(sql, chat)) : [];
      },
    },
  ];
}

const isAdmin = (sql: Sql, chat: number) =>
  sql.get(
    `SELECT 1 FROM people p JOIN person_roles r ON r.person_id = p.id
      WHERE p.telegram_id = ? AND r.role = 'admin' AND p.active = 1`,
    chat,
  ) !== undefined;

/** Months whose figures hold another number of calls than have a final score for credit in them. */
function wronglyCounted(sql: Sql, db: Db): unknown[] {
  const months = sql.all<{ month: string | null; calls: number }>(
    `SELECT r.credit_month month, count(*) calls FROM reviews r JOIN calls c ON c.id = r.call_id
      WHERE r.purpose = 'credit' AND c.status IN ('approved_scored', 'approved_overturned') AND r.possible > 0
      GROUP BY 1`,
  );
  const sum = (span: Parameters<typeof creditGroups>[1]) =>
    [...creditGroups(db, span)].reduce((all, { calls }) => all + calls, 0);
  const all = months.reduce((known, { calls }) => known + calls, 0);
  const counted = sum({ approved: { from: 0, to: Number.MAX_SAFE_INTEGER } });
  return [
    ...(counted === all ? [] : [{ counted, all }]),
    ...months.filter(({ month, calls }) => month === null || sum({ month }) !== calls),
  ];
}

/** What became of debts, each once: to see that there are any. */
const debtsSeen = (sql: Sql) =>
  sql.all<{ key: string; what: string }>(
    `SELECT 'written off ' || id key, 'a debt is written off' what FROM ledger WHERE cause = 'write_off'
     UNION ALL SELECT 'taken back ' || l.id, 'what was written off is owed again' FROM ledger l
       JOIN ledger o ON o.id = l.reverses_id WHERE o.cause = 'write_off'
     UNION ALL SELECT 'owing ' || r.period_id || ' ' || r.of_id, 'a month is closed with a debt' FROM period_rows r
      WHERE r.kind = 'payout' AND r.body ->> 'carriedPoints' < 0
     UNION ALL SELECT 'brought ' || r.period_id || ' ' || r.of_id,
            iif(r.body ->> 'points' > 0, 'a debt goes on to a month that is closed, and points into it',
                'a debt goes on to a month that is closed')
       FROM period_rows r WHERE r.kind = 'payout' AND r.body ->> 'broughtPoints' < 0`,
  );

/** Payouts of closed months, worked out anew from the ledger and the closed month before. */
function wrongPayouts(sql: Sql): unknown[] {
  const rows = sql
    .all<{ month: string; body: string }>(
      `SELECT p.month, r.body FROM periods p JOIN period_rows r ON r.period_id = p.id
        WHERE p.reopened_at IS NULL AND r.kind = 'payout' ORDER BY p.month`,
    )
    .map(({ month, body }): Frozen => ({ ...JSON.parse(body), month }));
  const months = [...new Set(rows.map(({ month }) => month))];
  return rows.flatMap((row) => {
    const before = months[months.indexOf(row.month) - 1];
    const carried = rows.find(
      ({ month, personId }) => month === before && personId === row.personId,
    )?.carriedPoints;
    // Of the first closed month the ledger is the only witness.
    const brought = before === undefined ? row.broughtPoints : (carried ?? 0);
    const { points, writtenOff } = movedIn(sql, row);
    const total = Math.min(0, brought + writtenOff) + points;
    const is = [
      row.broughtPoints,
      row.writtenOffPoints,
      row.points,
      row.paidPoints,
      row.carriedPoints,
    ];
    const should = [brought, writtenOff, points, Math.max(0, total), Math.min(0, total)];
    return is.every((value, at) => value === should[at]) ? [] : [{ row, should }];
  });
}

function movedIn(sql: Sql, { month, personId }: Frozen): { points: number; writtenOff: number } {
  const moved = sql.all<{ isDebt: 0 | 1; points: number }>(
    `SELECT l.cause = 'write_off' OR EXISTS (SELECT 1 FROM ledger o WHERE o.id = l.reverses_id
              AND o.cause = 'write_off') isDebt,
            iif(l.to_person_id = ?, l.points, -l.points) points
       FROM ledger l WHERE l.month = ? AND ? IN (l.to_person_id, l.from_person_id)`,
    ...[personId, month, personId],
  );
  const sum = (isDebt: 0 | 1) =>
    moved.filter((one) => one.isDebt === isDebt).reduce((all, { points }) => all + points, 0);
  return { points: sum(0), writtenOff: sum(1) };
}
