import { parentPort } from 'node:worker_threads';
import type { Picture } from './picture.ts';
import { pngOf } from './png.ts';

/** Draws what it is given, one picture after the other. */
export interface DrawTask {
  id: number;
  picture: Picture;
}
export type DrawNews = { id: number; png: Uint8Array } | { id: number; error: string };

parentPort?.on('message', ({ id, picture }: DrawTask) => {
  parentPort?.postMessage(drawn(id, picture));
});

function drawn(id: number, picture: Picture): DrawNews {
  try {
    return { id, png: pngOf(picture) };
  } catch (error) {
    return { id, error: String(error) };
  }
}
