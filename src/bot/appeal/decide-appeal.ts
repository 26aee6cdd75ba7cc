import {
  confirmDecision,
  decideItem,
  decideReason,
  decideWhole,
} from '../../app/appeal/decide-appeal.ts';
import { type CaseView, caseView } from '../../app/appeal/read-case.ts';
import { decisions } from '../../domain/call.ts';
import { balancesOf } from '../../domain/ledger.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLine,
  commentLine,
  percent,
  shortName,
  signed,
  span,
  spokenOr,
  type Words,
} from '../words.ts';
import { appealsScreen } from './appeals-list.ts';

const readyReasons = ['in-recording', 'not-in-recording', 'not-fully'] as const;

/** One appeal: the first item still undecided, then the reason, then the outcome to confirm. */
export function caseScreen(ctx: Ctx, found: CaseView): Screen {
  return fitting((most) => drawCase(ctx, found, most));
}

function drawCase(ctx: Ctx, found: CaseView, most: number): Screen {
  const { appeal, named, draft } = found;
  if (appeal.kind !== 'items') {
    if (draft.annul === null) return wholeScreen(ctx, found, most);
  } else {
    const at = named.findIndex(({ item }) => !Object.hasOwn(draft.decisions, item.code));
    if (at !== -1) return itemScreen(ctx, found, at, most);
  }
  return draft.reason === null ? reasonScreen(ctx, found, most) : outcomeScreen(ctx, found, most);
}

function caseHead(ctx: Ctx, { appeal, view }: CaseView, most: number, at = ''): string[] {
  const { words } = ctx;
  const waits = words.t('case-waits', {
    span: span(words, ctx.app.now() - (appeal.openedAt ?? 0)),
  });
  const title = words.t('case-title', { number: String(view.id) });
  return [
    [`<b>${title}</b>`, at, waits].filter(Boolean).join(' · '),
    callLine(words, view),
    words.t('case-seller', {
      name: shortName(view.sellerName),
      reason: spokenOr(words, appeal.reason, most),
    }),
    ...(appeal.answer ? [words.t('case-answer', { text: cut(appeal.answer, most) })] : []),
  ];
}

function hearRow(words: Words, { appeal, view }: CaseView) {
  return [
    button(words.plain('button-whole-call'), 'listen', view.id),
    ...(appeal.reasonVoice
      ? [button(words.plain('button-hear-reason'), 'case-voice', view.id)]
      : []),
  ];
}

/** The moment that the controller noted, and those that either side names in words. */
function disputedMoments({ appeal, view }: CaseView, momentS: number | null) {
  return momentRows(view.id, [momentS, ...momentsSaid(view, appeal.reason, appeal.answer)]);
}

function itemScreen(ctx: Ctx, found: CaseView, at: number, most: number): Screen {
  const { words } = ctx;
  const { named, view, draft } = found;
  const disputed = named[at];
  if (!disputed) return appealsScreen(ctx);
  const { item, comment, momentS } = disputed;
  const said = words.t('case-controller', { name: shortName(found.review.reviewerName) });
  const place =
    named.length > 1 ? words.t('case-place', { at: String(at + 1), of: String(named.length) }) : '';
  // By its index: a long item code and the decision's name exceed the 64 bytes a button may carry.
  const verdicts = decisions.map((decision, index) =>
    button(words.plain(`button-${decision}`), 'decide', view.id, item.code, index),
  );
  const [sellerRight, unclear, notApplicable, controllerRight] = verdicts;
  const last = Object.keys(draft.decisions).at(-1);
  return screen(
    [
      ...caseHead(ctx, found, most, place),
      '',
      words.t('case-item', {
        text: cut(item.text, most),
        weight: String(item.weight),
        critical: item.critical,
      }),
      comment === null ? `${said} ${words.t('case-no-comment')}` : said,
      (comment !== null || momentS !== null) && commentLine(comment, momentS, most),
    ],
    [
      ...disputedMoments(found, momentS),
      hearRow(words, found),
      [sellerRight, controllerRight].flatMap((one) => one ?? []),
      [unclear, notApplicable].flatMap((one) => one ?? []),
      last ? [button(words.plain('button-back'), 'reopen', view.id, last)] : [],
    ],
  );
}

function wholeScreen(ctx: Ctx, found: CaseView, most: number): Screen {
  const { words } = ctx;
  const { appeal, view, sheet } = found;
  return screen(
    [
      ...caseHead(ctx, found, most),
      '',
      `<b>${words.t(`appeal-kind-${appeal.kind}`)}</b>`,
      words.t('case-type', {
        type: sheet.version?.checklist.name ?? '—',
        name: shortName(found.review.reviewerName),
      }),
    ],
    [
      ...disputedMoments(found, null),
      hearRow(words, found),
      [
        button(words.plain('button-annul'), 'annul', view.id, 1),
        button(words.plain('button-keep'), 'annul', view.id, 0),
      ],
    ],
  );
}

function reasonScreen(ctx: Ctx, found: CaseView, most: number): Screen {
  const { words } = ctx;
  const { view } = found;
  return screen(
    [
      ...caseHead(ctx, found, most),
      '',
      ...decidedLines(words, found, most),
      '',
      words.t('case-why'),
    ],
    [
      ...readyReasons.map((reason) => [
        button(words.plain(`reason-${reason}`), 'reason', view.id, reason),
      ]),
      [button(words.plain('button-back'), 'reopen', view.id, lastDecided(found))],
    ],
  );
}

/** What going back from the reason takes up again. */
function lastDecided({ appeal, draft }: CaseView): string {
  return appeal.kind === 'items' ? (Object.keys(draft.decisions).at(-1) ?? '') : 'whole';
}

