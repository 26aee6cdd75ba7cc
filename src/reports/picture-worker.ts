import type { Run } from '../app/thread.ts';
import type { Picture } from './picture.ts';
import { pngOf } from './png.ts';

/** Draws what it is given, one picture after the other. */
export interface DrawTask {
  id: number;
  picture: Picture;
}
export type DrawNews = { id: number; png: Uint8Array } | { id: number; error: string };

/** Draws for as long as somebody may still ask. */
export const run: Run<object> = async (_, port, released) => {
  port.on('message', ({ id, picture }: DrawTask) => port.postMessage(drawn(id, picture)));
  await released;
};

function drawn(id: number, picture: Picture): DrawNews {
  try {
    return { id, png: pngOf(picture) };
  } catch (error) {
    return { id, error: String(error) };
  }
}
