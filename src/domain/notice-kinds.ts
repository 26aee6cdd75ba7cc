import { z } from 'zod';
import { releaseReasons } from './call.ts';
import { incidentNames } from './incident.ts';

const id = z.int().nonnegative();

/** A notice about a call, with what else it holds. */
function ofCall<Shape extends z.ZodRawShape = Record<never, never>>(shape: Shape = {} as Shape) {
  return { aboutCall: true, payload: z.object(shape) } as const;
}

/** A notice about no one call. */
function ofOther<Shape extends z.ZodRawShape = Record<never, never>>(shape: Shape = {} as Shape) {
  return { aboutCall: false, payload: z.object(shape) } as const;
}

const missed = z.object({ callId: id, reviewId: id.nullable() });

/**
 * What people are told, by kind. A notice holds ids only: its words are made when it leaves, from what is
 * so by then (src/bot/notices.ts).
 */
export const noticeKinds = {
  // The score of a call and what follows it, for its seller.
  scored: ofCall(),
  /** For its controller: it can be taken back no more. */
  score_left: ofCall(),
  /** For its controller: what the second score and a head found that they had missed, or did not find that they had marked. */
  violation_judged: ofCall({ itemCode: z.string(), cause: z.enum(['missed', 'unfounded']) }),
  settled: ofCall(),
  deadline_reminder: ofCall(),
  deadlines_moved: ofOther({
    calls: z.array(id),
    because: z.enum(['absence', 'clock']).optional(),
  }),

  // Appeals: for the controller, and for those who decide.
  appealed: ofCall(),
  appeal_begun: ofCall(),
  appeal_closed: ofCall(),
  appeal_waiting: ofCall({ appealId: id, stage: z.literal('new') }),
  appeal_overdue: ofCall({ appealId: id, stage: z.enum(['reminder', 'escalated']) }),
  appeal_answered: ofCall({ appealId: id }),
  appeal_decided: ofCall(),
  /** For its seller and controller: a head has decided, and it counts once a second one has. */
  second_head: ofCall(),
  /** For administrators: an item, as a version words it, is overturned more often than the rule allows. */
  item_overturned: ofOther({ versionId: id, itemCode: z.string() }),

  // The draw and the queue.
  drawn: ofOther({ drawId: id }),
  /** For a seller of the frozen pool: a tap is asked for. */
  draw_taps: ofOther({ drawId: id }),
  draw_short: ofOther({ drawId: id, short: z.array(z.tuple([id, id]).readonly()) }),
  queue_filled: ofOther({ drawId: id.optional() }),
  queue_stuck: ofOther({ callIds: z.array(id), count: id }),
  lease_expired: ofCall(),
  tied_lease: ofCall({ controllerId: id, tie: z.string() }),
  return_waiting: ofCall(),
  return_closed: ofCall(),
  call_returned: ofCall(),

  // Calibrations and benchmarks, for controllers and who leads them.
  calibration_begun: ofOther({ calibrationId: id }),
  calibration_ready: ofOther({ calibrationId: id }),
  calibration_closed: ofOther({ calibrationId: id }),
  benchmarks_offered: ofOther(),

  // Teaching.
  advice_waiting: ofCall(),
  advice_overdue: ofCall(),
  advice_closed: ofCall({ edits: z.enum(['advice_waiting', 'advice_overdue']) }),
  advice_returned: ofCall({
    reason: z.enum([...releaseReasons, 'unstarted', 'idle', 'deactivated']),
  }),
  taught: ofCall({ reviewId: id }),
  teaching_read: ofCall({ reviewId: id }),
  /** For its seller: whether colleagues may hear a moment of it as an example. */
  best_asked: ofCall({ exampleId: id }),

  // Who was not told, and of what.
  unreachable: ofCall({ calls: z.array(id).optional() }),
  unreachable_more: ofCall({ calls: z.array(id) }),
  missed: ofOther({ calls: z.array(missed), more: id }),

  // What is wrong with the service: `overAt` null where it has begun.
  incident: ofOther({
    kind: z.enum(incidentNames),
    about: z.string(),
    sinceAt: z.int(),
    overAt: z.int().nullable(),
  }),

  /** Calls of which their telephone system said something else once somebody had taken them up. */
  late_words: ofOther({ callIds: z.array(id), count: id }),

  // Points, people and the week.
  points_reversed: ofCall({ id }),
  debt_written_off: ofOther({ id }),
  on_self: ofOther({ byId: id, changeId: id.optional(), periodId: id.optional() }),
  digest: ofOther({ from: z.int(), to: z.int() }),
} as const;

export type NoticeKind = keyof typeof noticeKinds;
type Definitions = typeof noticeKinds;
type Payload<Kind extends NoticeKind> = z.infer<Definitions[Kind]['payload']>;

/** What a notice tells: its kind, the call it is about where it is about one, and what else it holds. */
export type NoticeContent<Kind extends NoticeKind = NoticeKind> = {
  [K in Kind]: {
    readonly kind: K;
    readonly callId: Definitions[K]['aboutCall'] extends true ? number : null;
    readonly payload: Readonly<Payload<K>>;
  };
}[Kind];

/** The same as it is written down: nothing where there is nothing to say. */
export type NewContent<Kind extends NoticeKind = NoticeKind> = {
  [K in Kind]: { kind: K } & (Definitions[K]['aboutCall'] extends true
    ? { callId: number }
    : { callId?: null }) &
    (Record<never, never> extends Payload<K> ? { payload?: Payload<K> } : { payload: Payload<K> });
}[Kind];

/** A notice as it was kept, checked; null where it holds not what its kind holds. */
export function contentOf(kept: {
  kind: NoticeKind;
  callId: number | null;
  payload: unknown;
}): NoticeContent | null {
  if (!Object.hasOwn(noticeKinds, kept.kind)) return null;
  const kind = noticeKinds[kept.kind];
  const payload = kind.payload.safeParse(kept.payload);
  if (!payload.success || kind.aboutCall !== (kept.callId !== null)) return null;
  return { kind: kept.kind, callId: kept.callId, payload: payload.data } as NoticeContent;
}