function decidedLines(words: Words, { named, draft, appeal }: CaseView, most: number): string[] {
  if (appeal.kind !== 'items') {
    return [words.t(draft.annul ? 'case-annulled' : 'case-kept')];
  }
  return named.flatMap(({ item }) => {
    const decision = draft.decisions[item.code];
    return decision
      ? [
          words.t('case-decided', {
            text: cut(item.text, most),
            decision: words.plain(`decision-${decision}`),
          }),
        ]
      : [];
  });
}

function outcomeScreen(ctx: Ctx, found: CaseView, most: number): Screen {
  const { words } = ctx;
  const { view, draft } = found;
  return screen(
    [
      ...caseHead(ctx, found, most),
      '',
      ...decidedLines(words, found, most),
      words.t('case-reason', { text: cut(draft.reason ?? '', most) }),
      '',
      outcomeLine(words, found),
    ],
    [
      [button(words.plain('button-confirm'), 'confirm', view.id)],
      [button(words.plain('button-back'), 'reopen', view.id, 'reason')],
    ],
  );
}

/** `Итог: 86,4 % → 95,5 %. Иван П. +5, Ольга К. −5.` */
function outcomeLine(words: Words, { appeal, view, review, outcome }: CaseView): string {
  const balances = balancesOf(outcome?.transfers ?? []);
  const sides: [number | null, string | null][] = [
    [view.sellerId, view.sellerName],
    [review.reviewerId, review.reviewerName],
  ];
  const moved = sides.flatMap(([id, name]) => {
    const points = id === null ? 0 : (balances.get(id) ?? 0);
    return points === 0 ? [] : [`${shortName(name)} ${signed(points)}`];
  });
  const moves = moved.join(', ') || words.plain('case-no-points');
  if (outcome?.ending.outcome === 'annulled') {
    const nothingLeft = appeal.kind === 'items';
    return words.t(nothingLeft ? 'case-outcome-nothing-left' : 'case-outcome-annulled', { moves });
  }
  const before = percent(words, review.earned, review.possible);
  const after = outcome ? percent(words, outcome.earned, outcome.possible) : '—';
  return before === after
    ? words.t('case-outcome-same', { after, moves })
    : words.t('case-outcome', { before, after, moves });
}

function redrawn(ctx: Ctx, id: string, done: Outcome<object>): Reply {
  const found = caseView(ctx.app, ctx.member, Number(id));
  if (!found.ok) {
    const isHead = ctx.member.roles.includes('supervisor');
    const refusal = done.ok ? found.refusal : done.refusal;
    return refused(ctx, refusal, isHead ? appealsScreen(ctx) : null);
  }
  const now = caseScreen(ctx, found.found);
  if (!done.ok) return refused(ctx, done.refusal, now);
  const waitsForReason = found.found.draft.reason === null && decided(found.found);
  return {
    screen: now,
    ...(waitsForReason ? { ask: { kind: 'decision_reason' as const, about: id } } : {}),
  };
}

function decided({ appeal, named, draft }: CaseView): boolean {
  if (appeal.kind !== 'items') return draft.annul !== null;
  return named.every(({ item }) => Object.hasOwn(draft.decisions, item.code));
}

export const decisionTaps = {
  appeals: (ctx) => ({ screen: appealsScreen(ctx) }),
  case: (ctx, id = '') => redrawn(ctx, id, { ok: true }),
  decide: (ctx, id = '', itemCode = '', place = '') => {
    const decision = decisions.find((_, index) => String(index) === place);
    if (!decision) return refused(ctx, 'stale');
    return redrawn(ctx, id, decideItem(ctx.app, ctx.member, Number(id), { itemCode, decision }));
  },
  annul: (ctx, id = '', yes = '') =>
    redrawn(ctx, id, decideWhole(ctx.app, ctx.member, Number(id), yes === '1')),
  reason: (ctx, id = '', ready = '') => {
    const known = readyReasons.find((reason) => reason === ready);
    if (!known) return refused(ctx, 'stale');
    const text = ctx.words.plain(`reason-${known}`);
    return redrawn(ctx, id, decideReason(ctx.app, ctx.member, Number(id), text));
  },
  reopen: (ctx, id = '', what = '') => redrawn(ctx, id, reopen(ctx, Number(id), what)),
  confirm: (ctx, id = '') => {
    const done = confirmDecision(ctx.app, ctx.member, Number(id));
    if (!done.ok) return redrawn(ctx, id, done);
    return { screen: appealsScreen(ctx), toast: ctx.words.plain('case-confirmed') };
  },
  'case-voice': (ctx, id = '') => {
    const found = caseView(ctx.app, ctx.member, Number(id));
    const voice = found.ok ? found.found.appeal.reasonVoice : null;
    if (!voice) return refused(ctx, 'not_found');
    return { after: () => ctx.replyWithVoice(voice, { protect_content: true }) };
  },
} satisfies Taps;

/** One step back: `what` is the reason, the whole call, or the item decided last. */
function reopen(ctx: Ctx, callId: number, what: string): Outcome<object> {
  if (what === 'reason') return decideReason(ctx.app, ctx.member, callId, null);
  if (what === 'whole') return decideWhole(ctx.app, ctx.member, callId, null);
  return decideItem(ctx.app, ctx.member, callId, { itemCode: what, decision: null });
}

export const takeDecisionReason: Taker = (ctx, about, { text }) => {
  const callId = Number(about);
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const done = decideReason(ctx.app, ctx.member, callId, text);
  if (!done.ok) return done;
  const found = caseView(ctx.app, ctx.member, callId);
  return found.ok ? { ok: true, screen: caseScreen(ctx, found.found) } : found;
};
