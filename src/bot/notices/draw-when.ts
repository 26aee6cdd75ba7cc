import type { DrawOverview } from '../../app/draw/read-draw.ts';
import { dateTime, dayMonth, type Words } from '../words.ts';

/** A draw's day, with the hour where the day has several. */
export function drawWhen(words: Words, { ofSeveral, windowToAt }: DrawOverview): string {
  return ofSeveral ? dateTime(words, windowToAt) : dayMonth(words, windowToAt);
}
