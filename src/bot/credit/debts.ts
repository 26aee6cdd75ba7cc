import type { App } from '../../app/app.ts';
import {
  mayWriteOff,
  readDebts,
  writeOffDebt,
  writtenOff,
} from '../../app/credit/write-off-debt.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Member } from '../../app/people/members.ts';
import { buttonKind, id } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { creditButton, periodsButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import type { Rendered } from '../rendered.ts';
import { refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { escapeHtml, shortName, type Words } from '../words.ts';
import { titled } from './credit.ts';
import { debtsButton, reverseButton } from './credit-buttons.ts';

const reasonMax = 200;
const nameMax = 20;

const writeOffButton = buttonKind('write-off', commandRoles.period, { personId: id });

/** What people still owe from closed months, and what was written off of it; null: not for this person. */
export function debtsScreen({ app, member, words }: Ctx): Screen | null {
  const read = readDebts(app, member);
  if (!read.ok) return null;
  const { found } = read;
  const back = [periodsButton.button(words.plain('button-back'), {})];
  if (!found || found.debts.length + found.writtenOff.length === 0) {
    return screen([`<b>${words.t('debts-title')}</b>`, words.t('debts-none')], [back]);
  }
  const others = found.debts.filter(({ personId }) => personId !== member.id);
  return screen(
    [
      `<b>${words.t('debts-title')}</b> · ${titled(words, found.month)}`,
      words.t('debts-about'),
      '',
      ...found.debts.map(({ name, points, active }) =>
        words.t(active ? 'debts-line' : 'debts-line-left', { name: shortName(name), points }),
      ),
      ...found.writtenOff.flatMap(({ name, points, reason }) => [
        words.t('debts-written-off', { name: shortName(name), points }),
        `    <i>${escapeHtml(cut(reason ?? '', reasonMax))}</i>`,
      ]),
    ],
    [
      ...others.map(({ personId, name, points }) => [
        writeOffButton.button(
          words.plain('button-write-off', { name: cut(shortName(name), nameMax), points }),
          { personId },
        ),
      ]),
      ...found.writtenOff.map(({ id: transferId, name, points }) => [
        reverseButton.button(
          words.plain('button-reverse', { name: cut(shortName(name), nameMax), points }),
          { transferId },
        ),
      ]),
      back,
    ],
  );
}

export const debtsHandlers = [
  debtsButton.on((ctx) => {
    const shown = debtsScreen(ctx);
    return shown ? { screen: shown } : refused(ctx, 'not_allowed');
  }),

  writeOffButton.on((ctx, { personId }) => {
    const may = mayWriteOff(ctx.app, ctx.member, personId);
    if (!may.ok) return refused(ctx, may.refusal, debtsScreen(ctx));
    const { name, points } = may.debt;
    return {
      screen: screen(
        [ctx.words.t('write-off-ask', { name: shortName(name), points })],
        [[debtsButton.button(ctx.words.plain('button-cancel'), {})]],
      ),
      ask: { kind: 'debt_reason', about: { personId } },
    };
  }),
];

export const debtReasonAnswerHandler: AnswerHandler<'debt_reason'> = (
  ctx,
  { personId },
  { text },
) => {
  const done = writeOffDebt(ctx.app, ctx.member, personId, text ?? '');
  if (!done.ok) return done;
  const shown = debtsScreen(ctx);
  return shown ? { ok: true, screen: shown } : { ok: false, refusal: 'not_allowed' };
};

/** Tells somebody that what they owed was written off, or that it was taken back, and why. */
export function debtWrittenOff(
  app: App,
  words: Words,
  member: Member,
  notice: PendingNotice<'debt_written_off'>,
): Rendered {
  const found = writtenOff(app, member, notice.payload.id);
  if (!found) return { do: 'drop' };
  const { entry, reversal } = found;
  const key = reversal ? 'debt-back' : 'debt-written-off';
  return {
    do: 'send',
    screen: screen(
      [
        words.t(key, { points: entry.points }),
        `<i>${escapeHtml((reversal ?? entry).reason ?? '')}</i>`,
      ],
      [[creditButton.button(words.plain('button-credit'), {})]],
    ),
  };
}
