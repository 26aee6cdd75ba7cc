import { setTimeout as sleep } from 'node:timers/promises';
import { type RunnerHandle, run } from '@grammyjs/runner';
import { type Bot, webhookCallback } from 'grammy';
import type { Env, Hono } from 'hono';
import type { Ctx } from './context.ts';

export interface BotRunner {
  /** Where updates are pushed, their route goes into the HTTP server. */
  mount<E extends Env>(http: Hono<E>): void;
  /** Connects to Telegram, however long that takes; answers the bot's name, null if it was stopped before. */
  start(): Promise<string | null>;
  stop(): Promise<void>;
  /** What still keeps the bot from working. */
  problems(): string[];
}

const path = '/telegram';
const longestPauseMs = 30_000;
const stopWithinMs = 10_000;

/** Runs the bot by long polling, or by webhook where one is configured. */
export function createRunner(
  bot: Bot<Ctx>,
  webhook: { url: string; secret: string } | null,
  onError: (error: unknown, what: string) => void,
): BotRunner {
  let handle: RunnerHandle | null = null;
  let connected = false;
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Telegram may be out of reach when the service starts; nothing else has to wait for it to be fixed. */
  async function connect(): Promise<void> {
    for (let pauseMs = 1000; !signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        await bot.init(signal as never);
        if (webhook) {
          const url = new URL(path, webhook.url).href;
          await bot.api.setWebhook(url, { secret_token: webhook.secret });
        } else {
          await bot.api.deleteWebhook();
        }
        return;
      } catch (error) {
        if (signal.aborted) return;
        onError(error, 'connecting to Telegram');
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  return {
    mount(http) {
      if (!webhook) return;
      http.post(path, webhookCallback(bot, 'hono', { secretToken: webhook.secret }));
    },
    async start() {
      await connect();
      if (signal.aborted) return null;
      connected = true;
      if (!webhook) handle = run(bot, { runner: { fetch: { timeout: 25 } } });
      return bot.botInfo.username;
    },
    async stop() {
      stopping.abort();
      if (handle?.isRunning()) await handle.stop();
      // The runner only stops fetching: what it has fetched is still being worked.
      for (
        let waitedMs = 0;
        handle && handle.size() > 0 && waitedMs < stopWithinMs;
        waitedMs += 10
      ) {
        await sleep(10);
      }
    },
    problems: () => (connected ? [] : ['the bot is not connected to Telegram yet']),
  };
}
