import { Bot, type Context } from 'grammy';
import type { Update } from 'grammy/types';
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

const tapsInRepetition = 400;
const repetitions = 9;
const warmUp = 3;
const target = { most: 2.5 };

/**
 * A controller's verdict on an item, the tap there is most of, through the whole bot with the real
 * database, against a bare bot that reads one row and edits the message. Both are given updates
 * directly and talk over loopback to a Telegram in another process; only this process is counted.
 */
export function tapRow(): Promise<Row> {
  return inTemporaryFolder((folder) =>
    withTelegram(async (apiRoot) => {
      const clock: Clock = { now: startAt };
      const db = open(`${folder}/tap.db`);
      const app = appOn(db, clock);
      const callId = await holdCall(app, clock);
      const bots: Record<'floor' | 'ours', Pick<Bot<Context>, 'handleUpdate'>> = {
        floor: ready(bareBot(db, apiRoot)),
        ours: ready(botOn(app, apiRoot)),
      };
      let updateId = 0;
      const tapWith = async (side: 'floor' | 'ours') => {
        for (let tap = 0; tap < tapsInRepetition; tap += 1) {
          updateId += 1;
          await bots[side].handleUpdate(verdictTap(updateId, callId));
        }
      };
      const pairs = await interleave(
        { floor: { run: () => tapWith('floor') }, ours: { run: () => tapWith('ours') } },
        { repetitions, warmUp },
      );
      const saved = answersSaved(db);
      db.close();
      if (saved !== itemsInChecklist) throw new Error(`${saved} answers were saved`);
      return ratioRow(`${tapsInRepetition} taps on a verdict, CPU`, pairs, {
        judged: 'cpuMs',
        target,
        notes: [
          'a verdict is answered and edited, two calls of Telegram to the one of the bare bot',
        ],
      });
    }),
  );
}

/** Alternates done and not done, item by item, so that every tap changes what is kept and shown. */
export function verdictTap(updateId: number, callId: number): Update {
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

/** One SELECT and one edit. */
function bareBot(db: Db, apiRoot: string): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  const select = db.orm.$client.prepare<[number], { id: number; status: string }>(
    'SELECT id, status FROM calls WHERE id = ?',
  );
  bot.on('callback_query:data', async (ctx) => {
    const row = select.get(Number(ctx.callbackQuery.data.split(':')[1]));
    await ctx.editMessageText(`№${row?.id}: ${row?.status}`, {
      reply_markup: { inline_keyboard: [[{ text: 'Next', callback_data: 'next' }]] },
    });
  });
  return bot;
}

function answersSaved(db: Db): number {
  return (
    db.orm.$client.prepare<[], { n: number }>('SELECT count(*) n FROM review_items').get()?.n ?? 0
  );
}
