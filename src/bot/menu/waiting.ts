import type { InlineKeyboardButton } from 'grammy/types';
import { appealsFor } from '../../app/appeal/read-case.ts';
import { scoresToAnswer, teachingBegun } from '../../app/notices/read-waiting.ts';
import { undeliveredFor } from '../../app/notices/tell-undelivered.ts';
import { differencesFor } from '../../app/scoring/judge-difference.ts';
import { calibrationsFor, calibrationsToClose } from '../../app/scoring/list-calibrations.ts';
import { heldCall, queueState } from '../../app/scoring/read-sheet.ts';
import { adviceFor } from '../../app/teaching/read-teaching.ts';
import type { Role } from '../../domain/person.ts';
import { nextButton, noticeButton, resumeButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { differencesButton } from '../credit/credit-buttons.ts';
import {
  adviceButton,
  appealsButton,
  calibrationButton,
  undeliveredButton,
} from '../menu-buttons.ts';
import { callNumbers, dateTime, instant, shortName, span, type Words } from '../words.ts';

/** Something that waits for this person: a line or two, and the buttons that open it. */
export interface Waiting {
  lines: string[];
  rows: InlineKeyboardButton.CallbackButton[][];
}

/** Calls named one by one; there are more behind the list of calls. */
const namedMax = 3;

/** All that can wait, by role; each answers null where nothing does. */
const sources: readonly { of: Role; read: (ctx: Ctx) => Waiting | null }[] = [
  { of: 'seller', read: scoresWaiting },
  { of: 'controller', read: queueWaiting },
  { of: 'controller', read: calibrationsWaiting },
  { of: 'supervisor', read: appealsWaiting },
  { of: 'supervisor', read: adviceWaiting },
  { of: 'supervisor', read: differencesWaiting },
  { of: 'supervisor', read: calibrationsToCloseWaiting },
];

/** What waits, a role's own first; teaching once begun is anybody's who teaches. */
export function waitingFor(ctx: Ctx): Waiting[] {
  const { roles } = ctx.member;
  const own = sources.filter(({ of }) => roles.includes(of)).map(({ read }) => read(ctx));
  const teaches = roles.includes('mentor') || roles.includes('supervisor');
  const tells = roles.includes('supervisor') || roles.includes('admin');
  return [
    ...own,
    tells ? undeliveredWaiting(ctx) : null,
    teaches ? teachingWaiting(ctx) : null,
  ].filter((one) => one !== null);
}

/** Scores that the seller has not answered, the nearest deadline first. */
function scoresWaiting(ctx: Ctx): Waiting | null {
  const { words } = ctx;
  const scores = scoresToAnswer(ctx.app, ctx.member);
  const [nearest] = scores;
  if (!nearest) return null;
  const until = (at: number | null) => (at === null ? null : dateTime(words, at));
  const at = nearest.deadlineAt === null ? null : instant(words, nearest.deadlineAt);
  const line = words.t('waiting-scores', { count: scores.length });
  return {
    lines: [at === null ? line : `${line} ${words.t('waiting-scores-until', { at })}`],
    rows: scores.slice(0, namedMax).map(({ callId, deadlineAt }) => {
      const number = String(callId);
      const by = until(deadlineAt);
      return [
        noticeButton.button(
          by === null
            ? words.plain('button-score-of', { number })
            : words.plain('button-score-until', { number, at: by }),
          { callId },
        ),
      ];
    }),
  };
}

/** The controllers' queue, and the call one holds; a controller sees it also when it is empty. */
function queueWaiting(ctx: Ctx): Waiting {
  const { words, app, member } = ctx;
  const { waiting, scoredToday } = queueState(app, member);
  const held = heldCall(app, member);
  const label = held === null ? 'button-next-call' : 'button-go-on';
  return {
    lines: [
      words.t('queue-waiting', { count: waiting }),
      ...(held === null ? [] : [words.t('queue-held', { number: String(held) })]),
      words.t('queue-today', { count: scoredToday }),
    ],
    rows: waiting > 0 || held !== null ? [[nextButton.button(words.plain(label), {})]] : [],
  };
}

/** Appeals to decide; a head reads also that there are none. */
function appealsWaiting({ words, app, member }: Ctx): Waiting {
  const waiting = appealsFor(app, member);
  const oldest = waiting[0]?.openedAt ?? null;
  if (oldest === null) return { lines: [words.t('waiting-no-appeals')], rows: [] };
  const count = waiting.length;
  return {
    lines: [words.t('waiting-appeals', { count, span: span(words, app.now() - oldest) })],
    rows: [[appealsButton.button(words.plain('button-appeals', { count }), {})]],
  };
}

/** Requests for advice on which nobody has begun. */
function adviceWaiting({ words, app, member }: Ctx): Waiting | null {
  const waiting = adviceFor(app, member).filter(({ request }) => request.begunById === null);
  const [oldest] = waiting;
  if (!oldest) return null;
  const count = waiting.length;
  return {
    lines: [
      words.t('waiting-advice', { count, span: span(words, app.now() - oldest.request.askedAt) }),
    ],
    rows: [[adviceButton.button(words.plain('button-advice-waiting', { count }), {})]],
  };
}

/** Items of which two scores say something else. */
function differencesWaiting({ words, app, member }: Ctx): Waiting | null {
  const { waiting: count } = differencesFor(app, member);
  if (count === 0) return null;
  return {
    lines: [words.t('waiting-differences', { count })],
    rows: [[differencesButton.button(words.plain('button-differences', { count }), {})]],
  };
}

/** Calibrations that wait for a controller's answers. */
function calibrationsWaiting({ words, app, member }: Ctx): Waiting | null {
  const count = calibrationsFor(app, member).toAnswer.length;
  return count === 0 ? null : calibrationWaiting(words, 'waiting-calibrations', count);
}

/** Calibrations in which every answer is in. */
function calibrationsToCloseWaiting({ words, app, member }: Ctx): Waiting | null {
  const count = calibrationsToClose(app, member);
  return count === 0 ? null : calibrationWaiting(words, 'waiting-calibrations-close', count);
}

function calibrationWaiting(words: Words, key: string, count: number): Waiting {
  return {
    lines: [words.t(key, { count })],
    rows: [[calibrationButton.button(words.plain('button-calibrations-waiting', { count }), {})]],
  };
}

/** Scores whose sellers no message reaches: each seller's page is the way on. */
function undeliveredWaiting({ words, app, member }: Ctx): Waiting | null {
  const unnotified = undeliveredFor(app, member);
  if (unnotified.length === 0) return null;
  const numbers = callNumbers(
    words,
    unnotified.flatMap(({ callIds }) => callIds),
  );
  return {
    lines: [words.t('waiting-undelivered', { numbers })],
    rows: unnotified
      .slice(0, namedMax)
      .map(({ sellerId, sellerName }) => [
        undeliveredButton.button(`📵 ${shortName(sellerName)}`, { sellerId }),
      ]),
  };
}

/** Teaching reviews begun and not handed in. */
function teachingWaiting({ words, app, member }: Ctx): Waiting | null {
  const begun = teachingBegun(app, member);
  if (begun.length === 0) return null;
  return {
    lines: [words.t('waiting-teaching', { count: begun.length })],
    rows: begun.slice(0, namedMax).map(({ callId }) => [
      resumeButton.button(words.plain('button-teaching-of', { number: String(callId) }), {
        callId,
      }),
    ]),
  };
}
