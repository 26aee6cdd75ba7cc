import type { Db } from '../../src/db/open.ts';
import { type Rules, rowsOfMonth } from './pay-oracle-month.ts';

/**
 * The pay of a company worked out by another way, from the tables alone: nothing of src/domain or src/app
 * is imported, figures are whole numbers of any size, and what was asked of nobody is not believed: the
 * month a call belongs to, its score, its transfers, who is owed what. The company's zone is Moscow's,
 * three hours ahead of UTC all year.
 */

export interface Item {
  code: string;
  text: string;
  weight: number;
  critical: 'none' | 'section' | 'call';
}
export interface Body {
  type: string;
  sections: { code: string; items: Item[] }[];
}
type Verdict = 'pass' | 'fail' | 'na';

/** A credit score at its final approval, as the rules of DESIGN 3 have it. */
export interface Ended {
  reviewId: number;
  callId: number;
  at: number;
  sellerId: number;
  controllerId: number;
  directionId: number | null;
  source: 'drawn' | 'sent' | null;
  verb: string;
  appeal: string | null;
  /** The month in which its points move, and, unless it is annulled, counts. */
  month: string;
  counts: boolean;
  earned: bigint;
  possible: bigint;
  verdicts: Record<string, Verdict>;
  body: Body;
}

/** From, to, points: the fund is null. */
export interface Moved {
  from: number | null;
  to: number | null;
  points: number;
  month: string;
  /** Whose account it is in which part: the seller's and the controller's of its review. */
  review: Ended | null;
  writeOff: boolean;
}

export interface Period {
  id: number;
  month: string;
  closedAt: number;
  reopenedAt: number | null;
  policyId: number;
}

export const rowsIn = <T>(db: Db, text: string): T[] => db.orm.$client.prepare<[], T>(text).all();
const hour = 3_600_000;
export const monthOf = (at: number) => new Date(at + 3 * hour).toISOString().slice(0, 7);
export const after = (month: string) =>
  monthOf(Date.parse(`${month}-28T12:00:00Z`) + 5 * 24 * hour);

export function policies(db: Db): { id: number; at: number; rules: Rules }[] {
  return rowsIn<{ id: number; at: number; policy: string }>(
    db,
    'SELECT id, at, policy FROM policy_changes ORDER BY id',
  ).map(({ id, at, policy }) => ({ id, at, rules: JSON.parse(policy) }));
}

/** What differs between the database and the pay worked out again. `reached` is told what was met. */
export function payProblems(db: Db, reached: Set<string>): string[] {
  const periods = rowsIn<Period>(
    db,
    `SELECT id, month, closed_at closedAt, reopened_at reopenedAt, policy_id policyId FROM periods`,
  );
  /** Where what belongs to a month goes at an instant: what is closed receives nothing. */
  const openFrom = (month: string, at: number) => {
    const closed = periods
      .filter((one) => one.closedAt <= at && (one.reopenedAt ?? Infinity) > at)
      .map((one) => one.month)
      .sort()
      .at(-1);
    return closed !== undefined && closed >= month ? after(closed) : month;
  };
  const ended = endedReviews(db, openFrom, reached);
  const { moved, problems } = ledgerOf(db, ended, openFrom, reached);
  const months = rowsOfMonth(db, { ended, moved, periods }, reached);
  return [...reviewProblems(db, ended), ...problems, ...months];
}

/** Every final credit score in the order of the approvals. */
function endedReviews(
  db: Db,
  openFrom: (month: string, at: number) => string,
  reached: Set<string>,
): Ended[] {
  type Step = { id: number; callId: number; at: number; verb: string; to: string };
  const history = rowsIn<Step>(
    db,
    'SELECT id, call_id callId, at, verb, to_status "to" FROM call_history ORDER BY id',
  );
  const drawnTo = new Map(
    rowsIn<{ callId: number; to: number }>(
      db,
      'SELECT d.call_id callId, w.window_to_at "to" FROM drawn_calls d JOIN draws w ON w.id = d.draw_id',
    ).map((row) => [row.callId, row.to]),
  );
  const queued = new Map<number, { source: 'drawn' | 'sent'; month: string }>();
  const ended: Ended[] = [];
  for (const { callId, at, verb, to } of history) {
    if (verb === 'sample') {
      const month = monthOf(drawnTo.get(callId) ?? Number.NaN);
      queued.set(callId, { source: 'drawn', month });
    }
    if (verb === 'send') queued.set(callId, { source: 'sent', month: monthOf(at) });
    if (!['accept', 'approve', 'uphold', 'reject', 'annul', 'concede'].includes(verb)) continue;
    if (!to.startsWith('approved_')) throw new Error(`${verb} led to ${to}`);
    const of = queued.get(callId);
    if (!of) throw new Error(`call ${callId} was neither drawn nor sent`);
    const month = openFrom(of.month, at);
    if (month !== of.month) reached.add('approved after the closing');
    else if (month !== monthOf(at)) reached.add('approved in a later month, counted in its own');
    ended.push({ ...scoreAt(db, callId, verb), at, verb, month, source: of.source });
  }
  return ended;
}

