import { z } from 'zod';
import { languages, roles } from './person.ts';
import { plainCode, plainId, plainName, plainPhone } from './plain-text.ts';
import { fromRfc3339, type Instant, toRfc3339 } from './time.ts';
import { inWords } from './wording.ts';

/** The items that CRMs and files bring in (DESIGN 5), and what is said of each. */

const externalIdMax = 200;
const externalId = plainId(externalIdMax);
export const name = plainName(200);
const rawPhone = plainPhone(64);

/** Before telephone systems kept calls, and after any order's end: a typing error, or a clock that was never set. */
const earliestAt = Date.parse('1990-01-01T00:00:00Z');
const latestAt = Date.parse('2100-01-01T00:00:00Z');
const instant = z.string().transform((text, context) => {
  const at = fromRfc3339(text);
  const message = at === null ? notAnInstant : outOfTime(at);
  if (at !== null && message === null) return at;
  context.addIssue({ code: 'custom', message: message ?? notAnInstant });
  return z.NEVER;
});
const notAnInstant = 'is no RFC 3339 instant with an offset, such as 2026-11-23T14:05:00+03:00';

function outOfTime(at: Instant): string | null {
  if (at >= earliestAt && at < latestAt) return null;
  return 'lies outside the years 1990 to 2099; correct it, or the clock of what wrote it';
}

/** A clock may go ahead of ours by so much. */
const aheadMinutesMax = 15;

/** The latest start that a call of now can have. */
export const latestStart = (now: Instant): Instant => now + aheadMinutesMax * 60_000;

/** Why a call cannot have begun then; null: it can. What is to come is drawn by nobody. */
export function futureProblem(startedAt: Instant, now: Instant): ItemError | null {
  if (startedAt <= latestStart(now)) return null;
  const detail = `lies more than ${aheadMinutesMax} minutes ahead of this server, where it is ${toRfc3339(now)}; set the clock, or the time zone, of what sends it`;
  return { field: 'startedAt', code: 'invalid', detail };
}

const seconds = z.int().min(0).max(172_800);

/** More than anybody holds; a role named twice is no mistake. */
const rolesMax = 20;
const directionsMax = 100;
const extensionsMax = 100;
const mentorsMax = 100;

export const personItem = z.strictObject({
  externalId,
  name,
  roles: z
    .array(
      z.strictObject({
        role: z.enum(roles),
        directions: z.array(name).min(1).max(directionsMax).optional(),
      }),
    )
    .min(1)
    .max(rolesMax),
  direction: name.nullish(),
  extensions: z
    .array(z.strictObject({ source: externalId, extension: externalId }))
    .max(extensionsMax)
    .optional(),
  mentorExternalIds: z.array(externalId).max(mentorsMax).optional(),
  language: z.enum(languages).optional(),
  telegramId: z.int().positive().nullish(),
  active: z.boolean().optional(),
});
export type PersonItem = z.output<typeof personItem>;

const phonesMax = 100;

export const clientItem = z.strictObject({
  externalId,
  name,
  phones: z.array(rawPhone).max(phonesMax),
});
export type ClientItem = z.output<typeof clientItem>;

export const orderItem = z.strictObject({
  externalId,
  number: name,
  clientExternalId: externalId,
  sellerExternalId: externalId.nullish(),
  phones: z.array(rawPhone).max(phonesMax).optional(),
  inWork: z.boolean(),
  openedAt: instant,
  closedAt: instant.nullish(),
});
export type OrderItem = z.output<typeof orderItem>;

const recording = z.union(
  [
    z.strictObject({
      url: plainCode(2000).pipe(
        z.url({ protocol: /^https?$/, error: 'is no http or https address' }),
      ),
    }),
    z.strictObject({ path: plainCode(1000).min(1) }),
  ],
  'must be {"url": "https://…"}, {"path": "…"} or null',
);

export const otherTalksMax = 50;

/** Another seller who talked in the call; of how long is not always told. */
const otherTalk = z.strictObject({ sellerExtension: externalId, talkS: seconds.nullable() });
export type OtherTalk = z.output<typeof otherTalk>;

export const callItem = z
  .strictObject({
    source: externalId,
    externalId,
    direction: z.enum(['in', 'out']),
    sellerExtension: externalId.nullish(),
    sellerExternalId: externalId.nullish(),
    externalNumber: rawPhone.nullable(),
    startedAt: instant,
    durationS: seconds.nullable(),
    talkS: seconds.nullable(),
    recording: recording.nullish(),
    otherTalks: z.array(otherTalk).max(otherTalksMax).nullish(),
    clientExternalId: externalId.nullish(),
    orderExternalId: externalId.nullish(),
  })
  .superRefine((call, context) => {
    if (!call.sellerExtension && !call.sellerExternalId) {
      const message = 'name the seller by sellerExtension or sellerExternalId';
      context.addIssue({ code: 'custom', path: ['sellerExtension'], message });
    }
    if (call.talkS !== null && call.durationS !== null && call.talkS > call.durationS) {
      const message = `is longer than durationS (${call.durationS})`;
      context.addIssue({ code: 'custom', path: ['talkS'], message });
    }
  });
export type CallItem = z.output<typeof callItem>;

/** What became of one item of a batch. Refused items change nothing and never hold up the others. */
export interface ItemResult {
  readonly index: number;
  readonly externalId: string | null;
  readonly result: 'created' | 'updated' | 'unchanged' | 'refused';
  readonly id?: number;
  readonly status?: string;
  readonly inviteUrl?: string;
  readonly error?: ItemError;
}

export interface ItemError {
  /** The field by its path, such as `roles.0.role`. */
  readonly field: string;
  readonly code: 'invalid' | 'unknown' | 'conflict';
  readonly detail: string;
}

/** As much of a field's name as is said again where nobody knows it. */
const keyShownMax = 60;

/** Reads one item, or says which field is wrong and what is expected there. */
export function readItem<T>(
  schema: z.ZodType<T>,
  raw: unknown,
): { ok: true; item: T } | { ok: false; error: ItemError } {
  const long = longList(raw);
  if (long) return { ok: false, error: long };
  const parsed = schema.safeParse(raw, { error: inWords });
  if (parsed.success) return { ok: true, item: parsed.data };
  const issue = parsed.error.issues[0];
  const unknownKey =
    issue?.code === 'unrecognized_keys' ? issue.keys[0]?.slice(0, keyShownMax) : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey ? [unknownKey] : [])].join('.');
  const detail = unknownKey ? 'is not a field of this item' : (issue?.message ?? 'is not valid');
  return { ok: false, error: { field, code: 'invalid', detail } };
}

/** Longer than any list of an item may be; a schema goes through all of a list before it counts it. */
const listMax = 500;
/** No item is as deep. */
const depthMax = 8;

function longList(raw: unknown, path = '', depth = 0): ItemError | null {
  if (typeof raw !== 'object' || raw === null || depth > depthMax) return null;
  if (Array.isArray(raw) && raw.length > listMax) {
    return { field: path, code: 'invalid', detail: `has more than ${listMax} entries` };
  }
  for (const [key, value] of Object.entries(raw)) {
    const at = key.slice(0, keyShownMax);
    const found = longList(value, path === '' ? at : `${path}.${at}`, depth + 1);
    if (found) return found;
  }
  return null;
}

/** The external id of an item that could not be read, so that the refusal can name it. */
export function externalIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('externalId' in raw)) return null;
  return typeof raw.externalId === 'string' ? raw.externalId.slice(0, externalIdMax) : null;
}
