import { expect, test } from 'vitest';
import { localMonthOf } from '../../src/domain/time.ts';
import { appeal, decide, greeting, permission } from './appeal-steps.ts';
import { company } from './company.ts';

const open = company({ pointPriceMinor: 100 });

const admin = () => open.person('Юлия');
const olga = () => open.person('Ольга');

test('a debt stands in the closing, and an administrator writes it off and brings it back', async () => {
  const counted = await open.told();
  await counted.seller.press('Согласен', new RegExp(`№${counted.id} проверен`));
  await counted.seller.press('Да, согласен');
  const lost = await open.told({ fails: [1, 2] });
  await appeal(open, lost, { items: [greeting, permission] });
  await decide(open.person('Виктор'), lost.id, ['Прав продавец', 'Прав продавец']);
  await open.person('Виктор').press('Утвердить');
  const waiting = await open.told();
  const month = localMonthOf(open.now(), 'Europe/Moscow');
  await open.later('P8D');
  await open.settle();

  await admin().say('/period');
  await admin().forge(`period:${month}`);
  const preview = await admin().last();
  expect(preview).toMatch(/Долги, которые перейдут дальше:\nОльга Киселёва: −7/);
  expect(preview).not.toContain(`/call_${waiting.id}`);
  await admin().press('Закрыть месяц');
  await admin().press('Да, закрыть');
  await admin().press('Долги');
  expect(await admin().last()).toMatch(/^Долги · [\s\S]*Ольга Киселёва: −7/);
  await admin().press('Списать 7');
  expect(await admin().last()).toMatch(/Списать долг «Ольга Киселёва», баллов: 7\?/);
  await admin().say('Договорились при увольнении');
  expect(await admin().last()).toMatch(/списано 7\n\s+Договорились при увольнении/);
  await open.settle();
  expect(await olga().reads(/Ваш долг списан/)).toContain('Договорились при увольнении');
  await olga().say('/credit');
  await olga().reads(/списан долг: 7/);

  await admin().press('Вернуть 7');
  await admin().say('Вернулась');
  expect(await admin().last()).toMatch(/Ольга Киселёва: −7/);
  await open.settle();
  expect(await olga().reads(/Списание отменено/)).toContain('Вернулась');
});

test('whoever is no administrator finds neither the debts nor a way to write one off', async () => {
  await open.person('Виктор').say('/menu');
  for (const data of ['debts', 'write-off:5']) {
    expect(await open.person('Виктор').forge(data)).toBe('Это вам недоступно');
  }
});
