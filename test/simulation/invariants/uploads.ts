import type { Invariant, Sql, Surroundings } from './invariant.ts';

const standsAfterMs = 3_600_000;

interface Standing {
  id: number;
  state: string;
  rows_done: number;
}

const atWork = (sql: Sql) =>
  sql.all<Standing>(
    `SELECT id, state, rows_done FROM uploads WHERE state IN ('checking', 'importing') AND chat_id IS NOT NULL`,
  );

/** Files that were brought in through the chat: each is worked until a person has to act, whoever was killed meanwhile. */
export function uploadInvariants({ trueNow, isSettled }: Surroundings): Invariant[] {
  /** Since when an upload has stood where it stands. */
  const since = new Map<string, number>();
  const keyOf = ({ id, state, rows_done: done }: Standing) => `${id} ${state} ${done}`;
  return [
    {
      name: 'no upload stands still: each waits for a person, or is over',
      section: '5',
      afterCommit(sql) {
        const standing = atWork(sql).map(keyOf);
        for (const key of since.keys()) if (!standing.includes(key)) since.delete(key);
        for (const key of standing) if (!since.has(key)) since.set(key, trueNow());
        const before = trueNow() - standsAfterMs;
        return isSettled() ? standing.filter((key) => (since.get(key) ?? before) < before) : [];
      },
      atEnd: (sql) =>
        sql.all(`SELECT id, state FROM uploads WHERE state IN ('checking', 'importing')`),
    },
    {
      name: 'an upload fails for what is in it, and for nothing of ours',
      section: '5',
      afterDay: (sql) =>
        sql.all(
          `SELECT id, report FROM uploads WHERE state = 'failed' AND report ->> '$.problem.code' = 'fault'`,
        ),
    },
  ];
}
