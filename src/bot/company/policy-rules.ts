import { entropyRules } from '../../domain/entropy.ts';
import type { Policy, PolicyKey } from '../../domain/policy.ts';

/** How a rule's value is written and said. */
export type RuleKind =
  | 'zone'
  | 'cron'
  | 'choice'
  | 'flag'
  | 'count'
  | 'seconds'
  | 'minutes'
  | 'days'
  | 'duration'
  | 'hours'
  | 'percent'
  | 'share'
  | 'points'
  | 'currency'
  | 'money'
  | 'scale';

/** Every rule in its group, in the order in which the groups and their rules are shown. */
export const ruleGroups = {
  draw: {
    drawCron: 'cron',
    drawBy: 'choice',
    perSeller: 'count',
    total: 'count',
    percent: 'percent',
    minTalkS: 'seconds',
    drawAlsoAsked: 'flag',
    drawEntropy: 'choice',
  },
  queue: {
    leaseMinutes: 'minutes',
    leaseExtraMinutes: 'minutes',
    minListenShare: 'share',
    secondScorePercent: 'percent',
    benchmarkCalls: 'count',
    unstartedWorkingDays: 'days',
  },
  notice: {
    approvalDelay: 'duration',
    workingDaysOnly: 'flag',
    noticeHold: 'duration',
    quietHours: 'hours',
    digestCron: 'cron',
    deliveryGiveUp: 'duration',
  },
  appeal: {
    openAppealsMax: 'count',
    appealReminder: 'duration',
    appealEscalation: 'duration',
    itemDecidedFrom: 'count',
    itemOverturnedPercent: 'percent',
    secondDecisionPercent: 'percent',
    secondHeadFellPercent: 'percent',
    secondHeadSellerItems: 'count',
  },
  teaching: {
    asksPerWeek: 'count',
    adviceReminder: 'duration',
    takesPerWeek: 'count',
    sendsPerMonth: 'count',
    idleDays: 'days',
  },
  recording: {
    recordingDays: 'days',
    clipBeforeS: 'seconds',
    clipAfterS: 'seconds',
    longSilenceS: 'seconds',
    sellerChannel: 'choice',
  },
  points: {
    reviewPoints: 'points',
    violationPoints: 'points',
    appealPoints: 'points',
    concedeControllerPoints: 'points',
    missedPoints: 'points',
  },
  pay: {
    pointPriceMinor: 'money',
    currency: 'currency',
    motivationScale: 'scale',
    motivationPays: 'choice',
    minScoredCalls: 'count',
  },
  other: { timeZone: 'zone', inviteDays: 'days' },
} as const satisfies Record<string, Partial<Record<PolicyKey, RuleKind>>>;
export type RuleGroup = keyof typeof ruleGroups;

export const ruleGroupNames = Object.keys(ruleGroups) as RuleGroup[];

const kinds = new Map<string, RuleKind>(
  Object.values(ruleGroups).flatMap((rules) => Object.entries(rules)),
);

export function rulesOfGroup(group: RuleGroup): PolicyKey[] {
  return Object.keys(ruleGroups[group]) as PolicyKey[];
}

export function groupOf(key: PolicyKey): RuleGroup {
  return ruleGroupNames.find((group) => rulesOfGroup(group).includes(key)) ?? 'other';
}

export function kindOf(key: PolicyKey): RuleKind {
  return kinds.get(key) ?? 'count';
}

/** The values of a rule that is picked instead of typed; null for the others. */
export function choicesOf(key: PolicyKey): readonly string[] | null {
  if (kindOf(key) === 'flag') return ['true', 'false'];
  if (key === 'drawBy') return ['perSeller', 'total', 'percent'];
  if (key === 'drawEntropy') return entropyRules;
  if (key === 'motivationPays') return ['coefficient', 'sum'];
  return key === 'sellerChannel' ? ['left', 'right'] : null;
}

/** Whether a rule is gone by: of the numbers of calls only the one that the draw counts by is. */
export function isInForce(policy: Policy, key: PolicyKey): boolean {
  return !choicesOf('drawBy')?.includes(key) || policy.drawBy === key;
}
