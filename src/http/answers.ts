import { z } from 'zod';
import { appealKinds, decisions } from '../domain/call.ts';
import { verdicts } from '../domain/checklist.ts';
import { entropyRules } from '../domain/entropy.ts';
import { purposes } from '../domain/purpose.ts';
import { leftOutReasons } from '../domain/sampling.ts';
import { statuses } from '../domain/statuses.ts';

/** The shapes of what the API answers; the tests hold every answer to them. */

export const instant = z.iso.datetime({ offset: true }).describe('RFC 3339');
export const text = z.string().nullable();
const whole = z.int().nullable();
export const percent = z
  .string()
  .regex(/^\d{1,3}\.\d$/)
  .nullable()
  .describe('With one decimal, half up: "86.4"; null where nothing counted');
const status = z.enum(statuses);

export const itemsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      index: z.int().min(0).describe('Place in the request, from 0'),
      externalId: text,
      result: z.enum(['created', 'updated', 'unchanged', 'refused']),
      id: z.int().optional(),
      status: status.optional(),
      inviteUrl: z
        .string()
        .optional()
        .describe('One-time link that binds a Telegram account; kept nowhere else'),
      error: z
        .strictObject({
          field: z.string(),
          code: z.enum(['invalid', 'unknown', 'conflict']),
          detail: z.string(),
        })
        .optional(),
    }),
  ),
});

export const nextCursor = text.describe('For the next page; null at the end');

const call = z.strictObject({
  id: z.int(),
  source: z.string(),
  externalId: z.string(),
  direction: z.enum(['in', 'out']),
  status,
  sellerId: whole,
  sellerExternalId: text,
  sellerName: text,
  sellerExtension: text,
  sellerDirection: text,
  externalNumber: text.describe('E.164 where it could be read, else as it came'),
  startedAt: instant,
  durationS: whole,
  talkS: whole,
  recording: z
    .union([z.strictObject({ url: z.string() }), z.strictObject({ path: z.string() })])
    .nullable(),
  clientExternalId: text,
  orderExternalId: text,
  orderNumber: text,
  callType: text.describe('The code of the type that its credit score was made on'),
  drawDate: text.describe('The draw that picked it'),
  sentBy: text.describe('The supervisor who sent it to the controllers'),
  deadlineAt: instant.nullable(),
});
export type CallAnswer = z.output<typeof call>;

const score = { earned: whole, possible: whole, percent };

const review = z.strictObject({
  id: z.int(),
  purpose: z.enum(purposes),
  state: z.enum(['submitted', 'approved', 'overturned', 'annulled']),
  reviewerId: z.int(),
  reviewer: z.string(),
  ...score,
  handedIn: z.strictObject(score),
  callType: text,
  checklistVersion: whole,
  sections: z.array(z.strictObject({ code: z.string(), name: z.string(), ...score })),
  items: z.array(
    z.strictObject({
      code: z.string(),
      text: z.string(),
      verdict: z.enum(verdicts).describe('As handed in'),
      standing: z.enum(verdicts).describe('After an appeal'),
      comment: text,
      momentS: whole,
    }),
  ),
  recommendation: text,
  tooFast: z.boolean(),
  submittedAt: instant.nullable(),
  approvedAt: instant.nullable(),
  creditMonth: text,
  appeal: z
    .strictObject({
      state: z.enum(['open', 'upheld', 'rejected', 'annulled', 'conceded']),
      kind: z.enum(appealKinds),
      reason: text,
      answer: text,
      openedAt: instant.nullable(),
      decidedAt: instant.nullable(),
      decisionReason: text,
      decisions: z.record(z.string(), z.enum(decisions).nullable()),
    })
    .nullable(),
});
export type ReviewAnswer = z.output<typeof review>;