type Scored = Omit<Ended, 'at' | 'verb' | 'month' | 'source'>;

/** The score as it stands after the appeal's decisions, from the answers as they were handed in. */
function scoreAt(db: Db, callId: number, verb: string): Scored {
  type Row = Pick<Ended, 'reviewId' | 'sellerId' | 'controllerId' | 'directionId'> & {
    body: string;
    appealId: number | null;
    appeal: string | null;
  };
  const [row, more] = db.orm.$client
    .prepare<[number], Row>(
      `SELECT r.id reviewId, c.seller_id sellerId, r.reviewer_id controllerId, c.direction_id directionId,
              v.body, a.id appealId, a.kind appeal
         FROM reviews r JOIN calls c ON c.id = r.call_id JOIN checklist_versions v ON v.id = r.version_id
         LEFT JOIN appeals a ON a.review_id = r.id AND a.state <> 'draft'
        WHERE r.call_id = ? AND r.purpose = 'credit' AND r.state <> 'draft'`,
    )
    .all(callId);
  if (!row || more) throw new Error(`call ${callId} has not one credit score`);
  const { body: text, appealId, ...rest } = row;
  const body = JSON.parse(text) as Body;
  const verdicts = handedIn(db, row.reviewId);
  const decided = decisionsOf(db, appealId, verb);
  for (const [code, decision] of Object.entries(decided)) {
    if (decision === 'seller_right' || decision === 'item_unclear') verdicts[code] = 'pass';
    if (decision === 'not_applicable') verdicts[code] = 'na';
  }
  const { earned, possible } = scored(body, verdicts);
  return { ...rest, callId, body, verdicts, earned, possible, counts: verb !== 'annul' };
}

function handedIn(db: Db, reviewId: number): Record<string, Verdict> {
  const answers = db.orm.$client
    .prepare<[number], { code: string; verdict: Verdict }>(
      'SELECT item_code code, verdict FROM review_items WHERE review_id = ?',
    )
    .all(reviewId);
  return Object.fromEntries(answers.map(({ code, verdict }) => [code, verdict]));
}

function decisionsOf(db: Db, appealId: number | null, verb: string): Record<string, string> {
  if (appealId === null || verb === 'accept' || verb === 'approve') return {};
  const items = db.orm.$client
    .prepare<[number], { code: string; decision: string }>(
      'SELECT item_code code, decision FROM appeal_items WHERE appeal_id = ? ORDER BY item_code',
    )
    .all(appealId);
  return Object.fromEntries(items.map(({ code, decision }) => [code, decision]));
}

/** Weights passed over weights passed or failed; a section, or the call, with a critical miss earns nothing. */
export function scored(body: Body, verdicts: Readonly<Record<string, Verdict>>) {
  const sections = body.sections.map(({ code, items }) => {
    const of = (some: Verdict[]) =>
      items.reduce(
        (sum, item) =>
          sum + (some.includes(verdicts[item.code] ?? 'na') ? BigInt(item.weight) : 0n),
        0n,
      );
    const missed = items.some((item) => item.critical === 'section' && failed(item, verdicts));
    return { code, earned: missed ? 0n : of(['pass']), possible: of(['pass', 'fail']) };
  });
  const items = body.sections.flatMap((section) => section.items);
  const missed = items.some((item) => item.critical === 'call' && failed(item, verdicts));
  return {
    sections,
    earned: missed ? 0n : sections.reduce((sum, { earned }) => sum + earned, 0n),
    possible: sections.reduce((sum, { possible }) => sum + possible, 0n),
  };
}

const failed = (item: Item, verdicts: Readonly<Record<string, Verdict>>) =>
  verdicts[item.code] === 'fail';

