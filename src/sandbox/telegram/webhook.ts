import { isObject } from './params.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

export interface WebhookSettings {
  url: string;
  secretToken: string;
  maxConnections: number;
}

/** Carries out the method call that a webhook may put into its response. */
type Perform = (method: string, fields: Record<string, unknown>) => Promise<unknown>;

const retryMsFirst = 1000;
const retryMsMax = 60_000;
const answerMsMax = 60_000;
const off: WebhookSettings = { url: '', secretToken: '', maxConnections: 40 };

/**
 * Sends updates to the webhook: those of one chat one after another, those of different chats side
 * by side, each again and again until it is answered 2xx (https://core.telegram.org/bots/api#setwebhook).
 */
export function createWebhook(clock: { now(): number }, updates: UpdateQueue) {
  let settings = off;
  let ending = new AbortController();
  let lastError: { at: number; message: string } | null = null;
  let perform: Perform = async () => undefined;
  const busyChats = new Set<number>();
  updates.watch(sendWaiting);

  function sendWaiting(): void {
    if (settings.url === '') return;
    for (const update of updates.pending()) {
      if (busyChats.size >= settings.maxConnections) return;
      if (busyChats.has(update.chatId)) continue;
      busyChats.add(update.chatId);
      void deliver(update, settings, ending.signal);
    }
  }

  async function deliver(
    update: QueuedUpdate,
    to: WebhookSettings,
    signal: AbortSignal,
  ): Promise<void> {
    let retryMs = retryMsFirst;
    while (!signal.aborted) {
      updates.handed(update);
      const failure = await post(update, to, signal);
      if (signal.aborted) return;
      if (failure === null) {
        updates.confirm(update.body.update_id);
        busyChats.delete(update.chatId);
        sendWaiting();
        return;
      }
      lastError = { at: clock.now(), message: failure };
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, retryMsMax);
    }
  }

  /** Returns null once the webhook has taken the update, or Telegram's words for why it has not. */
  async function post(
    { body }: QueuedUpdate,
    { url, secretToken }: WebhookSettings,
    signal: AbortSignal,
  ): Promise<string | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secretToken === '' ? {} : { 'x-telegram-bot-api-secret-token': secretToken }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMsMax)]),
      });
      const answer = await response.text();
      if (!response.ok) {
        return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      }
      await performAnswer(answer);
      return null;
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      return timedOut ? 'Read timeout expired' : 'Connection refused';
    }
  }

  async function performAnswer(answer: string): Promise<void> {
    let call: unknown = null;
    try {
      call = JSON.parse(answer);
    } catch {
      return;
    }
    if (isObject(call) && typeof call.method === 'string') await perform(call.method, call);
  }

  function turn(to: WebhookSettings): void {
    ending.abort();
    ending = new AbortController();
    busyChats.clear();
    settings = to;
    lastError = null;
    sendWaiting();
  }

  return {
    url(): string {
      return settings.url;
    },
    settings(): WebhookSettings {
      return settings;
    },
    lastError(): { at: number; message: string } | null {
      return lastError;
    },
    set: turn,
    remove(): void {
      turn(off);
    },
    onAnswer(carryOut: Perform): void {
      perform = carryOut;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
