import {
  type DeciderLine,
  deciderFunnel,
  deciderFunnelFewest,
  readSecondDecisions,
  type SecondDecisionsFound,
} from '../../app/credit/read-second-decisions.ts';
import type { Ctx } from '../context.ts';
import { sendPicture } from '../pictures.ts';
import { refused } from '../reply.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { dayMonth, escapeHtml, localPercent, type Words } from '../words.ts';
import { figureLine, moreLine } from './agreement-words.ts';
import { decisionsButton, secondDecisionsButton, secondFunnelButton } from './credit-buttons.ts';
import { deciderFunnelPicture } from './credit-pictures.ts';

const linesMax = 12;
const nameMax = 60;

/** Whether heads decide alike what two of them decided, and whose decisions fall. */
function secondDecisionsScreen({ words, app }: Ctx, found: SecondDecisionsFound): Screen {
  const { appeals, fell, figures, heads, sinceAt } = found;
  const title = `<b>${words.t('second-decisions-title')}</b>`;
  const back = [decisionsButton.button(words.plain('button-back'), {})];
  if (appeals === 0) {
    const share = localPercent(words, String(app.policy().secondDecisionPercent));
    return screen([title, words.t('second-decisions-none', { share })], [back]);
  }
  const rest = heads.length - linesMax;
  return screen(
    [
      title,
      words.t('second-decisions-about', { count: appeals, since: dayMonth(words, sinceAt) }),
      '',
      words.t('second-decisions-fell', { fell, of: figures.items }),
      figureLine(words, figures),
      figures.kappa !== null && moreLine(words, figures),
      ...heads.slice(0, linesMax).flatMap((line) => ['', ...headLines(words, line)]),
      rest > 0 && words.t('and-more', { count: rest }),
      '',
      `<i>${words.t('second-decisions-how')}</i>`,
    ],
    [[secondFunnelButton.button(words.plain('button-picture-deciders'), {})], back],
  );
}

function headLines(words: Words, { name, fell, proposals, figures }: DeciderLine): string[] {
  const waited = proposals > 0 ? ` · ${words.t('second-decisions-proposed', { proposals })}` : '';
  const own = words.t('second-decisions-fell', { fell, of: figures.items });
  return [
    `<b>${escapeHtml(cut(name, nameMax))}</b>`,
    `${own}${waited}`,
    figureLine(words, figures),
  ];
}

export const secondDecisionsHandlers = [
  secondDecisionsButton.on((ctx) => {
    const read = readSecondDecisions(ctx.app, ctx.member);
    return read.ok
      ? { screen: secondDecisionsScreen(ctx, read.found) }
      : refused(ctx, read.refusal);
  }),

  secondFunnelButton.on((ctx) => {
    const read = deciderFunnel(ctx.app, ctx.member);
    if (!read.ok) return refused(ctx, read.refusal);
    const { funnel } = read;
    if (!funnel) {
      const toast = ctx.words.plain('second-decisions-few', { ...deciderFunnelFewest });
      return { toast, alert: true };
    }
    return { after: () => sendPicture(ctx, deciderFunnelPicture(ctx.words, funnel)) };
  }),
];
