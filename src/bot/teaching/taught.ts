import { failuresOf } from '../../app/calls/read-call.ts';
import { readTeaching, type Teaching, teachingReview } from '../../app/teaching/read-teaching.ts';
import { detailLines, momentsOf } from '../appeal/score-details.ts';
import { buttonKind, id } from '../buttons.ts';
import { listenButton, teachingBelowButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { momentRows } from '../recordings/listening.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import {
  callLine,
  commentLine,
  escapeHtml,
  folded,
  inQuotes,
  instant,
  percent,
  shortName,
  type Words,
} from '../words.ts';

const ofReview = { reviewId: id };
const teachingButton = buttonKind('teaching', byCall, ofReview);
const allButton = buttonKind('teaching-all', byCall, ofReview);
const voiceButton = buttonKind('teaching-voice', byCall, ofReview);
const readButton = buttonKind('read', byCall, ofReview);

/** A teaching review as its seller reads it, and whoever else may. */
export function taughtScreen(words: Words, found: Teaching): Screen {
  const { view, sheet, question } = found;
  const { review, version } = sheet;
  const scored = review.possible !== null;
  const of = { reviewId: review.id };
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    review.voice ? [voiceButton.button(words.plain('button-hear-teaching'), of)] : [],
    [
      listenButton.button(words.plain('button-listen'), { callId: view.id }),
      ...(version ? [allButton.button(words.plain('button-details'), of)] : []),
    ],
    found.isSeller && review.readAt === null
      ? [readButton.button(words.plain('button-read'), of)]
      : [],
  ];
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('teaching-title', { number: String(view.id) })}</b>${scored ? ` · ${percent(words, review.earned, review.possible)}` : ''}`,
        [version && escapeHtml(version.checklist.name), callLine(words, view)]
          .filter(Boolean)
          .join(' · '),
        words.t(`teaching-by-${review.purpose}`, { name: shortName(review.reviewerName) }),
        question && words.t('teaching-question', { text: inQuotes(words, question, most) }),
        '',
        ...failedLines(words, found, most),
        review.recommendation &&
          words.t('recommendation', { text: folded(cut(review.recommendation, most)) }),
        review.voice && words.t('teaching-voice'),
        review.readAt !== null &&
          `\n${words.t('teaching-read-at', { at: instant(words, review.readAt) })}`,
      ],
      rows,
    ),
  );
}

function failedLines(words: Words, { sheet }: Teaching, most: number): string[] {
  const failures = failuresOf(sheet);
  if (sheet.review.possible !== null && failures.length === 0) return [words.t('notice-perfect')];
  return failures.flatMap(({ item, comment, momentS }) => [
    words.t('notice-failed', {
      text: cut(item.text, most),
      weight: String(item.weight),
      critical: item.critical,
    }),
    ...(comment !== null || momentS !== null ? [commentLine(words, comment, momentS, most)] : []),
  ]);
}

/** Every item that was answered, by section. */
function allScreen(words: Words, { view, sheet }: Teaching): Screen {
  const title = `<b>${words.t('teaching-title', { number: String(view.id) })}</b>`;
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    [teachingButton.button(words.plain('button-back'), { reviewId: sheet.review.id })],
  ];
  return fitting((most) => screen([title, ...detailLines(words, sheet, most)], rows));
}

function open(ctx: Ctx, reviewId: number, draw: (words: Words, found: Teaching) => Screen): Reply {
  const teaching = teachingReview(ctx.app, ctx.member, reviewId);
  if (!teaching.ok) return refused(ctx, teaching.refusal);
  return { screen: draw(ctx.words, teaching.found) };
}

export const taughtHandlers = [
  teachingButton.on((ctx, { reviewId }) => open(ctx, reviewId, taughtScreen)),

  teachingBelowButton.on((ctx, { reviewId }) => {
    const shown = open(ctx, reviewId, taughtScreen);
    return shown.refusal === undefined && shown.screen ? { below: shown.screen } : shown;
  }),

  allButton.on((ctx, { reviewId }) => open(ctx, reviewId, allScreen)),

  voiceButton.on((ctx, { reviewId }) => {
    const teaching = teachingReview(ctx.app, ctx.member, reviewId);
    const voice = teaching.ok ? teaching.found.sheet.review.voice : null;
    if (!voice) return refused(ctx, teaching.ok ? 'stale' : teaching.refusal);
    return { after: () => ctx.replyWithVoice(voice, { protect_content: true }) };
  }),

  readButton.on((ctx, { reviewId }) => {
    const done = readTeaching(ctx.app, ctx.member, reviewId);
    if (!done.ok) return refused(ctx, done.refusal);
    const screen = taughtScreen(ctx.words, done.found);
    return { screen, toast: ctx.words.plain('teaching-read-toast') };
  }),
];
