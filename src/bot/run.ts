import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, BotError } from 'grammy';
import type { Env, Hono } from 'hono';
import type { App } from '../app/app.ts';
import type { ReceivedUpdates } from '../app/people/received-updates.ts';
import { createConnection } from './connection.ts';
import type { Ctx } from './context.ts';
import { keeping, polling, repeat } from './poll.ts';
import { allowedUpdates } from './read-update.ts';
import { claimWebhook, mountWebhook, type Webhook } from './webhook.ts';
import { createUpdateWork } from './work-updates.ts';

export interface BotRunner {
  /** Where updates are pushed, their route goes into the HTTP server. */
  mount<E extends Env>(http: Hono<E>): void;
  /** Connects to Telegram, however long that takes; answers the bot's name, null if it was stopped before. */
  start(): Promise<string | null>;
  stop(): Promise<void>;
  /** What still keeps the bot from working. */
  problems(): string[];
  /** How many updates could not be read, by what about them. */
  unreadable(): ReadonlyMap<string, number>;
}

export interface RunnerParts {
  app: App;
  bot: Bot<Ctx>;
  /** Null: by long polling. */
  webhook: Webhook | null;
  received: ReceivedUpdates;
}

const pollS = 25;
/** A poll that is not answered some time after Telegram should have is given up. */
const pollMs = 35_000;
/** How often it is looked whether the webhook still stands. */
const watchMs = 60_000;
const stopWithinMs = 3000;

/** Runs the bot by long polling, or by webhook where one is configured. */
export function createRunner({ app, bot, webhook, received }: RunnerParts): BotRunner {
  const { incidents } = app;
  const stopping = new AbortController();
  const { signal } = stopping;
  // grammY types signals by a package that says the same as Node's.
  const stop = signal as never;
  const connection = createConnection(incidents);
  const unreadable = new Map<string, number>();
  const work = createUpdateWork({
    received,
    handle: (update) => bot.handleUpdate(update).catch(bare),
    onFailed: incidents.caught,
    onUnreadable(problem) {
      const count = unreadable.get(problem) ?? 0;
      unreadable.set(problem, count + 1);
      if (count > 0 || problem === 'other') return;
      incidents.caught(new Error(`an update cannot be read: ${problem}`), 'updates');
    },
  });
  const onNotKept = (error: unknown) => incidents.caught(error, 'keeping updates');
  let connected = false;
  let onConnected = () => {};

  /** Telegram has answered for the first time: what is kept is worked from now on. */
  function begin(): void {
    if (connected) return;
    keeping(() => work.begin());
    connected = true;
    onConnected();
  }

  const poll = polling({
    async claim() {
      await bot.init(stop);
      await bot.api.deleteWebhook({}, stop);
      begin();
    },
    fetch(offset) {
      const asked = { offset, timeout: pollS, allowed_updates: allowedUpdates };
      const until = AbortSignal.any([signal, AbortSignal.timeout(pollMs)]);
      return bot.api.getUpdates(asked, until as never);
    },
    work,
    connection,
  });

  async function watch(pushed: Webhook): Promise<void> {
    await bot.init(stop);
    await claimWebhook(bot.api, pushed, connected, signal);
    begin();
    connection.answered();
    await pause(watchMs);
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined);
  let running: Promise<void> = Promise.resolve();
  return {
    mount(http) {
      if (webhook) mountWebhook(http, webhook, { work, onNotKept });
    },
    async start() {
      const first = new Promise<void>((resolve) => {
        onConnected = resolve;
      });
      const isOver = () => signal.aborted;
      const step = webhook ? () => watch(webhook) : poll;
      running = repeat(step, { connection, onNotKept, pause, isOver });
      await Promise.race([first, running]);
      return connected ? bot.botInfo.username : null;
    },
    async stop() {
      stopping.abort();
      await running;
      await work.end(stopWithinMs);
    },
    problems: () => (connected ? [] : ['the bot is not connected to Telegram yet']),
    unreadable: () => unreadable,
  };
}

/** The error alone: grammY's own holds the whole context, the token in it. */
function bare(error: unknown): never {
  throw error instanceof BotError ? error.error : error;
}
