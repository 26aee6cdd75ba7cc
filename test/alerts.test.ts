import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

/** The alert rules as Prometheus itself works them, by Debian's promtool. */
const rulesFile = fileURLToPath(new URL('../docs/operations/razbor-alerts.yaml', import.meta.url));
const { groups } = parse(readFileSync(rulesFile, 'utf8')) as {
  groups: { rules: { alert: string; labels: { severity: string } }[] }[];
};
const rules = groups.flatMap((group) => group.rules);

const gib = 1024 ** 3;
/** A service at its work: a value, or how it moves each minute, by series. */
const healthy = {
  'up{job="razbor"}': '1',
  'razbor_incidents{kind="job_failed",blocks="true"}': '0',
  'razbor_incidents{kind="disk_nearly_full",blocks="false"}': '0',
  razbor_outbox_oldest_overdue_seconds: '600',
  razbor_draw_oldest_overdue_seconds: '900',
  'razbor_job_last_run_age_seconds{job="draw"}': '80000',
  'razbor_job_last_run_age_seconds{job="approvals"}': '300',
  'razbor_job_failed{job="digests"}': '0',
  'razbor_telegram_answers_total{method="sendMessage",outcome="ok"}': '0+60',
  'razbor_telegram_answers_total{method="sendMessage",outcome="unanswered"}': '0+30',
  'razbor_telegram_answers_total{method="sendVoice",outcome="bug"}': '0',
  'razbor_telephony_events_total{system="mango",kind="unsigned"}': '0',
  razbor_disk_free_bytes: String(50 * gib),
  razbor_backup_last_timestamp_seconds: '0',
  razbor_database_wal_bytes: String(64 * 1024 ** 2),
  razbor_appeals_open: '50',
};
type Series = Partial<Record<keyof typeof healthy | `razbor_${string}`, string>>;

/** What becomes true of which series, what the alert is about, and a word of what it says then. */
const firing: Readonly<Record<string, { is: Series; of?: Record<string, string>; says: RegExp }>> =
  {
    RazborDown: { is: { 'up{job="razbor"}': '0' }, of: { job: 'razbor' }, says: /does not answer/ },
    RazborNotReady: {
      is: { 'razbor_incidents{kind="job_failed",blocks="true"}': '1' },
      of: { kind: 'job_failed' },
      says: /job_failed/,
    },
    RazborWarning: {
      is: { 'razbor_incidents{kind="disk_nearly_full",blocks="false"}': '1' },
      of: { kind: 'disk_nearly_full' },
      says: /disk_nearly_full/,
    },
    RazborNoticesLate: {
      is: { razbor_outbox_oldest_overdue_seconds: '660' },
      says: /due for 11m 0s/,
    },
    RazborDrawLate: { is: { razbor_draw_oldest_overdue_seconds: '960' }, says: /ended 16m 0s ago/ },
    RazborNoJobRuns: {
      is: { 'razbor_job_last_run_age_seconds{job="approvals"}': '360' },
      says: /begun for 6m 0s/,
    },
    RazborJobFailed: {
      is: { 'razbor_job_failed{job="digests"}': '1' },
      of: { job: 'digests' },
      says: /The job digests failed/,
    },
    RazborTelegramUnanswered: {
      is: { 'razbor_telegram_answers_total{method="sendMessage",outcome="ok"}': '7' },
      says: /answers nothing/,
    },
    RazborTelegramBugs: {
      is: { 'razbor_telegram_answers_total{method="sendVoice",outcome="bug"}': '0+1' },
      of: { method: 'sendVoice' },
      says: /refuses sendVoice/,
    },
    RazborTelephonyRefused: {
      is: { 'razbor_telephony_events_total{system="mango",kind="unsigned"}': '0+1' },
      of: { system: 'mango', kind: 'unsigned' },
      says: /mango are refused as unsigned/,
    },
    RazborDiskFillsUp: { is: { razbor_disk_free_bytes: String(gib) }, says: /1GiB will be left/ },
    RazborBackupIsOld: {
      is: { razbor_backup_last_timestamp_seconds: '-133200' },
      says: /1d 1[45]h \d+m 0s old/,
    },
    RazborWalGrows: { is: { razbor_database_wal_bytes: String(gib) }, says: /grown to 1GiB/ },
    RazborAppealsWait: { is: { razbor_appeals_open: '51' }, says: /51 appeals wait/ },
  };

function promtool(...words: string[]): { status: number | null; said: string } | null {
  const { error, status, stdout, stderr } = spawnSync('promtool', words, { encoding: 'utf8' });
  return error ? null : { status, said: `${stdout}${stderr}` };
}

const minutes = 120;

/** The alerts that fire after two hours of these series, as promtool shows them. */
function alertsOf(series: Series): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-alerts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'alerts.json');
  const values = (moves: string) => {
    const [first, by] = moves.split('+');
    return by === undefined ? `${first}x${minutes}` : `${first}+${by}x${minutes}`;
  };
  // Each is expected to be another than it can be, so that promtool says what it is.
  const test = {
    interval: '1m',
    input_series: Object.entries({ ...healthy, ...series }).map(([name, moves]) => ({
      series: name,
      values: values(moves),
    })),
    alert_rule_test: rules.map(({ alert: alertname }) => ({
      ...{ eval_time: `${minutes}m`, alertname },
      exp_alerts: [{ exp_labels: { none: 'such' } }],
    })),
  };
  writeFileSync(
    file,
    JSON.stringify({ rule_files: [rulesFile], evaluation_interval: '1m', tests: [test] }),
  );
  const { said } = promtool('test', 'rules', file) ?? { said: '' };
  const shown = said.split(/^ +alertname: /m).slice(1);
  return new Map(
    shown.map((one) => [/^\w+/.exec(one)?.[0] ?? '', one.split(/^ +got:/m)[1]?.trim() ?? '']),
  );
}

beforeEach(({ skip }) => {
  if (!promtool('--version')) skip('promtool is not installed (apt-get install prometheus)');
});

test('Prometheus can read the alert rules', () => {
  expect(promtool('check', 'rules', rulesFile)).toEqual({
    status: 0,
    said: expect.stringMatching(/SUCCESS: \d+ rules/),
  });
});

test('of a service at its work none fires', () => {
  expect(Object.fromEntries(alertsOf({}))).toEqual(
    Object.fromEntries(rules.map(({ alert }) => [alert, '[]'])),
  );
});

test('each rule has a case below', () => {
  expect(Object.keys(firing).toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test.each(Object.entries(firing))('%s fires alone, and says of what', (name, { is, of, says }) => {
  const alerts = alertsOf(is);
  expect([...alerts].filter(([, shown]) => shown !== '[]').map(([alert]) => alert)).toEqual([name]);
  const severity = rules.find(({ alert }) => alert === name)?.labels.severity;
  const labels = Object.entries({ alertname: name, ...of, severity });
  expect(alerts.get(name)).toContain(
    `Labels:{${labels
      .map(([label, value]) => `${label}="${value}"`)
      .sort()
      .join(', ')}}`,
  );
  expect(alerts.get(name)).toMatch(says);
});
