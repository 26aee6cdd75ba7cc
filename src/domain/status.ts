import { type Capacity, canSee, capacitiesOf } from './access.ts';
import { type Call, type Decision, type ReleaseReason, releaseReasons } from './call.ts';
import { appealIsOpen, approvalIsDue } from './deadline.ts';
import type { Actor } from './person.ts';
import { type Outcome, type Refusal, refuse } from './refusal.ts';
import { type Status, type StatusKind, statuses, statusKinds } from './statuses.ts';
import type { Instant } from './time.ts';

function statusesOfKind(...kinds: StatusKind[]): Status[] {
  return statuses.filter((status) => kinds.includes(statusKinds[status]));
}

export const preliminary = statusesOfKind('preliminary');
const pastPreliminary = statusesOfKind('listening', 'scored', 'final');
/** The statuses that count into a month's credit. */
export const counting: readonly Status[] = ['approved_scored', 'approved_overturned'];

/** What an act brings with it, beside the call and the actor; checked by the guards of the table. */
export interface FactsOf {
  register: Record<never, never>;
  classify: { matches: 'none' | 'one' | 'several' };
  link: { chosen: boolean };
  /** Whether policy lets the draw pick calls asked about or taken for teaching, too. */
  sample: { eligible: boolean; alsoAsked: boolean };
  send: { reason: string; sentThisMonth: number; sendsPerMonth: number };
  ask: { askedThisWeek: number; asksPerWeek: number };
  begin: Record<never, never>;
  take: { takenThisWeek: number; takesPerWeek: number };
  give_back: { reason: ReleaseReason | 'withdrawn' | 'unstarted' | 'idle' | 'deactivated' };
  score: { problem: Refusal | null };
  recall: Record<never, never>;
  accept: Record<never, never>;
  appeal: AppealInput;
  approve: Record<never, never>;
  /** `nothingLeft`: after these decisions nothing counts any more, which is an annulment (3.5). */
  uphold: { decisions: Readonly<Record<string, Decision>>; reason: string; nothingLeft: boolean };
  reject: { decisions: Readonly<Record<string, Decision>>; reason: string };
  annul: { decisions: Readonly<Record<string, Decision>>; reason: string; nothingLeft: boolean };
  concede: Record<never, never>;
  review: { problem: Refusal | null };
}
export type Verb = keyof FactsOf;

export interface AppealInput {
  kind: 'items' | 'wrong_type' | 'not_my_call';
  chosen: readonly string[];
  failed: readonly string[];
  reason: string;
  openAppeals: number;
  openAppealsMax: number;
}

type Check<F> = (facts: F, call: Call) => Refusal | null;

/** One row of the table: who may do what to a call in which status, and where it leads. */
interface Row<V extends Verb = Verb> {
  readonly verb: V;
  /** `new`: the call is not in the database yet. */
  readonly from: readonly (Status | 'new')[];
  /** `same`: the status stays; `origin`: back to the preliminary status it came from. */
  readonly to: Status | 'same' | 'origin';
  readonly by: readonly Capacity[];
  /** What the call and the clock themselves say: decides whether the act is offered at all. */
  readonly when?: (call: Call, now: Instant) => Refusal | null;
  /** What the act must bring: decides when it is done. */
  readonly guard?: Check<FactsOf[V]>;
}

function row<V extends Verb>(entry: Row<V>): Row {
  return entry as unknown as Row;
}

const listed = (reason: string, allowed: readonly string[]): Refusal | null =>
  allowed.includes(reason) ? null : 'reason_missing';
const missing = (reason: string): Refusal | null => (reason.trim() ? null : 'reason_missing');

/**
 * The status machine of a call: the only place that says what may happen to it. Buttons, guards, the
 * database's checks and the diagram in docs/design.md are derived from it.
 */
