import type { CallCard } from '../../app/calls/read-call.ts';
import { type ClosedScore, readSelfCheck } from '../../app/scoring/self-check.ts';
import { noticeButton, selfCheckButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { momentRows } from '../recordings/listening.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { callLine, commentLine, escapeHtml, instant, mark, percent, type Words } from '../words.ts';

/** A score that its seller has not opened: nothing of what it says, and the two ways on. */
export function closedScreen(
  words: Words,
  { call, view }: Pick<CallCard, 'call' | 'view'>,
  { begun }: ClosedScore,
): Screen {
  const of = { callId: view.id };
  return screen(
    [
      `<b>${words.t('self-closed', { number: String(view.id) })}</b>`,
      callLine(words, view),
      '',
      words.t('self-closed-how'),
      '',
      call.status === 'scored_pending'
        ? call.deadlineAt === null
          ? words.t('notice-no-deadline')
          : words.t('notice-deadline', { at: instant(words, call.deadlineAt) })
        : `<b>${words.t(`status-${call.status}`)}</b>`,
    ],
    [
      [selfCheckButton.button(words.plain(begun ? 'button-self-go-on' : 'button-self'), of)],
      [noticeButton.button(words.plain('button-open-score'), { ...of, from: 'open' })],
    ],
  );
}

/** One's own score beside the controller's, what they differ in first; null: there is none. */
export function selfComparedScreen(ctx: Ctx, callId: number): Screen | null {
  const { words } = ctx;
  const found = readSelfCheck(ctx.app, ctx.member, callId);
  if (!found) return null;
  const { own, given, same, of, differing } = found;
  const moments = differing.flatMap((one) => [one.other.momentS, one.own.momentS]);
  const lines = (most: number) =>
    differing.flatMap(({ item, own: mine, other }) => [
      `<b>${escapeHtml(cut(item.text, most))}</b>`,
      words.t('self-item', {
        own: mark[mine.verdict],
        given: mark[other.verdict],
      }),
      ...(mine.comment === null && mine.momentS === null
        ? []
        : [commentLine(words, mine.comment, mine.momentS, most)]),
      ...(other.comment === null && other.momentS === null
        ? []
        : [commentLine(words, other.comment, other.momentS, most)]),
    ]);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('self-compared', { number: String(callId) })}</b>`,
        words.t('self-scores', {
          own: percent(words, own.earned, own.possible),
          given: percent(words, given.earned, given.possible),
        }),
        words.t('self-same', { same, of }),
        '',
        ...(differing.length > 0 ? lines(most) : [words.t('self-all-same')]),
        '',
        `<i>${words.t('self-counts-nothing')}</i>`,
      ],
      [
        ...momentRows(callId, moments),
        [noticeButton.button(words.plain('button-open-score'), { callId })],
      ],
    ),
  );
}
