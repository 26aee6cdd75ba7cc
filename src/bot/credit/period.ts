import { InputFile } from 'grammy';
import {
  closePeriod,
  listPeriods,
  type Period,
  type PeriodPreview,
  previewPeriod,
  reopenPeriod,
} from '../../app/credit/close-period.ts';
import { isLocalMonth } from '../../domain/time.ts';
import { monthFile } from '../../reports/month-file.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { sheetWords } from '../intake/sheet-words.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, inRows, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import {
  callLink,
  dateTime,
  escapeHtml,
  localPercent,
  progressBar,
  shortName,
  type Words,
} from '../words.ts';
import { titled } from './credit.ts';
import { money } from './credit-words.ts';

const monthsMost = 12;
const numbersMost = 8;
const linesMost = 8;
const hashShown = 12;
const stages = 3;
const boxes = 9;

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
  const shown = found.months.slice(0, monthsMost).map(({ month, versions }) => {
    const closed = versions[0]?.reopenedAt === null;
    return { month, label: `${closed ? '🔒 ' : ''}${titled(words, month)}` };
  });
  return {
    screen: screen(
      [`<b>${words.t('period-title')}</b>`, words.t('period-about')],
      inRows(
        shown.map(({ month, label }) => button(label, 'period', month)),
        2,
      ),
    ),
  };
}

export async function openPeriods(ctx: Ctx): Promise<void> {
  const { screen: shown, toast } = listScreen(ctx);
  if (shown) await sendScreen(ctx, shown);
  else await ctx.reply(toast ?? '');
}

/** One month: what it would close with, or what it was closed with. */
function monthScreen(ctx: Ctx, month: string): Reply {
  const { words, app, member } = ctx;
  const versions = isLocalMonth(month) ? versionsOf(ctx, month) : null;
  if (!versions) return listScreen(ctx);
  const isClosed = versions[0]?.reopenedAt === null;
  const preview = isClosed ? null : previewPeriod(app, member, month);
  return {
    screen: screen(
      [
        `<b>${titled(words, month)}</b> · ${words.t(isClosed ? 'period-closed' : 'period-open')}`,
        ...versionLines(ctx, versions),
        ...(preview?.ok ? previewLines(ctx, preview.preview) : []),
        preview && !preview.ok && escapeHtml(refusalWords(ctx, preview.refusal)),
      ],
      [
        preview?.ok ? [button(words.plain('button-period-close'), 'period-close', month)] : [],
        [
          button(words.plain('button-period-figures'), 'period-figures', month, 0),
          button(words.plain('button-period-sheet'), 'period-sheet', month),
        ],
        isClosed ? [button(words.plain('button-period-reopen'), 'period-reopen', month)] : [],
        [button(words.plain('button-decisions'), 'decisions', month)],
        isClosed ? [button(words.plain('button-debts'), 'debts')] : [],
        [button(words.plain('button-back'), 'periods')],
      ],
    ),
  };
}

function versionLines({ words }: Ctx, versions: readonly Period[]): string[] {
  return versions.flatMap((period) => [
    words.t('period-version', {
      version: period.version,
      at: dateTime(words, period.closedAt),
      hash: period.sha256.slice(0, hashShown),
    }),
    ...(period.closedForSelf
      ? [words.t('period-for-self', { name: period.closedByName ?? '—' })]
      : []),
    ...(period.reopenedAt === null
      ? []
      : [
          words.t('period-reopened', { at: dateTime(words, period.reopenedAt) }),
          `    <i>${escapeHtml(cut(period.reopenReason ?? '', 200))}</i>`,
        ]),
  ]);
}

