import type { Bot, Transformer } from 'grammy';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { createBackgroundTasks } from '../../src/bot/background-tasks.ts';
import { createBot } from '../../src/bot/bot.ts';
import { lastShown } from '../../src/bot/last-shown.ts';
import type { Company } from '../support/company.ts';

export interface BareBot {
  readonly company: Company;
  /** The texts with markup that were sent or put in the place of others. */
  readonly marked: string[];
  /** Presses a button of this data; `in`: whose chat it stands in, one's own where nobody is named. */
  press(
    who: string,
    data: string,
    where?: { in?: string; chatType?: 'private' | 'group' },
  ): Promise<{ answered: boolean; toast: string }>;
}

/** Somebody of whom the company knows nothing. */
const strangerId = 5;

/** The bot on a company; what it asks of Telegram is done, and what goes wrong is thrown. */
export function bareBot(company: Company): BareBot {
  const toasts = new Map<string, string>();
  const marked: string[] = [];
  const bot = createBot({
    app: company.app,
    token: '1:token',
    apiRoot: 'http://127.0.0.1:9',
    received: receivedUpdates(company.app),
    shown: lastShown(),
    backgroundTasks: createBackgroundTasks(() => {}),
    pictures: {
      draw: () => Promise.reject(new Error('no pictures here')),
      warm: () => Promise.resolve(false),
      stop: async () => {},
    },
    onRefused: () => {},
    onError: (error) => {
      throw error;
    },
  });
  bot.botInfo = { id: 1, is_bot: true, first_name: 'R', username: 'r' } as Bot['botInfo'];
  bot.api.config.use(telegram(toasts, marked));
  const idOf = (who: string) =>
    who === 'stranger' ? strangerId : (company.as(who).telegramId ?? strangerId);
  let presses = 0;
  return {
    company,
    marked,
    async press(who, data, { in: owner = who, chatType: type = 'private' } = {}) {
      presses += 1;
      const chat = { id: idOf(owner), type, first_name: owner };
      await bot.handleUpdate({
        update_id: presses,
        callback_query: {
          id: String(presses),
          from: { id: idOf(who), is_bot: false, first_name: who },
          message: { message_id: 1, date: 0, chat, text: 'x' } as never,
          chat_instance: '1',
          data: data.slice(0, 64),
        },
      });
      const toast = toasts.get(String(presses));
      return { answered: toast !== undefined, toast: toast ?? '' };
    },
  };
}

/** Takes everything, and keeps which presses were answered with what, and what was written with markup. */
function telegram(toasts: Map<string, string>, marked: string[]): Transformer {
  return async (_, method, payload) => {
    const { text, caption, parse_mode: mode } = payload as Record<string, string | undefined>;
    if (mode === 'HTML') marked.push(text ?? caption ?? '');
    if (method === 'answerCallbackQuery') {
      const answer = payload as unknown as { callback_query_id: string; text?: string };
      toasts.set(answer.callback_query_id, answer.text ?? '');
    }
    const result = /^(send|edit)/.test(method) ? { message_id: 1, date: 0 } : true;
    return { ok: true, result } as never;
  };
}