export const callAnswer = call.extend({
  history: z.array(
    z.strictObject({
      at: instant,
      verb: z.string(),
      from: status.nullable(),
      to: status,
      actorId: whole.describe('Null: the system'),
      actor: text,
      note: text,
    }),
  ),
  otherTalks: z
    .array(
      z.strictObject({
        sellerId: whole.describe('Null: nobody of the company has that extension'),
        sellerName: text,
        sellerExtension: z.string(),
        talkS: whole.describe('Seconds; null: the telephone system does not tell'),
      }),
    )
    .describe('Who talked in it beside the seller, before a transfer or after it'),
  reviews: z.array(review).describe('Handed in, oldest first'),
});

export const callsAnswer = z.strictObject({ items: z.array(call), nextCursor });

const leftOutCall = z.strictObject({ callId: z.int(), reason: z.enum(leftOutReasons) });

const chain = z.strictObject({
  hash: z.string(),
  publicKey: z.string(),
  periodS: z.int(),
  genesisS: z.int(),
  groupHash: z.string(),
  beaconId: z.string(),
});

const entropy = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('none'),
    wanted: z.enum(entropyRules).describe('What the rule drawEntropy asked for'),
  }),
  z.strictObject({
    kind: z.literal('people'),
    taps: z
      .array(z.strictObject({ sellerId: z.int(), choice: z.int(), at: instant }))
      .describe('What the sellers tapped after the freeze'),
  }),
  z.strictObject({
    kind: z.literal('beacon'),
    round: z.int().describe('The first of the drand chain after the freeze'),
    signature: z.string().describe('Hex'),
    randomness: z.string().describe('Hex; the SHA-256 of the signature'),
    chain: chain.describe("What the chain's hash is made of, its key among it"),
  }),
]);

const draw = z.strictObject({
  windowFrom: instant,
  windowTo: instant,
  committedAt: instant.describe('When the seed was chosen and its SHA-256 fixed'),
  version: z
    .int()
    .describe('2; 1 for draws before pools were frozen, whose tickets have the seed as key'),
  frozenAt: instant.nullable().describe('When the pool was frozen'),
  poolSha256: text.describe('Of the frozen pool, published as it was frozen'),
  drawnAt: instant.nullable(),
  seedSha256: z.string().describe('Fixed before the window opened'),
  seed: text.describe('Hex; null until the draw'),
  entropy: entropy
    .nullable()
    .describe('What went into the key of the tickets; null until it has come'),
  previousSha256: text.describe('Of the record before it in the chain; null at its beginning'),
  recordSha256: text.describe('Of this record, which the next one names; null until the draw'),
  policy: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('The rules it went by: those in force when the window opened'),
  sellers: z.array(
    z.strictObject({
      sellerId: z.int(),
      externalId: z.string(),
      eligible: z.int(),
      drawn: z.int(),
      drawnThisMonth: z
        .int()
        .describe('Drawn of theirs in the month before this draw, as it took it into account'),
    }),
  ),
  eligible: z.array(
    z.strictObject({
      callId: z.int(),
      sellerId: z.int(),
      source: z.string(),
      externalId: z.string(),
      ticket: z
        .string()
        .describe(
          'HMAC-SHA-256 of "source\\nexternalId" (UTF-8) with the draw’s key, lowercase hex',
        ),
    }),
  ),
  leftOut: z.record(z.string(), z.int()),
  leftOutAfterFreeze: z
    .array(leftOutCall.extend({ sellerId: z.int(), source: z.string(), externalId: z.string() }))
    .describe('Calls of the frozen pool that could not be drawn after all'),
  leftOutCalls: z.array(leftOutCall).nullable().describe('Null for draws before these were kept'),
  drawn: z.array(z.int()),
  replaced: z.array(
    z.strictObject({
      from: z.int(),
      to: z.int().nullable().describe('Null where no ticket of the seller was left'),
      at: instant
        .nullable()
        .describe('Null, as `skipped`, where it was replaced before these were kept'),
      skipped: z.array(leftOutCall).nullable().describe('Lower tickets that were not to be had'),
    }),
  ),
});

export const drawAnswer = draw.extend({
  earlier: z.array(draw).describe('The draws of the same day before this one, in their order'),
});
