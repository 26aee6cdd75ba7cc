import type { NextFunction } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { App } from '../../app/app.ts';
import { callCard } from '../../app/calls/read-call.ts';
import { catchUp, type Missed, type MissedList, missedList } from '../../app/company/catch-up.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { teachingReview } from '../../app/teaching/read-teaching.ts';
import { settledLine } from '../appeal/score-notice.ts';
import { buttonKind, id, optional, page } from '../buttons.ts';
import { cardButton, teachingBelowButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { callsButton } from '../menu-buttons.ts';
import { turnRow } from '../pager.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { byPerson } from '../roles.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { callLink, percent, shortName, type Words } from '../words.ts';

const perPage = 10;

/** A page of what somebody missed; the list is the notice's. */
const missedButton = buttonKind('missed', byPerson, { listId: id, page: optional(page) });

/** Whoever writes, presses or unblocks can be reached: what they missed is told below the answer. */
export async function tellMissed(ctx: Ctx, next: NextFunction): Promise<void> {
  await next();
  if (ctx.myChatMember?.new_chat_member.status === 'kicked') return;
  catchUp(ctx.app, ctx.member);
}

/** What somebody missed, as their calls stand now; nothing where they may see none of them any more. */
export function missedNotice(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'missed'>,
): Rendered {
  const list = missedList(app, member, notice.id);
  const shown = list && missedScreen(app, words, member, { ...list, id: notice.id }, 0);
  return shown ? { do: 'send', screen: shown } : { do: 'drop' };
}

function missedScreen(
  app: App,
  words: Words,
  member: Member,
  list: MissedList & { id: number },
  wanted: number,
): Screen | null {
  const known = list.calls.flatMap((missed) => missedCall(app, words, member, missed) ?? []);
  if (known.length === 0) return null;
  const pages = Math.ceil(known.length / perPage);
  const at = Math.min(wanted, pages - 1);
  const shown = known.slice(at * perPage, (at + 1) * perPage);
  const last = at + 1 === pages;
  return screen(
    [
      `<b>${words.t('missed-title')}</b>${pages > 1 ? ` · ${at + 1}/${pages}` : ''}`,
      ...shown.map(({ line }) => line),
      last && list.more > 0 && words.t('and-more', { count: list.more }),
    ],
    [
      ...inRows(
        shown.map(({ open }) => open),
        4,
      ),
      turnRow(
        at > 0 && missedButton.button('◀', { listId: list.id, page: at - 1 }),
        !last && missedButton.button('▶', { listId: list.id, page: at + 1 }),
      ),
      list.more > 0 ? [callsButton.button(words.plain('menu-calls'), {})] : [],
    ],
  );
}

/** A line and the button that opens the call below; null for what one did oneself or may not see. */
function missedCall(
  app: App,
  words: Words,
  member: Member,
  { callId, reviewId }: Missed,
): { line: string; open: InlineKeyboardButton } | null {
  const link = callLink(callId).html;
  const label = String(callId);
  if (reviewId !== null) {
    const taught = teachingReview(app, member, reviewId);
    if (!taught.ok) return null;
    const { review } = taught.found.sheet;
    const key = review.purpose === 'advice' ? 'missed-answered' : 'missed-taught';
    const line = `${link} · ${words.t(key, { name: shortName(review.reviewerName) })}`;
    return { line, open: teachingBelowButton.button(label, { reviewId }) };
  }
  const found = callCard(app, member, callId);
  if (!found.ok) return null;
  const { card } = found;
  const last = card.history.findLast(({ from, to }) => from !== to);
  if (last?.actorId === member.id) return null;
  const sheet = card.sheets.find(({ review }) => review.purpose === 'credit');
  const how = sheet
    ? `${percent(words, sheet.review.earned, sheet.review.possible)} · ${settledLine(app, words, card, sheet, member.id)}`
    : `<b>${words.t(`status-${card.call.status}`)}</b>`;
  return { line: `${link} · ${how}`, open: cardButton.button(label, { callId }) };
}

export const missedHandlers = [
  missedButton.on((ctx, { listId, page: wanted }) => {
    const { app, words, member } = ctx;
    const list = missedList(app, member, listId);
    const next = list && missedScreen(app, words, member, { ...list, id: listId }, wanted ?? 0);
    return next ? { screen: next } : refused(ctx, 'not_found');
  }),
];
