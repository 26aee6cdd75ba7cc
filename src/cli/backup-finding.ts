import type { App } from '../app/app.ts';
import { isDue, lastBackup } from '../app/company/back-up.ts';
import { type Finding, fine, wrong } from '../app/company/finding.ts';
import { toRfc3339 } from '../domain/time.ts';

/** One that is due is made within minutes, or tried again after an hour. */
const lateMsMax = 2 * 3_600_000;
const hourMs = 3_600_000;

/** How old the last good backup is, where backups are made. */
export function backupFindings(app: App): Finding[] {
  const { backups } = app;
  if (!backups) return [fine('backup', 'none is made (BACKUP_CRON=off)')];
  const cure = `see that the service runs, and that it can write ${backups.folder} and has room there; its log says why a backup failed`;
  try {
    const last = lastBackup(app, backups);
    if (!last) return [wrong('backup', `there is none in ${backups.folder} yet`, cure)];
    const hours = Math.max(0, Math.floor((app.now() - last.at) / hourMs));
    const detail = `${last.file}, of ${toRfc3339(last.at)}, ${hours} hours ago`;
    const wasDue = isDue({ ...app, now: () => app.now() - lateMsMax }, backups, last);
    return [
      wasDue
        ? wrong('backup', `the last good one is old: ${detail}`, cure)
        : fine('backup', detail),
    ];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [wrong('backup', `${backups.folder} cannot be read (${detail})`, cure)];
  }
}
