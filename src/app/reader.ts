import { openForReading } from '../db/open.ts';
import { type App, type AppParts, createApp } from './app.ts';

/** The use cases that only read, on a connection of their own: for another thread. The clock stands. */
export function openReader(
  path: string,
  now: number,
  settings: Pick<AppParts, 'country' | 'language' | 'sources' | 'cdr'> = {},
): App {
  return createApp({
    db: openForReading(path),
    clock: () => now,
    random: (count) => Buffer.alloc(count),
    nextCron: () => null,
    ...settings,
  });
}
