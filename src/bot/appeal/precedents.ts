import type { InlineKeyboardButton } from 'grammy/types';
import type { CaseView } from '../../app/appeal/read-case.ts';
import {
  type Precedent,
  type Precedents,
  precedentsOfCase,
  precedentsOfDraft,
} from '../../app/appeal/read-precedents.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { back } from '../button-styles.ts';
import { buttonKind, id } from '../buttons.ts';
import { appealButton, caseButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { reasonWords } from '../reason-words.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { dayMonth, noteLine, type Words } from '../words.ts';

const ofCall = { callId: id };
/** How the items that a seller may name were decided before. */
export const draftPastButton = buttonKind('ap-past', byCall, ofCall);
/** How the item that a head decides now was decided before. */
const casePastButton = buttonKind('case-past', byCall, ofCall);

/** A row with the way to them; empty where nothing was decided before. */
export const casePastRow = (words: Words, { call, hasPrecedents }: CaseView) =>
  hasPrecedents
    ? [casePastButton.button(words.plain('button-precedents'), { callId: call.id })]
    : [];

export const precedentHandlers = [
  draftPastButton.on((ctx, { callId }) =>
    shown(ctx, callId, precedentsOfDraft(ctx.app, ctx.member, callId), appealButton, false),
  ),
  casePastButton.on((ctx, { callId }) =>
    shown(ctx, callId, precedentsOfCase(ctx.app, ctx.member, callId), caseButton, true),
  ),
];

function shown(
  ctx: Ctx,
  callId: number,
  found: Outcome<{ precedents: Precedents[] }>,
  from: typeof appealButton | typeof caseButton,
  decides: boolean,
): Reply {
  if (!found.ok) return refused(ctx, found.refusal);
  const { words } = ctx;
  const leadBack = back(from.button(words.plain('button-back'), { callId }));
  return { screen: precedentsScreen(words, found.precedents, decides, leadBack) };
}

function precedentsScreen(
  words: Words,
  precedents: readonly Precedents[],
  decides: boolean,
  leadBack: InlineKeyboardButton,
): Screen {
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('precedents-title')}</b>`,
        ...precedents.flatMap((one) => ['', ...itemLines(words, one, decides, most)]),
        '',
        words.t('precedents-how'),
      ],
      [[leadBack]],
    ),
  );
}

function itemLines(
  words: Words,
  { item, tally, same, similar }: Precedents,
  decides: boolean,
  most: number,
): string[] {
  const one = (precedent: Precedent, named: boolean) =>
    precedentLines(words, precedent, { named, decides }, most);
  return [
    words.t('precedents-item', { text: cut(item.text, most), ...tally }),
    ...same.flatMap((precedent) => one(precedent, false)),
    ...(similar.length > 0 ? [words.t('precedents-similar')] : []),
    ...similar.flatMap((precedent) => one(precedent, true)),
  ];
}

function precedentLines(
  words: Words,
  { itemText, decision, reason, comment, decidedAt }: Precedent,
  { named, decides }: { named: boolean; decides: boolean },
  most: number,
): string[] {
  const what = words.plain(reason === null ? 'appeal-state-conceded' : `decision-${decision}`);
  return [
    words.t(named ? 'precedents-line-other' : 'precedents-line', {
      date: dayMonth(words, decidedAt),
      decision: what,
      ...(named ? { item: cut(itemText, Math.min(80, most)) } : {}),
    }),
    ...(decides && comment !== null ? [noteLine(cut(comment, most))] : []),
    ...(reason === null ? [] : [noteLine(cut(reasonWords(words, reason), most))]),
  ];
}
