import type { InlineKeyboardButton } from 'grammy/types';
import { submitCalibration } from '../../app/scoring/answer-calibration.ts';
import { submitBenchmark } from '../../app/scoring/benchmarks.ts';
import {
  answerBlind,
  answerBlindRest,
  type BlindSheet,
  blindSheet,
  commentBlind,
  showBlindItem,
} from '../../app/scoring/blind-sheet.ts';
import { submitSelfCheck } from '../../app/scoring/self-check.ts';
import { itemsOf, scoreOf, type Verdict } from '../../domain/checklist.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { buttonKind, code, id } from '../buttons.ts';
import { noticeButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { calibrationButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { sendSoundTo } from '../recordings/listening.ts';
import { sendRecording } from '../recordings/send-recording.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { callLine, escapeHtml, length, mark, percent, progressBar, type Words } from '../words.ts';
import { handedInScreen } from './handed-in-blind.ts';
import { itemLines } from './scoring-screen.ts';

const barLength = 12;
const lineMax = 60;

const ofScore = { scoreId: id };
const ofItem = { scoreId: id, item: code };

/** Whose sheet it is decides: a blind score is its maker's alone. */
const passButton = buttonKind('b-pass', byCall, ofItem);
const failButton = buttonKind('b-fail', byCall, ofItem);
const naButton = buttonKind('b-na', byCall, ofItem);
const itemButton = buttonKind('b-item', byCall, ofItem);
const restButton = buttonKind('b-rest', byCall, ofScore);
const allButton = buttonKind('b-all', byCall, ofScore);
const sendButton = buttonKind('b-send', byCall, ofScore);
const hearButton = buttonKind('b-hear', byCall, ofScore);

/** The sheet of a blind score; `failed`: the item that typed words belong to just now. */
export function blindScreen(words: Words, sheet: BlindSheet, failed: string | null = null): Screen {
  const current = itemsOf(sheet.version.checklist).find(
    ({ code: one }) => one === sheet.score.cursorItem,
  );
  return current ? itemScreen(words, sheet, current.code, failed) : allScreen(words, sheet, failed);
}

function head(words: Words, { score, version, answers, view }: BlindSheet): string[] {
  const of = itemsOf(version.checklist).length;
  const title = words.t(`blind-title-${score.purpose}`, { number: String(view.id) });
  return [
    `<b>${title}</b> · ${answers.size}/${of}`,
    `${escapeHtml(version.checklist.name)} · ${callLine(words, view)}`,
    progressBar(Math.round((answers.size * barLength) / Math.max(1, of)), barLength),
  ];
}

function failedLine(words: Words, { version, answers }: BlindSheet, failed: string | null) {
  if (failed === null) return null;
  const number = String(itemsOf(version.checklist).findIndex((item) => item.code === failed) + 1);
  const { comment = null, momentS = null } = answers.get(failed) ?? {};
  if (comment === null && momentS === null) return words.t('scoring-failed', { number });
  const moment = momentS === null ? '' : `${length(momentS)} `;
  return words.t('scoring-failed-comment', { number, comment: `${moment}${comment ?? ''}` });
}

/** Recording, and the way out, which loses nothing. */
function lastRow(words: Words, { score }: BlindSheet): InlineKeyboardButton[] {
  return [
    hearButton.button(words.plain('button-listen'), { scoreId: score.id }),
    score.purpose === 'self'
      ? noticeButton.button(words.plain('button-later'), { callId: score.callId })
      : calibrationButton.button(words.plain('button-later'), {}),
  ];
}

function itemScreen(
  words: Words,
  sheet: BlindSheet,
  itemCode: string,
  failed: string | null,
): Screen {
  const { checklist } = sheet.version;
  const items = itemsOf(checklist);
  const at = items.findIndex((one) => one.code === itemCode);
  const item = items[at];
  if (!item) throw new Error(`no item ${itemCode}`);
  const section = checklist.sections.find(({ items: own }) => own.includes(item));
  const given = sheet.answers.get(item.code);
  const before = items[at - 1];
  const of = { scoreId: sheet.score.id };
  return screen(
    [
      ...head(words, sheet),
      failedLine(words, sheet, failed),
      '',
      ...itemLines(words, { section, item, at }, given && mark[given.verdict]),
    ],
    [
      [
        passButton.button(words.plain('button-done'), { ...of, item: item.code }),
        failButton.button(words.plain('button-not-done'), { ...of, item: item.code }),
      ],
      [
        ...(item.na ? [naButton.button(words.plain('button-na'), { ...of, item: item.code })] : []),
        ...(before
          ? [itemButton.button(words.plain('button-back'), { ...of, item: before.code })]
          : []),
      ],
      [
        restButton.button(words.plain('button-rest-done'), of),
        allButton.button(words.plain('button-overview'), of),
      ],
      lastRow(words, sheet),
    ],
  );
}

function allScreen(words: Words, sheet: BlindSheet, failed: string | null): Screen {
  const { score, version, answers } = sheet;
  const items = itemsOf(version.checklist);
  const open = items.filter((item) => !answers.has(item.code)).length;
  const sums = scoreOf(version.checklist, answers);
  const numbers = items.map((item, index) =>
    itemButton.button(`${answers.has(item.code) ? '' : '·'}${index + 1}`, {
      scoreId: score.id,
      item: item.code,
    }),
  );
  const line = (item: (typeof items)[number], index: number, most: number) => {
    const answer = answers.get(item.code);
    const said = answer?.comment ? ` — <i>${escapeHtml(cut(answer.comment, most))}</i>` : '';
    const text = escapeHtml(cut(item.text, Math.min(lineMax, most)));
    return `${index + 1}. ${answer ? mark[answer.verdict] : '▫️'} ${text}${said}`;
  };
  return fitting((most) =>
    screen(
      [
        ...head(words, sheet),
        `${words.t('blind-sum')}: <b>${percent(words, sums.earned, sums.possible)}</b>`,
        '',
        ...items.map((item, index) => line(item, index, most)),
        open > 0 && `\n${words.t('scoring-open', { count: open })}`,
        failedLine(words, sheet, failed),
      ],
      [
        ...inRows(numbers, 8),
        [
          sendButton.button(
            words.plain(score.purpose === 'self' ? 'button-blind-send' : 'button-submit'),
            { scoreId: score.id },
          ),
        ],
        lastRow(words, sheet),
      ],
    ),
  );
}

/** The sheet as it is now, or what stands in its place once it is handed in. */
function blindNow(ctx: Ctx, scoreId: number, failed: string | null = null): Screen | null {
  const sheet = blindSheet(ctx.app, ctx.member, scoreId);
  if (!sheet) return null;
  if (sheet.score.submittedAt === null) return blindScreen(ctx.words, sheet, failed);
  return handedInScreen(ctx, sheet);
}

function redrawn(ctx: Ctx, scoreId: number, done: Outcome<object>): Reply {
  const now = blindNow(ctx, scoreId);
  if (!done.ok) return refused(ctx, done.refusal, now);
  return now ? { screen: now } : refused(ctx, 'not_found');
}

const verdictOn = (verdict: Verdict) => (ctx: Ctx, of: { scoreId: number; item: string }) =>
  redrawn(
    ctx,
    of.scoreId,
    answerBlind(ctx.app, ctx.member, of.scoreId, { itemCode: of.item, verdict }),
  );

const submit = {
  self: submitSelfCheck,
  calibration: submitCalibration,
  benchmark: submitBenchmark,
} as const;

export const blindSheetHandlers = [
  passButton.on(verdictOn('pass')),
  naButton.on(verdictOn('na')),
  failButton.on((ctx, of) => {
    const reply = verdictOn('fail')(ctx, of);
    const now = reply.refusal ? null : blindNow(ctx, of.scoreId, of.item);
    return now ? { screen: now, ask: { kind: 'blind_comment', about: of } } : reply;
  }),
  itemButton.on((ctx, { scoreId, item }) =>
    redrawn(ctx, scoreId, showBlindItem(ctx.app, ctx.member, scoreId, item)),
  ),
  allButton.on((ctx, { scoreId }) =>
    redrawn(ctx, scoreId, showBlindItem(ctx.app, ctx.member, scoreId, null)),
  ),
  restButton.on((ctx, { scoreId }) =>
    redrawn(ctx, scoreId, answerBlindRest(ctx.app, ctx.member, scoreId)),
  ),
  sendButton.on((ctx, { scoreId }) => {
    const purpose = blindSheet(ctx.app, ctx.member, scoreId)?.score.purpose ?? 'self';
    return redrawn(ctx, scoreId, submit[purpose](ctx.app, ctx.member, scoreId));
  }),
  hearButton.on((ctx, { scoreId }) => {
    const sheet = blindSheet(ctx.app, ctx.member, scoreId);
    if (!sheet || !ctx.chat) return refused(ctx, 'not_found');
    const sending = sendRecording(ctx, ctx.chat.id, sheet.view);
    return sendSoundTo(ctx, sheet.view.id, sending);
  }),
];

/** Words typed after a ❌ belong to it. */
export const blindCommentAnswerHandler: AnswerHandler<'blind_comment'> = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { scoreId, item } = about;
  const done = commentBlind(ctx.app, ctx.member, scoreId, { itemCode: item, typed: text });
  if (!done.ok) return done;
  const now = blindNow(ctx, scoreId, item);
  return now ? { ok: true, screen: now } : { ok: false, refusal: 'not_found' };
};
