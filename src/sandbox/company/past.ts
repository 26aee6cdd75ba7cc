import { setImmediate } from 'node:timers/promises';
import type { App } from '../../app/app.ts';
import { drawDue } from '../../app/draw/draw-calls.ts';
import { planDraws } from '../../app/draw/plan-draws.ts';
import { registerCalls } from '../../app/intake/register-calls.ts';
import { claimNotices, noticeDelivered } from '../../app/notices/deliver-notices.ts';
import { approveDue } from '../../app/scoring/approve-due.ts';
import { nextCall } from '../../app/scoring/next-call.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../app/scoring/score-call.ts';
import { settleSeconds } from '../../app/scoring/settle-seconds.ts';
import { currentVersion } from '../../db/checklists.ts';
import { itemsOf } from '../../domain/checklist.ts';
import type { Language } from '../../domain/person.ts';
import { localDateOf, monthsThrough, plusDuration, startOfDay } from '../../domain/time.ts';
import { telephonySource } from './company.ts';
import { answer, decide, decideAgain, standing } from './past-appeals.ts';
import { markExamples } from './past-examples.ts';
import { as, controllers, hear, type Past, type PastClock } from './past-people.ts';
import { isSecond, judgeDifferences, scoreAgain } from './past-seconds.ts';
import { pastWords } from './past-words.ts';
import recordings from './recordings/recordings.json' with { type: 'json' };

const sounds = Object.entries(recordings);

const monthsBefore = 3;
/** The last days before today stay empty, so that nothing of the past is still waiting. */
const restDays = 5;
const callsOfOneDay = 3;
const types = ['incoming-order', 'incoming-order', 'incoming-service', 'outgoing-cold'];
/** How good each seller is at the start, in percent, and how many points better each month. */
const skills: Readonly<Record<string, readonly [start: number, monthly: number]>> = {
  'seller-rybakova': [84, 3],
  'seller-panin': [68, 5],
  'seller-zueva': [86, 0],
  'seller-vlasov': [78, -3],
  'seller-loseva': [90, 1],
  'seller-galiev': [72, 2],
};

/** Numbers below `n` that look random and are the same in every run. */
export function seededRandom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

/**
 * The months before the demo's day, lived through the product's own verbs: calls drawn, scored by two
 * controllers of different strictness, accepted, appealed, decided, approved. Its notices count as read.
 *
 * @param lived told after each day how much lies behind, 0 to 1; the process is free for others in between. Where it
 *   answers false the rest is not lived
 * @returns whether all was lived
 */
export async function livePast(
  app: App,
  clock: PastClock,
  { today, language }: { today: string; language: Language },
  lived: (share: number) => boolean,
): Promise<boolean> {
  const zone = app.policy().timeZone;
  const past: Past = { app, clock, zone, language, roll: seededRandom(20_260_901) };
  const [first = today.slice(0, 7)] = monthsThrough(today.slice(0, 7), monthsBefore);
  const end = plusDuration(startOfDay(today, zone), `-P${restDays}D`, zone);
  let month = 0;
  const from = startOfDay(`${first}-01`, zone);
  for (let day = from; day < startOfDay(today, zone); day = plusDuration(day, 'P1D', zone)) {
    const date = localDateOf(day, zone);
    if (date.endsWith('-01') && !date.startsWith(first)) month += 1;
    const callsADay = day < end ? callsOfOneDay : 0;
    if (new Date(`${date}T12:00:00Z`).getUTCDay() !== 0)
      await liveDay(past, date, { month, callsADay });
    if (!lived((day - from) / (startOfDay(today, zone) - from))) return false;
    await setImmediate();
  }
  judgeDifferences(app, [as(past, 'head-orlova'), as(past, 'head-shtern')]);
  markExamples(past);
  readNotices(past);
  return true;
}

interface Day {
  /** Months since the first. */
  month: number;
  callsADay: number;
}

async function liveDay(past: Past, date: string, { month, callsADay }: Day): Promise<void> {
  const { app, clock, zone } = past;
  const day = startOfDay(date, zone);
  clock.now = plusDuration(day, 'PT9H', zone);
  planDraws(app);
  await approveDue(app);
  settleSeconds(app);
  const items = Object.keys(skills).flatMap((externalId) =>
    callsOf(past, externalId, date, callsADay),
  );
  clock.now = plusDuration(day, 'PT18H59M', zone);
  const calls = registerCalls(app, items).flatMap(({ id }) => (id === undefined ? [] : [id]));
  clock.now = plusDuration(day, 'PT19H', zone);
  await drawDue(app);
  scoreAll(past, month);
  clock.now = plusDuration(clock.now, app.policy().noticeHold, zone);
  readNotices(past);
  for (const id of calls) answer(past, id);
  for (const id of calls) decide(past, id);
  decideAgain(past);
}

function callsOf({ clock, roll }: Past, sellerExternalId: string, date: string, callsADay: number) {
  return Array.from({ length: callsADay }, (_, n) => {
    const [path = '', sound] = sounds[roll(sounds.length)] ?? [];
    const talkS = Math.round(sound?.lengthS ?? 0);
    return {
      source: telephonySource,
      externalId: `past-${date}-${sellerExternalId}-${n}`,
      direction: roll(4) === 0 ? 'out' : 'in',
      sellerExternalId,
      externalNumber: `+7973${String(1_000_000 + roll(8_999_999))}`,
      startedAt: new Date(clock.now + (n * 150 + roll(120)) * 60_000).toISOString(),
      durationS: talkS + 10,
      talkS,
      recording: { path },
    };
  });
}

/** Everything that waits is scored, turn by turn; Мишин finds more, and less of it stands. */
function scoreAll(past: Past, month: number): void {
  const { app, roll, language } = past;
  const { comments } = pastWords[language];
  for (let turn = roll(2); ; turn += 1) {
    const who = controllers[turn % 2] ?? '';
    const controller = as(past, who);
    const leased = nextCall(app, controller);
    if (!leased.ok) return;
    const { callId } = leased;
    if (isSecond(app, callId)) {
      scoreAgain(past, controller, callId);
      continue;
    }
    const type = types[roll(types.length)] ?? 'incoming-order';
    chooseType(app, controller, callId, type);
    const [start, monthly] = skills[standing(past, callId).sellerExternalId] ?? [80, 0];
    const skill = start + month * monthly - (who === 'controller-mishin' ? 4 : 0);
    for (const item of itemsOf(currentVersion(app.db, type)?.checklist ?? { sections: [] })) {
      const itemCode = item.code;
      const hard = item.critical === 'none' ? 0 : 8;
      if (item.na && roll(5) === 0) {
        answerItem(app, controller, callId, { itemCode, verdict: 'na' });
      } else if (roll(100) >= skill + hard) {
        answerItem(app, controller, callId, { itemCode, verdict: 'fail' });
        commentLastFailed(app, controller, callId, comments[roll(comments.length)] ?? '');
      }
    }
    answerRestDone(app, controller, callId);
    hear(past, controller, callId);
    const submitted = submitScore(app, controller, callId);
    if (!submitted.ok) throw new Error(`call ${callId} of the demo's past: ${submitted.refusal}`);
  }
}

function readNotices({ app, clock }: Past): void {
  for (;;) {
    const notices = claimNotices(app, 500);
    if (notices.length === 0) return;
    for (const notice of notices) {
      noticeDelivered(app, notice, { startedAt: clock.now, chatId: 0, messageId: 0 });
    }
  }
}
