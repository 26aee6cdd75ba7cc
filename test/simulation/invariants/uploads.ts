import type { Invariant } from './invariant.ts';

/** Files that were brought in through the chat: each is worked until a person has to act, whoever was killed meanwhile. */
export const uploadInvariants: readonly Invariant[] = [
  {
    name: 'no upload stands still: in the end each waits for a person, or is over',
    section: '5',
    atEnd: (sql) =>
      sql.all(`SELECT id, state, rows_done FROM uploads WHERE state IN ('checking', 'importing')`),
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
