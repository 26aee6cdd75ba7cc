import { Bot } from 'grammy';
import { onTestFinished } from 'vitest';
import type { ChatMessage } from '../../src/sandbox/telegram/chat-message.ts';
import {
  createLocalTelegram,
  type LocalTelegram,
  type PersonSpec,
} from '../../src/sandbox/telegram/server.ts';
import type { ApiCall } from '../../src/sandbox/telegram/world.ts';

const botToken = '7000001:local-token';
export const startAt = Date.parse('2026-11-23T14:05:00Z');
export const ivan: PersonSpec = { id: 101, firstName: 'Иван', lastName: 'Петров' };

type Shown = ChatMessage & { from_bot: boolean };

export interface Sandbox {
  telegram: LocalTelegram;
  url: string;
  bot: Bot;
  /** Long polling, until the test ends. */
  poll(): void;
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  type(text: string, userId?: number): Promise<Shown>;
  press(messageId: number, callbackData: string): Promise<Record<string, unknown>>;
  messages(userId?: number): Promise<Shown[]>;
  /** Waits until the chat's last message is from the bot and fits. */
  answer(fits?: (message: Shown) => boolean): Promise<Shown>;
  calls(method: string): Promise<ApiCall[]>;
}

/** A local Telegram with one person, Иван, and a real grammY bot that is not polling yet. */
export async function openSandbox(person: PersonSpec = ivan): Promise<Sandbox> {
  let now = startAt;
  const telegram = createLocalTelegram({
    botToken,
    botUsername: 'razbor_bot',
    clock: {
      now: () => now,
      moveTo: async (at) => {
        now = at;
      },
      marks: () => [{ label: { ru: 'До конца дня', en: 'To the end' }, at: startAt + 3_600_000 }],
      timeZone: 'Europe/Moscow',
    },
  });
  telegram.addPerson(person);
  const { url } = await telegram.listen();
  const bot = new Bot(botToken, { client: { apiRoot: url } });
  onTestFinished(async () => {
    await bot.stop();
    await telegram.close();
  });

  const call: Sandbox['call'] = async (method, path, body) => {
    const response = await fetch(`${url}/sandbox${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const messages: Sandbox['messages'] = async (userId = person.id) =>
    (await call('GET', `/chats/${userId}/messages`)).body.messages as Shown[];

  return {
    telegram,
    url,
    bot,
    call,
    messages,
    poll: () => {
      void bot.start();
    },
    type: async (text, userId = person.id) =>
      (await call('POST', `/chats/${userId}/messages`, { text })).body.message as Shown,
    press: async (messageId, callbackData) =>
      (await call('POST', `/chats/${person.id}/press`, { messageId, callbackData })).body,
    answer: (fits = () => true) =>
      until(async () => {
        const last = (await messages()).at(-1);
        return last?.from_bot === true && fits(last) ? last : undefined;
      }),
    calls: async (method) => {
      const { body } = await call('GET', '/calls');
      return (body.calls as ApiCall[]).filter((made) => made.method === method);
    },
  };
}

/** Asks again and again, for five seconds at most, until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 250; tries += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nothing came within five seconds');
}
