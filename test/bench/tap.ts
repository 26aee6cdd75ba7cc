import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Bot, type Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { App } from '../../src/app/app.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import { seenUpdates } from '../../src/app/people/chat-state.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { chooseType } from '../../src/app/scoring/score-call.ts';
import { createBot } from '../../src/bot/bot.ts';
import { createErrands } from '../../src/bot/errands.ts';
import { lastShown } from '../../src/bot/last-shown.ts';
import type { Db } from '../../src/db/open.ts';
import { personByExternalId } from '../../src/db/people.ts';
import { createPictures } from '../../src/reports/pictures.ts';
import { appOn, type Clock, inTemporaryFolder, open, seedPeople, startAt } from './company.ts';
import { interleave } from './measure.ts';
import { type Row, ratioRow } from './table.ts';

const tapsInRepetition = 400;
const repetitions = 9;
const warmUp = 3;
const target = { most: 2.5 };

export const token = '1:bench';
const controllerChat = 777;
const itemsInChecklist = 12;
const botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'Razbor',
  username: 'razbor_bot',
} as UserFromGetMe;

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
      const whole = createBot({
        app,
        token,
        apiRoot,
        seen: seenUpdates(app),
        shown: lastShown(),
        errands: createErrands(() => {}),
        pictures: createPictures(),
        onRefused: () => {},
        onError: (error) => {
          throw error;
        },
      });
      const bots: Record<'floor' | 'ours', Pick<Bot<Context>, 'handleUpdate'>> = {
        floor: ready(bareBot(db, apiRoot)),
        ours: ready(whole),
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

export function ready<C extends Context>(bot: Bot<C>): Bot<C> {
  bot.botInfo = botInfo;
  return bot;
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

/** A company whose first controller holds a call and has chosen its type. */
export async function holdCall(app: App, clock: Clock): Promise<number> {
  seedPeople(app);
  planDraws(app);
  const items = Array.from({ length: itemsInChecklist }, (_, n) => ({
    code: `item-${n}`,
    text: `The seller did what item ${n} asks for`,
  }));
  publishChecklist(
    app,
    { type: 'call', name: 'Call', sections: [{ code: 'all', name: 'All', items }] },
    null,
  );
  const call = {
    source: 'pbx',
    externalId: '1',
    direction: 'in',
    sellerExtension: '2001',
    externalNumber: '+79161234567',
    startedAt: '2026-11-23T12:00:00+03:00',
    durationS: 200,
    talkS: 180,
    recording: { path: '1.ogg' },
  };
  registerCalls(app, [call]);
  clock.now = startAt + 8 * 3_600_000;
  await drawDue(app);
  app.db.orm.$client
    .prepare<[number], never>(
      "UPDATE people SET telegram_id = ? WHERE external_id = 'controller-1'",
    )
    .run(controllerChat);
  const controller = personByExternalId(app.db, 'controller-1', clock.now);
  if (!controller) throw new Error('the controller is gone');
  const taken = nextCall(app, controller);
  if (!taken.ok) throw new Error(taken.refusal);
  const chosen = chooseType(app, controller, taken.callId, 'call');
  if (!chosen.ok) throw new Error(chosen.refusal);
  return taken.callId;
}

function answersSaved(db: Db): number {
  return (
    db.orm.$client.prepare<[], { n: number }>('SELECT count(*) n FROM review_items').get()?.n ?? 0
  );
}

export async function withTelegram<T>(work: (apiRoot: string) => Promise<T>): Promise<T> {
  const script = fileURLToPath(new URL('./telegram-at-once.ts', import.meta.url));
  const server = fork(script, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  try {
    const [port] = (await once(server.stdout ?? server, 'data')) as [Buffer];
    return await work(`http://127.0.0.1:${String(port).trim()}`);
  } finally {
    server.kill();
  }
}
