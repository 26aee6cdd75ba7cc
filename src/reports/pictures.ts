import { startThread, type Thread } from '../app/thread.ts';
import { threadFile } from '../paths.ts';
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
  let thread: Thread | null = null;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();

  const ended = (error: Error) => {
    thread = null;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };

  function started(): Thread {
    if (thread) return thread;
    const fresh = startThread(threadFile('reports/picture-worker.ts'), {});
    fresh.port.on('message', (news: DrawNews) => {
      const one = waiting.get(news.id);
      waiting.delete(news.id);
      if (waiting.size === 0) fresh.unref();
      if ('png' in news) one?.resolve(news.png);
      else one?.reject(new Error(`the picture could not be drawn: ${news.error}`));
    });
    // An idle thread keeps no process alive.
    fresh.unref();
    fresh.ended.catch((error: Error) => {
      if (thread === fresh) ended(error);
    });
    thread = fresh;
    return fresh;
  }

  function draw(picture: Picture): Promise<Uint8Array> {
    const { port, ref } = started();
    lastId += 1;
    const task: DrawTask = { id: lastId, picture };
    return new Promise((resolve, reject) => {
      waiting.set(task.id, { resolve, reject });
      ref();
      port.postMessage(task);
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
      thread?.release();
      thread = null;
      ended(new Error('pictures are no longer drawn'));
    },
  };
}
