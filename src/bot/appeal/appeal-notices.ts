import type { App } from '../../app/app.ts';
import { creditSheet, viewOf } from '../../app/calls/read-call.ts';
import { caseNotice, type PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { caseButton } from '../call-buttons.ts';
import type { Rendered } from '../rendered.ts';
import { screen } from '../screen.ts';
import { callLine, callLink, inQuotes, span, spokenOr, type Words } from '../words.ts';
import { appealedScreen, decidedScreen } from './appealed.ts';

const drop: Rendered = { do: 'drop' };

/** Tells a controller that their score is appealed. */
export function appealedNotice(app: App, words: Words, callId: number): Rendered {
  const view = viewOf(app, callId);
  const sheet = creditSheet(app, callId);
  if (!view || !sheet?.appeal) return drop;
  return { do: 'send', screen: appealedScreen(app, words, view, sheet) };
}

/** The controller's earlier notice of the appeal as it is now: its buttons come and go with what they may do. */
export function appealedNow(
  app: App,
  words: Words,
  notice: PendingNotice<'appeal_begun' | 'appeal_closed'>,
): Rendered {
  const view = viewOf(app, notice.callId);
  const sheet = creditSheet(app, notice.callId);
  if (!view || !sheet || !notice.earlier) return drop;
  // What a head decided comes as a message of its own (`appeal_decided`).
  const told = sheet.appeal?.decidedById === sheet.review.reviewerId ? 'here' : 'below';
  return { do: 'edit', screen: appealedScreen(app, words, view, sheet, told), at: notice.earlier };
}

/** Tells a head that an appeal waits for them, or still does. */
export function appealWaiting(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'appeal_waiting' | 'appeal_overdue' | 'appeal_answered'>,
): Rendered {
  const found = caseNotice(app, member, notice.callId);
  if (!found) return drop;
  const { view, appeal } = found;
  const stage = notice.kind === 'appeal_answered' ? 'answered' : notice.payload.stage;
  return {
    do: 'send',
    screen: screen(
      [
        `<b>${words.t(`waiting-${stage}`, { number: callLink(view.id), span: span(words, app.now() - (appeal.openedAt ?? 0)) })}</b>`,
        callLine(words, view),
        words.t('case-seller', {
          name: view.sellerName ?? '—',
          reason: spokenOr(words, appeal.reason),
        }),
        appeal.answer && words.t('case-answer', { text: inQuotes(words, appeal.answer) }),
      ],
      [[caseButton.button(words.plain('button-go-case'), { callId: view.id })]],
    ),
  };
}

/** Telegram's 🎉, which flies up once under the notice of an appeal that was upheld. */
const upheldEffect = '5046509860389126442';

/** Tells whoever an appeal was about how it was decided. */
export function decidedNotice(app: App, words: Words, member: Member, callId: number): Rendered {
  const view = viewOf(app, callId);
  const sheet = creditSheet(app, callId);
  if (!view || !sheet?.appeal) return drop;
  const won = view.status === 'approved_overturned' && member.id === view.sellerId;
  return {
    do: 'send',
    screen: decidedScreen(app, words, view, sheet, member.id),
    ...(won ? { effect: upheldEffect } : {}),
  };
}

/** Tells both sides that what a head decided counts once a second one has decided by themselves. */
export function secondHeadNotice(app: App, words: Words, callId: number): Rendered {
  const sheet = creditSheet(app, callId);
  if (sheet?.appeal?.state !== 'open') return drop;
  return { do: 'send', screen: screen([words.t('second-head', { number: callLink(callId) })]) };
}
