import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFault } from '../../db/faults.ts';
import { waitingUploads } from '../../db/upload-queue.ts';
import { nextUpload } from '../../db/uploads.ts';
import type { App } from '../app.ts';
import { uploadBegins, uploadRests, uploadsLeft } from './resume-uploads.ts';
import { failUpload, type UploadTeller, workUpload } from './work-uploads.ts';

export interface UploadWork {
  /** There may be something to do. */
  wake(): void;
  /** Ends after the slice at hand; what is not finished goes on at the next start. */
  stop(): Promise<void>;
}

export interface UploadWorkParts {
  app: App;
  teller: UploadTeller;
  onError(error: unknown, what: string): void;
  /** Nothing is begun before: those who wait could not be told. */
  ready: Promise<unknown>;
  /** The pause where the database takes nothing. */
  againMs?: number;
}

/** So many of those who wait are told that there are fewer before them. */
const toldMax = 10;

/** Works uploads one after the other, beginning with those that the last process did not finish. */
export function startUploads({
  app,
  teller,
  onError,
  ready,
  againMs = 5000,
}: UploadWorkParts): UploadWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  const left = uploadsLeft(app);
  let wake = () => {};
  let asked = true;
  /** Begun by this process, which is still there. */
  let begunId: number | null = null;

  async function run(): Promise<void> {
    await Promise.race([ready, once(signal, 'abort')]);
    while (!signal.aborted) {
      asked = false;
      if ((await step()) || asked) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (asked || signal.aborted) resolve();
      });
    }
  }

  /** True where there may be more to do at once. What fails is tried again after a pause. */
  async function step(): Promise<boolean> {
    try {
      const next = nextUpload(app.db);
      if (!next || !(await workGuarded(next.id, left.has(next.id)))) return false;
      for (const id of waitingUploads(app.db).slice(0, toldMax)) teller.nearer(id);
      return true;
    } catch (error) {
      onError(error, 'uploads');
      await pause(againMs, undefined, { signal }).catch(() => undefined);
      return true;
    }
  }

  async function workGuarded(id: number, resumed: boolean): Promise<boolean> {
    try {
      if (id !== begunId && !uploadBegins(app, id)) {
        throw new Error(`upload ${id} ended the service several times`);
      }
      begunId = id;
      const worked = await workUpload(app, teller, { signal, resumed });
      uploadRests(app);
      return worked;
    } catch (error) {
      uploadRests(app);
      // Broken off by the end of the service: the next start goes on with it.
      if (signal.aborted) return false;
      // Of the database and not of the file, also where the database has recovered meanwhile.
      if (databaseFault(error) !== null) throw error;
      onError(error, 'upload');
      const failed = failUpload(app, id);
      if (failed) await teller.turned(failed, { invitations: [], resumed });
      return true;
    }
  }

  const running = run().catch((error) => onError(error, 'uploads'));
  return {
    wake() {
      asked = true;
      wake();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
      await teller.stop();
    },
  };
}
