import { findFfmpeg } from '../../src/sandbox/find-ffmpeg.ts';

/** Found once: tests run where PATH has none, too. */
export const ffmpegPath = findFfmpeg();
