import type { App } from '../../app/app.ts';
import {
  type AppealedScore,
  answerAppeal,
  appealedScore,
  concedeAppeal,
  previewConcession,
} from '../../app/appeal/answer-appeal.ts';
import {
  type CallView,
  failuresOf,
  movesFor,
  type ReviewSheet,
} from '../../app/calls/read-call.ts';
import type { Move } from '../../domain/ledger.ts';
import { type ButtonKind, buttonKind, id } from '../buttons.ts';
import { appealedButton, cardButton, listenButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { movesText } from '../points-words.ts';
import type { AnswerHandler } from '../questions.ts';
import { reasonWords } from '../reason-words.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import {
  callLine,
  commentLine,
  escapeHtml,
  folded,
  inQuotes,
  percent,
  shortName,
  signed,
  spokenOr,
  type Words,
} from '../words.ts';

const ofCall = { callId: id };
const concedeButton = buttonKind('concede', byCall, ofCall);
const concedeYesButton = buttonKind('concede-yes', byCall, ofCall);
const answerButton = buttonKind('answer', byCall, ofCall);

/**
 * The controller's notice that a score of theirs is appealed, and what became of it.
 *
 * @param decision `below`: a message of its own tells it, so that it is not told twice
 */
export function appealedScreen(
  app: App,
  words: Words,
  view: CallView,
  sheet: ReviewSheet,
  decision: 'here' | 'below' = 'here',
): Screen {
  const { appeal, review } = sheet;
  if (!appeal) return screen([refusalWords({ app, words }, 'not_found')]);
  const open = appeal.state === 'open';
  const canAnswer = open && appeal.answer === null;
  const pays = previewConcession(app, sheet);
  const of = { callId: view.id };
  const name = shortName(view.sellerName);
  const moves = movesFor(app, review, review.reviewerId);
  const isTold = open || decision === 'here';
  const text = (most: number) => [
    `<b>${words.t('appealed-title', { name, number: String(view.id) })}</b>`,
    callLine(words, view),
    '',
    ...subjectLines(words, isTold ? sheet : { ...sheet, decisions: {} }, most),
    words.t('appealed-reason', { text: spokenOr(words, appeal.reason, most) }),
    appeal.answer && words.t('case-answer', { text: inQuotes(words, appeal.answer, most) }),
    open && appeal.begunById !== null ? words.t('appealed-begun') : null,
    !open && `\n${isTold ? decisionLine(words, sheet, moves, most) : words.t('appealed-decided')}`,
  ];
  const rows = [
    ...disputedMoments(view, sheet),
    [listenButton.button(words.plain('button-listen'), of)],
    [
      ...(pays === null
        ? []
        : [
            concedeButton.button(words.plain('button-concede', { points: signed(-pays.pays) }), of),
          ]),
      ...(canAnswer ? [answerButton.button(words.plain('button-answer'), of)] : []),
    ],
  ];
  return fitting((most) => screen(text(most), rows));
}

function disputedMoments(view: CallView, { appeal, answers }: ReviewSheet) {
  if (!appeal) return [];
  const noted = Object.keys(appeal.items).map((code) => answers.get(code)?.momentS ?? null);
  return momentRows(view.id, [...noted, ...momentsSaid(view, appeal.reason, appeal.answer)]);
}

function subjectLines(words: Words, sheet: ReviewSheet, most: number): string[] {
  const { appeal } = sheet;
  if (!appeal) return [];
  if (appeal.kind !== 'items') return [`<b>${words.t(`appeal-kind-${appeal.kind}`)}</b>`];
  return failuresOf(sheet, sheet.answers)
    .filter(({ item }) => Object.hasOwn(appeal.items, item.code))
    .flatMap(({ item, comment, momentS }) => {
      const decision = sheet.decisions[item.code];
      const note = decision ? ` — <b>${words.t(`decision-${decision}`)}</b>` : '';
      return [
        `❌ ${escapeHtml(cut(item.text, most))} (${item.weight})${note}`,
        ...(comment !== null || momentS !== null
          ? [commentLine(words, comment, momentS, most)]
          : []),
      ];
    });
}