export const table: readonly Row[] = [
  row({ verb: 'register', from: ['new'], to: 'unclassified', by: ['system'] }),
  row({
    verb: 'classify',
    from: ['new', 'unclassified'],
    to: 'classified_auto',
    by: ['system'],
    guard: ({ matches }) => (matches === 'one' ? null : 'not_one_match'),
  }),
  row({
    verb: 'link',
    from: preliminary,
    to: 'classified_manual',
    by: ['supervisor', 'admin', 'seller'],
    guard: ({ chosen }) => (chosen ? null : 'nothing_chosen'),
  }),
  row({
    verb: 'link',
    from: pastPreliminary,
    to: 'same',
    by: ['supervisor', 'admin', 'seller'],
    guard: ({ chosen }) => (chosen ? null : 'nothing_chosen'),
  }),
  row({
    verb: 'sample',
    from: preliminary,
    to: 'listening_credit',
    by: ['system'],
    guard: ({ eligible }) => (eligible ? null : 'not_eligible'),
  }),
  row({
    verb: 'sample',
    from: ['listening_advice', 'listening_training'],
    to: 'listening_credit',
    by: ['system'],
    guard: ({ eligible, alsoAsked }) => (eligible && alsoAsked ? null : 'not_eligible'),
  }),
  row({
    verb: 'send',
    from: preliminary,
    to: 'listening_credit',
    by: ['supervisor'],
    guard: ({ reason, sentThisMonth, sendsPerMonth }) =>
      missing(reason) ?? (sentThisMonth < sendsPerMonth ? null : 'limit_sends'),
  }),
  row({
    verb: 'ask',
    from: preliminary,
    to: 'listening_advice',
    by: ['seller'],
    guard: ({ askedThisWeek, asksPerWeek }) => (askedThisWeek < asksPerWeek ? null : 'limit_asks'),
  }),
  row({
    verb: 'begin',
    from: ['listening_advice'],
    to: 'same',
    by: ['supervisor'],
    when: (call) => (call.reviewerId === null ? null : 'already_begun'),
  }),
  row({
    verb: 'take',
    from: preliminary,
    to: 'listening_training',
    by: ['mentor', 'supervisor'],
    guard: ({ takenThisWeek, takesPerWeek }) =>
      takenThisWeek < takesPerWeek ? null : 'limit_takes',
  }),
  row({
    verb: 'give_back',
    from: ['listening_advice', 'listening_training'],
    to: 'origin',
    by: ['reviewer'],
    guard: ({ reason }) => listed(reason, releaseReasons),
  }),
  // A drawn call is replaced only once a second person has confirmed why it cannot be scored (3.2).
  row({
    verb: 'give_back',
    from: ['listening_credit'],
    to: 'same',
    by: ['reviewer'],
    when: (call) => (call.drawn && call.returnedById === null ? null : 'not_allowed'),
    guard: ({ reason }) => listed(reason, releaseReasons),
  }),
  row({
    verb: 'give_back',
    from: ['listening_credit'],
    to: 'origin',
    by: ['reviewer'],
    guard: ({ reason }) => listed(reason, releaseReasons),
  }),
  row({
    verb: 'give_back',
    from: ['listening_credit'],
    to: 'origin',
    by: ['supervisor', 'admin'],
    when: (call) =>
      call.returnedById === null ? 'not_allowed' : call.reviewerId === null ? null : 'already_held',
    guard: ({ reason }) => listed(reason, releaseReasons),
  }),
  row({
    verb: 'give_back',
    from: ['listening_advice'],
    to: 'origin',
    by: ['seller'],
    when: (call) => (call.reviewerId === null ? null : 'already_begun'),
    guard: ({ reason }) => listed(reason, ['withdrawn']),
  }),
  row({
    verb: 'give_back',
    from: ['listening_credit'],
    to: 'origin',
    by: ['system'],
    guard: ({ reason }) => listed(reason, ['unstarted', 'deactivated']),
  }),
  row({
    verb: 'give_back',
    from: ['listening_training'],
    to: 'origin',
    by: ['system'],
    guard: ({ reason }) => listed(reason, ['idle', 'deactivated']),
  }),
  row({
    verb: 'give_back',
    from: ['listening_advice'],
    to: 'origin',
    by: ['system'],
    when: (call) => (call.reviewerId === null ? 'not_allowed' : null),
    guard: ({ reason }) => listed(reason, ['deactivated']),
  }),
  row({
    verb: 'score',
    from: ['listening_credit'],
    to: 'scored_pending',
    by: ['reviewer'],
    guard: ({ problem }) => problem,
  }),
  row({
    verb: 'score',
    from: ['listening_advice', 'listening_training'],
    to: 'approved_training',
    by: ['reviewer'],
    guard: ({ problem }) => problem,
  }),
  row({
    verb: 'recall',
    from: ['scored_pending'],
    to: 'listening_credit',
    by: ['scorer'],
    when: (call) => (call.noticeLeft ? 'notice_left' : null),
  }),
  row({
    verb: 'accept',
    from: ['scored_pending'],
    to: 'approved_scored',
    by: ['seller'],
    when: told,
  }),
  row({
    verb: 'appeal',
    from: ['scored_pending'],
    to: 'scored_appealed',
    by: ['seller'],
    when: (call, now) =>
      told(call) ??
      (call.deadlineAt === null || appealIsOpen(call.deadlineAt, now) ? null : 'too_late'),
    guard: appealProblem,
  }),
  row({
    verb: 'approve',
    from: ['scored_pending'],
    to: 'approved_scored',
    by: ['system'],
    when: (call, now) =>
      call.deadlineAt !== null && approvalIsDue(call.deadlineAt, now) ? null : 'too_early',
  }),
  row({
    verb: 'uphold',
    from: ['scored_appealed'],
    to: 'approved_overturned',
    by: ['judge'],
    when: (call) => (call.appeal?.kind === 'items' ? null : 'not_allowed'),
    guard: ({ decisions, reason, nothingLeft }, call) =>
      undecided(call, decisions) ??
      missing(reason) ??
      (namedDecisions(call, decisions).some((d) => d !== 'controller_right')
        ? null
        : 'nothing_overturned') ??
      (nothingLeft ? 'nothing_counts' : null),
  }),
  row({
    verb: 'reject',
    from: ['scored_appealed'],
    to: 'approved_scored',
    by: ['judge'],
    guard: ({ decisions, reason }, call) =>
      undecided(call, decisions) ??
      missing(reason) ??
      (namedDecisions(call, decisions).every((d) => d === 'controller_right')
        ? null
        : 'not_allowed'),
  }),
  row({
    verb: 'annul',
    from: ['scored_appealed'],
    to: 'approved_training',
    by: ['judge'],
    when: (call) => (call.appeal ? null : 'not_allowed'),
    guard: ({ decisions, reason, nothingLeft }, call) =>
      undecided(call, decisions) ??
      missing(reason) ??
      (call.appeal?.kind !== 'items' || nothingLeft ? null : 'not_allowed'),
  }),
  row({
    verb: 'concede',
    from: ['scored_appealed'],
    to: 'approved_overturned',
    by: ['scorer'],
    when: (call) =>
      call.appeal?.kind !== 'items'
        ? 'not_allowed'
        : call.appeal.begunById === null
          ? null
          : 'already_begun',
  }),
  row({
    verb: 'review',
    from: pastPreliminary,
    to: 'same',
    by: ['mentor', 'supervisor'],
    guard: ({ problem }) => problem,
  }),
];

