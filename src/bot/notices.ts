import type { App } from '../app/app.ts';
import { callCard, creditSheet, failuresOf, viewFor } from '../app/calls/read-call.ts';
import { drawOverviewOf } from '../app/draw/read-draw.ts';
import { deadlineFor } from '../app/notices/deliver-notices.ts';
import { isQuietNow } from '../app/notices/notify.ts';
import type { PendingNotice } from '../app/notices/read-notice.ts';
import type { Member } from '../app/people/members.ts';
import { closedScore } from '../app/scoring/self-check.ts';
import {
  appealedNotice,
  appealedNow,
  appealWaiting,
  decidedNotice,
  secondHeadNotice,
} from './appeal/appeal-notices.ts';
import { noticeScreen } from './appeal/score-notice.ts';
import { noticeButton } from './call-buttons.ts';
import { lateWordsNotice } from './calls/late-word.ts';
import { incidentNotice } from './company/incident-notices.ts';
import { itemOverturned } from './company/paused-items.ts';
import { debtWrittenOff } from './credit/debts.ts';
import { violationJudged } from './credit/differences.ts';
import { digestNotice } from './credit/digest.ts';
import { pointsReversed } from './credit/points.ts';
import { drawTitle } from './draw/draw.ts';
import { entropyMissing } from './draw/entropy-lines.ts';
import { tapsNotice } from './draw/taps.ts';
import { missedNotice } from './menu/missed.ts';
import { deadlinesMoved } from './notices/deadline-notices.ts';
import { onSelf } from './notices/self-notices.ts';
import { callReturned, drawShort, leaseExpired, unreachable } from './notices/watch-notices.ts';
import type { Rendered } from './rendered.ts';
import {
  benchmarksOffered,
  calibrationBegun,
  calibrationShown,
} from './scoring/calibration-notices.ts';
import {
  queueFilled,
  queueStuck,
  returnNotice,
  scoreLeft,
  tiedLease,
} from './scoring/queue-notices.ts';
import { closedScreen } from './scoring/self-screens.ts';
import { screen } from './screen.ts';
import { bestAsked } from './teaching/own-examples.ts';
import { adviceNotice, readNotice, taughtNotice } from './teaching/teaching-notices.ts';
import { callLink, html, instant, span, type Words } from './words.ts';

const drop: Rendered = { do: 'drop' };

/** Words a notice as things stand when it leaves. */
export function renderNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice,
  now: number,
): Rendered {
  switch (notice.kind) {
    case 'scored':
      return scored(app, words, member, notice.callId, now);
    case 'score_left':
      return scoreLeft(app, words, member, notice);
    case 'settled':
      return settled(app, words, member, notice);
    case 'deadline_reminder':
      return reminder(app, words, member, notice.callId);
    case 'deadlines_moved':
      return deadlinesMoved(app, words, member, notice);
    case 'calibration_begun':
      return calibrationBegun(app, words, member, notice);
    case 'calibration_ready':
    case 'calibration_closed':
      return calibrationShown(app, words, member, notice);
    case 'benchmarks_offered':
      return benchmarksOffered(app, words, member);
    case 'appealed':
      return appealedNotice(app, words, notice.callId);
    case 'appeal_waiting':
    case 'appeal_overdue':
    case 'appeal_answered':
      return appealWaiting(app, words, member, notice);
    case 'appeal_begun':
    case 'appeal_closed':
      return appealedNow(app, words, notice);
    case 'appeal_decided':
      return decidedNotice(app, words, member, notice.callId);
    case 'second_head':
      return secondHeadNotice(app, words, notice.callId);
    case 'drawn':
      return drawn(app, words, member, notice);
    case 'draw_taps':
      return tapsNotice(app, words, member, notice);
    case 'queue_filled':
      return queueFilled(app, words);
    case 'advice_waiting':
    case 'advice_overdue':
    case 'advice_closed':
      return adviceNotice(app, words, member, notice);
    case 'taught':
      return taughtNotice(app, words, member, notice);
    case 'teaching_read':
      return readNotice(app, words, member, notice);
    case 'best_asked':
      return bestAsked(app, words, member, notice);
    case 'unreachable':
    case 'unreachable_more':
      return unreachable(app, words, member, notice);
    case 'lease_expired':
      return leaseExpired(app, words, notice);
    case 'advice_returned':
    case 'call_returned':
      return callReturned(app, words, member, notice);
    case 'return_waiting':
    case 'return_closed':
      return returnNotice(app, words, member, notice);
    case 'tied_lease':
      return tiedLease(app, words, member, notice);
    case 'queue_stuck':
      return queueStuck(words, notice);
    case 'draw_short':
      return drawShort(app, words, notice);
    case 'item_overturned':
      return itemOverturned(app, words, member, notice);
    case 'incident':
      return incidentNotice(app, words, notice);
    case 'digest':
      return digestNotice(app, words, member, notice);
    case 'violation_judged':
      return violationJudged(app, words, member, notice);
    case 'points_reversed':
      return pointsReversed(app, words, member, notice);
    case 'on_self':
      return onSelf(app, words, notice);
    case 'missed':
      return missedNotice(app, words, member, notice);
    case 'late_words':
      return lateWordsNotice(app, words, member, notice);
    case 'debt_written_off':
      return debtWrittenOff(app, words, member, notice);
  }
}

