import { Menu } from '@grammyjs/menu';
import { type CallCard, callCard, type ReviewSheet } from '../../app/calls/read-call.ts';
import { teaches } from '../../domain/purpose.ts';
import { copyButton, id } from '../buttons.ts';
import {
  bestPickButton,
  calibrateButton,
  cardButton,
  cardHereButton,
  listenButton,
  pointsButton,
  teachingBelowButton,
} from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { menuView } from '../menus.ts';
import { reasonWords } from '../reason-words.ts';
import { lengthLine } from '../recordings/length-line.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, fitting, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import { callLine, instant, length, noteLine, percent, shortName, type Words } from '../words.ts';
import { actsOn, spentOn } from './call-acts.ts';
import { lateText } from './late-word.ts';

const stepsMax = 20;
const teachingMax = 5;

/** The card of a call: data, status, its path, the reviews one may read, and the acts allowed. */
export function cardScreen(words: Words, card: CallCard): Screen {
  const { view, call } = card;
  const of = { callId: view.id };
  const drawn = fitting((most) =>
    screen(
      [
        `<b>${words.t('call-title', { number: String(view.id) })}</b> · ${words.t(`status-${call.status}`)}`,
        `${words.t(`flow-${view.flow}`)} · ${callLine(words, view)}`,
        words.t('card-seller', {
          name: shortName(view.sellerName),
          direction: shortName(view.directionName),
        }),
        ...otherTalkLines(words, card),
        ...recordingLines(words, card),
        card.late && words.t('card-late', { said: lateText(words, card.late, view) }),
        ...card.sheets.map((sheet) => reviewLine(words, sheet)),
        '',
        `<b>${words.t('card-path')}</b>`,
        ...pathLines(words, card, most),
      ],
      [
        [
          ...(card.hasRecording ? [listenButton.button(words.plain('button-listen'), of)] : []),
          ...(card.movedPoints ? [pointsButton.button(words.plain('button-points'), of)] : []),
          copyButton(
            words.plain('button-copy-number', { number: String(view.id) }),
            String(view.id),
          ),
        ],
        ...inRows(actionButtons(words, card), 2),
        calibrateRow(words, card),
        ...teachingRows(words, card),
      ],
    ),
  );
  return cardView.screen(view.id, drawn, call.status);
}

const otherTalksShown = 5;

/** Who talked beside the seller, before a transfer or after it. */
function otherTalkLines(words: Words, { otherTalks }: CallCard): string[] {
  const lines = otherTalks.slice(0, otherTalksShown).map(({ name: known, extension, talkS }) => {
    const unknown = () => words.plain('card-other-extension', { extension: cut(extension, 60) });
    const name = known === null ? unknown() : shortName(known);
    if (talkS === null) return words.t('card-other-talk', { name });
    return words.t('card-other-talk-length', { name, length: length(talkS) });
  });
  const rest = otherTalks.length - lines.length;
  return rest > 0 ? [...lines, words.t('and-more', { count: rest })] : lines;
}

const silencesMax = 3;

/** Who talks how much, where nobody does, and what is wrong with the recording. */
function recordingLines(words: Words, { heard, fault, view }: CallCard): string[] {
  if (fault !== null && fault !== 'other_length') return [words.t(`card-fault-${fault}`)];
  if (heard === null) return [];
  const off = lengthLine(words, heard, view);
  const { sellerTalkS, clientTalkS, lengthS, longSilences } = heard;
  const share = (seconds: number) => String(Math.round((100 * seconds) / Math.max(1, lengthS)));
  const talk =
    sellerTalkS === null || clientTalkS === null
      ? []
      : [words.t('card-talk', { seller: share(sellerTalkS), client: share(clientTalkS) })];
  const stretches = longSilences.slice(0, silencesMax).map(({ fromS, toS }) =>
    words.plain('card-silence-stretch', {
      length: length(Math.round(toS - fromS)),
      from: length(Math.floor(fromS)),
    }),
  );
  if (longSilences.length > silencesMax) {
    stretches.push(words.plain('and-more', { count: longSilences.length - silencesMax }));
  }
  const silence =
    stretches.length > 0 ? [words.t('card-silence', { stretches: stretches.join(', ') })] : [];
  return [...(off === null ? [] : [off]), ...talk, ...silence];
}

function reviewLine(words: Words, { review, version }: ReviewSheet): string {
  if (teaches(review)) {
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
  const before = Math.max(0, history.length - stepsMax);
  const steps = history.slice(before).map((step) => {
    const { to, at, actorName, verb, note } = step;
    const who = actorName === null ? words.plain('system') : shortName(actorName);
    const line = words.t('card-step', {
      at: instant(words, at),
      status: words.plain(`status-${to}`),
      who,
    });
    const why =
      verb === 'give_back' ? whyBack(words, history, step) : note && reasonWords(words, note);
    return why ? `${line}\n${noteLine(cut(why, most))}` : line;
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

function actionButtons(words: Words, card: CallCard) {
  const of = { callId: card.view.id, from: 'card' };
  const acts = actsOn(card).map((act) => act.button(words.plain(`button-go-${act.verb}`), of));
  return [...acts, ...spentOn(words, card)];
}

/** A head calibrates on a call whose score is approved, and marks it as an example. */
function calibrateRow(words: Words, { call, capacities, hasRecording, view }: CallCard) {
  const isFinal = call.status === 'approved_scored' || call.status === 'approved_overturned';
  return isFinal && hasRecording && capacities.has('supervisor')
    ? [
        calibrateButton.button(words.plain('button-calibrate'), { callId: view.id }),
        bestPickButton.button(words.plain('button-mark-best'), { callId: view.id }),
      ]
    : [];
}

/** The teaching reviews that one may read, each a button. */
function teachingRows(words: Words, { sheets }: CallCard) {
  return sheets
    .filter(({ review }) => teaches(review))
    .slice(-teachingMax)
    .map(({ review }) => {
      const name = shortName(review.reviewerName);
      const of = { reviewId: review.id };
      return [teachingBelowButton.button(words.plain('button-teaching', { name }), of)];
    });
}

/** The card as it is now; null for whom there is none. */
export function cardOf(ctx: Ctx, callId: number): Screen | null {
  const found = callCard(ctx.app, ctx.member, callId);
  return found.ok ? cardScreen(ctx.words, found.card) : null;
}

const cardView = menuView('card', (ctx, payload) => {
  const callId = id.read(payload);
  return callId === undefined ? null : cardOf(ctx, callId);
});

/** What a person is offered on a call. */
export const cardMenu = cardView.drawn(new Menu('card', cardView.options));

/** Opens the card of a call as a message of its own. */
export async function openCard(ctx: Ctx, callId: number): Promise<void> {
  const found = callCard(ctx.app, ctx.member, callId);
  if (!found.ok) {
    await ctx.reply(refusalWords(ctx, found.refusal));
    return;
  }
  await sendScreen(ctx, cardScreen(ctx.words, found.card));
}

/** The card in the place of the pressed screen, or below it. */
function card(ctx: Ctx, callId: number, place: 'screen' | 'below'): Reply {
  const found = callCard(ctx.app, ctx.member, callId);
  if (!found.ok) return refused(ctx, found.refusal);
  return { [place]: cardScreen(ctx.words, found.card) };
}

export const cardHandlers = [
  cardHereButton.on((ctx, { callId }) => card(ctx, callId, 'screen')),
  cardButton.on((ctx, { callId }) => card(ctx, callId, 'below')),
];
