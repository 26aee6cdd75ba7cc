import {
  bestList,
  type Markable,
  markable,
  markBest,
  unmarkBest,
} from '../../app/teaching/best-examples.ts';
import { momentsIn } from '../../domain/listen.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { bestPickButton, cardHereButton, clipButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { menuButton } from '../menu-buttons.ts';
import { pageRow } from '../pager.ts';
import type { AnswerHandler } from '../questions.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { callLink, escapeHtml, length, shortName } from '../words.ts';
import { bestButton, bestItemButton, unmarkButton } from './learn-buttons.ts';

const perPage = 5;
const textMax = 120;
const labelMax = 40;
const pickedMax = 40;

/** The examples of one's directions, item by item. */
export function bestScreen({ words, app, member }: Ctx, wanted = 0): Screen {
  const all = bestList(app, member);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const page = Math.min(wanted, pages - 1);
  const shown = all.slice(page * perPage, (page + 1) * perPage);
  const stateOf = (released: boolean | null) =>
    released === null ? 'asked' : released ? 'released' : 'declined';
  return screen(
    [
      `<b>${words.t('best-title', { count: all.length })}</b>`,
      all.length === 0 ? words.t('best-none') : words.t('best-about'),
      ...shown.map(({ callId, item, view, momentS, released, isAudible }) =>
        [
          `\n${escapeHtml(words.plain('quoted', { text: cut(item.text, textMax) }))}\n    ${callLink(callId).html} · ${escapeHtml(shortName(view.sellerName))} · ${length(momentS)}`,
          words.t(`best-state-${stateOf(released)}`),
          !isAudible && words.t('best-purged'),
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    ],
    [
      ...shown.map(({ id: exampleId, callId, momentS, isAudible }) => [
        ...(isAudible
          ? [clipButton.button(`▶ ${callId} · ${length(momentS)}`, { callId, momentS })]
          : []),
        unmarkButton.button(words.plain('button-unmark', { number: String(callId) }), {
          exampleId,
          page,
        }),
      ]),
      pages > 1 ? pageRow(page, pages, (label, to) => bestButton.button(label, { page: to })) : [],
      [menuButton.button(words.plain('button-menu'), {})],
    ],
  );
}

/** Which of the items that were done the call is an example of. */
function pickScreen({ words }: Ctx, { view, items }: Markable): Screen {
  const callId = view.id;
  return screen(
    [
      `<b>${words.t('best-pick-title', { number: callLink(callId) })}</b>`,
      items.length === 0 ? words.t('best-pick-none') : words.t('best-pick'),
    ],
    [
      ...items.slice(0, pickedMax).map(({ item, marked }) => [
        bestItemButton.button(`${marked ? '⭐ ' : ''}${cut(item.text, labelMax)}`, {
          callId,
          item: item.code,
        }),
      ]),
      [cardHereButton.button(words.plain('button-back'), { callId })],
    ],
  );
}

function momentScreen(ctx: Ctx, callId: number, text: string, problem?: Refusal): Screen {
  const { words } = ctx;
  return screen(
    [
      `<b>${escapeHtml(cut(text, textMax))}</b>`,
      words.t('best-moment', { number: callLink(callId) }),
      problem ? escapeHtml(refusalWords(ctx, problem)) : null,
    ],
    [[bestPickButton.button(words.plain('button-back'), { callId })]],
  );
}

function marked(ctx: Ctx, callId: number, itemCode: string, momentS: number): Reply {
  const done = markBest(ctx.app, ctx.member, { callId, itemCode, momentS });
  if (!done.ok) return refused(ctx, done.refusal);
  return { toast: ctx.words.plain('best-marked'), screen: bestScreen(ctx) };
}

export const bestHandlers = [
  bestButton.on((ctx, { page = 0 }) => ({ screen: bestScreen(ctx, page) })),

  bestPickButton.on((ctx, { callId }) => {
    const read = markable(ctx.app, ctx.member, callId);
    return read.ok ? { screen: pickScreen(ctx, read.found) } : refused(ctx, read.refusal);
  }),

  bestItemButton.on((ctx, { callId, item: itemCode }) => {
    const read = markable(ctx.app, ctx.member, callId);
    if (!read.ok) return refused(ctx, read.refusal);
    const wanted = read.found.items.find(({ item }) => item.code === itemCode);
    if (!wanted) return refused(ctx, 'stale', pickScreen(ctx, read.found));
    if (wanted.momentS !== null) return marked(ctx, callId, itemCode, wanted.momentS);
    return {
      screen: momentScreen(ctx, callId, wanted.item.text),
      ask: { kind: 'best_moment', about: { callId, item: itemCode } },
    };
  }),

  unmarkButton.on((ctx, { exampleId, page = 0 }) => {
    const done = unmarkBest(ctx.app, ctx.member, exampleId);
    const now = bestScreen(ctx, page);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { toast: ctx.words.plain('best-unmarked'), screen: now };
  }),
];

/** The second of the call at which the item is done well. */
export const bestMomentAnswerHandler: AnswerHandler<'best_moment'> = (
  ctx,
  { callId, item: itemCode },
  { text },
) => {
  const [momentS] = momentsIn(text ?? '');
  const done =
    momentS === undefined
      ? refuse('no_such_moment')
      : markBest(ctx.app, ctx.member, { callId, itemCode, momentS });
  if (done.ok) return { ok: true, screen: bestScreen(ctx) };
  const read = markable(ctx.app, ctx.member, callId);
  const wanted = read.ok && read.found.items.find(({ item }) => item.code === itemCode);
  // Mistyped: they try again.
  if (done.refusal !== 'no_such_moment' || !wanted) return done;
  const again = momentScreen(ctx, callId, wanted.item.text, done.refusal);
  return { ok: true, screen: again, again: true };
};