/** A seller answers a score once they are told of it; until then it can be taken back. */
function told(call: Call): Refusal | null {
  return call.noticeLeft ? null : 'too_early';
}

function appealProblem(facts: AppealInput): Refusal | null {
  if (facts.kind === 'items') {
    if (facts.chosen.length === 0) return 'nothing_chosen';
    if (facts.chosen.some((code) => !facts.failed.includes(code))) return 'not_failed';
  }
  if (facts.openAppeals >= facts.openAppealsMax) return 'limit_appeals';
  return missing(facts.reason);
}

function namedDecisions(call: Call, decisions: Readonly<Record<string, Decision>>): Decision[] {
  return (call.appeal?.itemCodes ?? []).flatMap((code) =>
    Object.hasOwn(decisions, code) ? (decisions[code] ?? []) : [],
  );
}

function undecided(call: Call, decisions: Readonly<Record<string, Decision>>): Refusal | null {
  if (call.appeal?.kind !== 'items') return null;
  return call.appeal.itemCodes.every((code) => Object.hasOwn(decisions, code)) ? null : 'undecided';
}

/** A change of status that the table allows. */
export interface Move {
  readonly verb: Verb;
  readonly from: Status;
  readonly to: Status;
}

/**
 * Asks the table whether `actor` may do `verb` to `call` at `now`.
 * What the actor may not see does not exist for them: the refusal is then `not_found`.
 */
