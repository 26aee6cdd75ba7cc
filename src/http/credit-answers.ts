import { z } from 'zod';
import { causes } from '../domain/ledger.ts';
import { instant, nextCursor, percent, text } from './answers.ts';

/** The shapes of what the API answers of credit and ledger. */

const account = z.union([z.int(), z.literal('fund')]).describe('A person, or the company fund');
export const ledgerAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.int(),
      at: instant,
      month: z.string(),
      from: account,
      to: account,
      points: z.int().min(1),
      cause: z.enum(causes),
      callId: z.int().nullable().describe('Null for a debt written off'),
      reviewId: z.int().nullable(),
      itemCode: text,
      reversesId: z.int().nullable().describe('Of a reversal: the transfer that it takes back'),
      reason: text.describe('Of a reversal, or of a debt written off'),
    }),
  ),
  nextCursor,
});

const mean = percent.describe('The mean score of the calls in percent, half up: "86.4"');
const figures = {
  calls: z.int().describe('Counted'),
  drawn: z.int(),
  sent: z.int(),
  meanPercent: mean,
  drawnMeanPercent: mean,
  sentMeanPercent: mean,
  interval: z
    .strictObject({ low: z.string(), high: z.string() })
    .nullable()
    .describe('Where the mean lies with 95 %, by the drawn calls alone; percent, rounded outward'),
  criticalMisses: z.int(),
  appealsWon: z.int(),
  appealsLost: z.int(),
  types: z.array(
    z.strictObject({
      type: z.string(),
      name: z.string(),
      calls: z.int(),
      meanPercent: mean,
      sections: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          calls: z.int().describe('In which this section counted'),
          meanPercent: mean,
        }),
      ),
      items: z.array(
        z.strictObject({
          code: z.string(),
          sectionCode: z.string(),
          text: z.string(),
          calls: z.int().describe('In which this item counted'),
          failed: z.int(),
          failedPercent: percent.describe('Of the calls in which it counted'),
          costPercent: percent.describe(
            'Percentage points by which the mean would be higher, had it been done in every call',
          ),
        }),
      ),
    }),
  ),
};

export const creditAnswer = z.strictObject({
  month: z.string(),
  closed: z
    .strictObject({ version: z.int(), at: instant, sha256: z.string() })
    .nullable()
    .describe('Once it is closed: what is answered is what was frozen then'),
  currency: z.string().describe('Of amountMinor: ISO 4217'),
  total: z.strictObject(figures),
  directions: z.array(
    z.strictObject({ directionId: z.int().nullable(), name: z.string(), ...figures }),
  ),
  sellers: z.array(
    z.strictObject({
      sellerId: z.int(),
      externalId: z.string(),
      name: z.string(),
      directionId: z.int().nullable().describe('Of most of their calls: its scale applies'),
      ...figures,
      points: z.int(),
      motivation: z
        .strictObject({
          pays: z.enum(['coefficient', 'sum']),
          value: text.describe('Null below the first step, or with too few calls'),
          next: z
            .strictObject({ value: z.string(), wanting: z.string() })
            .nullable()
            .describe('What comes next, and how many percentage points are wanting to it'),
          callsWanting: z.int().describe('Drawn calls wanting before the scale applies'),
        })
        .nullable()
        .describe('By the motivation scale of the policy; null without one'),
    }),
  ),
  controllers: z.array(
    z.strictObject({
      controllerId: z.int(),
      externalId: z.string(),
      name: z.string(),
      reviews: z.int(),
      violations: z.int().describe('Failed items that stand'),
      overturned: z.int().describe('Reviews of which an appeal changed something'),
      overturnedPercent: percent.describe('Of the reviews'),
      points: z.int(),
    }),
  ),
  payouts: z.array(
    z.strictObject({
      personId: z.int(),
      externalId: z.string(),
      name: z.string(),
      broughtPoints: z.int().max(0).describe('What earlier months left owing'),
      writtenOffPoints: z.int().describe('Of that, what was written off in this month'),
      points: z.int(),
      paidPoints: z.int().min(0),
      carriedPoints: z.int().max(0).describe('What goes on to the next month'),
      amountMinor: z.int().nullable().describe('Null where points have no price'),
    }),
  ),
});

const ppm = z.int().min(0).max(1_000_000);
export const countedAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      reviewId: z.int(),
      callId: z.int(),
      startedAt: instant,
      approvedAt: instant,
      sellerId: z.int(),
      directionId: z.int().nullable(),
      controllerId: z.int(),
      type: z.string(),
      state: z.enum(['approved', 'overturned']),
      source: z.enum(['drawn', 'sent']).nullable(),
      earned: z.int(),
      possible: z.int(),
      ppm: ppm.describe(
        'floor((2000000 * earned + possible) / (2 * possible)): means are of these',
      ),
      percent: z.string(),
      sections: z.array(
        z.strictObject({
          code: z.string(),
          earned: z.int(),
          possible: z.int(),
          ppm: ppm.nullable(),
        }),
      ),
      failed: z.array(z.string()).describe('Codes of the items that failed and stand so'),
    }),
  ),
  nextCursor,
});

const externalId = z.string().nullable();
export const eventsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.int().describe('Grows; a gap is no loss. An event may be posted twice: keep the ids'),
      type: z.literal('call.approved'),
      at: instant,
      callId: z.int(),
      source: z.string(),
      externalId: z.string(),
      status: z.enum(['approved_scored', 'approved_overturned']),
      sellerExternalId: externalId,
      controllerExternalId: z.string(),
      clientExternalId: externalId,
      orderExternalId: externalId,
      callType: z.string(),
      reviewId: z.int(),
      creditMonth: z.string(),
      earned: z.int(),
      possible: z.int(),
      percent: z.string(),
      points: z.array(z.strictObject({ externalId: z.string(), points: z.int() })),
    }),
  ),
  next: z.string().describe('Where to go on; the same while nothing more has happened'),
});
