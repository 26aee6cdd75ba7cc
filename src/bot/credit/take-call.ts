import { takeCall } from '../../app/teaching/teach.ts';
import type { Taps } from '../taps.ts';
import { opening } from '../teaching/teach.ts';
import { teamAgain } from './team.ts';

/** Takes a call for teaching, from its card, a list or the page of the team on which it is suggested. */
export const takeCallTaps = {
  take: opening(takeCall, 'taken', (ctx, _id, from, of, as, page) =>
    teamAgain(ctx, { from, of, as, page: Number(page) || 0 }),
  ),
} satisfies Taps;
