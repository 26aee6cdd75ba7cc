import { Counter, Gauge, Registry } from 'prom-client';
import type { App } from '../app/app.ts';
import { lastBackup } from '../app/company/back-up.ts';
import { type Gauges, readDisk, readGauges } from '../app/company/read-health.ts';
import { incidentKinds, incidentNames } from '../domain/incident.ts';
import type { TelephonyEventKind } from './telephony-routes.ts';

/** What the database does not know and the process counts. */
export interface Counted {
  /** Updates that could not be read, by what about them. */
  unreadable(): ReadonlyMap<string, number>;
  /** Answers of Telegram by method and outcome. */
  telegramAnswers(): readonly { method: string; outcome: string; count: number }[];
}

export interface Metrics {
  contentType: string;
  /** Counts an event that a telephone system sent, by what it came to. */
  countTelephony(system: string, kind: TelephonyEventKind): void;
  text(): Promise<string>;
}

/** The figures that a watcher asks for, read each time they are asked for. */
export function createMetrics(app: App, counted: Counted): Metrics {
  const registry = new Registry();
  const setters = [workGauges(registry), deliveryGauges(registry), timeGauges(registry)];
  const setDisk = diskGauges(app, registry);
  const setBackups = backupGauges(app, registry);
  const setIncidents = incidentGauges(app, registry);
  const setCounted = counters(counted, registry);
  const telephony = new Counter({
    name: 'razbor_telephony_events_total',
    help: 'Events of telephone systems by system and by what they came to: call, unsigned (401), malformed (400), or why they make no call',
    labelNames: ['system', 'kind'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    countTelephony: (system, kind) => telephony.inc({ system, kind }),
    text() {
      setIncidents();
      setCounted();
      try {
        setDisk();
        setBackups();
        const gauges = readGauges(app);
        for (const set of setters) set(gauges);
      } catch (error) {
        // What does not come from the database is told all the same.
        app.incidents.caught(error, 'reading the metrics');
      }
      return registry.metrics();
    },
  };
}

function gaugeIn(registry: Registry) {
  return <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge<Label>({ name: `razbor_${name}`, help, labelNames, registers: [registry] });
}

function workGauges(registry: Registry): (gauges: Gauges) => void {
  const gauge = gaugeIn(registry);
  const calls = gauge('calls', 'Calls by status', ['status']);
  const queue = gauge('queue_calls', 'Calls that wait for a controller');
  const appeals = gauge('appeals_open', 'Appeals that wait for a decision');
  return (gauges) => {
    for (const [status, count] of Object.entries(gauges.calls)) calls.set({ status }, count);
    queue.set(gauges.queue);
    appeals.set(gauges.appeals);
  };
}

function deliveryGauges(registry: Registry): (gauges: Gauges) => void {
  const gauge = gaugeIn(registry);
  const waiting = gauge('outbox_waiting', 'Notices yet to leave, those held on purpose among them');
  const overdue = gauge(
    'outbox_oldest_overdue_seconds',
    'How long the oldest notice has been due without leaving, since it was first due; 0: none is late',
  );
  return (gauges) => {
    waiting.set(gauges.outboxWaiting);
    overdue.set(gauges.outboxOverdueS);
  };
}

function timeGauges(registry: Registry): (gauges: Gauges) => void {
  const gauge = gaugeIn(registry);
  const age = gauge('job_last_run_age_seconds', 'How long ago each job last began', ['job']);
  const failed = gauge('job_failed', '1: the job failed when it last ran', ['job']);
  const undrawn = gauge('draws_overdue', 'Windows that have ended and are not drawn');
  const late = gauge(
    'draw_oldest_overdue_seconds',
    'How long ago the oldest window that is not drawn ended; 0: none',
  );
  const waiting = gauge(
    'draws_waiting',
    'Draws whose calls are frozen and whose entropy is to come',
  );
  const without = gauge(
    'draws_without_entropy',
    'Draws of the last 30 days that went on without the entropy that drawEntropy wanted',
  );
  return ({ jobs, draws }) => {
    for (const { name, ageS, isFailed } of jobs) {
      age.set({ job: name }, ageS);
      failed.set({ job: name }, isFailed ? 1 : 0);
    }
    undrawn.set(draws.overdue);
    late.set(draws.oldestOverdueS);
    waiting.set(draws.waiting);
    without.set(draws.withoutEntropy);
  };
}

function diskGauges(app: App, registry: Registry): () => void {
  const gauge = gaugeIn(registry);
  const file = gauge('database_bytes', 'The size of the database');
  const wal = gauge('database_wal_bytes', 'The size of its write-ahead log');
  const free = gauge('disk_free_bytes', 'What is free on the disk of the database');
  return () => {
    const disk = readDisk(app);
    if (!disk) return;
    file.set(disk.fileBytes);
    wal.set(disk.walBytes);
    free.set(disk.freeBytes);
  };
}

/** None where no backups are made, so that nobody is told that one is late. */
function backupGauges(app: App, registry: Registry): () => void {
  const { backups } = app;
  if (!backups) return () => {};
  const gauge = gaugeIn(registry);
  const madeAt = gauge(
    'backup_last_timestamp_seconds',
    'When the last good backup was made, Unix time; 0: there is none',
  );
  const size = gauge('backup_last_bytes', 'The size of the last good backup');
  return () => {
    const last = lastBackup(app, backups);
    madeAt.set((last?.at ?? 0) / 1000);
    size.set(last?.bytes ?? 0);
  };
}

function incidentGauges(app: App, registry: Registry): () => void {
  const gauge = gaugeIn(registry);
  const help = 'How much of each kind is wrong now; blocks: whether the service is not ready then';
  const incidents = gauge('incidents', help, ['kind', 'blocks']);
  return () => {
    const open = app.incidents.open();
    for (const kind of incidentNames) {
      const labels = { kind, blocks: String(incidentKinds[kind].blocks) };
      incidents.set(labels, open.filter((one) => one.kind === kind).length);
    }
  };
}

function counters({ unreadable, telegramAnswers }: Counted, registry: Registry): () => void {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `razbor_${name}`, help, labelNames, registers: [registry] });
  const unread = counter(
    'updates_unreadable_total',
    'Updates of Telegram that were left alone, by what about them could not be read; other: a kind not asked for',
    ['problem'],
  );
  const answers = counter(
    'telegram_answers_total',
    'Calls to Telegram by method and what came of them: ok, unanswered, or what the refusal means',
    ['method', 'outcome'],
  );
  return () => {
    unread.reset();
    for (const [problem, count] of unreadable()) unread.inc({ problem }, count);
    answers.reset();
    for (const { method, outcome, count } of telegramAnswers()) {
      answers.inc({ method, outcome }, count);
    }
  };
}
