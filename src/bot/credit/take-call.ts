import { takeCall } from '../../app/teaching/teach.ts';
import { takeButton } from '../call-buttons.ts';
import { opening } from '../teaching/teach.ts';
import { teamAgain } from './team.ts';

const take = opening(takeCall, 'taken', teamAgain);

/** Takes a call for teaching, from its card or the page of the team on which it is suggested. */
export const takeCallHandlers = [
  takeButton.on((ctx, values) =>
    // In messages of earlier versions it stood in the list of calls, whose place was held so.
    take(ctx, { ...values, listKey: values.of, listPage: values.as }),
  ),
];
