import type { App } from '../../app/app.ts';
import { creditSheet, movesFor } from '../../app/calls/read-call.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { differencesFor, judgeItem } from '../../app/scoring/judge-difference.ts';
import { itemsOf, type Verdict } from '../../domain/checklist.ts';
import { listenButton, pointsButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { momentRows } from '../recordings/listening.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import { callLink, escapeHtml, type Words } from '../words.ts';
import { agreementButton, differencesButton, judgeButton } from './credit-buttons.ts';

const itemMax = 120;

/** The next item of which two scores say something else, for a head to say how it was. */
function differenceScreen(
  ctx: Ctx,
  after: { callId: number; itemCode: string } | null = null,
): Screen {
  const { words, app, member } = ctx;
  const { waiting, next } = differencesFor(app, member, after);
  const back = agreementButton.button(words.plain('button-back'), {});
  if (!next) return screen([words.t('difference-none')], [[back]]);
  const { callId, item, momentS } = next;
  const of = { callId, item: item.code };
  const say = (judged: Verdict, label: string) =>
    judgeButton.button(words.plain(label), { ...of, judged });
  return screen(
    [
      `<b>${words.t('difference-title', { number: String(callId) })}</b>`,
      words.t('difference-about'),
      '',
      `<b>${escapeHtml(item.text)}</b>`,
      item.guidance !== undefined && `<i>${escapeHtml(item.guidance)}</i>`,
      waiting > 1 && `\n${words.t('difference-left', { count: waiting - 1 })}`,
    ],
    [
      ...momentRows(callId, [momentS]),
      [listenButton.button(words.plain('button-whole-call'), { callId })],
      ...inRows([say('pass', 'button-done'), say('fail', 'button-not-done')], 2),
      item.na ? [say('na', 'button-na')] : [],
      [
        back,
        ...(waiting > 1
          ? [differencesButton.button(words.plain('button-difference-skip'), of)]
          : []),
      ],
    ],
  );
}

export const differencesHandlers = [
  differencesButton.on((ctx, { callId, item }) => ({
    screen: differenceScreen(
      ctx,
      callId === undefined || item === undefined ? null : { callId, itemCode: item },
    ),
  })),

  judgeButton.on((ctx, { callId, item, judged }) => {
    const done = judgeItem(ctx.app, ctx.member, { callId, itemCode: item, judged });
    const next = differenceScreen(ctx, { callId, itemCode: item });
    if (!done.ok) return refused(ctx, done.refusal, next);
    return { screen: next, toast: ctx.words.plain('difference-judged') };
  }),
];

/** Tells a controller what they had missed or marked without reason, and what it cost. */
export function violationJudged(
  app: App,
  words: Words,
  member: Member,
  { callId, payload }: PendingNotice<'violation_judged'>,
): Rendered {
  const sheet = creditSheet(app, callId);
  const item = itemsOf(sheet?.version?.checklist ?? { sections: [] }).find(
    ({ code }) => code === payload.itemCode,
  );
  if (!sheet || !item) return { do: 'drop' };
  const cost = movesFor(app, sheet.review, member.id).find(({ cause }) => cause === payload.cause);
  if (!cost) return { do: 'drop' };
  return {
    do: 'send',
    screen: screen(
      [
        words.t(`violation-${payload.cause}`, {
          number: callLink(callId),
          item: cut(item.text, itemMax),
          points: -cost.points,
        }),
      ],
      [[pointsButton.button(words.plain('button-points'), { callId })]],
    ),
  };
}
