import { failuresOf } from '../../app/calls/read-call.ts';
import { readTeaching, type Teaching, teachingReview } from '../../app/teaching/read-teaching.ts';
import { detailLines, momentsOf } from '../appeal/score-details.ts';
import type { Ctx } from '../context.ts';
import { momentRows } from '../recordings/listening.ts';
import { refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLine,
  commentLine,
  dateTime,
  escapeHtml,
  percent,
  shortName,
  type Words,
} from '../words.ts';

/** A teaching review as its seller reads it, and whoever else may. */
export function taughtScreen(words: Words, found: Teaching): Screen {
  const { view, sheet, question } = found;
  const { review, version } = sheet;
  const scored = review.possible !== null;
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    review.voice ? [button(words.plain('button-hear-teaching'), 'teaching-voice', review.id)] : [],
    [
      button(words.plain('button-listen'), 'listen', view.id),
      ...(version ? [button(words.plain('button-details'), 'teaching-all', review.id)] : []),
    ],
    found.isSeller && review.readAt === null
      ? [button(words.plain('button-read'), 'read', review.id)]
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
        question && words.t('teaching-question', { text: cut(question, most) }),
        '',
        ...failedLines(words, found, most),
        review.recommendation &&
          words.t('recommendation', { text: cut(review.recommendation, most) }),
        review.voice && words.t('teaching-voice'),
        review.readAt !== null &&
          `\n${words.t('teaching-read-at', { at: dateTime(words, review.readAt) })}`,
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
    ...(comment !== null || momentS !== null ? [commentLine(comment, momentS, most)] : []),
  ]);
}

/** Every item that was answered, by section. */
function allScreen(words: Words, { view, sheet }: Teaching): Screen {
  const title = `<b>${words.t('teaching-title', { number: String(view.id) })}</b>`;
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    [button(words.plain('button-back'), 'teaching', sheet.review.id)],
  ];
  return fitting((most) => screen([title, ...detailLines(words, sheet, most)], rows));
}

function open(ctx: Ctx, id: string, draw: (words: Words, found: Teaching) => Screen) {
  const teaching = teachingReview(ctx.app, ctx.member, Number(id));
  if (!teaching.ok) return refused(ctx, teaching.refusal);
  return { screen: draw(ctx.words, teaching.found) };
}

export const taughtTaps = {
  teaching: (ctx, id = '') => open(ctx, id, taughtScreen),
  'teaching-below': (ctx, id = '') => {
    const shown = open(ctx, id, taughtScreen);
    return 'screen' in shown && shown.screen ? { below: shown.screen } : shown;
  },
  'teaching-all': (ctx, id = '') => open(ctx, id, allScreen),
  'teaching-voice': (ctx, id = '') => {
    const teaching = teachingReview(ctx.app, ctx.member, Number(id));
    const voice = teaching.ok ? teaching.found.sheet.review.voice : null;
    if (!voice) return refused(ctx, teaching.ok ? 'stale' : teaching.refusal);
    return { after: () => ctx.replyWithVoice(voice, { protect_content: true }) };
  },
  read: (ctx, id = '') => {
    const done = readTeaching(ctx.app, ctx.member, Number(id));
    if (!done.ok) return refused(ctx, done.refusal);
    return { ...open(ctx, id, taughtScreen), toast: ctx.words.plain('teaching-read-toast') };
  },
} satisfies Taps;
