import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company();

test('on Monday everybody concerned reads of the week, hears what cost most, and may switch it off', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  await seller.press('Согласен', new RegExp(`№${id}`));
  await seller.press('Да, согласен');
  await open.later('P6DT16H');
  const text = await seller.reads(/^Неделя/);
  expect(text).toMatch(/Утвержден\S* 1 звонок, в среднем \d+,\d %/);
  expect(text).toMatch(
    /Дороже всего обошлось: «.+», −\d+,\d п\. п\.\nПослушайте, как это звучит: ▶ 0:07/,
  );
  expect(text).toMatch(/Получается: «.+»/);
  await seller.press('▶ 0:07', /^Неделя/);
  await seller.hears(new RegExp(`№${id} · ▶ 0:07`));
  expect(await open.person('Ольга').reads(/^Неделя/)).toMatch(
    /Утверждено ваших оценок: 1, устояло 1/,
  );
  const team = await open.person('Виктор').reads(/^Неделя/);
  expect(team).toMatch(/: \d+,\d % · 1/);

  expect(await seller.press('Не присылать', /^Неделя/)).toMatch(/\/digest/);
  await seller.say('/digest');
  expect(await seller.last()).toMatch(/Не приходит/);
  await seller.press('Присылать');
  expect(await seller.last()).toMatch(/Приходит \(10:00, пн\)/);
});

test('a week without anything approved brings none, to nobody', async () => {
  const digests = async () => {
    const chats = await Promise.all(
      ['Ольга', 'Павел', 'Виктор', 'Анна', 'Иван'].map((name) => open.person(name).sees()),
    );
    return chats.flat().filter(({ text }) => text?.startsWith('Неделя')).length;
  };
  const before = await digests();
  expect(before).toBeGreaterThan(0);
  await open.later('P7D');
  await open.settle();
  expect(await digests()).toBe(before);
});
