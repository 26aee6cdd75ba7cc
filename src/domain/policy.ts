import { z } from 'zod';
import { entropyRules } from './entropy.ts';
import { readScales } from './motivation.ts';
import { parseQuietHours } from './notice.ts';
import type { DrawRule } from './sampling.ts';
import { isDuration, isTimeZone } from './time.ts';

const duration = z.string().refine(isDuration, 'is no ISO 8601 duration such as P2D or PT5M');
const points = z.coerce.number().int().min(0).max(1000);
const count = (max: number) => z.coerce.number().int().min(0).max(max);
/** None would take a call back from whoever has just got it. */
const days = z.coerce.number().int().min(1).max(365);
const flag = z.preprocess(
  (value) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  z.boolean(),
);

const cron = z
  .string()
  .trim()
  .regex(/^\S+( +\S+){4}$/, 'is no cron expression of five fields');

/**
 * The company's rules (DESIGN 3): kept in the database with their history, changed by an admin. A
 * variable POLICY_<NAME> in the environment sets the first value of each (`POLICY_PER_SELLER` for
 * `perSeller`).
 */
export const policySchema = z.object({
  timeZone: z
    .string()
    .refine(isTimeZone, 'is no IANA time zone such as Europe/Moscow')
    .default('Europe/Moscow'),
  /** When the working day ends and the draw takes place (five cron fields, in `timeZone`). */
  drawCron: cron.default('0 19 * * 1-6'),
  drawBy: z.enum(['perSeller', 'total', 'percent']).default('perSeller'),
  perSeller: count(50).default(2),
  total: count(10_000).default(10),
  percent: z.coerce.number().min(0).max(100).multipleOf(0.01).default(5),
  minTalkS: count(86_400).default(60),
  /** How long a score waits before its seller is told, so that it can be taken back. */
  noticeHold: duration.default('PT5M'),
  /** Local hours without notices, `20:00-09:00`; empty: none. */
  quietHours: z
    .string()
    .trim()
    .refine((text) => parseQuietHours(text).ok, 'is no pair of hours such as 20:00-09:00')
    .default('20:00-09:00'),
  /** When everybody is told of the week before (five cron fields, in `timeZone`). */
  digestCron: cron.default('0 10 * * 1'),
  approvalDelay: duration.default('P2D'),
  workingDaysOnly: flag.default(false),
  deliveryGiveUp: duration.default('PT24H'),
  openAppealsMax: count(1000).default(5),
  /** How often a seller may ask for advice in a calendar week, and how soon a waiting request reminds. */
  asksPerWeek: count(1000).default(3),
  adviceReminder: duration.default('PT24H'),
  /** How many calls of one seller a mentor or head may take for teaching in a calendar week. */
  takesPerWeek: count(1000).default(5),
  /** How many calls of one seller may be sent to the controllers in a month. */
  sendsPerMonth: count(1000).default(2),
  /** When calls come back by themselves: never begun by a controller, left idle by a teacher. */
  unstartedWorkingDays: days.default(3),
  idleDays: days.default(7),
  /** Whether the draw may pick calls that were asked about or taken for teaching. */
  drawAlsoAsked: flag.default(false),
  /** What nobody could know before goes into a draw once its pool is frozen. */
  drawEntropy: z.enum(entropyRules).default('none'),
  appealReminder: duration.default('PT24H'),
  appealEscalation: duration.default('PT48H'),
  /** From how many decisions on, and overturned in more than how many of a hundred, an item is flagged. */
  itemDecidedFrom: z.coerce.number().int().min(1).max(1000).default(5),
  itemOverturnedPercent: z.coerce.number().min(0).max(100).multipleOf(0.01).default(40),
  /** Of how many decisions of appeals in a hundred another head makes a second one, blind. */
  secondDecisionPercent: z.coerce.number().min(0).max(100).multipleOf(0.01).default(10),
  /** From where on a second head decides before it counts: past this share of a head's decisions that fell; past so many items for one seller more than others have in 90 days. */
  secondHeadFellPercent: z.coerce.number().min(0).max(100).multipleOf(0.01).default(30),
  secondHeadSellerItems: count(100).default(1),
  leaseMinutes: count(1440).default(30),
  leaseExtraMinutes: count(1440).default(15),
  minListenShare: z.coerce.number().min(0).max(1).default(0.5),
  /** How long recordings are kept, in days from the call; the score stays. */
  recordingDays: z.coerce.number().int().min(1).max(3650).default(180),
  /** How much of a call is sent around a moment, seconds. */
  clipBeforeS: count(300).default(5),
  clipAfterS: z.coerce.number().int().min(1).max(300).default(10),
  /** Whose voice is on which channel of a recording of two. */
  sellerChannel: z.enum(['left', 'right']).default('left'),
  /** From how many seconds on a silence of both is marked. */
  longSilenceS: z.coerce.number().int().min(2).max(3600).default(20),
  reviewPoints: points.default(1),
  violationPoints: points.default(2),
  appealPoints: points.default(5),
  concedeControllerPoints: points.default(3),
  /** How many of the latest closed calibrations a new controller is offered; 0: none. */
  benchmarkCalls: count(100).default(5),
  /** Of how many credit scores in a hundred a second one is made, blind, by another controller. */
  secondScorePercent: z.coerce.number().min(0).max(100).multipleOf(0.01).default(10),
  /** What a violation costs that was missed, where the second score and a head both find it. */
  missedPoints: points.default(5),
  /** What a point is worth in money, in the currency's minor units; 0: points have no price. */
  pointPriceMinor: count(1_000_000).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is no ISO 4217 code such as RUB')
    .default('RUB'),
  /** What the month's score brings (`readScales`); empty: nothing. */
  motivationScale: z
    .string()
    .trim()
    .superRefine((text, context) => {
      const read = readScales(text);
      if (!read.ok) context.addIssue({ code: 'custom', message: read.detail });
    })
    .default(''),
  motivationPays: z.enum(['coefficient', 'sum']).default('coefficient'),
  /** From how many counted calls on the scale applies. */
  minScoredCalls: count(1000).default(5),
  inviteDays: z.coerce.number().int().min(1).max(365).default(7),
});
export type Policy = z.output<typeof policySchema>;
export type PolicyKey = keyof Policy;

export const policyKeys = Object.keys(policySchema.shape) as PolicyKey[];
export const defaultPolicy: Policy = policySchema.parse({});

/** Between which numbers a rule's value lies, both among them; null: it is no number. */
export function rangeOf(key: PolicyKey): { least: number; most: number } | null {
  const schema = policySchema.shape[key].unwrap();
  if (!(schema instanceof z.ZodNumber)) return null;
  return { least: schema.minValue ?? 0, most: schema.maxValue ?? 0 };
}

export function drawRuleOf(policy: Policy): DrawRule {
  switch (policy.drawBy) {
    case 'perSeller':
      return { kind: 'perSeller', count: policy.perSeller };
    case 'total':
      return { kind: 'total', count: policy.total };
    case 'percent':
      return { kind: 'percent', percent: policy.percent };
  }
}
