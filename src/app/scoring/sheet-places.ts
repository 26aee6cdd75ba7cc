import { z } from 'zod';
import { readStored } from '../../domain/stored.ts';
import type { App } from '../app.ts';
import { chatNote, writeChatNote } from '../people/chat-notes.ts';

/** Where the sheet of a review stands in a chat (a message's id), and where it stood before. */
const place = z.object({ review: z.int(), at: z.int(), before: z.array(z.int()) });
const placesSchema = z.array(place);
type Place = z.output<typeof place>;

/** More than anybody scores at a time; what was not touched for longest is forgotten first. */
const placesMax = 12;
const beforeMax = 12;

function placesOf(app: App, chatId: number): Place[] {
  return readStored(placesSchema, chatNote(app, chatId, 'sheets')) ?? [];
}

/**
 * Notes that the sheet of a review stands on this message from now on, through restarts.
 *
 * @returns the message on which it stood until now; null where that is the same or nobody knows
 */
export function placeSheet(
  app: App,
  chatId: number,
  reviewId: number,
  messageId: number,
): number | null {
  const places = placesOf(app, chatId);
  const known = places.find(({ review }) => review === reviewId);
  if (known?.at === messageId) return null;
  const before = known ? [known.at, ...known.before].slice(0, beforeMax) : [];
  const others = places.filter(({ review }) => review !== reviewId);
  const now = [{ review: reviewId, at: messageId, before }, ...others].slice(0, placesMax);
  writeChatNote(app, chatId, 'sheets', JSON.stringify(now));
  return known?.at ?? null;
}

/** The message on which the sheet of a review stands; null where nobody knows. */
export function placeOf(app: App, chatId: number, reviewId: number): number | null {
  return placesOf(app, chatId).find(({ review }) => review === reviewId)?.at ?? null;
}

/** Where the sheet stands now that once stood on this message; null where none has moved away from it. */
export function movedTo(app: App, chatId: number, messageId: number): number | null {
  const place = placesOf(app, chatId).find(({ before }) => before.includes(messageId));
  return place?.at ?? null;
}
