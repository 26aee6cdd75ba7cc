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
  /** Types to the bot inline, in its own chat where no other is named; answers what it was answered with. */
  searches(
    who: string,
    asked?: { query?: string; offset?: string; chatType?: string },
  ): Promise<Results>;
  /** Presses a button of this data; `in`: whose chat it stands in, one's own where nobody is named. */
  press(
    who: string,
    data: string,
    where?: { in?: string; chatType?: 'private' | 'group' },
  ): Promise<{ answered: boolean; toast: string }>;
}

interface Results {
  results: readonly { id: string; title?: string; description?: string }[];
  is_personal: boolean;
  cache_time: number;
  button?: { text: string };
}

/** Somebody of whom the company knows nothing. */
const strangerId = 5;

/** The bot on a company; what it asks of Telegram is done, and what goes wrong is thrown. */
export function bareBot(company: Company): BareBot {
  const toasts = new Map<string, string>();
  const inline: Results[] = [];
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
  bot.api.config.use(telegram(toasts, marked, inline));
  const idOf = (who: string) =>
    who === 'stranger' ? strangerId : (company.as(who).telegramId ?? strangerId);
  let presses = 0;
  return {
    company,
    marked,
    async searches(who, { query = '', offset = '', chatType = 'sender' } = {}) {
      presses += 1;
      const from = { id: idOf(who), is_bot: false, first_name: who };
      const asked = { id: String(presses), from, query, offset, chat_type: chatType };
      inline.length = 0;
      await bot.handleUpdate({ update_id: presses, inline_query: asked as never });
      const [answer, ...more] = inline;
      if (!answer || more.length > 0) throw new Error('a search is answered once');
      return answer;
    },
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
function telegram(toasts: Map<string, string>, marked: string[], inline: Results[]): Transformer {
  return async (_, method, payload) => {
    const { text, caption, parse_mode: mode } = payload as Record<string, string | undefined>;
    if (mode === 'HTML') marked.push(text ?? caption ?? '');
    if (method === 'answerCallbackQuery') {
      const answer = payload as unknown as { callback_query_id: string; text?: string };
      toasts.set(answer.callback_query_id, answer.text ?? '');
    }
    if (method === 'answerInlineQuery') inline.push(payload as unknown as Results);
    const result = /^(send|edit)/.test(method) ? { message_id: 1, date: 0 } : true;
    return { ok: true, result } as never;
  };
}
