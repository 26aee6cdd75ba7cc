import { memberOf } from '../credit/team.ts';
import { personScreen } from '../people/people-screens.ts';
import { refused } from '../reply.ts';
import type { Taps } from '../taps.ts';

/** The way on from a score that did not reach its seller: their page, an administrator's with an invitation. */
export const undeliveredTaps = {
  undelivered: (ctx, sellerId = '') => {
    const below = personScreen(ctx, Number(sellerId)) ?? memberOf(ctx, sellerId, 'supervisor');
    return below ? { below } : refused(ctx, 'person_not_found');
  },
} satisfies Taps;
