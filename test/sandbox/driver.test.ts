import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, InlineKeyboard, InputFile, Keyboard, webhookCallback } from 'grammy';
import { expect, onTestFinished, test } from 'vitest';
import { openSandbox, type Sandbox } from '../../src/sandbox/driver/sandbox.ts';

const token = '77:driver';

/** A bot of nobody's: it counts, asks and answers. */
function makeBot({ apiRoot }: Sandbox): Bot {
  const bot = new Bot(token, { client: { apiRoot } });
  let count = 0;
  const keyboard = () => new InlineKeyboard().text(`Ещё (${count})`, 'more').text('Хватит', 'stop');
  bot.command('start', (ctx) => ctx.reply(`Счёт: ${count}`, { reply_markup: keyboard() }));
  bot.command('ask', (ctx) =>
    ctx.reply('Ваш город?', { reply_markup: new Keyboard().text('Тверь').text('Омск') }),
  );
  bot.callbackQuery('more', async (ctx) => {
    count += 1;
    await ctx.editMessageText(`Счёт: ${count}`, { reply_markup: keyboard() });
    await ctx.answerCallbackQuery(`стало ${count}`);
  });
  bot.command('slow', async (ctx) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ctx.reply('Готово');
  });
  bot.command('song', async (ctx) => {
    await ctx.reply('⏳ Песня');
    setTimeout(() => {
      void ctx.replyWithVoice(new InputFile(Buffer.from('OggS'), '1.ogg'), { caption: 'Песня' });
    }, 100);
  });
  bot.callbackQuery('stop', (ctx) => ctx.reply('Хватит так хватит'));
  bot.on(':voice', (ctx) => ctx.reply(`Голос, ${ctx.msg.voice.duration} с`));
  bot.command('reply', (ctx) => ctx.reply('Имя?', { reply_markup: { force_reply: true } }));
  bot.on('message:text').filter(
    (ctx) => ctx.msg.reply_to_message?.text === 'Имя?',
    (ctx) => ctx.reply(`Зовут ${ctx.msg.text}`),
  );
  bot.on('edited_message:text', (ctx) => ctx.reply(`Теперь «${ctx.msg.text}»`));
  bot.on('message:text', (ctx) => ctx.reply(`${ctx.from.first_name}, вы сказали ${ctx.msg.text}`));
  return bot;
}

async function open(): Promise<Sandbox> {
  const sandbox = await openSandbox({ token });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function openPolled(): Promise<Sandbox> {
  const sandbox = await open();
  const bot = makeBot(sandbox);
  void bot.start();
  onTestFinished(() => bot.stop());
  return sandbox;
}

test('somebody writes, presses and reads, and the talk is a text', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.start('');
  expect(await anna.reads(/Счёт/)).toBe('Счёт: 0');
  expect(await anna.press(/^Ещё/)).toBe('стало 1');
  expect(await anna.press('Ещё')).toBe('стало 2');
  expect(await anna.last()).toBe('Счёт: 2');
  await anna.edit('/end');
  expect(await anna.transcript()).toBe(
    'Анна: /end\nsandbox_bot: Счёт: 2\n  [Ещё (2)] [Хватит]\nsandbox_bot: Теперь «/end»',
  );
});

test('what is pressed in the place of the keyboard is said', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.say('/ask');
  await anna.press('Омск');
  expect(await anna.reads(/сказали/)).toBe('Анна, вы сказали Омск');
});

test('an act is over once the bot has worked it, however long that takes', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.say('/slow');
  expect(await anna.last()).toBe('Готово');
});

test('a sound is waited for until it is there: words about it are not it', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.say('/song');
  expect(await anna.reads(/Песня/)).toBe('⏳ Песня');
  expect(await anna.hears(/Песня/)).toMatchObject({ caption: 'Песня', voice: {} });
});

test('a message that asks for a reply gets one, once', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.say('/reply');
  await anna.say('Нюра');
  await anna.say('Дальше');
  expect((await anna.sees()).map(({ text }) => text)).toEqual([
    'Имя?',
    'Зовут Нюра',
    'Анна, вы сказали Дальше',
  ]);
});

test('a tap that the bot leaves is over once the bot has taken it', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.start('');
  expect(await anna.press('Хватит')).toBe('');
  expect(await anna.last()).toBe('Хватит так хватит');
});

test('everybody has their own chat, by name', async () => {
  const sandbox = await openPolled();
  const anna = sandbox.user('Анна');
  const ben = sandbox.user('Ben', { languageCode: 'en' });
  await Promise.all([anna.say('раз'), ben.say('two')]);
  expect(await anna.last()).toBe('Анна, вы сказали раз');
  expect(await ben.last()).toBe('Ben, вы сказали two');
  expect(sandbox.user('Анна')).toBe(anna);
});

test('a button that is not there is named with what the chat shows', async () => {
  const anna = (await openPolled()).user('Анна');
  await anna.start('');
  await expect(anna.press(/Меньше/)).rejects.toThrow(
    'Анна sees no button /Меньше/ in\nСчёт: 0\n[Ещё (0)] [Хватит]',
  );
});

test('so it is with a webhook', async () => {
  const sandbox = await open();
  const bot = makeBot(sandbox);
  const server = createServer(webhookCallback(bot, 'http'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await bot.api.setWebhook(`http://127.0.0.1:${port}`);
  const anna = sandbox.user('Анна');
  await anna.say('/slow');
  expect(await anna.last()).toBe('Готово');
});

test('the clock of the chats is moved on', async () => {
  const sandbox = await openPolled();
  const at = sandbox.clock.now() + 3 * 86_400_000;
  await sandbox.clock.moveTo(at);
  const anna = sandbox.user('Анна');
  await anna.say('позже');
  const { date } = (await anna.sees()).at(-1) ?? { date: 0 };
  expect(date * 1000).toBeGreaterThan(at - 1000);
});
