import { type CallCard, callCard, type ReviewSheet } from '../../app/calls/read-call.ts';
import type { Verb } from '../../domain/status.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { button, cut, fitting, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLine,
  dateTime,
  escapeHtml,
  length,
  percent,
  shortName,
  type Words,
} from '../words.ts';

const stepsMost = 20;
const teachingMost = 5;

/** What decides which acts a person is offered on a call. */
export type Acts = Pick<CallCard, 'call' | 'offered' | 'capacities'>;

/**
 * The way to each act of a person, by the verb of the status table that offers it: the tap, whose
 * words are `button-go-<tap>`. What the system alone does has none.
 */
const actions: Partial<Record<Verb, string | ((card: Acts) => string | null)>> = {
  ask: 'ask',
  begin: 'begin',
  take: 'take',
  send: 'send',
  link: 'link',
  review: ({ capacities }) => (capacities.has('reviewer') ? null : 'side'),
  give_back: ({ capacities }) => {
    if (capacities.has('reviewer')) return 'give-back';
    return capacities.has('seller') ? 'withdraw' : 'returned';
  },
  accept: 'notice',
  appeal: 'appeal',
  score: ({ call }) => (call.status === 'listening_credit' ? 'next' : 'resume'),
  recall: 'recall',
  uphold: 'case',
  annul: 'case',
  reject: 'case',
  concede: 'appealed',
};

/** The card of a call: data, status, its path, the reviews one may read, and the acts allowed. */
export function cardScreen(words: Words, card: CallCard): Screen {
  const { view, call } = card;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('call-title', { number: String(view.id) })}</b> · ${words.t(`status-${call.status}`)}`,
        `${words.t(`flow-${view.flow}`)} · ${callLine(words, view)}`,
        words.t('card-seller', {
          name: shortName(view.sellerName),
          direction: shortName(view.directionName),
        }),
        ...recordingLines(words, card),
        ...card.sheets.map((sheet) => reviewLine(words, sheet)),
        '',
        `<b>${words.t('card-path')}</b>`,
        ...pathLines(words, card, most),
      ],
      [
        [
          ...(card.hasRecording ? [button(words.plain('button-listen'), 'listen', view.id)] : []),
          ...(card.movedPoints ? [button(words.plain('button-points'), 'points', view.id)] : []),
        ],
        ...inRows(actionButtons(words, card), 2),
        ...teachingRows(words, card),
      ],
    ),
  );
}

const silencesMost = 3;

/** Who talks how much, where nobody does, and what is wrong with the recording. */
function recordingLines(words: Words, { heard, fault }: CallCard): string[] {
  if (fault !== null) return [words.t(`card-fault-${fault}`)];
  if (heard === null) return [];
  const { sellerTalkS, clientTalkS, lengthS, longSilences } = heard;
  const share = (seconds: number) => String(Math.round((100 * seconds) / Math.max(1, lengthS)));
  const talk =
    sellerTalkS === null || clientTalkS === null
      ? []
      : [words.t('card-talk', { seller: share(sellerTalkS), client: share(clientTalkS) })];
  const stretches = longSilences.slice(0, silencesMost).map(({ fromS, toS }) =>
    words.plain('card-silence-stretch', {
      length: length(Math.round(toS - fromS)),
      from: length(Math.floor(fromS)),
    }),
  );
  if (longSilences.length > silencesMost) {
    stretches.push(words.plain('and-more', { count: longSilences.length - silencesMost }));
  }
  const silence =
    stretches.length > 0 ? [words.t('card-silence', { stretches: stretches.join(', ') })] : [];
  return [...talk, ...silence];
}

function reviewLine(words: Words, { review, version }: ReviewSheet): string {
  if (review.purpose !== 'credit') {
    return words.t('card-teaching', {
      kind: words.plain(`teaching-kind-${review.purpose}`),
      score: percent(words, review.earned, review.possible),
      name: shortName(review.reviewerName),
      read: review.readAt === null ? '' : words.plain('card-teaching-read'),
    });
  }
  return words.t('card-review', {
    score: percent(words, review.earned, review.possible),
    type: version?.checklist.name ?? '—',
    name: shortName(review.reviewerName),
  });
}

/** The latest steps; of a longer path, how many came before. */
function pathLines(words: Words, { history }: CallCard, most: number): string[] {
  const before = Math.max(0, history.length - stepsMost);
  const steps = history.slice(before).map((step) => {
    const { to, at, actorName, verb, note } = step;
    const who = actorName === null ? words.plain('system') : shortName(actorName);
    const line = words.t('card-step', {
      at: dateTime(words, at),
      status: words.plain(`status-${to}`),
      who,
    });
    const why = verb === 'give_back' ? whyBack(words, history, step) : note;
    return why ? `${line}\n    <i>${escapeHtml(cut(why, most))}</i>` : line;
  });
  return before > 0 ? [words.t('card-path-before', { count: before }), ...steps] : steps;
}

/** Why a call was given back; of a drawn one, whether somebody else is still to say so, or said so. */
function whyBack(words: Words, history: CallCard['history'], step: CallCard['history'][number]) {
  const reason = words.plain(`give-back-${step.note}`);
  if (step.to === 'listening_credit') return words.plain('card-returned', { reason });
  const earlier = history.slice(0, history.indexOf(step));
  const before = earlier.findLast(({ to }) => to === 'listening_credit');
  const confirms = before?.verb === 'give_back' && step.actorId !== null;
  return confirms ? words.plain('card-return-confirmed', { reason }) : reason;
}

/** The taps to this person's acts on the call now: what the status table offers, and nothing else. */
export function actionTaps(card: Acts): string[] {
  const taps = card.offered.map((verb) => {
    const action = actions[verb];
    return typeof action === 'function' ? action(card) : action;
  });
  return [...new Set(taps.filter((tap) => tap !== null && tap !== undefined))];
}

function actionButtons(words: Words, card: CallCard) {
  return actionTaps(card).map((tap) =>
    button(words.plain(`button-go-${tap}`), tap, card.view.id, 'card'),
  );
}

/** The teaching reviews that one may read, each a button. */
function teachingRows(words: Words, { sheets }: CallCard) {
  return sheets
    .filter(({ review }) => review.purpose !== 'credit')
    .slice(-teachingMost)
    .map(({ review }) => {
      const name = shortName(review.reviewerName);
      return [button(words.plain('button-teaching', { name }), 'teaching-below', review.id)];
    });
}

/** Opens the card of a call as a message of its own. */
export async function openCard(ctx: Ctx, callId: number): Promise<void> {
  const found = callCard(ctx.app, ctx.member, callId);
  if (!found.ok) {
    await ctx.reply(ctx.words.plain(`refusal-${found.refusal}`));
    return;
  }
  await sendScreen(ctx, cardScreen(ctx.words, found.card));
}

export const cardTaps = {
  'card-here': (ctx, id) => {
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    return { screen: cardScreen(ctx.words, found.card) };
  },
  card: (ctx, id) => {
    const found = callCard(ctx.app, ctx.member, Number(id));
    if (!found.ok) return refused(ctx, found.refusal);
    return { below: cardScreen(ctx.words, found.card) };
  },
} satisfies Taps;
