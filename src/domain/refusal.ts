/**
 * Why something was not done. Refusals are values: the caller words them in the person's language
 * (`refusal-<code>` in the locale files), and nothing has changed when one is returned.
 */
export const refusals = [
  'not_found',
  'person_not_found',
  'not_yourself',
  'other_admin',
  'already_bound',
  'person_inactive',
  'dates_wrong',
  'absence_known',
  'absence_not_found',
  'not_allowed',
  'wrong_status',
  'too_late',
  'too_early',
  'reason_missing',
  'too_long',
  'limit_appeals',
  'limit_asks',
  'limit_sends',
  'limit_takes',
  'no_seller',
  'nothing_chosen',
  'not_failed',
  'incomplete',
  'comment_missing',
  'nothing_counts',
  'nothing_said',
  'item_paused',
  'not_overturned_often',
  'undecided',
  'nothing_overturned',
  'already_begun',
  'already_answered',
  'already_held',
  'notice_left',
  'score_open',
  'score_waits',
  'nobody_blind',
  'nobody_chosen',
  'calibration_over',
  'taps_over',
  'not_eligible',
  'not_one_match',
  'no_recording',
  'queue_empty',
  'lease_lost',
  'last_type',
  'month_not_begun',
  'month_not_over',
  'month_closed',
  'month_open',
  'month_empty',
  'month_before_open',
  'month_after_closed',
  'is_reversal',
  'already_reversed',
  'no_debt',
  'stale',
] as const;
export type Refusal = (typeof refusals)[number];

export type Refused = { readonly ok: false; readonly refusal: Refusal };
export type Outcome<T> = ({ readonly ok: true } & T) | Refused;

export function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
