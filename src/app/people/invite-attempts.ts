import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** Wrong invitations that an account may bring within a span before it is asked to wait. */
const wrongMax = 10;
const spanMinutes = 60;
/** Wrong ones of all accounts within a minute, beyond which only who has brought none yet is heard. */
const wrongAMinuteMax = 60;
/** Accounts that are remembered; what was longest ago is forgotten first. */
const accountsMax = 10_000;

const minuteMs = 60_000;

interface Attempts {
  /** When each account brought its wrong ones, the last at the end. */
  byAccount: Map<number, Instant[]>;
  minute: { fromAt: Instant; wrong: number };
}

const known = new WeakMap<App, Attempts>();

function attemptsOf(app: App): Attempts {
  const attempts = known.get(app) ?? {
    byAccount: new Map(),
    minute: { fromAt: app.now(), wrong: 0 },
  };
  known.set(app, attempts);
  return attempts;
}

/**
 * How long an account is to wait before it may bring another invitation; 0: it may now. Whoever has brought
 * no wrong one is always heard, however many others guess, so that nobody can keep somebody out.
 */
export function inviteWaitMs(app: App, telegramId: number): number {
  const now = app.now();
  const { byAccount, minute } = attemptsOf(app);
  const wrong = recent(byAccount.get(telegramId), now);
  const [first] = wrong.slice(-wrongMax);
  if (first === undefined) return 0;
  const ownMs = wrong.length >= wrongMax ? first + spanMinutes * minuteMs - now : 0;
  const busy = isThisMinute(minute.fromAt, now) && minute.wrong >= wrongAMinuteMax;
  return Math.max(0, ownMs, busy ? minute.fromAt + minuteMs - now : 0);
}

/** An account brought an invitation that there is none of. */
export function inviteWasWrong(app: App, telegramId: number): void {
  const now = app.now();
  const { byAccount, minute } = attemptsOf(app);
  const wrong = recent(byAccount.get(telegramId), now);
  byAccount.delete(telegramId);
  byAccount.set(telegramId, [...wrong, now].slice(-wrongMax));
  const oldest = byAccount.keys().next();
  if (byAccount.size > accountsMax && !oldest.done) byAccount.delete(oldest.value);
  if (!isThisMinute(minute.fromAt, now)) Object.assign(minute, { fromAt: now, wrong: 0 });
  minute.wrong += 1;
}

/** Neither what is over nor what a clock that was set back left ahead. */
const recent = (wrong: readonly Instant[] = [], now: Instant) =>
  wrong.filter((at) => at <= now && at > now - spanMinutes * minuteMs);

const isThisMinute = (fromAt: Instant, now: Instant) => now >= fromAt && now < fromAt + minuteMs;
