import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appeal, decide, greeting } from './appeal-steps.ts';
import { company } from './company.ts';

const source = readFileSync(
  new URL('../../src/sandbox/company/checklists/outgoing-cold.yaml', import.meta.url),
  'utf8',
);

const open = company({ itemDecidedFrom: 1, itemOverturnedPercent: 40 });
const admin = () => open.person('Юлия');
const pauses = () => open.counts('paused_items');

test('an administrator is told of an item that appeals overturn, and pauses it with one tap', async () => {
  const scored = await open.told({ fails: [1] });
  await appeal(open, scored, {});
  const viktor = open.person('Виктор');
  await decide(viktor, scored.id, ['Прав продавец']);
  await viktor.press('Утвердить');
  await open.settle();
  const notice = await admin().reads(/спорный пункт/);
  expect(notice).toContain('Исходящий: холодный: спорный пункт');
  expect(notice).toContain(`«${greeting}`);
  expect(notice).toMatch(
    /Снят обжалованием 1 из 1 \(100\s%\), а по правилам можно не чаще 40\s%\./,
  );
  expect(await admin().buttons(/спорный пункт/)).toEqual(['⏸ Приостановить', 'Чек-лист']);
  await admin().pressTwice('Приостановить', /спорный пункт/);
  expect(pauses()).toBe(1);
  const screen = await admin().last();
  expect(screen).toContain('⏸ 1 пункт приостановлен');
  expect(screen).toMatch(/⏸ приостановлен \d\d\.\d\d, Юлия М/);
  expect(screen).toMatch(/🚩 снят обжалованием 1 из 1 \(100\s%\): чаще, чем позволяют правила/);
  expect(screen).toContain('Оценки, которые уже отправлены, остаются как были');
});

test('whoever scores sees that it is paused and has nothing to press; its seller reads why it does not count', async () => {
  const olga = open.person('Ольга');
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Исходящий: холодный');
  expect(await olga.last()).toMatch(/· 1\/\d+\n/);
  await olga.press('Обзор');
  expect(await olga.last()).toMatch(/1\. ⏸ .* — приостановлен\n/);
  const { data } = await olga.find('1');
  const forged = data.replace(/^item/, 'pass');
  expect(await olga.forge(forged)).toBe('Пункт приостановлен: сейчас он не считается ни у кого');
  await olga.press('1');
  expect(await olga.last()).toContain('⏸ Пункт приостановлен: его слишком часто снимали');
  expect(await olga.buttons()).not.toContain('✅ Выполнено');
  await olga.press('Остальное');
  await olga.press('Отправить оценку');
  await open.settle();
  const seller = open.person((await open.call(id)).sellerName?.split(' ')[0] ?? '');
  const told = await seller.reads(new RegExp(`№${id} проверен`));
  expect(told).toMatch(/⏸ «.+» не считается: пункт приостановлен/);
  await seller.press('Подробнее', new RegExp(`№${id} проверен`));
  expect(await seller.last()).toMatch(/⏸ .+ \(пункт приостановлен и не считается\)/);
});

test('the preview of another wording says that the pause ends; a tap ends it as well, and brings it back', async () => {
  const edited = source.replace(/text: .*/, 'text: Поздоровался по имени');
  await admin().sendFile('правка.yaml', edited);
  expect(await admin().reads(/правка\.yaml/)).toMatch(/▶ пауза закончится: «Поздоровался, назвал/);
  await admin().press('Отмена');
  await admin().say('/checklists');
  expect(await admin().last()).toContain('⏸ 1 пункт приостановлен');
  await admin().press('Исходящий: холодный');
  await admin().pressTwice(`Вернуть 1. ${greeting}`);
  expect(await admin().last()).not.toContain('⏸ приостановлен');
  expect(await admin().last()).toContain('🚩 снят обжалованием 1 из 1');
  expect(pauses()).toBe(1);
  await admin().press(`Приостановить 1. ${greeting}`);
  expect(pauses()).toBe(2);
});

test('in English the words are English', async () => {
  await admin().say('/language');
  await admin().press('English');
  await admin().say('/checklists');
  expect(await admin().last()).toContain('⏸ 1 item is paused');
  await admin().press('Исходящий: холодный');
  expect(await admin().last()).toMatch(
    /🚩 overturned 1 of 1 times \(100\s%\): more often than the rules allow/,
  );
  expect(await admin().last()).toMatch(/⏸ paused .*, Юлия М/);
  expect(await admin().press('Resume 1.')).toBe('The item counts again');
  expect(await admin().press('Pause 1.')).toBe('The item is paused');
  await admin().say('/language');
  await admin().press('Русский');
});
