import { type AdviceCase, adviceCase, adviceFor } from '../../app/teaching/read-teaching.ts';
import { beginButton, cardButton, resumeButton, sideButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { adviceButton } from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { callLine, callLink, noteLine, shortName, span, type Words } from '../words.ts';

const shownMax = 10;
const quoteMax = 200;

/** `/advice`: what sellers ask, the oldest first; pressing one opens it. */
export function adviceListScreen(ctx: Ctx): Screen {
  const { words, app, member } = ctx;
  const cases = adviceFor(app, member);
  const shown = cases.slice(0, shownMax);
  const rest = cases.length - shown.length;
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('advice-title', { count: cases.length })}</b>`,
        ...(cases.length === 0 ? [words.t('advice-none')] : []),
        ...shown.flatMap((one) => caseLines(ctx, one, most)),
        rest > 0 && words.t('and-more', { count: rest }),
      ],
      inRows(
        shown.map(({ view }) => adviceButton.button(String(view.id), { callId: view.id })),
        4,
      ),
    ),
  );
}

function caseLines(ctx: Ctx, { request, view }: AdviceCase, most: number): string[] {
  const { words } = ctx;
  const line = words.t('advice-line', {
    number: callLink(view.id),
    seller: shortName(view.sellerName),
    span: span(words, ctx.app.now() - request.askedAt),
  });
  const begun = request.begunById === null ? '' : ' · 🎧';
  const question = questionLine(words, request.question, Math.min(quoteMax, most));
  return [line + begun, ...(question ? [question] : [])];
}

function questionLine(words: Words, question: string | null, most: number): string | null {
  return question === null ? null : noteLine(words.plain('quoted', { text: cut(question, most) }));
}

/** One request, with the way to begin or to go on; null where there is none to see. */
export function adviceScreen(ctx: Ctx, callId: number): Screen | null {
  const found = adviceCase(ctx.app, ctx.member, callId);
  return found && requestScreen(ctx.words, found, ctx.app.now(), ctx.member.id);
}

/** What a head is told of a request: who asks what, and once it is closed how that came. */
export function requestScreen(
  words: Words,
  { request, view, mayAnswer }: AdviceCase,
  now: number,
  memberId: number,
): Screen {
  const state = stateOf(request, memberId);
  const of = { callId: view.id };
  // A call that was drawn meanwhile is answered beside its score.
  const answerButton = view.status === 'listening_advice' ? beginButton : sideButton;
  const rows = {
    open: mayAnswer ? [[answerButton.button(words.plain('button-begin'), of)]] : [],
    mine: [[resumeButton.button(words.plain('button-resume'), of)]],
    begun: [],
    closed: [],
  }[state.rows];
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('advice-asked', { name: shortName(view.sellerName), number: callLink(view.id) })}</b>`,
        callLine(words, view),
        questionLine(words, request.question, most),
        '',
        words.t(state.key, { span: span(words, now - request.askedAt) }),
      ],
      [...rows, [cardButton.button(words.plain('button-card'), of)]],
    ),
  );
}

function stateOf(request: AdviceCase['request'], memberId: number) {
  if (request.end !== null) {
    return { rows: 'closed', key: `advice-state-${request.end}` } as const;
  }
  if (request.begunById === null) return { rows: 'open', key: 'advice-state-open' } as const;
  return request.begunById === memberId
    ? ({ rows: 'mine', key: 'advice-state-mine' } as const)
    : ({ rows: 'begun', key: 'advice-state-begun' } as const);
}

export const adviceHandlers = [
  adviceButton.on((ctx, { callId }) => {
    if (callId === undefined) return { screen: adviceListScreen(ctx) };
    const shown = adviceScreen(ctx, callId);
    return shown ? { screen: shown } : refused(ctx, 'not_found', adviceListScreen(ctx));
  }),
];
