import { InputFile } from 'grammy';
import {
  closePeriod,
  listPeriods,
  type Period,
  previewPeriod,
  reopenPeriod,
} from '../../app/credit/close-period.ts';
import { monthFile } from '../../reports/month-file.ts';
import { buttonKind, month as monthField } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { sheetWords } from '../intake/sheet-words.ts';
import { periodsButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { inRows, screen, sendScreen } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { monthTyped } from '../typed-month.ts';
import { escapeHtml, progressBar } from '../words.ts';
import { titled } from './credit.ts';
import {
  debtsButton,
  decisionsButton,
  periodButton,
  periodFiguresButton,
} from './credit-buttons.ts';
import { previewLines, versionLines } from './period-lines.ts';

const monthsMax = 12;
const stages = 3;
const boxes = 9;

const admins = commandRoles.period;
const ofMonth = { month: monthField };
const closeButton = buttonKind('period-close', admins, ofMonth);
const closeYesButton = buttonKind('period-close-yes', admins, ofMonth);
const sheetButton = buttonKind('period-sheet', admins, ofMonth);
const reopenButton = buttonKind('period-reopen', admins, ofMonth);

/** The versions in which a month was closed; null: there is no such month, or not for this person. */
function versionsOf({ app, member }: Ctx, month: string): Period[] | null {
  const found = listPeriods(app, member);
  if (!found.ok) return null;
  return found.months.find((one) => one.month === month)?.versions ?? null;
}

/** `/period`: the months, each open or closed. */
function listScreen(ctx: Ctx): Reply {
  const { app, member, words } = ctx;
  const found = listPeriods(app, member);
  if (!found.ok) return refused(ctx, found.refusal);
  const shown = found.months.slice(0, monthsMax).map(({ month, versions }) => {
    const closed = versions[0]?.reopenedAt === null;
    return { month, label: `${closed ? '🔒 ' : ''}${titled(words, month)}` };
  });
  return {
    screen: screen(
      [`<b>${words.t('period-title')}</b>`, words.t('period-about')],
      inRows(
        shown.map(({ month, label }) => periodButton.button(label, { month })),
        2,
      ),
    ),
  };
}

/** `/period`, or `/period октябрь`. */
export async function openPeriods(ctx: Ctx): Promise<void> {
  const month = await monthTyped(ctx);
  if (month === undefined) return;
  const { screen: shown, toast } = month === null ? listScreen(ctx) : monthScreen(ctx, month);
  if (shown) await sendScreen(ctx, shown);
  else await ctx.reply(toast ?? '');
}

/** One month: what it would close with, or what it was closed with. */
function monthScreen(ctx: Ctx, month: string): Reply {
  const { words, app, member } = ctx;
  const versions = versionsOf(ctx, month);
  if (!versions) return listScreen(ctx);
  const isClosed = versions[0]?.reopenedAt === null;
  const preview = isClosed ? null : previewPeriod(app, member, month);
  return {
    screen: screen(
      [
        `<b>${titled(words, month)}</b> · ${words.t(isClosed ? 'period-closed' : 'period-open')}`,
        ...versionLines(words, versions),
        ...(preview?.ok ? previewLines(words, preview.preview) : []),
        preview && !preview.ok && escapeHtml(refusalWords(ctx, preview.refusal)),
      ],
      [
        preview?.ok ? [closeButton.button(words.plain('button-period-close'), { month })] : [],
        [
          periodFiguresButton.button(words.plain('button-period-figures'), { month, page: 0 }),
          sheetButton.button(words.plain('button-period-sheet'), { month }),
        ],
        isClosed ? [reopenButton.button(words.plain('button-period-reopen'), { month })] : [],
        [decisionsButton.button(words.plain('button-decisions'), { month })],
        isClosed ? [debtsButton.button(words.plain('button-debts'), {})] : [],
        [periodsButton.button(words.plain('button-back'), {})],
      ],
    ),
  };
}

function askToClose(ctx: Ctx, month: string): Reply {
  const { words, app, member } = ctx;
  const preview = previewPeriod(app, member, month);
  if (!preview.ok) return refused(ctx, preview.refusal);
  return {
    screen: screen(
      [
        `<b>${words.t('period-close-ask', { month: titled(words, month) })}</b>`,
        ...previewLines(words, preview.preview),
        words.t('period-close-about'),
        preview.preview.forSelf && words.t('period-close-self'),
      ],
      [
        [closeYesButton.button(words.plain('button-period-close-yes'), { month })],
        [periodButton.button(words.plain('button-back'), { month })],
      ],
    ),
  };
}

/** The workbook of a month as a document; the chat follows how far it is. */
async function sendSheet(ctx: Ctx, month: string): Promise<void> {
  const { words, app } = ctx;
  const text = (stage: number) =>
    `${words.plain('period-sheet-wait', { month: titled(words, month) })}\n${progressBar((boxes / stages) * stage, boxes)}`;
  const { message_id: messageId, chat } = await ctx.reply(text(1));
  const show = (stage: number) => {
    const shown = ctx.api.editMessageText(chat.id, messageId, text(stage));
    ctx.backgroundTasks.run('how far the sheet of a month is', shown.catch(unlessBug));
  };
  try {
    const wanted = { format: 'xlsx', words: sheetWords(words) } as const;
    const bytes = await monthFile(app, month, wanted, () => show(2));
    await ctx.replyWithDocument(new InputFile(bytes, `razbor-${month}.xlsx`));
    await ctx.api.deleteMessage(chat.id, messageId).catch(unlessBug);
  } catch (error) {
    await ctx.api.editMessageText(chat.id, messageId, words.plain('period-sheet-failed'));
    throw error;
  }
}

export const periodHandlers = [
  periodsButton.on(listScreen),
  periodButton.on((ctx, { month }) => monthScreen(ctx, month)),
  closeButton.on((ctx, { month }) => askToClose(ctx, month)),

  closeYesButton.on((ctx, { month }) => {
    const done = closePeriod(ctx.app, ctx.member, month);
    if (!done.ok) return refused(ctx, done.refusal, monthScreen(ctx, month).screen ?? null);
    return { ...monthScreen(ctx, month), toast: ctx.words.plain('period-close-done') };
  }),

  sheetButton.on((ctx, { month }) => ({
    after: async () => ctx.backgroundTasks.run(`sheets of ${month}`, sendSheet(ctx, month)),
  })),

  reopenButton.on((ctx, { month }) => ({
    screen: screen(
      [ctx.words.t('period-reopen-ask', { month: titled(ctx.words, month) })],
      [[periodButton.button(ctx.words.plain('button-back'), { month })]],
    ),
    ask: { kind: 'period_reason', about: { month } },
  })),
];

export const periodReasonAnswerHandler: AnswerHandler<'period_reason'> = (
  ctx,
  { month },
  { text },
) => {
  const done = reopenPeriod(ctx.app, ctx.member, month, text ?? '');
  if (!done.ok) return done;
  const shown = monthScreen(ctx, month).screen;
  return shown ? { ok: true, screen: shown } : { ok: false, refusal: 'not_allowed' };
};
