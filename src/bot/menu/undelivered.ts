import { memberOf } from '../credit/team-member.ts';
import { undeliveredButton } from '../menu-buttons.ts';
import { personScreen } from '../people/people-screens.ts';
import { refused } from '../reply.ts';

/** The way on from a score that did not reach its seller: their page, an administrator's with an invitation. */
export const undeliveredHandlers = [
  undeliveredButton.on((ctx, { sellerId }) => {
    const below = personScreen(ctx, sellerId) ?? memberOf(ctx, sellerId);
    return below ? { below } : refused(ctx, 'person_not_found');
  }),
];
