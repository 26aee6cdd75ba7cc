import fc from 'fast-check';
import type { Bot, Transformer } from 'grammy';
import { beforeAll, expect, test } from 'vitest';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { createBackgroundTasks } from '../../src/bot/background-tasks.ts';
import { createBot, handlers } from '../../src/bot/bot.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { lastShown } from '../../src/bot/last-shown.ts';
import { type Company, testCompany } from '../support/company.ts';

const dates = [
  ...['-1-01', 'NaN-01', '0000-01', '9999-12', '1900-01', '2999-12', '2026-13'],
  ...['0000-01-01', '1900-01-01', '2999-12-31', '9999-12-31', '2026-02-30'],
];
/** Values that somebody may put where a number, a month, a day, a page, a flag or a word is expected. */
const hostile = [
  ...dates,
  ...['-1-01', 'NaN-01', '2026-00', '2026-13', '0000-01', '9999-12', '2026-1', 'Infinity-01'],
  ...['2026-02-30', '0000-00-00', '9999-12-31', '-000001-01-01', '2026-11-23T00:00', '10000-01-01'],
  ...['', '0', '-1', '1.5', '1e3', '1e99', 'NaN', 'Infinity', '9'.repeat(15), '9'.repeat(30)],
  ...['__proto__', 'constructor', 'toString', 'undefined', 'null', 'true', '[]', '{}', "';--"],
  ...['1', '2', '7', '999999', 'all', 'none', 'before', 'mentor', 'supervisor', 'seller', 'admin'],
  ...[
    '💥',
    '\u0000',
    '\u202e',
    'а'.repeat(20),
    ' ',
    '/',
    '%',
    's3',
    'i-1',
    's',
    '2026-11',
    '2026-11-23',
  ],
];
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const verbs = handlers.map(({ verb }) => verb);
const menus = ['menu', 'language', 'calls', 'card', 'score', 'choice'];

const ofButton = fc
  .tuple(fc.constantFrom(...verbs), fc.array(value, { maxLength: 6 }))
  .map(([verb, values]) => [verb, ...values].join(':'));
const ofMenu = fc
  .tuple(
    fc.constantFrom(...menus),
    fc.constantFrom('0', '1', '2f', '-1', 'zz', '', '100'),
    fc.constantFrom('0', '1', '7', '-1', ''),
    fc.oneof(
      value,
      fc.tuple(value, value).map((parts) => parts.join('.')),
    ),
    fc.constantFrom('f', 'fabcd', 'h', 'habcd', 'x', ''),
  )
  .map((parts) => parts.join('/'));
const data = fc.oneof(ofButton, ofMenu, fc.string({ minLength: 1, maxLength: 64 }));

const everybody = ['anna', 'marta', 'olga', 'petr', 'root', 'stranger'] as const;

/** The bot on a company in which something of everything is there; what it asks of Telegram is done. */
async function opened() {
  const company = testCompany();
  const callId = await company.told({ fails: ['greet'] });
  const answered: string[] = [];
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
  bot.api.config.use(telegram(answered));
  return { company, bot, answered, callId };
}

/** Takes everything, and keeps which presses were answered. */
function telegram(answered: string[]): Transformer {
  return async (_, method, payload) => {
    if (method === 'answerCallbackQuery') {
      answered.push((payload as unknown as { callback_query_id: string }).callback_query_id);
    }
    const result = /^(send|edit)/.test(method) ? { message_id: 1, date: 0 } : true;
    return { ok: true, result } as never;
  };
}

let world: { company: Company; bot: Bot<Ctx>; answered: string[]; callId: number };
beforeAll(async () => {
  world = await opened();
});

let presses = 0;
async function press(who: (typeof everybody)[number], pressed: string): Promise<void> {
  presses += 1;
  const { company, bot } = world;
  const id = who === 'stranger' ? 5 : (company.as(who).telegramId ?? 5);
  const chat = { id, type: 'private' as const, first_name: who };
  const message = { message_id: 1, date: 0, chat, text: 'x' };
  await bot.handleUpdate({
    update_id: presses,
    callback_query: {
      id: String(presses),
      from: { id, is_bot: false, first_name: who },
      message: message as never,
      chat_instance: '1',
      data: pressed.slice(0, 64),
    },
  });
}

/** Pressing it changes nobody's pay and no call, and is answered. */
async function isAnswered(who: (typeof everybody)[number], pressed: string): Promise<void> {
  await press(who, pressed);
  expect(world.answered, `${who} presses ${JSON.stringify(pressed)}`).toContain(String(presses));
}

test('each kind of button answers whatever may be put into its data, from everybody', async () => {
  for (const verb of verbs) {
    for (const one of dates) await isAnswered('root', `${verb}:${one}`);
    await isAnswered('petr', `${verb}:${world.callId}:-1-01:NaN-01:9:9:9`);
    await isAnswered('anna', `${verb}:0000-01:${world.callId}`);
  }
});

test('every forged press is answered', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...everybody), data, isAnswered), {
    numRuns: 1500,
  });
});
