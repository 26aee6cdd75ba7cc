import { Counter, Gauge, Registry } from 'prom-client';
import type { App } from '../app/app.ts';
import { readGauges } from '../app/company/read-health.ts';

/** The figures that a watcher asks for, read from the database each time they are asked for. */
export function createMetrics(
  app: App,
  unreadable: () => ReadonlyMap<string, number>,
): { contentType: string; text(): Promise<string> } {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `razbor_${name}`, help, labelNames, registers: [registry] });
  const calls = gauge('calls', 'Calls by status', ['status']);
  const queue = gauge('queue_calls', 'Calls that wait for a controller');
  const appeals = gauge('appeals_open', 'Appeals that wait for a decision');
  const waiting = gauge('outbox_waiting', 'Notices yet to leave, those held on purpose among them');
  const overdue = gauge(
    'outbox_oldest_overdue_seconds',
    'How long the oldest notice has been due without leaving; 0: none is late',
  );
  const unread = new Counter({
    name: 'razbor_updates_unreadable_total',
    help: 'Updates of Telegram that were left alone, by what about them could not be read; other: a kind not asked for',
    labelNames: ['problem'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text() {
      const gauges = readGauges(app);
      for (const [status, count] of Object.entries(gauges.calls)) calls.set({ status }, count);
      queue.set(gauges.queue);
      appeals.set(gauges.appeals);
      waiting.set(gauges.outboxWaiting);
      overdue.set(gauges.outboxOverdueS);
      unread.reset();
      for (const [problem, count] of unreadable()) unread.inc({ problem }, count);
      return registry.metrics();
    },
  };
}
