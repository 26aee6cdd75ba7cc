import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { claimRun } from '../src/app/company/job-runs.ts';
import type { Outcome } from '../src/bot/telegram-refusals.ts';
import { incidentNames } from '../src/domain/incident.ts';
import { statuses } from '../src/domain/statuses.ts';
import { createMetrics } from '../src/http/metrics.ts';
import type { TelephonyEventKind } from '../src/http/telephony-routes.ts';
import { unusedKinds } from '../src/telephony/provider.ts';
import { testCompany } from './support/company.ts';

const folder = fileURLToPath(new URL('../docs/operations/', import.meta.url));
const rulesFile = join(folder, 'razbor-alerts.yaml');
const rules = parse(readFileSync(rulesFile, 'utf8')) as {
  groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
};
const dashboard = JSON.parse(readFileSync(join(folder, 'grafana-dashboard.json'), 'utf8')) as {
  panels: { title: string; targets: { expr: string }[] }[];
};

/** What our own metrics say, with something to say of each. */
async function exposed(): Promise<string> {
  const at = mkdtempSync(join(tmpdir(), 'razbor-metrics-'));
  const company = testCompany({}, { path: join(at, 'razbor.db') });
  onTestFinished(() => {
    company.app.db.close();
    rmSync(at, { recursive: true });
  });
  company.aCall();
  claimRun(company.app, 'draw', company.clock.now);
  company.clock.at('2026-11-23T19:10:00+03:00');
  company.app.incidents.report('job_failed', new Error('no'), 'digests');
  const backups = { folder: join(at, 'backups'), cron: '0 3 * * *', keep: { days: 7, weeks: 4 } };
  const metrics = createMetrics(
    { ...company.app, backups },
    {
      unreadable: () => new Map([['other', 2]]),
      telegramAnswers: () => [{ method: 'sendMessage', outcome: 'wait', count: 3 }],
    },
  );
  metrics.countTelephony('mango', 'unsigned');
  return metrics.text();
}

/** What a label may be asked to be. */
const outcomes: Record<Outcome | 'ok' | 'unanswered', true> = {
  ...{ ok: true, unanswered: true, wait: true, gone: true, late: true, blocked: true, bug: true },
  ...{ unchanged: true, 'token refused': true, 'token shared': true, 'no voices': true },
  'too big': true,
};
const eventKinds: readonly TelephonyEventKind[] = ['call', 'unsigned', 'malformed', ...unusedKinds];
const values: Readonly<Record<string, readonly string[]>> = {
  outcome: Object.keys(outcomes),
  blocks: ['true', 'false'],
  kind: [...incidentNames, ...eventKinds],
  status: statuses,
};

/** The series that a PromQL expression names, with the labels that it asks for or groups by. */
function asked(expr: string): { name: string; labels: string[]; equal: [string, string][] }[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, by = '']) => by.split(/, */));
  return [...expr.matchAll(/\b(razbor_\w+)(?:\{([^}]*)\})?/g)].map(([, name = '', within = '']) => {
    const named = [...within.matchAll(/(\w+)\s*(!?=~?)\s*"([^"]*)"/g)];
    return {
      name,
      labels: [...grouped, ...named.map(([, label = '']) => label)],
      equal: named.flatMap(([, label = '', how, value = '']): [string, string][] =>
        how?.endsWith('~') ? value.split('|').map((one) => [label, one]) : [[label, value]],
      ),
    };
  });
}

test('every metric, with its labels, that an alert or a panel names is one of ours', async () => {
  const text = await exposed();
  const alerts = rules.groups.flatMap((group) => group.rules);
  const exprs = [
    ...alerts.map(({ alert, expr }) => ({ of: alert, expr })),
    ...dashboard.panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ of: title, expr })),
    ),
  ];
  expect(alerts.length).toBeGreaterThan(8);
  expect(dashboard.panels.length).toBeGreaterThan(8);
  const unknown = exprs.flatMap(({ of, expr }) =>
    asked(expr)
      .filter(({ name, labels }) => {
        const lines = text.split('\n').filter((line) => line.match(`^${name}[{ ]`));
        return lines.length === 0 || labels.some((label) => !lines[0]?.includes(`${label}="`));
      })
      .map(({ name, labels }) => `${of}: ${name} {${labels}}`),
  );
  expect(unknown).toEqual([]);
  const strange = exprs.flatMap(({ of, expr }) =>
    asked(expr).flatMap(({ equal }) =>
      equal
        .filter(([label, value]) => !values[label]?.includes(value))
        .map((one) => `${of}: ${one.join('=')}`),
    ),
  );
  expect(strange).toEqual([]);
});

test('every metric of ours is on the dashboard', async () => {
  const names = [...(await exposed()).matchAll(/^# TYPE (razbor_\w+)/gm)].map(([, name]) => name);
  const shown = dashboard.panels.flatMap(({ targets }) =>
    targets.flatMap(({ expr }) => asked(expr)),
  );
  expect(names.filter((name) => !shown.some((one) => one.name === name))).toEqual([]);
});

test('metrics tell of jobs, draws, answers, incidents and the disk', async () => {
  const text = await exposed();
  for (const line of [
    /^razbor_job_last_run_age_seconds\{job="draw"\} 33000$/m,
    /^razbor_job_failed\{job="draw"\} 0$/m,
    /^razbor_draws_overdue 1$/m,
    /^razbor_draw_oldest_overdue_seconds 600$/m,
    /^razbor_telegram_answers_total\{method="sendMessage",outcome="wait"\} 3$/m,
    /^razbor_incidents\{kind="job_failed",blocks="true"\} 1$/m,
    /^razbor_incidents\{kind="disk_nearly_full",blocks="false"\} 0$/m,
    /^razbor_telephony_events_total\{system="mango",kind="unsigned"\} 1$/m,
    /^razbor_database_bytes [1-9]\d+$/m,
    /^razbor_disk_free_bytes [1-9]/m,
  ]) {
    expect(text).toMatch(line);
  }
});
