import type { Terminal } from './terminal.ts';

/** Of a line that is written again in its place: to its beginning, and empty to its end. */
const lineAnew = '\r\u001b[K';
const shownEveryMs = 250;
/** Before so long nothing can be said of the rate. */
const rateFromMs = 500;

export interface Progress {
  /** So many rows are through, which are so much of the whole, from 0 to 1. */
  show(rows: number, share: number): void;
  /** Nothing of it is left on the terminal. */
  clear(): void;
}

/** How far a long work has come, on one line of the terminal: rows, rate, time left. */
export function createProgress({ write }: Terminal, clock: () => number): Progress {
  const beganAt = clock();
  let shownAt: number | null = null;
  return {
    show(rows, share) {
      const now = clock();
      if (write === null || (shownAt !== null && now - shownAt < shownEveryMs)) return;
      shownAt = now;
      write(`${lineAnew}${progressLine(rows, share, now - beganAt)}`);
    },
    clear() {
      if (write !== null && shownAt !== null) write(lineAnew);
    },
  };
}

export function progressLine(rows: number, share: number, elapsedMs: number): string {
  const counted = `${grouped(rows)} rows, ${Math.floor(100 * Math.min(1, share))} %`;
  if (elapsedMs < rateFromMs || rows === 0 || share <= 0) return counted;
  const rate = `${grouped(Math.round((1000 * rows) / elapsedMs))} rows/s`;
  const leftS = Math.ceil((elapsedMs * (1 / Math.min(1, share) - 1)) / 1000);
  return `${counted}, ${rate}, ${spanOf(leftS)} left; Ctrl+C stops`;
}

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `0:07`, `12:03`, `1:02:03`. */
function spanOf(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
