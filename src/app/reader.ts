import { openForReading } from '../db/open.ts';
import { type App, createApp } from './app.ts';

/** The use cases that only read, on a connection of their own: for another thread. The clock stands. */
export function openReader(path: string, now: number): { app: App; close(): void } {
  const db = openForReading(path);
  const app = createApp({
    db,
    clock: () => now,
    random: (count) => Buffer.alloc(count),
    nextCron: () => null,
  });
  return { app, close: () => db.close() };
}
