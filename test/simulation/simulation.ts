import { join } from 'node:path';
import type { Update } from 'grammy/types';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { addPerson } from '../../src/sandbox/telegram/world.ts';
import { createActing } from './acting.ts';
import { checklists, createCompany, firstRules } from './company.ts';
import { createDays } from './days.ts';
import { createDice } from './dice.ts';
import { createFaults } from './faults.ts';
import { watchDrafts } from './invariants/drafts.ts';
import { createInvariants } from './invariants/every-invariant.ts';
import { callsLately } from './invariants/invariant.ts';
import { committedPages } from './invariants/restarts.ts';
import { watchComments } from './invariants/sheets.ts';
import { createOutside } from './outside.ts';
import { Killed, leaveFile, type Process, startProcess } from './process.ts';
import { simulatedRecordings } from './recordings.ts';
import type { Broken } from './simulate.ts';
import { simulatedTelegram } from './telegram.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/**
 * Midnights in Moscow: a Monday, and days before the end of a month, of summer time elsewhere, of a year, of a month whose
 * next one is so short that both are closed within fifty days.
 */
const beginnings = ['2026-11-23', '2026-11-28', '2026-10-23', '2026-12-29', '2027-01-20'];
const paces = [0.06, 0.06, 0.06, 0.06, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2, 0.2, 0.4, 1];
/** After the last day nothing goes wrong any more, nobody acts, and all that is due gets done. */
const quietDays = 2;

/** A file, or the word that it is to be taken in. */
const bringsFile = ({ message, callback_query: press }: Update) =>
  message?.document !== undefined || /^import-(?:yes|as)/.test(press?.data ?? '');

interface Parts {
  seed: number;
  days: number;
  folder: string;
  time: VirtualTime;
  trace: Trace;
}

