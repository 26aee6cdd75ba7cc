import { changePolicy } from '../../src/app/draw/change-policy.ts';
import type { Acting } from './acting.ts';
import { type Person, ruleChanges } from './company.ts';
import type { Dice } from './dice.ts';
import { dueBetween } from './invariants/invariant.ts';
import type { Outside } from './outside.ts';
import { Killed, type Process } from './process.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Wish } from './wishes.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface DayParts {
  time: VirtualTime;
  trueNow(): number;
  /** The process's clock. */
  clock(): number;
  world: Dice;
  people: readonly Person[];
  acting: Acting;
  outside: Outside;
  /** How busy the company is: 1, as people are. */
  pace: number;
  /** When nobody acts any more. */
  endsAt: number;
  /** The process, where it runs. */
  living(): Process | null;
  isDiskFull(): boolean;
  /** What people did goes on its way to the bot; `atOnce`: and is there. */
  pump(atOnce?: boolean): void;
  note(line: string): void;
  reach(what: string): void;
}

/** What people and the company around them do in a day, planned by chance. */
export function createDays(parts: DayParts) {
  const { time, trueNow, clock, world, people, acting, outside, pace, endsAt } = parts;
  const { living, isDiskFull, pump, note, reach } = parts;

  function session(person: Person, left: number, wish: Wish | null = null): void {
    if (time.now() > endsAt) return;
    const did = acting.act(person, wish);
    note(`${person.externalId} ${did}`);
    reach(did.split(/[ :/]/).slice(0, 2).join(' '));
    pump();
    if (left > 1)
      time.plan(world.between(0.4, 9) * secondMs, () => session(person, left - 1, wish));
  }

  /** Somebody leaves, and comes back after some days. */
  async function turnOver(): Promise<void> {
    const person = world.pick(people);
    if (person?.mentorExternalIds && world.chance(0.4)) {
      person.mentorExternalIds = person.mentorExternalIds.length > 0 ? [] : ['marta'];
      note(`${person.externalId} is taught by ${person.mentorExternalIds}`);
      const process = living();
      if (process) await outside.bringPeople(process);
      return;
    }
    const process = living();
    if (!person || !process || person.externalId === 'root') return;
    const others = people.filter(({ active }) => !active).length;
    person.active = others > 1 ? true : !person.active;
    note(`${person.externalId} ${person.active ? 'is back' : 'leaves'}`);
    await outside.bringPeople(process);
  }

  function planDay(): void {
    const isWeekend = [0, 6].includes(new Date(trueNow() + dayMs / 2).getUTCDay());
    const within = (fromHour: number, toHour: number) => world.between(fromHour, toHour) * hourMs;
    for (const person of people) {
      const sessions = Math.round((isWeekend ? 0.5 : 3) * pace + world.next() - 0.5);
      for (let at = 0; at < sessions; at += 1) {
        time.plan(within(8.5, 20), () => session(person, 3 + world.below(14)));
      }
    }
    const batches = Math.ceil((isWeekend ? 2 : 12) * pace);
    for (let at = 0; at < batches; at += 1) {
      time.plan(within(9, 19.5), () => {
        const process = living();
        return process ? outside.bringCalls(process) : null;
      });
    }
    if (world.chance(0.1)) time.plan(within(8, 20), turnOver);
    if (world.chance(0.1))
      time.plan(within(8, 20), () => changeRules(world.pick(ruleChanges(world))));
    const dayOfMonth = new Date(trueNow() + dayMs / 2).getUTCDate();
    // Whoever ended a month owing earns in the next one what goes into that.
    if (dayOfMonth === 10)
      time.plan(within(8, 20), () => changeRules({ reviewPoints: world.below(4) }));
    const admins = people.filter(({ roles }) => roles.some(({ role }) => role === 'admin'));
    for (const admin of admins) {
      if (dayOfMonth <= 9 || world.chance(0.2))
        time.plan(within(9, 19), () => session(admin, 12, 'period'));
      if (dayOfMonth <= 9 && world.chance(0.2))
        time.plan(within(9, 19), () => session(admin, 14, 'debts'));
    }
    const teachers = people.filter(({ roles }) =>
      roles.some(({ role }) => role === 'mentor' || role === 'supervisor'),
    );
    for (const teacher of teachers) {
      if (world.chance(0.1)) time.plan(within(9, 19), () => session(teacher, 30, 'sheets'));
    }
  }

  /** In the middle of a day, through the API of the company's own people. */
  function changeRules(change: Record<string, unknown> = {}): void {
    const process = living();
    if (!process || isDiskFull()) return;
    note(`rules: ${JSON.stringify(change)}`);
    try {
      changePolicy(process.app, change, null);
    } catch (error) {
      // It may be killed over this, too.
      if (!(error instanceof Killed)) throw error;
    }
  }

  /**
   * Some sellers look at the clock: they come shortly before a deadline and go on over it, or have their appeal ready
   * and send it in the last instant, in the first that is too late, or in one beside these.
   */
  function planDeadlines(): void {
    const process = living();
    if (!process) return;
    const soon = dueBetween(process.db, clock(), clock() + hourMs);
    for (const { callId, deadlineAt, telegramId } of soon) {
      const seller = people.find((person) => person.telegramId === telegramId);
      if (!seller || !world.chance(0.6)) continue;
      const leftMs = deadlineAt - clock();
      if (world.chance(0.4)) {
        const fromMs = leftMs - world.between(0, 60) * secondMs;
        time.plan(fromMs, () => session(seller, 20, 'appeal'));
        continue;
      }
      if (leftMs < 2 * minuteMs) continue;
      const steps = [`appeal:${callId}`, `ap-kind:${callId}:wrong_type`];
      for (const [at, data] of steps.entries()) {
        time.plan(leftMs - (60 - 15 * at) * secondMs, () => {
          if (acting.pressNow(telegramId, data)) pump();
        });
      }
      time.plan(leftMs - 20 * secondMs, () => {
        acting.say(telegramId, 'Потому что всё было сказано');
        pump();
      });
      const besideMs = world.pick([-secondMs, -1, 0, 0, 1]) ?? 0;
      time.plan(leftMs + besideMs, () => {
        if (!acting.pressNow(telegramId, `ap-send:${callId}`)) return;
        note(`${seller.externalId} appeals ${besideMs} ms beside the deadline`);
        reach('appeals at the deadline');
        pump(true);
      });
    }
  }

  return { planDay, planDeadlines };
}
