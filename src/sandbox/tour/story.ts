import type { App } from '../../app/app.ts';
import { appealsFor } from '../../app/appeal/read-case.ts';
import { appealOf } from '../../db/appeals.ts';
import { historyOf } from '../../db/call-history.ts';
import { callFacts } from '../../db/calls.ts';
import { drawnCallsOf } from '../../db/drawn-calls.ts';
import { drawsOfDate } from '../../db/draws.ts';
import { type Member, personById, personByTelegramId } from '../../db/people.ts';
import { creditReviewOf } from '../../db/reviews.ts';
import type { Call } from '../../domain/call.ts';
import { demoPeople } from '../company/company.ts';
import type { StepKey } from '../telegram/company-behind.ts';
import type { World } from '../telegram/world.ts';
import { showsCredit } from './shows-credit.ts';

/** How far a drawn call is on its way. */
export interface Story {
  callId: number;
  call: Call;
  seller: Member | null;
  controller: Member | null;
  appeal: 'none' | 'draft' | 'open' | 'decided';
  done: Readonly<Record<Exclude<StepKey, 'ring' | 'draw'>, boolean>>;
}

/** The calls drawn on this day, and whether its draw has been. */
export function storiesOf(
  app: App,
  world: World,
  day: string,
): { drawn: boolean; stories: Story[] } {
  const draws = drawsOfDate(app.db, day).filter(({ drawnAt }) => drawnAt !== null);
  const ids = draws.flatMap(({ id }) => drawnCallsOf(app.db, id).map(({ callId }) => callId));
  return { drawn: draws.length > 0, stories: ids.flatMap((id) => storyOf(app, world, id) ?? []) };
}

function storyOf(app: App, world: World, callId: number): Story | null {
  const call = callFacts(app.db, callId);
  if (!call) return null;
  const review = creditReviewOf(app.db, callId);
  const found = review && appealOf(app.db, review.id);
  const appeal = !found
    ? 'none'
    : found.state === 'draft' || found.state === 'open'
      ? found.state
      : 'decided';
  const scored = call.status.startsWith('scored') || call.status.startsWith('approved');
  const final = call.status.startsWith('approved');
  const finalAt = final ? (historyOf(app.db, callId).at(-1)?.at ?? 0) : Number.POSITIVE_INFINITY;
  const seller = memberOf(app, call.sellerId);
  return {
    callId,
    call,
    seller,
    controller: memberOf(app, call.reviewerId ?? call.scoredById),
    appeal,
    done: {
      take: scored || call.reviewerId !== null,
      score: scored,
      tell: final || call.deadlineAt !== null,
      answer: final || appeal === 'open' || appeal === 'decided',
      decide: appeal === 'decided',
      credit: final && seller !== null && showsCredit(world, seller, finalAt),
    },
  };
}

function memberOf(app: App, id: number | null): Member | null {
  return id === null ? null : personById(app.db, id, app.now());
}

/** Telegram ids in the story that the demo's data make certain: Ольга scores Анна's call, and Наталья decides. */
const usual = { seller: 1002, controller: 1001, head: 1003 };

/** Of whom the tour speaks: those of the call that it follows. */
export function peopleOf(app: App, story: Story | null) {
  return {
    seller: story?.seller?.telegramId ?? usual.seller,
    controller: story?.controller?.telegramId ?? usual.controller,
    head: judgeOf(app, story)?.telegramId ?? usual.head,
  };
}

/** Who decides the call's appeal: who has begun to, else the first of the page's people who may. */
export function judgeOf(app: App, story: Story | null): Member | null {
  const begun = memberOf(app, story?.call.appeal?.begunById ?? null);
  if (begun || story?.appeal !== 'open') return begun;
  for (const { telegramId } of demoPeople) {
    const member = personByTelegramId(app.db, telegramId, app.now());
    if (!member?.roles.includes('supervisor')) continue;
    if (appealsFor(app, member).some(({ callId }) => callId === story.callId)) return member;
  }
  return null;
}
