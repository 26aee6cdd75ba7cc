import type { App } from '../../app/app.ts';
import { callCard } from '../../app/calls/read-call.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import type { Rendered } from '../rendered.ts';
import { screen } from '../screen.ts';
import { callLink, instant, type Words } from '../words.ts';

const callsMax = 20;

/** A seller's time to appeal was moved, and why: each call with its deadline as it is by now. */
export function deadlinesMoved(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'deadlines_moved'>,
): Rendered {
  const running = notice.payload.calls.flatMap((id) => {
    const found = callCard(app, member, id);
    if (!found.ok || !found.card.offered.includes('appeal')) return [];
    const { deadlineAt } = found.card.view;
    return deadlineAt === null ? [] : [{ id, at: instant(words, deadlineAt) }];
  });
  if (running.length === 0) return { do: 'drop' };
  return {
    do: 'send',
    silent: true,
    screen: screen([
      `<b>${words.t(notice.payload.because === 'clock' ? 'deadlines-by-clock' : 'deadlines-moved')}</b>`,
      ...running
        .slice(0, callsMax)
        .map(({ id, at }) => words.t('deadlines-moved-line', { number: callLink(id), at })),
      running.length > callsMax && words.t('and-more', { count: running.length - callsMax }),
    ]),
  };
}
