import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 0 });

test('a head sends a call in two taps, and its seller reads who sent it and why', async () => {
  const [natalia, olga, anna] = [open.person('Наталья'), open.person('Ольга'), open.person('Анна')];
  const id = open.untouched('Анна');
  await natalia.say(`/call ${id}`);
  await natalia.press('В зачёт');
  expect(await natalia.last()).toContain('можно отправить ещё 2 звонка');
  expect(await natalia.press('Сорвалась сделка')).toBe('Звонок у контролёров');
  expect(await natalia.last()).toContain('На прослушке: в зачет');
  await open.settle();
  await olga.reads(/В очереди 1 звонок/);
  const scored = await open.told({ fails: [1] });
  expect(scored.id).toBe(id);
  expect(await anna.reads(new RegExp(`№${id} проверен`))).toContain(
    'источник: отправил руководитель Наталья Орлова: «Сорвалась сделка»',
  );
  await open.later('P3D');
  const { sellers } = await open.credit();
  expect(sellers).toMatchObject([{ calls: 1, sent: 1, drawn: 0 }]);
});

test('of a long reason the notice shows the beginning', async () => {
  const [natalia, anna] = [open.person('Наталья'), open.person('Анна')];
  const id = open.untouched('Анна');
  const reason = `Сорвалась сделка: ${'клиент просил рассрочку, '.repeat(12)}и ушёл`;
  await natalia.say(`/call ${id}`);
  await natalia.press('В зачёт');
  await natalia.say(reason);
  const scored = await open.told();
  expect(scored.id).toBe(id);
  const notice = await anna.reads(new RegExp(`№${id} проверен`));
  const shown = /отправил руководитель Наталья Орлова: «(.+)»/.exec(notice)?.[1] ?? '';
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.length).toBeLessThanOrEqual(120);
  expect(shown.endsWith('…')).toBe(true);
  expect(reason.startsWith(shown.slice(0, -1))).toBe(true);
});

test('a reason is typed as well, and the limit of the month is said and kept', async () => {
  const natalia = open.person('Наталья');
  const send = async () => {
    const id = open.untouched('Иван');
    await natalia.say(`/call ${id}`);
    await natalia.press('В зачёт');
    await natalia.say('Клиент ушёл к другим');
    return id;
  };
  for (const id of [await send(), await send()]) {
    expect((await open.call(id)).status).toBe('listening_credit');
  }
  const limit = 'В этом месяце этого продавца больше отправлять нельзя';
  const third = open.untouched('Иван');
  await natalia.say(`/call ${third}`);
  expect(await natalia.press('В зачёт')).toBe(limit);
  // No reason is asked for in vain: the card stands as it was.
  expect(await natalia.last()).toContain('Классифицирован');
  expect(await natalia.forge(`send-as:${third}:lost`)).toBe(limit);
  expect((await open.call(third)).status).not.toBe('listening_credit');
  expect(await natalia.forge(`send-as:${open.untouched('Тимур')}:lost`)).toBe('Звонок не найден');
});
