import type { Worker } from 'node:worker_threads';
import { startWorker } from '../app/worker.ts';
import type { Picture } from './picture.ts';
import type { DrawNews, DrawTask } from './picture-worker.ts';

/**
 * Draws pictures on a thread of its own, which starts with the first, or once it is warmed, and stays:
 * tapping goes on meanwhile.
 */
export interface Pictures {
  /**
   * A PNG, 1080 pixels across.
   *
   * @throws Error where the picture could not be drawn, or the thread ended under it
   */
  draw(picture: Picture): Promise<Uint8Array>;
  /**
   * Starts the thread and has it load what it draws with, which on a busy machine takes seconds.
   *
   * @returns whether that came off; where it did not, the next picture tries again
   */
  warm(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Of the kind that people ask for most, with a line and letters in it. */
const sample: Picture = {
  kind: 'months',
  title: 'Разбор',
  subtitle: 'Razbor',
  months: [
    { label: '1', mean: { value: 80, text: '80 %' }, interval: { low: 70, high: 90 }, median: 75 },
    { label: '2', mean: { value: 85, text: '85 %' }, interval: { low: 75, high: 95 }, median: 75 },
  ],
  words: { mean: 'a', interval: 'b', median: 'c' },
};

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

export function createPictures(): Pictures {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  const ended = (error: Error) => {
    worker = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };

  function started(): Worker {
    if (worker) return worker;
    const fresh = startWorker(new URL('./picture-worker.ts', import.meta.url), {});
    // An idle thread keeps no process alive.
    fresh.unref();
    fresh.on('message', (news: DrawNews) => {
      const one = waiting.get(news.id);
      waiting.delete(news.id);
      if (waiting.size === 0) fresh.unref();
      if ('png' in news) one?.resolve(news.png);
      else one?.reject(new Error(`the picture could not be drawn: ${news.error}`));
    });
    fresh.on('error', ended);
    fresh.on('exit', () => {
      if (worker === fresh) ended(new Error('the thread that draws pictures ended'));
    });
    worker = fresh;
    return fresh;
  }

  function draw(picture: Picture): Promise<Uint8Array> {
    const thread = started();
    lastId += 1;
    const task: DrawTask = { id: lastId, picture };
    return new Promise((resolve, reject) => {
      waiting.set(task.id, { resolve, reject });
      thread.ref();
      thread.postMessage(task);
    });
  }

  return {
    draw,
    async warm() {
      try {
        await draw(sample);
        return true;
      } catch {
        return false;
      }
    },
    async stop() {
      await worker?.terminate();
      worker = null;
    },
  };
}
