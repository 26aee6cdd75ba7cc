import { z } from 'zod';
import { languages, roles } from './person.ts';
import { fromRfc3339 } from './time.ts';
import { inWords } from './wording.ts';

/** The items that CRMs and files bring in (DESIGN 5), and what is said of each. */

const externalId = z.string().trim().min(1).max(200);
export const name = z.string().trim().min(1).max(200);
const rawPhone = z.string().trim().max(64);
const instant = z.string().transform((text, context) => {
  const at = fromRfc3339(text);
  if (at !== null) return at;
  context.addIssue({
    code: 'custom',
    message: 'is no RFC 3339 instant with an offset, such as 2026-11-23T14:05:00+03:00',
  });
  return z.NEVER;
});
const seconds = z.int().min(0).max(172_800);

export const personItem = z.strictObject({
  externalId,
  name,
  roles: z
    .array(z.strictObject({ role: z.enum(roles), directions: z.array(name).min(1).optional() }))
    .min(1),
  direction: name.nullish(),
  extensions: z.array(z.strictObject({ source: externalId, extension: externalId })).optional(),
  mentorExternalIds: z.array(externalId).optional(),
  language: z.enum(languages).optional(),
  telegramId: z.int().positive().nullish(),
  active: z.boolean().optional(),
});
export type PersonItem = z.output<typeof personItem>;

export const clientItem = z.strictObject({
  externalId,
  name,
  phones: z.array(rawPhone).max(100),
});
export type ClientItem = z.output<typeof clientItem>;

export const orderItem = z.strictObject({
  externalId,
  number: name,
  clientExternalId: externalId,
  sellerExternalId: externalId.nullish(),
  phones: z.array(rawPhone).max(100).optional(),
  inWork: z.boolean(),
  openedAt: instant,
  closedAt: instant.nullish(),
});
export type OrderItem = z.output<typeof orderItem>;

const recording = z.union(
  [
    z.strictObject({
      url: z
        .url({ protocol: /^https?$/, error: 'is no http or https address' })
        .max(2000, 'is longer than 2000 characters'),
    }),
    z.strictObject({ path: z.string().trim().min(1).max(1000) }),
  ],
  'must be {"url": "https://…"}, {"path": "…"} or null',
);

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

/** Reads one item, or says which field is wrong and what is expected there. */
export function readItem<T>(
  schema: z.ZodType<T>,
  raw: unknown,
): { ok: true; item: T } | { ok: false; error: ItemError } {
  const parsed = schema.safeParse(raw, { error: inWords });
  if (parsed.success) return { ok: true, item: parsed.data };
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknownKey ? [unknownKey] : [])].join('.');
  const detail = unknownKey ? 'is not a field of this item' : (issue?.message ?? 'is not valid');
  return { ok: false, error: { field, code: 'invalid', detail } };
}

/** The external id of an item that could not be read, so that the refusal can name it. */
export function externalIdOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('externalId' in raw)) return null;
  return typeof raw.externalId === 'string' ? raw.externalId : null;
}
