import { type Instant, localDateOf, startOfWeek, toRfc3339 } from './time.ts';

/** How many backups stay: the newest of each of so many days, and of so many weeks. */
export interface BackupsKept {
  readonly days: number;
  readonly weeks: number;
}

/** Where backups are made, and when. */
export interface BackupSettings {
  readonly folder: string;
  /** Five fields, in the policy's zone. */
  readonly cron: string;
  readonly keep: BackupsKept;
}

/** An instant as the names of files have it. */
export const stampOf = (at: Instant) => toRfc3339(at).replace(/\.\d+|[-:]/g, '');

export const backupName = (at: Instant) => `razbor-${stampOf(at)}.db`;

const named = /^razbor-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;

/** When a backup was made; null: the file is none of ours. */
export function backupAt(name: string): Instant | null {
  const [, year, month, day, hour, minute, second] = named.exec(name) ?? [];
  if (year === undefined) return null;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}

/**
 * Which of the backups made at these instants are not kept. Days and weeks without any do not count, so that
 * those of a company that was shut for a month are all there after it; the newest is always kept.
 */
export function expiredBackups(
  madeAt: readonly Instant[],
  keep: BackupsKept,
  zone: string,
): Instant[] {
  const newestFirst = [...madeAt].sort((a, b) => b - a);
  const newestOfEach = (spanOf: (at: Instant) => unknown, most: number) => {
    const seen = new Map<unknown, Instant>();
    for (const at of newestFirst) if (!seen.has(spanOf(at))) seen.set(spanOf(at), at);
    return [...seen.values()].slice(0, most);
  };
  const kept = new Set([
    ...newestFirst.slice(0, 1),
    ...newestOfEach((at) => localDateOf(at, zone), keep.days),
    ...newestOfEach((at) => startOfWeek(at, zone), keep.weeks),
  ]);
  return newestFirst.filter((at) => !kept.has(at));
}
