import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import { Bot, type Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { App } from '../../src/app/app.ts';
import { chatStorage } from '../../src/app/people/chat-state.ts';
import type { Db } from '../../src/db/open.ts';
import {
  botOn,
  controllerChat,
  holdCall,
  itemsInChecklist,
  ready,
  token,
  withTelegram,
} from './bot-company.ts';
import { appOn, type Clock, inTemporaryFolder, open, startAt } from './company.ts';
import { interleave } from './measure.ts';
import { type Row, ratioRow } from './table.ts';

const pressesInRepetition = 400;
const repetitions = 9;
const warmUp = 3;
const target = { most: 2 };

/**
 * A controller's verdict on an item, the press there is most of, through the whole bot with the real
 * database: a turn of the scoring conversation. Against a bare bot with a conversation that waits, saves
 * one row, answers, edits, and rewinds in the same way, its state kept in the same database. Both are given
 * updates directly and talk over loopback to a Telegram in another process; only this process is counted.
 */
export function verdictRow(): Promise<Row> {
  return inTemporaryFolder((folder) =>
    withTelegram(async (apiRoot) => {
      const clock: Clock = { now: startAt };
      const db = open(`${folder}/verdict.db`);
      const app = appOn(db, clock);
      const callId = await holdCall(app, clock);
      const bots: Record<'floor' | 'ours', Pick<Bot<Context>, 'handleUpdate'>> = {
        floor: ready(bareBot(app, apiRoot)),
        ours: ready(botOn(app, apiRoot)),
      };
      let updateId = 0;
      const pressWith = async (side: 'floor' | 'ours') => {
        for (let press = 0; press < pressesInRepetition; press += 1) {
          updateId += 1;
          await bots[side].handleUpdate(verdictPress(updateId, callId));
        }
      };
      const pairs = await interleave(
        { floor: { run: () => pressWith('floor') }, ours: { run: () => pressWith('ours') } },
        { repetitions, warmUp },
      );
      const saved = rowsOf(db, 'review_items');
      const bare = rowsOf(db, 'bare_verdicts');
      db.close();
      if (saved !== itemsInChecklist || bare !== itemsInChecklist) {
        throw new Error(`${saved} answers were saved, ${bare} by the bare bot`);
      }
      return ratioRow(`${pressesInRepetition} verdicts in the conversation, CPU`, pairs, {
        judged: 'cpuMs',
        target,
        notes: [
          'the bare bot has @grammyjs/conversations: it waits, saves a row, answers, edits and rewinds',
        ],
      });
    }),
  );
}

/** Alternates done and not done, item by item, so that every tap changes what is kept and shown. */
export function verdictPress(updateId: number, callId: number): Update {
  const item = updateId % itemsInChecklist;
  const verdict = Math.floor(updateId / itemsInChecklist) % 2 === 0 ? 'fail' : 'pass';
  const from = { id: controllerChat, is_bot: false, first_name: 'Bench', language_code: 'ru' };
  const chat = { id: controllerChat, type: 'private' as const, first_name: 'Bench' };
  return {
    update_id: updateId,
    callback_query: {
      id: String(updateId),
      from,
      chat_instance: '1',
      data: `${verdict}:${callId}:item-${item}`,
      message: { message_id: 5, date: startAt / 1000, chat, text: 'A screen' },
    },
  };
}

/** Waits for a press, saves a row, answers, edits, and rewinds. */
function bareBot(app: App, apiRoot: string): Bot<Talking> {
  const bot = new Bot<Talking>(token, { client: { apiRoot } });
  const client = app.db.orm.$client;
  client.exec('CREATE TABLE bare_verdicts (item TEXT PRIMARY KEY, verdict TEXT NOT NULL)');
  const save = client.prepare<[string, string], never>(
    `INSERT INTO bare_verdicts VALUES (?, ?)
     ON CONFLICT (item) DO UPDATE SET verdict = excluded.verdict`,
  );
  const storage = chatStorage(app);
  bot.use(
    conversations<Talking, Context>({
      storage: {
        type: 'key',
        getStorageKey: (ctx) => `bare:${ctx.chatId}`,
        adapter: {
          read: (key) => storage.read(key) as never,
          write: (key, value) => storage.write(key, value),
          delete: (key) => storage.delete(key),
        },
      },
    }),
  );
  bot.use(createConversation<Talking, Context>(judge, { id: 'judge', parallel: true }));
  bot.on('callback_query:data', (ctx) => ctx.conversation.enter('judge'));
  return bot;

  async function judge(conversation: Conversation<Talking, Context>): Promise<void> {
    const top = conversation.checkpoint();
    const { callbackQuery } = await conversation.waitUntil(
      (ctx) => ctx.callbackQuery?.data !== undefined,
      { next: true },
    );
    const [verdict = '', , item = ''] = callbackQuery?.data?.split(':') ?? [];
    await conversation.external(async (ctx: Talking) => {
      save.run(item, verdict);
      await ctx.answerCallbackQuery();
      await ctx.editMessageText(`${item}: ${verdict}`, {
        reply_markup: { inline_keyboard: [[{ text: 'Next', callback_data: 'next' }]] },
      });
      return true;
    });
    await conversation.rewind(top);
  }
}

type Talking = ConversationFlavor<Context>;

function rowsOf(db: Db, table: string): number {
  return db.orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()?.n ?? 0;
}
