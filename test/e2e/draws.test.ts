import { expect, test } from 'vitest';
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
  expect(await julia.last()).toMatch(/^Выборка за \S+ 19:00\nАнна Рыбакова: звонков \d, выбран 1/);
  expect(await julia.buttons()).toEqual(['◀ 13:00']);
  await julia.press('◀ 13:00');
  expect(await julia.last()).toMatch(/^Выборка за \S+ 13:00\n/);
  expect(await julia.buttons()).toEqual(['◀ 11:00', '19:00 ▶']);
  await julia.press('◀ 11:00');
  expect(await julia.last()).toMatch(/^Выборка за \S+ 11:00\n/);
  expect(await julia.buttons()).toEqual(['13:00 ▶']);

  await viktor.say('/language');
  await viktor.press('English');
  await viktor.say(`/draw ${date}`);
  expect(await viktor.last()).toMatch(/^Draw of \S+ 19:00\nАнна Рыбакова: \d calls?, 1 was drawn/);
  await viktor.press('◀ 13:00');
  expect(await viktor.last()).toMatch(/^Draw of \S+ 13:00\n/);
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
