import type { Words } from './words.ts';

const shape =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;

/** A rule's ISO 8601 duration as it is said: `P2D` → `2 дня`, `PT1H30M` → `1 час 30 минут`. */
export function durationText(words: Words, duration: string): string {
  const counts = shape.exec(duration)?.slice(1) ?? [];
  const parts = units.flatMap((unit, place) => {
    const count = Number(counts[place] ?? 0);
    return count > 0 ? [words.plain(`duration-${unit}`, { count })] : [];
  });
  // A fraction (`PT1.5H`) is rare enough to be shown as it was written.
  if (parts.length === 0) {
    return counts.length === 0 ? duration : words.plain('duration-minutes', { count: 0 });
  }
  return parts.join(' ');
}
