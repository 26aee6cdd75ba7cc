import { once } from 'node:events';
import { nextUpload } from '../../db/uploads.ts';
import type { App } from '../app.ts';
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
}

/** Works uploads one after the other, beginning with those that the last process did not finish. */
export function startUploads({ app, teller, onError, ready }: UploadWorkParts): UploadWork {
  const stopping = new AbortController();
  const { signal } = stopping;
  const left = nextUpload(app.db)?.id ?? null;
  let wake = () => {};
  let asked = true;

  async function run(): Promise<void> {
    await Promise.race([ready, once(signal, 'abort')]);
    while (!signal.aborted) {
      asked = false;
      const next = nextUpload(app.db);
      const worked = next && (await workGuarded(next.id, next.id === left));
      if (worked || asked) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (asked || signal.aborted) resolve();
      });
    }
  }

  async function workGuarded(id: number, resumed: boolean): Promise<boolean> {
    try {
      return await workUpload(app, teller, { signal, resumed });
    } catch (error) {
      // Broken off by the end of the service: the next start goes on with it.
      if (signal.aborted) return false;
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
