import { join } from 'node:path';
import {
  type BackupFile,
  backupsIn,
  missingBytes,
  prepareFolder,
  removeBackup,
  writeBackup,
} from '../../db/backup.ts';
import { type BackupSettings, backupName, expiredBackups } from '../../domain/backup.ts';
import type { App } from '../app.ts';

/** What failed is tried again after this. */
const againMs = 3_600_000;
/** A backup from later than that was made by a clock that was ahead. */
const aheadMsMax = 3_600_000;
/** What a backup may leave of a disk that others write too. */
const leftBytes = 64 * 1024 * 1024;

/**
 * The backup of every night, asked every so often whether it is due: made where a time of the schedule has come
 * since the last one, also while nothing ran. What goes wrong is an incident until the next good one.
 */
export function createBackups(settings: BackupSettings): (app: App) => Promise<void> {
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  return async (app) => {
    if (app.db.path === ':memory:' || app.steadyMs() < notBeforeMs) return;
    try {
      if (!isDue(app, settings, lastBackup(app, settings))) return;
      await backUp(app, settings);
      app.incidents.over('backup_failed');
    } catch (error) {
      // Broken off by the end of the service: the next start makes it.
      if (app.ending.aborted) return;
      notBeforeMs = app.steadyMs() + againMs;
      app.incidents.report('backup_failed', error);
    }
  };
}

/** The last good one; null where there is none. */
export function lastBackup(app: App, { folder }: BackupSettings): BackupFile | null {
  return backupsIn(folder).find(({ at }) => at <= app.now() + aheadMsMax) ?? null;
}

/** Whether one should have been made by now. */
export function isDue(app: App, { cron }: BackupSettings, last: BackupFile | null): boolean {
  if (!last) return true;
  const dueAt = app.nextCron(cron, app.policy().timeZone, last.at);
  return dueAt !== null && dueAt <= app.now();
}

async function backUp(app: App, settings: BackupSettings): Promise<void> {
  const { folder } = settings;
  prepareFolder(folder);
  const at = Math.floor(app.now() / 1000) * 1000;
  if (missingBytes(app.db.path, folder, leftBytes) > 0) {
    // What the new one will push out goes before it; the last good one never does.
    const [last] = backupsIn(folder);
    rotate(app, settings, [at], last);
    const missing = missingBytes(app.db.path, folder, leftBytes);
    if (missing > 0) {
      throw new Error(
        `${folder} has ${Math.ceil(missing / 1024 ** 2)} MB less room than a backup needs`,
      );
    }
  }
  await writeBackup(app.db.path, join(folder, backupName(at)), app.ending);
  rotate(app, settings, [], undefined);
}

/** Removes what is not kept, as it is or with those that are still to come. */
function rotate(
  app: App,
  { folder, keep }: BackupSettings,
  coming: readonly number[],
  spared: BackupFile | undefined,
): void {
  const there = backupsIn(folder);
  const madeAt = [...coming, ...there.map(({ at }) => at)];
  const expired = new Set(expiredBackups(madeAt, keep, app.policy().timeZone));
  for (const backup of there) {
    if (expired.has(backup.at) && backup.at !== spared?.at) removeBackup(backup);
  }
}
