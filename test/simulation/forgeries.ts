import type { Dice } from './dice.ts';

/** A call that stands somewhere in its life just now. */
export interface CallNow {
  id: number;
  status: string;
}

const preliminary = ['unclassified', 'classified_auto', 'classified_manual'];
const listening = ['listening_advice', 'listening_credit', 'listening_training'];

/**
 * Buttons that do something to a call, as their data is written, with the statuses in which it can be done: all
 * that stands between a forged one and its effect is who may do it.
 */
const acts: readonly (readonly [statuses: readonly string[], data: (callId: number) => string])[] =
  [
    [['scored_pending'], (id) => `accept-yes:${id}`],
    [['scored_pending'], (id) => `appeal:${id}`],
    [['scored_pending'], (id) => `ap-kind:${id}:wrong_type`],
    [['scored_pending'], (id) => `ap-send:${id}`],
    [['scored_pending'], (id) => `recall:${id}`],
    [['scored_appealed'], (id) => `concede-yes:${id}`],
    [['scored_appealed'], (id) => `annul:${id}:1`],
    [['scored_appealed'], (id) => `decide:${id}:greet:seller_right`],
    [['scored_appealed'], (id) => `decide:${id}:solved:controller_right`],
    [['scored_appealed'], (id) => `reason:${id}:in-recording`],
    [['scored_appealed'], (id) => `confirm:${id}`],
    [['listening_advice'], (id) => `begin:${id}`],
    [['listening_advice'], (id) => `withdraw-yes:${id}`],
    [listening, (id) => `submit:${id}`],
    [listening, (id) => `pass:${id}:greet`],
    [listening, (id) => `fail:${id}:greet`],
    [listening, (id) => `give-back-as:${id}:inaudible`],
    [preliminary, (id) => `take:${id}`],
    [preliminary, (id) => `take-yes:${id}`],
    [preliminary, (id) => `ask-send:${id}`],
    [preliminary, (id) => `send-as:${id}:complaint`],
  ];

/** The data of something that can be done to one of these calls just now, by somebody. */
export function forgeryFor(calls: readonly CallNow[], dice: Dice): string | null {
  const open = acts.flatMap(([statuses, data]) => {
    const fitting = calls.filter(({ status }) => statuses.includes(status));
    return fitting.length > 0 ? [{ fitting, data }] : [];
  });
  const act = dice.pick(open);
  const call = act && dice.pick(act.fitting);
  return call ? act.data(call.id) : null;
}
