import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { plainCode } from '../domain/plain-text.ts';
import { fromLocalTime } from '../domain/time.ts';
import { inWords } from '../domain/wording.ts';
import type { Heard, UnusedKind } from './provider.ts';

/** The fields of the providers' payloads; forms hold texts where JSON holds numbers. */

const secondsMax = 172_800;
/** Between the years 2000 and 2100: milliseconds given as seconds, or a zero, are a mistake. */
const epochLeastS = 946_684_800;
const epochSMax = 4_102_444_800;
const outOfTime = 'lies outside the years 2000 to 2099; correct the clock of what sends it';

const blank = (value: unknown) => (value === '' || value === null ? undefined : value);
/** A text or a number as text; anything else as none. */
export const asText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Digits as their number; anything else stays what it is, to be refused. */
export const digits = (value: unknown) =>
  typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value;

const word = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
/** A name or a number as text. */
export const text = (most: number) => word.pipe(plainCode(most).min(1));
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
export const externalId = text(200);
export const seconds = z.preprocess(digits, z.int().min(0).max(secondsMax));
/** Seconds since 1970. */
export const epoch = z.preprocess(digits, z.int().min(epochLeastS).max(epochSMax));
export const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

/** At most so many, counted before any of them is looked at. */
export const listOf = <T extends z.ZodType>(entry: T, most: number) =>
  z.array(z.unknown()).max(most).pipe(z.array(entry));

/** Milliseconds of the years that `epoch` takes. */
const inTime = (at: number) => at >= epochLeastS * 1000 && at <= epochSMax * 1000;

/** An ISO 8601 instant with its offset; also `20260101T120000Z`. */
export const isoInstant = z.string().transform((given, context) => {
  const full = given.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const at = /(Z|[+-]\d\d:?\d\d)$/i.test(full) ? Date.parse(full) : Number.NaN;
  if (inTime(at)) return at;
  const message = Number.isFinite(at) ? outOfTime : 'is no time with an offset';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** `2026-11-23 14:05:00` in a zone. */
export function localInstant(zone: string) {
  return z.string().transform((given, context) => {
    const at = fromLocalTime(given.trim(), zone);
    if (at !== null && inTime(at)) return at;
    const message = at === null ? 'is no time such as 2026-11-23 14:05:00' : outOfTime;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

type Read<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Reads a payload, or names the field that is wrong. */
export function readFields<T extends z.ZodType>(schema: T, given: unknown): Read<z.output<T>> {
  const parsed = schema.safeParse(given, { error: inWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, detail: `${issue?.path.join('.') || 'the body'} ${issue?.message}` };
}

/** Reads the lines of a report, each by itself. */
export function readLines<T extends z.ZodType>(schema: T, lines: readonly unknown[]) {
  const values: z.output<T>[] = [];
  const refused: string[] = [];
  for (const [at, given] of lines.entries()) {
    const read = readFields(schema, given);
    if (read.ok) values.push(read.value);
    else refused.push(`line ${at + 1}: ${read.detail}`);
  }
  return { values, refused };
}

export const malformed = (detail: string): Heard => ({ ok: false, why: 'malformed', detail });
export const unsigned = (detail: string): Heard => ({ ok: false, why: 'signature', detail });
export const unused = (kind: UnusedKind): Heard => ({ ok: true, reports: [], unused: kind });

/** Whether two secrets are the same, in a time that tells nothing of where they differ. */
export function isSame(given: string | undefined | null, secret: string | undefined): boolean {
  if (!given || !secret) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** JSON, or null for what is none. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

const fieldsMax = 200;

/** A body as JSON or as a form; `data[CALL_ID]=1` becomes `{data: {CALL_ID: '1'}}`. */
export function bodyFields(body: string): Record<string, unknown> {
  if (/^\s*[{[]/.test(body)) {
    const value = parseJson(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  }
  const fields: Record<string, unknown> = Object.create(null);
  let count = 0;
  for (const [key, value] of new URLSearchParams(body)) {
    count += 1;
    if (count > fieldsMax) break;
    const [, outer = '', inner] = /^([^[\]]*)(?:\[([^[\]]*)\])?$/.exec(key) ?? [];
    if (inner === undefined) fields[outer] = value;
    else fields[outer] = { ...(fields[outer] as object | undefined), [inner]: value };
  }
  return { ...fields };
}
