import type { CaseView } from '../../app/appeal/read-case.ts';
import { type Decision, decisions } from '../../domain/call.ts';
import { type Account, balancesOf } from '../../domain/ledger.ts';
import { decisionReasons } from '../../domain/ready-reasons.ts';
import { buttonKind, code, type Field, flag, id, oneOf } from '../buttons.ts';
import { listenButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { reasonWords } from '../reason-words.ts';
import { momentRows, momentsSaid } from '../recordings/listening.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import {
  callLine,
  commentLine,
  folded,
  inQuotes,
  percent,
  shortName,
  signed,
  span,
  spokenOr,
  type Words,
} from '../words.ts';
import { casePastRow } from './precedents.ts';

/** By its place: a long item code and the decision's name exceed the 64 bytes a button may carry. */
const decision: Field<Decision> = {
  write: (value) => String(decisions.indexOf(value)),
  read: (text) => decisions.find((_, place) => String(place) === text),
};

const ofCall = { callId: id };
export const decideButton = buttonKind('decide', byCall, { ...ofCall, itemCode: code, decision });
/** Takes the call off the credit, or leaves it. */
export const annulButton = buttonKind('annul', byCall, { ...ofCall, annul: flag });
export const reasonButton = buttonKind('reason', byCall, {
  ...ofCall,
  ready: oneOf(decisionReasons),
});
/** One step back: `what` is the reason, the whole call, or the code of the item decided last. */
export const reopenButton = buttonKind('reopen', byCall, { ...ofCall, what: code });
export const confirmButton = buttonKind('confirm', byCall, ofCall);
export const reasonVoiceButton = buttonKind('case-voice', byCall, ofCall);

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
    const disputed = named[at];
    if (disputed) return itemScreen(ctx, found, { at, disputed }, most);
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
    ...(appeal.answer
      ? [words.t('case-answer', { text: inQuotes(words, appeal.answer, most) })]
      : []),
  ];
}

function listenRow(words: Words, { appeal, view }: CaseView) {
  const of = { callId: view.id };
  return [
    listenButton.button(words.plain('button-whole-call'), of),
    ...(appeal.reasonVoice
      ? [reasonVoiceButton.button(words.plain('button-hear-reason'), of)]
      : []),
  ];
}

/** The moment that the controller noted, and those that either side names in words. */
function disputedMoments({ appeal, view }: CaseView, momentS: number | null) {
  return momentRows(view.id, [momentS, ...momentsSaid(view, appeal.reason, appeal.answer)]);
}

function itemScreen(
  ctx: Ctx,
  found: CaseView,
  { at, disputed }: { at: number; disputed: CaseView['named'][number] },
  most: number,
): Screen {
  const { words } = ctx;
  const { named, view, draft } = found;
  const { item, comment, momentS } = disputed;
  const said = words.t('case-controller', { name: shortName(found.review.reviewerName) });
  const place =
    named.length > 1 ? words.t('case-place', { at: String(at + 1), of: String(named.length) }) : '';
  const decide = (decision: Decision) =>
    decideButton.button(words.plain(`button-${decision}`), {
      callId: view.id,
      itemCode: item.code,
      decision,
    });
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
      found.tally?.decided ? words.t('case-tally', { ...found.tally }) : false,
      comment === null ? `${said} ${words.t('case-no-comment')}` : said,
      (comment !== null || momentS !== null) && commentLine(words, comment, momentS, most),
    ],
    [
      ...disputedMoments(found, momentS),
      listenRow(words, found),
      [decide('seller_right'), decide('controller_right')],
      [decide('item_unclear'), decide('not_applicable')],
      casePastRow(words, found),
      last
        ? [reopenButton.button(words.plain('button-back'), { callId: view.id, what: last })]
        : [],
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
      listenRow(words, found),
      [
        annulButton.button(words.plain('button-annul'), { callId: view.id, annul: true }),
        annulButton.button(words.plain('button-keep'), { callId: view.id, annul: false }),
      ],
    ],
  );
}

function reasonScreen(ctx: Ctx, found: CaseView, most: number): Screen {
  const { words } = ctx;
  const of = { callId: found.view.id };
  return screen(
    [
      ...caseHead(ctx, found, most),
      '',
      ...decidedLines(words, found, most),
      '',
      words.t('case-why'),
    ],
    [
      ...decisionReasons.map((ready) => [
        reasonButton.button(words.plain(`reason-${ready}`), { ...of, ready }),
      ]),
      [reopenButton.button(words.plain('button-back'), { ...of, what: lastDecided(found) })],
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
  const of = { callId: found.view.id };
  return screen(
    [
      ...caseHead(ctx, found, most),
      '',
      ...decidedLines(words, found, most),
      words.t('case-reason', {
        text: folded(cut(reasonWords(words, found.draft.reason ?? ''), most)),
      }),
      '',
      outcomeLine(words, found),
    ],
    [
      [confirmButton.button(words.plain('button-confirm'), of)],
      [reopenButton.button(words.plain('button-back'), { ...of, what: 'reason' })],
    ],
  );
}

/** `Итог: 86,4 % → 95,5 %. Иван П. +5, Ольга К. −4, фонд компании −1.`: it adds up to nothing. */
function outcomeLine(words: Words, { appeal, view, review, outcome }: CaseView): string {
  const balances = balancesOf(outcome?.transfers ?? []);
  const sides: [Account | null, string | null][] = [
    [view.sellerId, view.sellerName],
    [review.reviewerId, review.reviewerName],
    ['fund', words.plain('case-fund')],
  ];
  const moved = sides.flatMap(([account, name]) => {
    const points = account === null ? 0 : (balances.get(account) ?? 0);
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
