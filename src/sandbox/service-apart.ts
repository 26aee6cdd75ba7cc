import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { App } from '../app/app.ts';
import type { ServiceConfig } from '../config.ts';
import type { Db } from '../db/open.ts';
import type { DemoClock } from './demo-clock.ts';
import type { ServiceHost } from './service-host.ts';

/** What the demo says to its service's process … */
export type ToService =
  | { what: 'start'; config: ServiceConfig; offsetMs: number }
  | { what: 'follow'; offsetMs: number }
  | { what: 'settle'; id: number }
  | { what: 'warm-up' }
  | { what: 'stop' };
/** … and what it answers. */
export type FromService =
  | { what: 'started'; problem: string | null }
  | { what: 'settled'; id: number; next: number | null };

interface ApartParts {
  config: ServiceConfig;
  clock: DemoClock;
  random: (count: number) => Buffer;
}

const program = fileURLToPath(new URL('./demo-service.ts', import.meta.url));
const reader = new URL('../typescript.js', import.meta.url).href;

/**
 * The service in a process of its own, on the same database: the demo reads and writes that beside it, as the command
 * line does. The process is begun at once, so that the product is loaded there while the page comes up here.
 */
export function serviceApart(parts: ApartParts): ServiceHost {
  const { config, clock } = parts;
  let child: Child | null = begin();
  let beside: { db: Db; app: App } | null = null;

  async function end(signal: 'stop' | 'SIGKILL'): Promise<void> {
    const ended = child;
    child = null;
    await ended?.end(signal);
  }

  /** Another database may lie there when it starts again. */
  async function stop(): Promise<void> {
    await end('stop');
    beside?.db.close();
    beside = null;
  }

  return {
    process: {
      pid: () => (child?.isThere() ? child.pid : null),
      kill: () => end('SIGKILL'),
    },
    app() {
      if (!beside) throw new Error('the service has not started yet');
      return beside.app;
    },
    service() {
      throw new Error('the service is a process of its own');
    },
    async start() {
      if (!child?.isThere()) child = begin();
      await child.start({ what: 'start', config, offsetMs: clock.offsetMs() });
      beside ??= await openBeside(parts);
    },
    stop,
    close: stop,
    warmUp: () => child?.say({ what: 'warm-up' }),
    follow: (offsetMs) => child?.say({ what: 'follow', offsetMs }),
    settle: async () => child?.settle() ?? null,
  };
}

type Child = ReturnType<typeof begin>;

function begin() {
  const child: ChildProcess = spawn(process.execPath, ['--import', reader, program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit').catch(() => undefined);
  const settling = new Map<number, (next: number | null) => void>();
  let asked = 0;
  let started: (problem: string | null) => void = () => {};
  child.on('message', (message: FromService) => {
    if (message.what === 'started') return started(message.problem);
    settling.get(message.id)?.(message.next);
    settling.delete(message.id);
  });
  // What it did not come to is done by the next one.
  const gone = () => {
    started('the service’s process ended while it started');
    for (const settled of settling.values()) settled(null);
    settling.clear();
  };
  child.once('exit', gone);
  child.once('error', gone);
  const isThere = () => child.exitCode === null && child.signalCode === null;
  /** Whoever has just died hears nothing. */
  const say = (message: ToService) => {
    if (child.connected) child.send(message, () => {});
  };

  return {
    pid: child.pid ?? null,
    isThere,
    say,
    async start(message: Extract<ToService, { what: 'start' }>): Promise<void> {
      const problem = await new Promise<string | null>((resolve) => {
        started = resolve;
        say(message);
        if (!child.connected) resolve('the service’s process has ended');
      });
      if (problem !== null) throw new Error(problem);
    },
    settle: () =>
      new Promise<number | null>((resolve) => {
        if (!child.connected) return resolve(null);
        asked += 1;
        settling.set(asked, resolve);
        say({ what: 'settle', id: asked });
      }),
    async end(signal: 'stop' | 'SIGKILL'): Promise<void> {
      if (!isThere()) return;
      if (signal === 'stop') say({ what: 'stop' });
      else child.kill(signal);
      await exit;
    },
  };
}

async function openBeside({ config, clock, random }: ApartParts) {
  const [{ createApp }, { openDatabase }, { nextCron }] = await Promise.all([
    import('../app/app.ts'),
    import('../db/open.ts'),
    import('../schedule.ts'),
  ]);
  const opened = openDatabase(config.databasePath);
  if (!opened.ok) throw new Error(opened.problem);
  const { db } = opened;
  return { db, app: createApp({ db, clock: clock.now, random, nextCron }) };
}