/** How an appeal ended, as one of the two sides reads it. */
function decisionLine(
  words: Words,
  sheet: ReviewSheet,
  moves: readonly Move[],
  most: number,
): string {
  const { appeal, review } = sheet;
  const ending = [
    `<b>${words.t(`appeal-state-${appeal?.state ?? 'open'}`)}</b>`,
    appeal?.state === 'annulled'
      ? null
      : words.t('decided-score', {
          before: percent(words, review.handedInEarned, review.handedInPossible),
          after: percent(words, review.earned, review.possible),
        }),
    movesText(words, moves),
  ]
    .filter(Boolean)
    .join(' · ');
  return appeal?.decisionReason
    ? `${ending}\n${words.t('case-reason', { text: folded(cut(reasonWords(words, appeal.decisionReason), most)) })}`
    : ending;
}

/** What both sides are told once an appeal is decided. */
export function decidedScreen(
  app: App,
  words: Words,
  view: CallView,
  sheet: ReviewSheet,
  personId: number,
): Screen {
  const moves = movesFor(app, sheet.review, personId);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('decided-title', { number: String(view.id) })}</b>`,
        callLine(words, view),
        '',
        ...subjectLines(words, sheet, most),
        decisionLine(words, sheet, moves, most),
      ],
      [
        ...disputedMoments(view, sheet),
        [cardButton.button(words.plain('button-card'), { callId: view.id })],
      ],
    ),
  );
}

/** What the one whose score it is does about the appeal, from the screen of it. */
function onAppealed(
  ctx: Ctx,
  callId: number,
  work: (appealed: AppealedScore, now: Screen) => Reply,
): Reply {
  const found = appealedScore(ctx.app, ctx.member, callId);
  return found.ok
    ? work(found.appealed, screenOf(ctx, found.appealed))
    : refused(ctx, found.refusal);
}

function screenOf({ app, words }: Ctx, { view, sheet }: AppealedScore): Screen {
  return appealedScreen(app, words, view, sheet);
}

function asking(
  { words }: Ctx,
  callId: number,
  question: string,
  yes: ButtonKind<{ callId: number }> | null,
): Screen {
  const of = { callId };
  return screen(
    [`<b>${words.t('call-title', { number: String(callId) })}</b>`, question],
    [
      [
        ...(yes ? [yes.button(words.plain('button-concede-yes'), of)] : []),
        appealedButton.button(words.plain('button-back'), of),
      ],
    ],
  );
}

export const appealedHandlers = [
  appealedButton.on((ctx, { callId }) => onAppealed(ctx, callId, (_, now) => ({ screen: now }))),

  concedeButton.on((ctx, { callId }) =>
    onAppealed(ctx, callId, ({ sheet }, now) => {
      const pays = previewConcession(ctx.app, sheet);
      if (pays === null) return refused(ctx, 'already_begun', now);
      const question = ctx.words.t('concede-ask', {
        pays: pays.pays,
        moves: movesText(ctx.words, pays.moves) ?? '',
      });
      return { screen: asking(ctx, callId, question, concedeYesButton) };
    }),
  ),

  concedeYesButton.on((ctx, { callId }) => {
    const done = concedeAppeal(ctx.app, ctx.member, callId);
    if (!done.ok) {
      const now = appealedScore(ctx.app, ctx.member, callId);
      return refused(ctx, done.refusal, now.ok ? screenOf(ctx, now.appealed) : null);
    }
    return { screen: screenOf(ctx, done.appealed), toast: ctx.words.plain('conceded') };
  }),

  answerButton.on((ctx, { callId }) =>
    onAppealed(ctx, callId, () => ({
      screen: asking(ctx, callId, ctx.words.t('answer-ask'), null),
      ask: { kind: 'appeal_answer', about: { callId } },
    })),
  ),
];

export const appealAnswerHandler: AnswerHandler<'appeal_answer'> = (ctx, { callId }, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = answerAppeal(ctx.app, ctx.member, callId, text);
  return done.ok ? { ok: true, screen: screenOf(ctx, done.appealed) } : done;
};
