import { type Environment, type Problem, type Take, timeZone } from './config-values.ts';
import { nearest } from './domain/nearest.ts';
import { type Policy, type PolicyKey, policyKeys, policySchema } from './domain/policy.ts';
import { inWords } from './domain/wording.ts';

const variableOf = (key: string) =>
  `POLICY_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
const policyVariables = new Map(policyKeys.map((key) => [variableOf(key), key]));

/** The policy's first values, from `POLICY_…` and `TIME_ZONE`; what is wrong goes into `found`. */
export function policyOf(
  env: Environment,
  take: Take,
  isCron: (cron: string) => boolean,
  found: Problem[],
): Partial<Policy> {
  const values: Partial<Record<PolicyKey, unknown>> = {};
  for (const [name, given] of Object.entries(env)) {
    if (!name.startsWith('POLICY_') || given === undefined) continue;
    const key = policyVariables.get(name);
    if (key === undefined) {
      found.push({ name, problem: 'is no rule of the policy', cure: policyCure(name) });
    } else if (given.trim() !== '' || key === 'quietHours') {
      values[key] = policyValue(name, key, given.trim(), isCron, found);
    }
  }
  const zone = take('TIME_ZONE', timeZone, null);
  if (zone !== null && values.timeZone !== undefined && values.timeZone !== zone) {
    const cure = 'leave one of the two out';
    found.push({ name: 'POLICY_TIME_ZONE', problem: 'says otherwise than TIME_ZONE', cure });
  }
  return { ...(zone === null ? {} : { timeZone: zone }), ...values } as Partial<Policy>;
}

function policyCure(name: string): string {
  const meant = nearest(name, [...policyVariables.keys()]);
  return meant ? `did you mean ${meant}?` : `known are ${[...policyVariables.keys()].join(', ')}`;
}

function policyValue(
  name: string,
  key: PolicyKey,
  given: string,
  isCron: (cron: string) => boolean,
  found: Problem[],
): unknown {
  const parsed = policySchema.shape[key].safeParse(given, { error: inWords });
  const usual = `correct it, or leave it out for ${policySchema.shape[key].parse(undefined)}`;
  if (!parsed.success) {
    const problem = parsed.error.issues[0]?.message ?? 'is not valid';
    found.push({ name, problem, cure: usual });
  } else if (key === 'drawCron' && !isCron(given)) {
    found.push({ name, problem: 'is no cron expression of five fields', cure: usual });
  }
  return parsed.data;
}
