import { z } from 'zod';
import { fromRfc3339, isLocalDate, isLocalMonth } from '../domain/time.ts';

/** Parameters of paths and queries; each arrives as text. */

export const none = z.strictObject({});

export const id = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'is no number of a call')
  .transform(Number)
  .describe('The number that people see');

export const date = z
  .string()
  .refine(isLocalDate, 'is no day such as 2026-11-23')
  .describe("A day of the policy's zone, such as 2026-11-23");

export const month = z
  .string()
  .refine(isLocalMonth, 'is no month such as 2026-11')
  .describe("A month of the policy's zone, such as 2026-11");

export const cursor = z
  .string()
  .regex(/^\d{1,15}$/, 'is no cursor; give the nextCursor of the page before as it was')
  .transform(Number)
  .optional()
  .describe('The nextCursor of the page before');

const callCursorText = /^(-?\d{1,15})\.(\d{1,15})$/;

/** A place in a list of calls: opaque to those who page. */
export const callCursor = z
  .string()
  .refine(
    (text) => callCursorText.test(decoded(text)),
    'is no cursor; give the nextCursor of the page before as it was',
  )
  .transform((text) => {
    const [, startedAt, id] = callCursorText.exec(decoded(text)) ?? [];
    return { startedAt: Number(startedAt), id: Number(id) };
  })
  .optional()
  .describe('The nextCursor of the page before');

const decoded = (text: string) => Buffer.from(text, 'base64url').toString('latin1');

export function callCursorOf(place: { startedAt: number; id: number } | null): string | null {
  return place && Buffer.from(`${place.startedAt}.${place.id}`).toString('base64url');
}

const limitMax = 200;
const limitDefault = 50;
export const limit = z
  .string()
  .regex(/^\d{1,9}$/, `is no number from 1 to ${limitMax}`)
  .transform(Number)
  .refine((n) => n >= 1 && n <= limitMax, `must be from 1 to ${limitMax}`)
  .optional()
  .transform((n) => n ?? limitDefault)
  .describe(`Entries on a page: 1 to ${limitMax}, ${limitDefault} unless told`);

const isInstantOrDay = (text: string) => fromRfc3339(text) !== null || isLocalDate(text);
export const instantOrDay = z
  .string()
  .refine(
    isInstantOrDay,
    'is neither a day such as 2026-11-23 nor an instant such as 2026-11-23T14:05:00+03:00 (in an address + is written %2B)',
  )
  .optional();
