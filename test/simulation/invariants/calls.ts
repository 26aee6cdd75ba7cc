import { plusDuration } from '../../../src/domain/time.ts';
import { breaches } from '../../support/invariants.ts';
import { callsToldOtherwise } from '../../support/told-calls.ts';
import type { Fresh, Invariant, Surroundings } from './invariant.ts';
import { wrongActor } from './rights.ts';
import { isLegal } from './transitions.ts';

const brief = ({ call_id, verb, from_status, to_status, actor_id, at }: Fresh, why?: string) => ({
  ...{ call: call_id, verb, from: from_status, to: to_status, by: actor_id },
  ...{ at: new Date(at).toISOString(), why },
});
const lateAfterMs = 90 * 60_000;
/** All that telephone systems told is read again so often. */
const commitsApart = 7;

/** How a call moves, who moves it, and when. */
export function callInvariants({ clock, isSettled, wasSetByMs }: Surroundings): Invariant[] {
  let commits = 0;
  return [
    {
      name: 'a call moves only as the status table says',
      section: '2',
      afterCommit: (_sql, fresh) => fresh.filter((row) => !isLegal(row)).map((row) => brief(row)),
    },
    {
      name: 'each change of a call has one row in its history, which begins where the last one ended',
      section: '2',
      afterCommit(_sql, fresh) {
        const ended = new Map<number, string>();
        const wrong: unknown[] = [];
        for (const row of fresh) {
          const before = ended.get(row.call_id) ?? row.before_status;
          if (before !== row.from_status) wrong.push(brief(row, `it stood at ${before}`));
          ended.set(row.call_id, row.to_status);
        }
        for (const row of fresh) {
          if (row.status !== ended.get(row.call_id)) wrong.push(brief(row, `it is ${row.status}`));
        }
        return wrong;
      },
    },
    {
      name: 'nobody does to a call what is not theirs to do',
      section: '1',
      afterCommit: (sql, fresh) =>
        fresh.flatMap((row) => {
          const why = wrongActor(sql, row);
          return why === null ? [] : [brief(row, why)];
        }),
    },
    {
      name: 'no score is approved by time before its deadline',
      section: '3.4',
      afterCommit: (_sql, fresh) =>
        fresh
          .filter(
            ({ verb, at, deadline_at }) =>
              verb === 'approve' && !(deadline_at !== null && at >= deadline_at),
          )
          .map((row) => brief(row)),
    },
    {
      name: 'a deadline lies no less than the delay after the score was told',
      section: '3.4',
      afterDay: (sql) =>
        sql
          .all<{ id: number; from: number; deadline: number; policy: string }>(
            `SELECT c.id, c.clock_from_at "from", c.deadline_at deadline,
                    (SELECT policy FROM policy_changes WHERE at <= c.clock_from_at ORDER BY id DESC LIMIT 1) policy
               FROM calls c WHERE c.status = 'scored_pending' AND c.deadline_at IS NOT NULL`,
          )
          .filter(({ from, deadline, policy }) => {
            const { approvalDelay, timeZone } = JSON.parse(policy ?? '{}');
            return approvalDelay && deadline < plusDuration(from, approvalDelay, timeZone);
          }),
    },
    {
      name: 'an appeal is taken strictly before the deadline, and only of a score that was told',
      section: '3.5',
      afterCommit: (_sql, fresh) =>
        fresh
          .filter(({ verb }) => verb === 'appeal' || verb === 'accept')
          .filter(
            ({ verb, at, deadline_at: deadline, notice_left_at: left }) =>
              left === null ||
              (verb === 'appeal' && deadline !== null && at - wasSetByMs() >= deadline),
          )
          .map((row) => brief(row)),
    },
    {
      name: 'a call that nobody took up is what all that its telephone system told says together',
      section: '5',
      afterCommit(_sql, _fresh, db) {
        commits += 1;
        return commits % commitsApart === 0 ? callsToldOtherwise(db, clock()) : [];
      },
      atEnd: (_sql, db) => callsToldOtherwise(db, clock()),
    },
    {
      name: 'what falls due is approved and drawn soon',
      section: '3.4',
      afterDay: (sql) =>
        isSettled()
          ? [
              ...sql.all(
                `SELECT id, deadline_at FROM calls WHERE status = 'scored_pending' AND deadline_at < ?`,
                clock() - lateAfterMs,
              ),
              ...sql.all(
                'SELECT id, date FROM draws WHERE drawn_at IS NULL AND window_to_at < ?',
                clock() - lateAfterMs,
              ),
            ]
          : [],
    },
  ];
}

/** Asked last, so that what has an invariant of its own is said by it. */
export const wholeDatabase: Invariant = {
  name: 'the whole database is in order',
  section: '2',
  afterDay: (_sql, db) => Object.entries(breaches(db)),
  atEnd: (_sql, db) => Object.entries(breaches(db)),
};
