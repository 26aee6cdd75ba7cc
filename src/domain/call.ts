import type { Status } from './statuses.ts';
import type { Instant } from './time.ts';

export const appealKinds = ['items', 'wrong_type', 'not_my_call'] as const;
export type AppealKind = (typeof appealKinds)[number];

/** How a head decides one disputed item (3.5). */
export const decisions = [
  'seller_right',
  'item_unclear',
  'not_applicable',
  'controller_right',
] as const;
export type Decision = (typeof decisions)[number];

/** Why a reviewer hands a call back. */
export const releaseReasons = ['inaudible', 'wrong_number', 'private'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** What the status table and the access rules need to know of a call. */
export interface Call {
  readonly id: number;
  readonly status: Status;
  /** The preliminary status it came from, kept while it is past preliminary. */
  readonly originStatus: Status | null;
  readonly sellerId: number | null;
  readonly directionId: number | null;
  /** Who holds the call at present: the controller with the lease, or the head or mentor who took it. */
  readonly reviewerId: number | null;
  /** The controller who handed in the credit score that stands or is disputed. */
  readonly scoredById: number | null;
  /** The supervisor who sent it to the controllers. */
  readonly sentById: number | null;
  /** It came into the queue by a draw. */
  readonly drawn: boolean;
  /**
   * The controller who gave this drawn call back: a second person scores it or confirms the reason. It
   * stays with the score, so that the score can be taken back.
   */
  readonly returnedById: number | null;
  /** The notice of the score has begun to leave, so that it can no longer be taken back. */
  readonly noticeLeft: boolean;
  /** Appeal strictly before, approval at or after; null while the clock has not started. */
  readonly deadlineAt: Instant | null;
  readonly appeal: AppealFacts | null;
  /** The blind second score of it that somebody has begun. */
  readonly second: SecondFacts | null;
}

export interface SecondFacts {
  /** Who makes it, or made it. */
  readonly byId: number;
  /** Until when it can be taken back; null: not handed in. */
  readonly finalAt: Instant | null;
}

/** A second decision of an appeal. */
export interface AgainFacts {
  readonly firstById: number;
  /** No other head of the direction may make it: any head does. */
  readonly anyHead: boolean;
}

export interface AppealFacts {
  readonly kind: AppealKind;
  readonly itemCodes: readonly string[];
  /** The supervisor who has begun to decide. */
  readonly begunById: number | null;
  /** Set when every supervisor may decide (3.5). */
  readonly escalatedAt: Instant | null;
  /** The second decision of it that is waited for, if any. */
  readonly again?: AgainFacts | null;
}