const stateAfter: Record<string, string> = {
  accept: 'approved',
  approve: 'approved',
  reject: 'approved',
  uphold: 'overturned',
  concede: 'overturned',
  annul: 'annulled',
};

/** The reviews as they are kept against those worked out; no other may be final. */
function reviewProblems(db: Db, ended: readonly Ended[]): string[] {
  const line = (...parts: unknown[]) => parts.join(' ');
  const kept = rowsIn<Record<string, unknown>>(
    db,
    `SELECT id, state, credit_month month, earned, possible, verdicts, policy_id policy, approved_at at
       FROM reviews WHERE purpose = 'credit' AND state NOT IN ('draft', 'submitted') ORDER BY id`,
  ).map((row) => line(...Object.values(row)));
  const history = policies(db);
  const due = ended
    .toSorted((a, b) => a.reviewId - b.reviewId)
    .map((one) => {
      const word = Object.keys(one.verdicts)
        .sort()
        .map((code) => one.verdicts[code]?.[0])
        .join('');
      const state = stateAfter[one.verb];
      const month = one.counts ? one.month : null;
      const policy = history.findLast(({ at }) => at <= one.at)?.id;
      return line(one.reviewId, state, month, one.earned, one.possible, word, policy, one.at);
    });
  const nothing = ended.filter(({ counts, possible }) => counts && possible === 0n);
  return [
    ...differing('review', kept, due),
    ...nothing.map(({ reviewId }) => `review ${reviewId} counts, and nothing in it does`),
  ];
}

/** Lines on one side only. */
export function differing(what: string, kept: readonly string[], due: readonly string[]): string[] {
  const left = [...kept];
  const missing = due.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...left.map((one) => `${what} kept: ${one}`),
    ...missing.map((one) => `${what} due: ${one}`),
  ];
}

interface Kept {
  id: number;
  at: number;
  month: string;
  from: number | null;
  to: number | null;
  points: number;
  cause: string;
  reviewId: number | null;
  code: string;
  reversesId: number | null;
}

/** The ledger as it is kept against the transfers due; what moved, for the accounts. */
function ledgerOf(
  db: Db,
  ended: readonly Ended[],
  openFrom: (month: string, at: number) => string,
  reached: Set<string>,
): { moved: Moved[]; problems: string[] } {
  const kept = rowsIn<Kept>(
    db,
    `SELECT id, at, month, from_person_id "from", to_person_id "to", points, cause, review_id reviewId,
            item_code code, reverses_id reversesId FROM ledger ORDER BY id`,
  );
  const byId = new Map(kept.map((one) => [one.id, one]));
  const reviews = new Map(ended.map((one) => [one.reviewId, one]));
  const line = ({ at, month, from, to, points, cause, reviewId }: Kept, about: string) =>
    [at, month, from, to, points, cause, reviewId, about].join(' ');
  const due: string[] = [];
  for (const one of ended) {
    const backed = kept.filter(({ reversesId, at }) => reversesId !== null && at < one.at);
    const back = new Set(backed.map(({ reversesId }) => reversesId));
    const transfers = transfersDue(db, one, reached, (text) =>
      kept.some(
        (paid) =>
          paid.cause === 'appeal_unclear' &&
          paid.to === one.sellerId &&
          paid.month === one.month &&
          !back.has(paid.id) &&
          ended.findIndex(({ reviewId }) => reviewId === paid.reviewId) < ended.indexOf(one) &&
          textOf(reviews.get(paid.reviewId ?? 0), paid.code) === text,
      ),
    );
    due.push(...transfers.map((transfer) => line({ ...transfer.row } as Kept, transfer.about)));
  }
  for (const back of kept.filter(({ reversesId }) => reversesId !== null)) {
    const of = byId.get(back.reversesId ?? 0);
    if (!of || of.reversesId !== null) throw new Error(`transfer ${back.id} reverses none`);
    reached.add('reversal');
    const { from: to, to: from, points, reviewId } = of;
    const month = openFrom(of.month, back.at);
    if (month !== of.month) reached.add('reversal after the closing');
    due.push(line({ ...back, from, to, points, cause: 'reversal', reviewId, month }, of.code));
  }
  const earned = kept.filter(({ cause }) => cause !== 'write_off');
  const ofUnclear = ({ cause, reviewId, code }: Kept) =>
    cause === 'appeal_unclear' ? textOf(reviews.get(reviewId ?? 0), code) : code;
  const problems = differing(
    'transfer',
    earned.map((one) => line(one, ofUnclear(one))),
    due,
  );
  const moved = kept.map(({ from, to, points, month, reviewId, cause, reversesId }) => ({
    from,
    to,
    points,
    month,
    review: reviews.get(reviewId ?? 0) ?? null,
    writeOff: (byId.get(reversesId ?? 0)?.cause ?? cause) === 'write_off',
  }));
  for (const { cause } of kept) reached.add(cause);
  return { moved, problems };
}

