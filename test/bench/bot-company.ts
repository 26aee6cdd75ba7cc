import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bot, Context } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { App } from '../../src/app/app.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { chooseType } from '../../src/app/scoring/score-call.ts';
import { createBackgroundTasks } from '../../src/bot/background-tasks.ts';
import { createBot } from '../../src/bot/bot.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { lastShown } from '../../src/bot/last-shown.ts';
import { personByExternalId } from '../../src/db/people.ts';
import { createPictures } from '../../src/reports/pictures.ts';
import { type Clock, seedPeople, startAt } from './company.ts';

export const token = '1:bench';
export const controllerChat = 777;
export const itemsInChecklist = 12;
const botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'Razbor',
  username: 'razbor_bot',
} as UserFromGetMe;

export function ready<C extends Context>(bot: Bot<C>): Bot<C> {
  bot.botInfo = botInfo;
  return bot;
}

/** The whole bot on an app's database; whatever fails in it fails the run. */
export function botOn(app: App, apiRoot: string): Bot<Ctx> {
  return createBot({
    app,
    token,
    apiRoot,
    received: receivedUpdates(app),
    shown: lastShown(),
    backgroundTasks: createBackgroundTasks(() => {}),
    pictures: createPictures(),
    onRefused: () => {},
    onError: (error) => {
      throw error;
    },
  });
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
