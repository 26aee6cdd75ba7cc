import type { App } from '../../app/app.ts';
import { answerAppeal, concedeAppeal, previewConcession } from '../../app/appeal/answer-appeal.ts';
import {
  type CallView,
  callCard,
  creditSheet,
  failuresOf,
  pointsFor,
  type ReviewSheet,
} from '../../app/calls/read-call.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLine,
  commentLine,
  escapeHtml,
  percent,
  shortName,
  signed,
  spokenOr,
  type Words,
} from '../words.ts';

/** The controller's notice that a score of theirs is appealed, and what became of it. */
export function appealedScreen(app: App, words: Words, view: CallView, sheet: ReviewSheet): Screen {
  const { appeal, review } = sheet;
  if (!appeal) return screen([words.t('refusal-not_found')]);
  const open = appeal.state === 'open';
  const canAnswer = open && appeal.answer === null;
  const canConcede = open && appeal.kind === 'items' && appeal.begunById === null;
  const pays = canConcede ? previewConcession(app, view.id) : null;
  const name = shortName(view.sellerName);
  const points = pointsFor(app, review.id, review.reviewerId);
  const text = (most: number) => [
    `<b>${words.t('appealed-title', { name, number: String(view.id) })}</b>`,
    callLine(words, view),
    '',
    ...subjectLines(words, sheet, most),
    words.t('appealed-reason', { text: spokenOr(words, appeal.reason, most) }),
    appeal.answer && words.t('case-answer', { text: cut(appeal.answer, most) }),
    open && appeal.begunById !== null ? words.t('appealed-begun') : null,
    !open && `\n${decisionLine(words, sheet, points, most)}`,
  ];
  const rows = [
    ...disputedMoments(view, sheet),
    [button(words.plain('button-listen'), 'listen', view.id)],
    [
      ...(pays === null
        ? []
        : [button(words.plain('button-concede', { points: signed(-pays) }), 'concede', view.id)]),
      ...(canAnswer ? [button(words.plain('button-answer'), 'answer', view.id)] : []),
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
        `✗ ${escapeHtml(cut(item.text, most))} (${item.weight})${note}`,
        ...(comment !== null || momentS !== null ? [commentLine(comment, momentS, most)] : []),
      ];
    });
}

/** How an appeal ended, as one of the two sides reads it. */
function decisionLine(words: Words, sheet: ReviewSheet, points: number, most: number): string {
  const { appeal, review } = sheet;
  const ending = [
    `<b>${words.t(`appeal-state-${appeal?.state ?? 'open'}`)}</b>`,
    appeal?.state === 'annulled'
      ? null
      : words.t('decided-score', {
          before: percent(words, review.handedInEarned, review.handedInPossible),
          after: percent(words, review.earned, review.possible),
        }),
    points === 0 ? null : words.t('points-signed', { points: signed(points) }),
  ]
    .filter(Boolean)
    .join(' · ');
  return appeal?.decisionReason
    ? `${ending}\n${words.t('case-reason', { text: cut(appeal.decisionReason, most) })}`
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
  const points = pointsFor(app, sheet.review.id, personId);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('decided-title', { number: String(view.id) })}</b>`,
        callLine(words, view),
        '',
        ...subjectLines(words, sheet, most),
        decisionLine(words, sheet, points, most),
      ],
      [...disputedMoments(view, sheet), [button(words.plain('button-card'), 'card', view.id)]],
    ),
  );
}

function appealedOf(ctx: Ctx, id: string): Screen | null {
  const found = callCard(ctx.app, ctx.member, Number(id));
  const sheet =
    found.ok && found.card.capacities.has('scorer') ? creditSheet(ctx.app, Number(id)) : null;
  return found.ok && sheet?.appeal
    ? appealedScreen(ctx.app, ctx.words, found.card.view, sheet)
    : null;
}

function ask(ctx: Ctx, id: string, question: string, yes: string): Reply {
  return {
    screen: screen(
      [`<b>${ctx.words.t('call-title', { number: id })}</b>`, question],
      [
        [
          button(ctx.words.plain('button-concede-yes'), yes, id),
          button(ctx.words.plain('button-back'), 'appealed', id),
        ],
      ],
    ),
  };
}

export const appealedTaps = {
  appealed: (ctx, id = '') => {
    const now = appealedOf(ctx, id);
    return now ? { screen: now } : refused(ctx, 'not_found');
  },
  concede: (ctx, id = '') => {
    const now = appealedOf(ctx, id);
    if (!now) return refused(ctx, 'not_found');
    const pays = previewConcession(ctx.app, Number(id));
    if (pays === null) return refused(ctx, 'already_begun', now);
    return ask(ctx, id, ctx.words.t('concede-ask', { points: signed(-pays) }), 'concede-yes');
  },
  'concede-yes': (ctx, id = '') => {
    const done = concedeAppeal(ctx.app, ctx.member, Number(id));
    const now = appealedOf(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, now);
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('conceded') };
  },
  answer: (ctx, id = '') => {
    const now = appealedOf(ctx, id);
    if (!now) return refused(ctx, 'not_found');
    return {
      screen: screen(
        [`<b>${ctx.words.t('call-title', { number: id })}</b>`, ctx.words.t('answer-ask')],
        [[button(ctx.words.plain('button-back'), 'appealed', id)]],
      ),
      ask: { kind: 'appeal_answer', about: id },
    };
  },
} satisfies Taps;

export const takeAppealAnswer: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = answerAppeal(ctx.app, ctx.member, Number(about), text);
  if (!done.ok) return done;
  const now = appealedOf(ctx, about);
  return now ? { ok: true, screen: now } : { ok: false, refusal: 'not_found' };
};
