import type { App } from '../app/app.ts';
import { policyHistory } from '../app/company/read-policy.ts';
import { changePolicy } from '../app/draw/change-policy.ts';
import { firstDrawBy, isDrawRule } from '../app/draw/draw-policy.ts';
import { nearest } from '../domain/nearest.ts';
import { type PolicyKey, policyKeys } from '../domain/policy.ts';
import { toRfc3339 } from '../domain/time.ts';
import { isCron } from '../schedule.ts';
import {
  type Command,
  columns,
  done,
  findings,
  type Result,
  usageProblem,
  withApp,
} from './command.ts';

export const policy: Command = {
  name: 'policy',
  usage: 'show | set NAME=VALUE… | history',
  about: 'Show the rules in force, change some from now on, or list the changes',
  help: 'Every change is kept with its time. Durations are ISO 8601 (P2D, PT5M), hours 20:00-09:00.',
  options: {},
  words: [1, Number.POSITIVE_INFINITY],
  run: withApp(
    (app, { args: [act, ...words] }) => {
      if (act === 'show' && words.length === 0) return shown(app);
      if (act === 'set' && words.length > 0) return changed(app, words);
      if (act === 'history' && words.length === 0) return history(app);
      return usageProblem('say "policy show", "policy set perSeller=3" or "policy history"');
    },
    ({ args: [act] }) => act === 'set',
  ),
};

function shown(app: App): Result {
  const rules = app.policy();
  return done(columns(policyKeys.map((key) => [key, String(rules[key])])), rules);
}

/** Who changed what and when, the newest first. */
function history(app: App): Result {
  const changes = policyHistory(app);
  const lines = changes.flatMap(({ at, byName, changed: rules }) =>
    rules.map(({ key, from, to }) => [
      toRfc3339(at),
      byName ?? 'system',
      `${key}: ${String(from) || 'empty'} → ${String(to) || 'empty'}`,
    ]),
  );
  return done(columns(lines) || 'The rules have not been changed yet.', changes);
}

function changed(app: App, words: readonly string[]): Result {
  const changes: Partial<Record<PolicyKey, string>> = {};
  for (const word of words) {
    const [, name = word, value] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const key = policyKeys.find((candidate) => candidate === name);
    if (!key) return unknownRule(name);
    if (value === undefined || (value.trim() === '' && key !== 'quietHours')) {
      return usageProblem(`${key}: give it a value, such as ${key}=${app.policy()[key]}`);
    }
    changes[key] = value;
  }
  const cron = changes.drawCron;
  if (cron !== undefined && !isCron(cron)) {
    return refused([`drawCron: "${cron}" is no cron expression of five fields`]);
  }
  const result = changePolicy(app, changes, null);
  if (!result.ok) return refused(result.problems.map(({ key, detail }) => `${key}: ${detail}`));
  const keys = Object.keys(changes) as PolicyKey[];
  const lines = keys.map((key) => `${key} is now ${String(result.policy[key]) || 'empty'}`);
  const fromAt = keys.some(isDrawRule) ? firstDrawBy(app, result.policy) : null;
  if (fromAt !== null) lines.push(`It holds from the draw of ${toRfc3339(fromAt)} on.`);
  return done(lines.join('\n'), result.policy);
}

function unknownRule(name: string): Result {
  const meant = nearest(name, policyKeys);
  const hint = meant ? `did you mean ${meant}?` : `known are: ${policyKeys.join(', ')}`;
  return usageProblem(`"${name}" is no rule of the policy; ${hint}`);
}

function refused(problems: string[]): Result {
  return findings(`Nothing was changed.\n${problems.join('\n')}`, { problems });
}