export function move<V extends Verb>(
  call: Call,
  verb: V,
  actor: Actor,
  now: Instant,
  facts: FactsOf[V],
): Outcome<{ move: Move }> {
  const allowed = allowedRow(call, verb, actor, now);
  if (!allowed.ok) return allowed;
  const problem = (allowed.row.guard as Check<FactsOf[V]> | undefined)?.(facts, call) ?? null;
  if (problem) return refuse(problem);
  return { ok: true, move: { verb, from: call.status, to: destination(allowed.row, call) } };
}

/** How a new call enters: classified at once where its number belongs to exactly one client or order. */
export function arrival(facts: FactsOf['classify']): { verb: Verb; from: null; to: Status } {
  const entry = table.find(
    (candidate) =>
      candidate.from.includes('new') && candidate.guard?.(facts as never, {} as Call) === null,
  );
  if (!entry || entry.to === 'same' || entry.to === 'origin') {
    return { verb: 'register', from: null, to: 'unclassified' };
  }
  return { verb: entry.verb, from: null, to: entry.to };
}

/** Whether the act is open to this actor now, whatever it will bring: what decides if it is offered. */
export function mayNow(call: Call, verb: Verb, actor: Actor, now: Instant): Outcome<object> {
  const allowed = allowedRow(call, verb, actor, now);
  return allowed.ok ? { ok: true } : allowed;
}

function allowedRow(call: Call, verb: Verb, actor: Actor, now: Instant): Outcome<{ row: Row }> {
  if (!canSee(actor, call)) return refuse('not_found');
  const mine = capacitiesOf(actor, call);
  const ofVerb = table.filter((entry) => entry.verb === verb);
  if (!ofVerb.some((entry) => entry.by.some((c) => mine.has(c)))) return refuse('not_allowed');
  const here = ofVerb.filter((entry) => entry.from.includes(call.status));
  if (here.length === 0) return refuse('wrong_status');
  const permitted = here.filter((entry) => entry.by.some((c) => mine.has(c)));
  const problems = permitted.map((entry) => entry.when?.(call, now) ?? null);
  const open = permitted[problems.indexOf(null)];
  return open ? { ok: true, row: open } : refuse(problems[0] ?? 'not_allowed');
}

function destination(entry: Row, call: Call): Status {
  if (entry.to === 'same') return call.status;
  if (entry.to !== 'origin') return entry.to;
  if (!call.originStatus) throw new Error(`call ${call.id} has no status to go back to`);
  return call.originStatus;
}

/** The acts to offer to this person on this call now: the same table that will check the tap. */
export function offeredVerbs(call: Call, actor: Actor, now: Instant): Verb[] {
  const verbs = [...new Set(table.map((entry) => entry.verb))];
  return verbs.filter((verb) => allowedRow(call, verb, actor, now).ok);
}

/** The way of a verb that the system does in bulk: the same row of the table, for set-based SQL. */
export function bulkWay(verb: 'sample' | 'approve'): { from: readonly Status[]; to: Status } {
  const found = transitions().filter((way) => way.verb === verb);
  const to = found[0]?.to;
  if (!to) throw new Error(`the table has no row for ${verb}`);
  return { from: found.flatMap((way) => way.from ?? []), to };
}

/** Every (verb, from, to) that can ever be written to the history; `null` is a new call. */
export function transitions(): { verb: Verb; from: Status | null; to: Status }[] {
  return table.flatMap((entry) =>
    entry.from.flatMap((from) => {
      const origin = from === 'new' ? null : from;
      if (entry.to === 'origin') {
        return preliminary.map((to) => ({ verb: entry.verb, from: origin, to }));
      }
      const to = entry.to === 'same' ? origin : entry.to;
      return to ? [{ verb: entry.verb, from: origin, to }] : [];
    }),
  );
}