/** The clock starts with this very attempt, so the notice can already name the deadline. */
function scored(app: App, words: Words, member: Member, callId: number, now: number): Rendered {
  const found = callCard(app, member, callId);
  const sheet = creditSheet(app, callId);
  if (!found.ok || !sheet) return drop;
  const { card } = found;
  const call = {
    ...card.call,
    deadlineAt: card.call.deadlineAt ?? deadlineFor(app, member.id, now),
  };
  const closed = closedScore(app, member, callId);
  if (closed) return { do: 'send', screen: closedScreen(words, { ...card, call }, closed) };
  return { do: 'send', screen: noticeScreen(app, words, { ...card, call }, sheet) };
}

/** The seller's earlier notice says how it ended; where it never arrived there is nothing to edit. */
function settled(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'settled'>,
): Rendered {
  const { callId } = notice;
  const found = callCard(app, member, callId);
  const sheet = creditSheet(app, callId);
  if (!found.ok || !sheet || !notice.earlier) return drop;
  const closed = closedScore(app, member, callId);
  const shown = closed
    ? closedScreen(words, found.card, closed)
    : noticeScreen(app, words, found.card, sheet);
  return { do: 'edit', screen: shown, at: notice.earlier };
}

/** To whoever can still appeal: not to one who is no seller any more. */
function reminder(app: App, words: Words, member: Member, callId: number): Rendered {
  const found = callCard(app, member, callId);
  if (!found.ok || !found.card.offered.includes('appeal')) return drop;
  const { deadlineAt } = found.card.view;
  const sheet = creditSheet(app, callId);
  if (deadlineAt === null || (sheet && failuresOf(sheet).length === 0)) return drop;
  return {
    do: 'send',
    silent: isQuietNow(app),
    screen: screen(
      [
        words.t('reminder', {
          number: callLink(callId),
          span: span(words, deadlineAt - app.nowEarliest()),
          at: instant(words, deadlineAt),
        }),
      ],
      [[noticeButton.button(words.plain('button-card'), { callId })]],
    ),
  };
}

function drawn(app: App, words: Words, member: Member, notice: PendingNotice<'drawn'>): Rendered {
  const draw = drawOverviewOf(app, notice.payload.drawId);
  const own = draw?.shares.find((share) => share.sellerId === member.id);
  const callIds = own?.callIds.filter((id) => viewFor(app, member, id)) ?? [];
  if (!draw || !own || callIds.length === 0) return drop;
  const numbers = html(callIds.map((id) => callLink(id).html).join(', '));
  return {
    do: 'send',
    silent: true,
    screen: screen([
      drawTitle(words, draw),
      words.t('draw-own', { eligible: own.eligible, drawn: own.drawn, numbers }),
      ...entropyMissing(words, draw),
    ]),
  };
}
