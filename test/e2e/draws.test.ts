import { expect, test } from 'vitest';
import { readDraw } from '../../src/app/draw/read-draw.ts';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import { localDateOf, plusDuration, startOfDay } from '../../src/domain/time.ts';
import { callsOfDay } from '../../src/sandbox/company/calls-of-day.ts';
import { company } from './company.ts';

const zone = 'Europe/Moscow';
const open = company({ drawCron: '0 11,13,19 * * *', perSeller: 1 });

/** Brings calls in, as if each had just been made, and lets the draw of an hour pass. */
async function drawAt(hour: number, calls: ReturnType<typeof callsOfDay>): Promise<void> {
  const startedAt = new Date(open.now()).toISOString();
  const items = calls.map((call) => ({ ...call, startedAt }));
  for (const { error } of registerCalls(open.demo.service().app, items)) {
    expect(error).toBeUndefined();
  }
  const at = plusDuration(startOfDay(localDateOf(open.now(), zone), zone), `PT${hour}H1M`, zone);
  await open.later(`PT${(at - open.now()) / 1000}S`);
}

const dayBefore = /^◀ \d\d\.\d\d$/;
const dayAfter = /^\d\d\.\d\d ▶$/;

test('all draws of a day are seen: below one another where short, else a tap away', async () => {
  const [marina, viktor, julia] = ['Марина', 'Виктор', 'Юлия'].map(open.person);
  if (!marina || !viktor || !julia) throw new Error('nobody is there');
  await open.later('PT12H');
  const date = localDateOf(open.now(), zone);
  const calls = callsOfDay(date, zone);
  await drawAt(11, calls.slice(0, 10));
  await drawAt(13, calls.slice(10, 19));
  await marina.reads(/^Выборка за \d\d\.\d\d 13:00\nВаших звонков \d, выбран 1: \/call_\d+$/);
  await marina.say('/draw');
  expect(await marina.last()).toMatch(
    /^Выборка за (\S+) 11:00\n.*выбран 1.*\n\nВыборка за \1 13:00\n.*выбран 1.*\n\nВыборка за \1 19:00\nЗвонки будут выбраны \1 19:00/,
  );
  await drawAt(19, calls.slice(19));

  await marina.say(`/draw ${date}`);
  const drawn = [...(await marina.last()).matchAll(/ \d\d:00\n.*\/call_(\d+)/g)].map(
    ([, id]) => id,
  );
  expect(new Set(drawn).size).toBe(3);
  for (const id of drawn) expect((await open.call(Number(id))).status).toBe('listening_credit');

  await julia.say('/draw');
  expect(await julia.last()).toMatch(
    /^Выборка за \S+ 19:00\n(.+\n)*\p{L}+ \p{L}+: звонков \d, выбран 1/u,
  );
  expect(await julia.buttons()).toEqual([
    '🔎 Проверить самому',
    '◀ 13:00',
    expect.stringMatching(dayBefore),
    expect.stringMatching(dayAfter),
  ]);
  await julia.press('◀ 13:00');
  expect(await julia.last()).toMatch(/^Выборка за \S+ 13:00\n/);
  expect((await julia.buttons()).slice(1, 3)).toEqual(['◀ 11:00', '19:00 ▶']);
  await julia.press('◀ 11:00');
  expect(await julia.last()).toMatch(/^Выборка за \S+ 11:00\n/);
  expect((await julia.buttons()).slice(1, 2)).toEqual(['13:00 ▶']);

  await viktor.say('/language');
  await viktor.press('English');
  await viktor.say(`/draw ${date}`);
  expect(await viktor.last()).toMatch(
    /^Draw of \d+ \p{L}+ 19:00\n(.+\n)*\p{L}+ \p{L}+: \d calls?, 1 was drawn/u,
  );
  await viktor.press('◀ 13:00');
  expect(await viktor.last()).toMatch(/^Draw of \d+ \p{L}+ 13:00\n/u);
});

test('a forged way to a draw leads to the last one, and to none where there is none', async () => {
  const julia = open.person('Юлия');
  const date = localDateOf(open.now(), zone);
  await julia.say(`/draw ${date}`);
  await julia.forge(`draw:${date}:999`);
  expect(await julia.last()).toMatch(/^Выборка за \S+ 19:00\n/);
  await julia.forge('draw:2020-01-01');
  expect(await julia.last()).toMatch(/За этот день выборки не было/);
  for (const data of ['draw:<b>:x', 'draw:2026-13-45', `draw:${date}:x`]) {
    expect(await julia.forge(data), data).toMatch(/Эта кнопка больше не работает/);
  }
  expect(await julia.last()).toMatch(/За этот день выборки не было/);
});

test.each([
  ['Русский', { month: 'long', day: 'numeric' }, 'ru', /^Выборка за (\S+) 19:00\n/],
  ['English', { month: 'short', day: 'numeric' }, 'en', /^Draw of (\d+ \p{L}+) 19:00\n/u],
] as const)('in %s /draw reads the days that it writes', async (name, style, language, title) => {
  const julia = open.person('Юлия');
  await julia.say('/language');
  await julia.press(name);
  await julia.say('/draw');
  const [, written = ''] = title.exec(await julia.last()) ?? [];
  const shown = await julia.last();
  const date = localDateOf(open.now(), zone);
  const inWords = new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' });
  for (const typed of [
    written,
    `${written}${language === 'ru' ? '.' : ' '}${date.slice(0, 4)}`,
    inWords.format(Date.parse(date)),
    date,
  ]) {
    await julia.say(`/draw ${typed}`);
    expect(await julia.last(), typed).toBe(shown);
  }
  await julia.say(`/draw ${written} 13:00`);
  expect(await julia.last()).toContain(`${written} 13:00\n`);
  await julia.say('/draw когда-то');
  expect(await julia.last()).toMatch(/«когда-то»|“когда-то”/);
});

test('/draw opens on the last draw and goes on by days; each shows by what it can be checked', async () => {
  const viktor = open.person('Виктор');
  const labelled = async (label: RegExp) =>
    (await viktor.buttons()).find((one) => label.test(one)) ?? '';
  await viktor.say('/language');
  await viktor.press('Русский');
  await open.later('PT5H');
  await viktor.say('/draw');
  const last = await viktor.last();
  expect(last).toMatch(/^Выборка за \S+ 19:00\n/);
  const date = localDateOf(open.now() - 86_400_000, zone);
  const drawn = readDraw(open.demo.service().app, date);
  expect(drawn?.seed).toMatch(/^[0-9a-f]{64}$/);
  expect(last).toContain(drawn?.seedSha256);
  expect(last).toContain(drawn?.seed);
  expect(last).toContain(`razbor verify-draw ${date}`);

  await viktor.press(await labelled(dayAfter));
  const coming = await viktor.last();
  expect(coming).toMatch(/Звонки будут выбраны/);
  const next = readDraw(open.demo.service().app, localDateOf(open.now(), zone));
  expect(next?.seed).toBeNull();
  expect(coming).toContain(next?.seedSha256);
  expect(coming).toContain('Ключ откроется после выборки');
  expect((await viktor.buttons()).some((label) => dayAfter.test(label))).toBe(false);
  await viktor.press(await labelled(dayBefore));
  expect(await viktor.last()).toBe(last);
});