/** A company, its process, and all that happens to them, planned on virtual time. */
export function createSimulation({ seed, days, folder, time, trace }: Parts) {
  const dice = (name: string) => createDice(seed, name);
  const world = dice('world');
  const faults = createFaults(dice('faults'));
  const people = createCompany(dice('company'));
  const rules = firstRules(dice('rules'));
  const recordings = simulatedRecordings(dice('recordings'), folder);
  const random = dice('random');
  const fate = dice('fate');
  /** How busy the company is, from hardly at all, so that much time goes by, to as busy as people are. */
  const pace = dice('pace').pick(paces) ?? 1;
  const beginsAt = Date.parse(`${dice('calendar').pick(beginnings)}T00:00:00+03:00`);
  const trueNow = () => beginsAt + time.now();
  let clockIsOffMs = 0;
  /** How far it was set forward within the last day. */
  let setForwardMs = 0;
  const clock = () => trueNow() + clockIsOffMs;
  const endsAt = days * dayMs;
  const reached: Record<string, number> = {};
  const reach = (what: string) => {
    reached[what] = (reached[what] ?? 0) + 1;
  };

  let steps = 0;
  let broken: Broken | null = null;
  const fail = (invariant: string, found: readonly unknown[]) => {
    const at = new Date(clock()).toISOString();
    const day = Math.floor(time.now() / dayMs) + 1;
    broken ??= {
      invariant,
      found: found.slice(0, 5),
      step: steps,
      day,
      at,
      lastActs: trace.last(),
    };
  };
  const note = (line: string) => trace.add(`${(time.now() / secondMs).toFixed(3)} ${line}`);

  const telegram = simulatedTelegram({
    time,
    clock: trueNow,
    dice: dice('telegram'),
    faults,
    onCall(call) {
      if (current && isLiving()) invariants.onCall(call, current.db);
    },
    onEffect(effect) {
      const { caller, method, fields, reply } = effect;
      const how = reply.ok ? 'ok' : `${reply.error_code} ${reply.description}`;
      note(`${caller} ${method} ${fields.chat_id ?? ''}: ${how}`);
      reach(`${method} ${reply.ok ? 'ok' : reply.error_code}`);
      if (current && isLiving()) invariants.onEffect(effect, current.db);
    },
  });
  const outside = createOutside(people, dice('outside'), trueNow);
  const acting = createActing({
    ...{ telegram, dice: dice('acting') },
    callsNow: () => (current && isLiving() ? callsLately(current.db) : []),
  });
  const brokenAt = new Set<number>();
  const fullDisks: { fromAt: number; toAt: number }[] = [];
  let diskIsFull = false;
  let troubledAt = -Infinity;
  const isCalm = Object.values(faults.rates).every((rate) => rate === 0);
  const invariants = createInvariants(
    {
      ...{ people, clock, trueNow, isCalm, wasSetByMs: () => setForwardMs },
      wasBroken: (at) =>
        brokenAt.has(at) || fullDisks.some(({ fromAt, toAt }) => at >= fromAt && at <= toAt),
      isSettled: () => isLiving() && !diskIsFull && time.now() > troubledAt + hourMs,
      inHand: () => [...(current?.inHand.values() ?? [])],
    },
    fail,
    reach,
  );

  let path = join(folder, '1.db');
  let lives = 0;
  /** Of what the last process had committed. */
  let committed: Buffer | null = null;
  let current: Process | null = null;
  let isDropped = true;
  const waiting: Update[] = [];
  const isLiving = () => current !== null && current.killedAt === null;

  function start(): void {
    lives += 1;
    const { killed } = faults.rates;
    const stepsToLive = killed === 0 ? Infinity : Math.ceil(-Math.log(1 - fate.next()) / killed);
    isDropped = false;
    try {
      current = startProcess({
        ...{ path, telegram, clock, recordings, stepsToLive, policy: rules, steady: time.now },
        random: (count) => random.bytes(count),
        onKilled(process, where) {
          note(`killed: ${where}`);
          reach('killed');
          current = process;
          afterKill(process);
        },
        onOpened(db) {
          watchDrafts(db);
          watchComments(db);
          if (committed !== null) invariants.onRestart(committed, committedPages(db));
        },
        onCommit(process) {
          steps += 1;
          invariants.onCommit(process.db);
        },
        onIncident(kind) {
          note(`incident: ${kind}`);
          reach(`incident ${kind}`);
          if (isCalm) fail('where nothing goes wrong there is no incident (4)', [kind]);
        },
        onError(error, what) {
          note(`error: ${what}: ${error}`);
          reach(`error ${String(error).slice(0, 120).replace(/\d+/g, '#')}`);
          invariants.onError(error, what);
        },
      });
      note('started');
      for (const update of waiting.splice(0)) deliver(update);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  function afterKill(killed: Process): void {
    brokenAt.add(trueNow());
    troubledAt = time.now();
    // What was kept may not have been confirmed yet: Telegram brings it again.
    for (const update of killed.inHand.values()) if (fate.chance(0.3)) waiting.push(update);
    const downMs = fate.chance(0.04)
      ? fate.between(0.2, 5) * hourMs
      : fate.between(1, 90) * secondMs;
    time.plan(downMs, () => {
      const next = join(folder, `${lives + 1}.db`);
      committed = committedPages(killed.db);
      leaveFile(killed.db, path, next);
      path = next;
      troubledAt = time.now();
      start();
    });
  }

  /** After each step: the timers of a process that is gone go too. */
  function settle(): void {
    steps += 1;
    if (isLiving() || isDropped) return;
    time.dropTimers();
    isDropped = true;
  }

  function deliver(update: Update): void {
    if (!current || !isLiving()) {
      waiting.push(update);
      return;
    }
    note(`update ${update.update_id}`);
    invariants.onUpdate(update);
    if (bringsFile(update)) troubleWork(current);
    if (!current.take(update)) time.plan(5 * secondMs, () => deliver(update));
  }

  /** While a file is worked the process is killed more often than chance would have it, and the disk full. */
  function troubleWork(process: Process): void {
    const { killed, diskFull } = faults.rates;
    if (killed > 0 && fate.chance(0.2)) process.diesWithin(1 + fate.below(40));
    if (diskFull > 0 && fate.chance(0.5) && !diskIsFull) {
      time.plan(fate.between(0, 2.5) * secondMs, () => {
        if (process.killedAt === null && !diskIsFull) fillDisk(process);
      });
    }
  }

  /** What people did goes on its way to the bot; `atOnce`: and is there. */
  function pump(atOnce = false): void {
    const fresh = telegram.world.updates.first(1000);
    telegram.world.updates.clear();
    for (const update of fresh as unknown as Update[]) {
      if (faults.happens('updateLost')) continue;
      const late = faults.happens('updateLate') ? world.between(1, 20) * secondMs : 0;
      const afterMs = atOnce ? 0 : world.between(20, 300) + late;
      time.plan(afterMs, () => deliver(update));
      if (faults.happens('updateDoubled')) {
        time.plan(afterMs + world.between(0, 3000), () => deliver(update));
      }
    }
  }

  const company = createDays({
    ...{ time, trueNow, clock, world, people, acting, outside, pace, endsAt, pump, note, reach },
    living: () => (isLiving() ? current : null),
    isDiskFull: () => diskIsFull,
  });

  /** Whatever falls due meets a moment at which time stops, every twenty minutes by day. */
  function planHour(): void {
    const hour = Math.floor(time.now() / hourMs) % 24;
    const everyMs = hour >= 8 && hour < 21 ? 20 * minuteMs : 30 * minuteMs;
    for (let at = everyMs; at < hourMs; at += everyMs) time.plan(at, () => {});
    if (faults.happens('outage')) {
      note('Telegram is out of reach');
      telegram.outageUntil(time.now() + world.between(0.02, 3) * hourMs);
    }
    if (faults.happens('clockSet')) {
      const wantedMs = world.between(-1, 1) * (world.chance(0.2) ? hourMs : 3 * minuteMs);
      // Telegram's clock is the true one: half an hour behind it, recordings still go from the chats in time.
      const byMs = Math.round(Math.max(wantedMs, -30 * minuteMs - clockIsOffMs));
      clockIsOffMs += byMs;
      if (byMs > 0) {
        setForwardMs += byMs;
        time.plan(dayMs + hourMs, () => {
          setForwardMs -= byMs;
        });
      }
      troubledAt = time.now();
      note(`the clock is off by ${clockIsOffMs}`);
    }
    if (faults.happens('diskFull') && isLiving() && current) fillDisk(current);
    company.planDeadlines();
    time.plan(hourMs, planHour);
  }

  function fillDisk(process: Process): void {
    const { $client } = process.db.orm;
    const pages = $client.pragma('page_count', { simple: true });
    $client.pragma(`max_page_count = ${pages}`);
    note('the disk is full');
    reach('disk full');
    diskIsFull = true;
    const span = { fromAt: trueNow(), toAt: Infinity };
    fullDisks.push(span);
    time.plan(world.between(0.2, 40) * minuteMs, () => {
      diskIsFull = false;
      span.toAt = trueNow();
      troubledAt = time.now();
      if (process.killedAt === null) $client.pragma('max_page_count = 1073741823');
      note('the disk has room');
    });
  }

  function endDay(day: number): void {
    if (current && isLiving()) invariants.onDay(current.db);
    if (day + 1 < days) company.planDay();
    else faults.stop();
    time.plan(dayMs, () => endDay(day + 1));
  }

  function found(): void {
    for (const { telegramId, name } of people) {
      addPerson(telegram.world, { id: telegramId, firstName: name });
    }
    start();
    if (!current) throw new Error('the process was killed before it began');
    for (const checklist of checklists) publishChecklist(current.app, checklist, null);
    time.plan(0, () => current && outside.bringPeople(current));
    company.planDay();
    time.plan(dayMs, () => endDay(0));
    planHour();
  }
  found();

  return {
    settle,
    /** In the place of `fetch`: files are the only thing that is fetched. */
    fetch: (url: unknown) => telegram.fileAt(String(url)),
    isOver: () => broken !== null || time.now() > endsAt + quietDays * dayMs,
    ended() {
      if (!broken && current && isLiving()) invariants.atEnd(current.db);
      current?.db.close();
      return { steps, reached, broken };
    },
  };
}
