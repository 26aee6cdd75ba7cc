import { z } from 'zod';
import { saveSetting, setting } from '../../db/settings.ts';
import { unshownUploads, waitingUploads } from '../../db/upload-queue.ts';
import { finishUpload, moveUpload } from '../../db/uploads.ts';
import { readStored } from '../../domain/stored.ts';
import type { App } from '../app.ts';

/**
 * So often a file is taken up again whose work the process did not outlive: it may be what ended it. More often
 * than a machine that is switched off and on, or short of memory, ends what only happens to be at work.
 */
const startsMax = 10;
const settingName = 'upload_at_work';

const atWorkSchema = z.object({ id: z.int(), starts: z.int() });
type AtWork = z.output<typeof atWorkSchema>;

/**
 * What the last process left: the uploads that wait to be worked. Those that no message shows are called
 * off: their file had not been taken in yet, and comes again with the update that brought it.
 */
export function uploadsLeft(app: App): ReadonlySet<number> {
  app.db.transaction((tx) => {
    for (const id of unshownUploads(tx)) {
      moveUpload(tx, id, ['checking'], { state: 'cancelled' });
      finishUpload(tx, id, app.now());
    }
  });
  return new Set(waitingUploads(app.db));
}

/** Notes that an upload is begun on, until `uploadRests`; false: it ended several processes already. */
export function uploadBegins(app: App, id: number): boolean {
  const before = readStored(atWorkSchema, setting(app.db, settingName));
  const starts = before?.id === id ? before.starts + 1 : 1;
  if (starts > startsMax) return false;
  const atWork: AtWork = { id, starts };
  app.db.transaction((tx) => saveSetting(tx, settingName, JSON.stringify(atWork)));
  return true;
}

/** The process outlived the work, whatever came of it. */
export function uploadRests(app: App): void {
  app.db.transaction((tx) => saveSetting(tx, settingName, ''));
}
