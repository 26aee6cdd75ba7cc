import { z } from 'zod';
import { digestReaders, saveWantsDigest, wantsDigest } from '../../db/digests.ts';
import type { Member } from '../../db/people.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import { readStored } from '../../domain/stored.ts';
import { type Instant, localDateOf, plusDuration, startOfWeek } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';

const dayMs = 86_400_000;

/** Until when digests are seen to. */
const markName = 'digests_until';

/** The calendar week before an instant. */
export function weekBefore(at: Instant, zone: string): { from: Instant; to: Instant } {
  const to = startOfWeek(at, zone);
  return { from: plusDuration(to, '-P7D', zone), to };
}

/**
 * Puts the week's digest into the outbox for everybody who wants one, once its time has come. Times that
 * passed while the service was down are made up for by one digest, of the week before the last of them. Where
 * the clock was set forward by more than a day, those beyond that day wait: their weeks may not be over.
 */
export function sendDigests(app: App): void {
  const now = Math.min(app.now(), app.nowEarliest() + dayMs);
  const policy = app.policy();
  const kept = readStored(z.int(), setting(app.db, markName));
  let due: Instant | null = null;
  let until = kept ?? now;
  // Seen to by a clock that was ahead; nobody is sent the same week twice, since it has one key.
  if (until > now) until = now - dayMs;
  for (;;) {
    const next = app.nextCron(policy.digestCron, policy.timeZone, until);
    if (next === null || next > now) break;
    due = next;
    until = next;
  }
  if (kept !== null && due === null && until === kept) return;
  app.db.transaction((tx) => {
    saveSetting(tx, markName, String(until));
    if (due === null) return;
    const week = weekBefore(due, policy.timeZone);
    const date = localDateOf(week.from, policy.timeZone);
    for (const personId of digestReaders(tx)) {
      notify(tx, app, {
        key: `digest:${date}:${personId}`,
        personId,
        kind: 'digest',
        payload: { ...week },
      });
    }
  });
}

/** Whether somebody wants the digest. */
export function hasDigest(app: App, member: Member): boolean {
  return wantsDigest(app.db, member.id);
}

export function setDigest(app: App, member: Member, wanted: boolean): void {
  app.db.transaction((tx) => saveWantsDigest(tx, member.id, wanted));
}
