import { Menu } from '@grammyjs/menu';
import { Bot, type Context } from 'grammy';
import type { InlineKeyboardButton, Update } from 'grammy/types';
import type { App } from '../../src/app/app.ts';
import { claimNotices, noticeDelivered } from '../../src/app/notices/deliver-notices.ts';
import { answerRestDone, submitScore } from '../../src/app/scoring/score-call.ts';
import type { Db } from '../../src/db/open.ts';
import { type Member, personByExternalId } from '../../src/db/people.ts';
import { botOn, holdCall, ready, token, withTelegram } from './bot-company.ts';
import { appOn, type Clock, inTemporaryFolder, open, startAt } from './company.ts';
import { interleave } from './measure.ts';
import { type Row, ratioRow } from './table.ts';

const pressesInRepetition = 400;
const repetitions = 9;
const warmUp = 3;
const target = { most: 2.5 };
const sellerChat = 778;
const details = 'Подробнее';

/**
 * A seller's press on the menu of their score's notice, through the whole bot with the real database,
 * against a bare bot with a menu that reads one row and edits the message. Both answer the press.
 */
export function menuRow(): Promise<Row> {
  return inTemporaryFolder((folder) =>
    withTelegram(async (apiRoot) => {
      const clock: Clock = { now: startAt };
      const db = open(`${folder}/menu.db`);
      const app = appOn(db, clock);
      const callId = await scoredCall(app, clock);
      const sides = {
        floor: await sideOf(ready(bareBot(db, apiRoot, callId)), '/start', 'Details'),
        ours: await sideOf(ready(botOn(app, apiRoot)), `notice:${callId}`, details),
      };
      let at = 100;
      const pressWith = async (side: 'floor' | 'ours') => {
        for (let press = 0; press < pressesInRepetition; press += 1) {
          at += 1;
          await sides[side](at);
        }
      };
      const pairs = await interleave(
        { floor: { run: () => pressWith('floor') }, ours: { run: () => pressWith('ours') } },
        { repetitions, warmUp },
      );
      db.close();
      return ratioRow(`${pressesInRepetition} presses on a notice's menu, CPU`, pairs, {
        judged: 'cpuMs',
        target,
        notes: ['the bare bot has @grammyjs/menu, one SELECT and one edit; both answer the press'],
      });
    }),
  );
}

/** Has a bot draw its menu once; answers what presses its button on a message of its own. */
async function sideOf<C extends Context>(
  bot: Bot<C>,
  opening: string,
  label: string,
): Promise<(updateId: number) => Promise<void>> {
  let drawn: InlineKeyboardButton[] = [];
  bot.api.config.use((prev, method, payload, signal) => {
    const { reply_markup: markup } = payload as {
      reply_markup?: { inline_keyboard?: InlineKeyboardButton[][] };
    };
    if (markup?.inline_keyboard) drawn = markup.inline_keyboard.flat();
    return prev(method, payload, signal);
  });
  await bot.handleUpdate(opening.startsWith('/') ? said(1, opening) : pressed(1, opening));
  const found = drawn.find((button) => button.text.includes(label));
  if (!found || !('callback_data' in found)) {
    const labels = drawn.map(({ text }) => text).join(', ');
    throw new Error(`no button ${label} was drawn, but ${labels}`);
  }
  const data = found.callback_data;
  return (updateId) => bot.handleUpdate(pressed(updateId, data));
}

const from = { id: sellerChat, is_bot: false, first_name: 'Bench', language_code: 'ru' };
const chat = { id: sellerChat, type: 'private' as const, first_name: 'Bench' };

function said(updateId: number, text: string): Update {
  const entities = [{ type: 'bot_command' as const, offset: 0, length: text.length }];
  const message = { message_id: updateId, date: startAt / 1000, chat, from, text, entities };
  return { update_id: updateId, message };
}

/** A message of its own each time, so that no edit is left out since it would change nothing. */
function pressed(updateId: number, data: string): Update {
  return {
    update_id: updateId,
    callback_query: {
      id: String(updateId),
      from,
      chat_instance: '1',
      data,
      message: { message_id: updateId, date: startAt / 1000, chat, text: 'A screen' },
    },
  };
}

function bareBot(db: Db, apiRoot: string, callId: number): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  const select = db.orm.$client.prepare<[number], { id: number; status: string }>(
    'SELECT id, status FROM calls WHERE id = ?',
  );
  const menu = new Menu('bare').text({ text: 'Details', payload: String(callId) }, async (ctx) => {
    const row = select.get(Number(ctx.match));
    await ctx.editMessageText(`№${row?.id}: ${row?.status}`);
  });
  bot.use(menu);
  bot.command('start', (ctx) => ctx.reply('A call', { reply_markup: menu }));
  return bot;
}

/** A call that was scored, whose seller has a chat. */
async function scoredCall(app: App, clock: Clock): Promise<number> {
  const callId = await holdCall(app, clock);
  const controller = personOf(app, 'controller-1');
  for (const done of [
    answerRestDone(app, controller, callId),
    submitScore(app, controller, callId),
  ]) {
    if (!done.ok) throw new Error(done.refusal);
  }
  app.db.orm.$client
    .prepare<[number, number], never>(
      'UPDATE people SET telegram_id = ? WHERE id = (SELECT seller_id FROM calls WHERE id = ?)',
    )
    .run(sellerChat, callId);
  clock.now += 24 * 3_600_000;
  for (const notice of claimNotices(app, 100)) {
    noticeDelivered(app, notice, { startedAt: clock.now, chatId: sellerChat, messageId: 1 });
  }
  return callId;
}

function personOf(app: App, externalId: string): Member {
  const found = personByExternalId(app.db, externalId, app.now());
  if (!found) throw new Error(`${externalId} is gone`);
  return found;
}