function previewLines({ words }: Ctx, preview: PeriodPreview): string[] {
  const { calls, sellers, controllers, paidPoints, amountMinor, currency, undecided } = preview;
  const { uncountedCallIds, withSent, debts } = preview;
  const waiting = [undecided.pending, undecided.appealed, undecided.queued];
  return [
    words.t('period-preview', { calls, sellers, controllers }),
    amountMinor === null
      ? words.t('period-points', { points: paidPoints })
      : words.t('period-amount', {
          points: paidPoints,
          amount: money(words, amountMinor, currency),
        }),
    waiting.every((ids) => ids.length === 0)
      ? words.t('period-all-decided')
      : words.t('period-undecided'),
    ...(['pending', 'appealed', 'queued'] as const).map((kind) =>
      numbersLine(words, `period-undecided-${kind}`, undecided[kind]),
    ),
    numbersLine(words, 'period-uncounted', uncountedCallIds),
    ...listed(
      words,
      'period-with-sent',
      withSent,
      ({ name, meanPercent, drawnMeanPercent, sent }) =>
        words.t('period-with-sent-line', {
          name: shortName(name),
          mean: localPercent(words, meanPercent ?? ''),
          drawn: drawnMeanPercent === null ? '—' : localPercent(words, drawnMeanPercent),
          sent,
        }),
    ),
    ...listed(words, 'period-debts', debts, ({ name, carriedPoints }) =>
      words.t('period-debt-line', { name: shortName(name), points: -carriedPoints }),
    ),
  ].filter((line) => line !== null);
}

/** `Обжалуются 2: №12, №40`; nothing where there is none. */
function numbersLine(words: Words, key: string, callIds: readonly number[]): string | null {
  if (callIds.length === 0) return null;
  const shown = callIds.slice(0, numbersMost).map(callLink).join(', ');
  const numbers = callIds.length > numbersMost ? `${shown} …` : shown;
  return words.t(key, { count: callIds.length, numbers });
}

/** A heading with a line each, the first of many. */
function listed<T>(
  words: Words,
  key: string,
  list: readonly T[],
  line: (entry: T) => string,
): string[] {
  if (list.length === 0) return [];
  const more = list.length > linesMost ? ['…'] : [];
  return ['', words.t(key), ...list.slice(0, linesMost).map(line), ...more];
}

function askToClose(ctx: Ctx, month: string): Reply {
  const { words, app, member } = ctx;
  const preview = isLocalMonth(month) ? previewPeriod(app, member, month) : null;
  if (!preview?.ok) return preview ? refused(ctx, preview.refusal) : listScreen(ctx);
  return {
    screen: screen(
      [
        `<b>${words.t('period-close-ask', { month: titled(words, month) })}</b>`,
        ...previewLines(ctx, preview.preview),
        words.t('period-close-about'),
        preview.preview.forSelf && words.t('period-close-self'),
      ],
      [
        [button(words.plain('button-period-close-yes'), 'period-close-yes', month)],
        [button(words.plain('button-back'), 'period', month)],
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
  const show = (stage: number) =>
    ctx.api.editMessageText(chat.id, messageId, text(stage)).catch(() => undefined);
  try {
    const wanted = { format: 'xlsx', words: sheetWords(words) } as const;
    const bytes = await monthFile(app, month, wanted, () => void show(2));
    await ctx.replyWithDocument(new InputFile(bytes, `razbor-${month}.xlsx`));
    await ctx.api.deleteMessage(chat.id, messageId).catch(() => undefined);
  } catch (error) {
    await ctx.api.editMessageText(chat.id, messageId, words.plain('period-sheet-failed'));
    throw error;
  }
}

export const periodTaps = {
  periods: (ctx) => listScreen(ctx),
  period: (ctx, month = '') => monthScreen(ctx, month),
  'period-close': (ctx, month = '') => askToClose(ctx, month),
  'period-close-yes': (ctx, month = '') => {
    const done = closePeriod(ctx.app, ctx.member, month);
    if (!done.ok) return refused(ctx, done.refusal, monthScreen(ctx, month).screen ?? null);
    return { ...monthScreen(ctx, month), toast: ctx.words.plain('period-close-done') };
  },
  'period-sheet': (ctx, month = '') => {
    if (!isLocalMonth(month)) return listScreen(ctx);
    return {
      after: async () => ctx.errands.run(`sheets of ${month}`, sendSheet(ctx, month)),
    };
  },
  'period-reopen': (ctx, month = '') => ({
    screen: screen(
      [ctx.words.t('period-reopen-ask', { month: titled(ctx.words, month) })],
      [[button(ctx.words.plain('button-back'), 'period', month)]],
    ),
    ask: { kind: 'period_reason', about: month },
  }),
} satisfies Taps;

export const takePeriodReason: Taker = (ctx, about, { text }) => {
  const done = reopenPeriod(ctx.app, ctx.member, about, text ?? '');
  if (!done.ok) return done;
  const shown = monthScreen(ctx, about).screen;
  return shown ? { ok: true, screen: shown } : { ok: false, refusal: 'not_allowed' };
};