function textOf(review: Ended | undefined, code: string): string {
  const items = review?.body.sections.flatMap((section) => section.items) ?? [];
  return items.find((item) => item.code === code)?.text ?? '';
}

/** The transfers of a final score; of what was unclear it says the text, since one of two alike is paid. */
function transfersDue(
  db: Db,
  one: Ended,
  reached: Set<string>,
  isPaid: (text: string) => boolean,
): { row: Omit<Kept, 'id' | 'code' | 'reversesId'>; about: string }[] {
  const { sellerId, controllerId, reviewId, at, month } = one;
  const prices = policies(db).findLast((change) => change.at <= at)?.rules;
  if (!prices) throw new Error('no policy');
  const due: ReturnType<typeof transfersDue> = [];
  const pay = (from: number | null, to: number, points: number, cause: string, about = '') => {
    if (points === 0) reached.add('a price of 0');
    else due.push({ row: { at, month, from, to, points, cause, reviewId }, about });
  };
  if (one.verb === 'annul') {
    if (one.appeal === 'not_my_call') reached.add('not_my_call');
    else {
      const cause = one.appeal === 'wrong_type' ? 'wrong_type' : 'nothing_left';
      pay(controllerId, sellerId, prices.appealPoints, cause);
    }
    return due;
  }
  type Answer = { code: string; comment: string | null; momentS: number | null };
  const failures = db.orm.$client
    .prepare<[number], Answer>(
      `SELECT item_code code, comment, moment_s momentS FROM review_items
        WHERE review_id = ? AND verdict = 'fail'`,
    )
    .all(reviewId);
  type Heard = { sentAt: number | null; scoredAt: number; talkS: number; appealId: number | null };
  const [review] = db.orm.$client
    .prepare<[number], Heard>(
      `SELECT r.recording_sent_at sentAt, r.submitted_at scoredAt, c.talk_s talkS, a.id appealId
         FROM reviews r JOIN calls c ON c.id = r.call_id
         LEFT JOIN appeals a ON a.review_id = r.id AND a.state <> 'draft' WHERE r.id = ?`,
    )
    .all(reviewId);
  if (!review) throw new Error(`review ${reviewId} is gone`);
  const { sentAt, scoredAt, talkS, appealId } = review;
  const decided = decisionsOf(db, appealId, one.verb);
  const share = policies(db).findLast((change) => change.at <= scoredAt)?.rules.minListenShare ?? 0;
  const tooFast = share > 0 && (sentAt === null || scoredAt - sentAt < talkS * 1000 * share);
  if (tooFast) reached.add('too fast');
  else {
    pay(null, controllerId, prices.reviewPoints, 'review');
    for (const { code, comment, momentS } of failures) {
      if ((decided[code] ?? 'controller_right') !== 'controller_right') continue;
      const letters = [...(comment ?? '')].filter(
        (sign) => sign.toLowerCase() !== sign.toUpperCase(),
      );
      const heard = momentS !== null && momentS >= 1 && momentS <= talkS;
      if (heard || letters.length >= 10) {
        pay(null, controllerId, prices.violationPoints, 'violation', code);
      } else reached.add('not explained');
    }
  }
  const texts = new Set<string>();
  for (const [code, decision] of Object.entries(decided)) {
    const text = textOf(one, code);
    if (decision === 'controller_right') continue;
    if (one.verb === 'concede') {
      const points = Math.min(prices.concedeControllerPoints, prices.appealPoints);
      pay(controllerId, sellerId, points, 'concession', code);
    } else if (decision !== 'item_unclear') {
      pay(controllerId, sellerId, prices.appealPoints, 'appeal', code);
    } else if (isPaid(text)) reached.add('unclear, paid before');
    else if (texts.has(text)) reached.add('unclear, paid in the same decision');
    else {
      texts.add(text);
      pay(null, sellerId, prices.appealPoints, 'appeal_unclear', text);
    }
  }
  return due;
}
