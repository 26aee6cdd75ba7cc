import { ownExamples } from '../../app/teaching/best-examples.ts';
import {
  exampleToHear,
  hearLesson,
  type Lesson,
  lessonOf,
  playlistOf,
} from '../../app/teaching/read-playlist.ts';
import { clipButton, listenButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { menuButton } from '../menu-buttons.ts';
import { pageRow } from '../pager.ts';
import { sendSoundTo } from '../recordings/listening.ts';
import { sendClip } from '../recordings/send-recording.ts';
import { refused } from '../reply.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import {
  callLink,
  commentLine,
  dayMonth,
  escapeHtml,
  length,
  shortName,
  type Words,
} from '../words.ts';
import {
  exampleButton,
  heardButton,
  learnButton,
  lessonButton,
  ownExamplesButton,
} from './learn-buttons.ts';

const perPage = 5;
const textMax = 120;
const missesShown = 3;
const examplesShown = 4;

/** What there is to learn from: one's own misses by item, and colleagues' examples of the same. */
export function learnScreen(ctx: Ctx, wanted = 0): Screen {
  const { words, app, member } = ctx;
  const lessons = playlistOf(app, member);
  const own = ownExamples(app, member).length;
  const pages = Math.max(1, Math.ceil(lessons.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const from = page * perPage;
  const shown = lessons.slice(from, from + perPage);
  return screen(
    [
      `<b>${words.t('learn-title')}</b>`,
      lessons.length === 0 ? words.t('learn-none') : words.t('learn-about'),
      ...shown.map((lesson, at) => `\n${from + at + 1}. ${lessonLine(words, lesson)}`),
    ],
    [
      ...inRows(
        shown.map((lesson, at) => lessonButton.button(`▶ ${from + at + 1}`, placeOf(lesson))),
        perPage,
      ),
      pages > 1 ? pageRow(page, pages, (label, to) => learnButton.button(label, { page: to })) : [],
      own > 0
        ? [ownExamplesButton.button(words.plain('button-own-examples', { count: own }), {})]
        : [],
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

const placeOf = ({ checklistId, item }: Lesson) => ({ checklistId, item: item.code });

function lessonLine(words: Words, { item, missed, examples, heardAt }: Lesson): string {
  const figures = [
    words.t('learn-missed', { count: missed }),
    examples.length > 0 && words.t('learn-examples', { count: examples.length }),
    heardAt !== null && words.t('learn-heard', { at: dayMonth(words, heardAt) }),
  ].filter(Boolean);
  return `${escapeHtml(cut(item.text, textMax))}\n    ${figures.join(' · ')}`;
}

/** One item: what was missed, second by second, and how a colleague does it. */
function lessonScreen({ words }: Ctx, lesson: Lesson): Screen {
  const { item, misses, missed, examples, heardAt, typeName } = lesson;
  const clips = misses.slice(0, missesShown);
  return screen(
    [
      `<b>${escapeHtml(item.text)}</b>`,
      item.guidance !== undefined && `<i>${escapeHtml(item.guidance)}</i>`,
      `${escapeHtml(typeName)} · ${words.t('learn-missed', { count: missed })}`,
      '',
      `<b>${words.t('learn-own')}</b>`,
      misses.length === 0 && words.t('learn-own-purged'),
      ...clips.map(({ callId, momentS, comment, at }) => {
        const said =
          comment === null && momentS === null
            ? ''
            : `\n${commentLine(words, comment, momentS, textMax)}`;
        return `${words.t('learn-own-line', { number: callLink(callId), at: dayMonth(words, at) })}${said}`;
      }),
      '',
      `<b>${words.t('learn-best')}</b>`,
      examples.length === 0 && words.t('learn-best-none'),
      ...examples.slice(0, examplesShown).map(({ view, momentS }) =>
        words.t('learn-best-line', {
          name: shortName(view.sellerName),
          moment: length(momentS),
        }),
      ),
      heardAt !== null && `\n${words.t('learn-heard', { at: dayMonth(words, heardAt) })}`,
    ],
    [
      ...inRows(
        clips.map(({ callId, momentS }) =>
          momentS === null
            ? listenButton.button(`▶ ${callId}`, { callId })
            : clipButton.button(`▶ ${callId} · ${length(momentS)}`, { callId, momentS }),
        ),
        2,
      ),
      ...inRows(
        examples.slice(0, examplesShown).map(({ id: exampleId, view, momentS }) =>
          exampleButton.button(`⭐ ${cut(shortName(view.sellerName), 16)} · ${length(momentS)}`, {
            exampleId,
          }),
        ),
        2,
      ),
      [heardButton.button(words.plain('button-heard'), placeOf(lesson))],
      [learnButton.button(words.plain('button-back'), {})],
    ],
  );
}

export const learnHandlers = [
  learnButton.on((ctx, { page = 0 }) => ({ screen: learnScreen(ctx, page) })),

  lessonButton.on((ctx, { checklistId, item }) => {
    const lesson = lessonOf(ctx.app, ctx.member, { checklistId, itemCode: item });
    return lesson ? { screen: lessonScreen(ctx, lesson) } : refused(ctx, 'stale', learnScreen(ctx));
  }),

  heardButton.on((ctx, { checklistId, item }) => {
    const done = hearLesson(ctx.app, ctx.member, { checklistId, itemCode: item });
    if (!done.ok) return refused(ctx, done.refusal, learnScreen(ctx));
    return { screen: lessonScreen(ctx, done.lesson), toast: ctx.words.plain('learn-noted') };
  }),

  exampleButton.on((ctx, { exampleId }) => {
    const found = exampleToHear(ctx.app, ctx.member, exampleId);
    if (!found.ok || !ctx.chat) return refused(ctx, found.ok ? 'not_found' : found.refusal);
    const { view, momentS } = found;
    return sendSoundTo(ctx, view.id, sendClip(ctx, ctx.chat.id, view, momentS));
  }),
];
