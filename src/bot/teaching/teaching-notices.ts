import type { App } from '../../app/app.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { adviceCase, teachingReview } from '../../app/teaching/read-teaching.ts';
import { cardButton } from '../call-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { screen } from '../screen.ts';
import { callLink, shortName, type Words } from '../words.ts';
import { requestScreen } from './advice.ts';
import { taughtScreen } from './taught.ts';

const drop: Rendered = { do: 'drop' };

/** A request for advice as it stands when the notice leaves; the earlier notice is edited as it goes on. */
export function adviceNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'advice_waiting' | 'advice_overdue' | 'advice_closed'>,
): Rendered {
  const found = adviceCase(app, member, notice.callId);
  if (!found) return drop;
  const shown = requestScreen(words, found, app.now(), member.id);
  if (notice.kind !== 'advice_closed') {
    return found.request.endedAt === null ? { do: 'send', screen: shown } : drop;
  }
  return notice.earlier ? { do: 'edit', screen: shown, at: notice.earlier } : drop;
}

/** A teaching review for its seller. */
export function taughtNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'taught'>,
): Rendered {
  const teaching = teachingReview(app, member, notice.payload.reviewId);
  return teaching.ok ? { do: 'send', screen: taughtScreen(words, teaching.found) } : drop;
}

/** Whoever made a teaching review sees that it was read. */
export function readNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'teaching_read'>,
): Rendered {
  const reviewId = notice.payload.reviewId;
  const teaching = teachingReview(app, member, reviewId);
  if (!teaching.ok) return drop;
  const { view } = teaching.found;
  const name = shortName(view.sellerName);
  return {
    do: 'send',
    silent: true,
    screen: screen(
      [words.t('teaching-was-read', { name, number: callLink(view.id) })],
      [[cardButton.button(words.plain('button-card'), { callId: view.id })]],
    ),
  };
}
