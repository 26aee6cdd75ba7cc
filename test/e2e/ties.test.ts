import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 6 });

const [olga, pavel] = ['controller-kiseleva', 'controller-mishin'];
const names = { [olga]: 'Ольга Киселёва', [pavel]: 'Павел Мишин' };
const deactivate = (externalId: typeof olga | typeof pavel) =>
  open.put('people', {
    externalId,
    name: names[externalId],
    roles: [{ role: 'controller' }],
    active: false,
  });
const anna = (more: object) =>
  open.put('people', {
    externalId: 'seller-rybakova',
    name: 'Анна Рыбакова',
    roles: [{ role: 'seller' }],
    direction: 'Розница',
    ...more,
  });

test('a mentor scores a call of the mentee only where nobody else could, and the heads read so', async () => {
  await anna({ mentorExternalIds: [olga] });
  const controller = open.person('Ольга');
  // All of the others' calls are scored; one of Anna's is left, for Pavel.
  for (;;) {
    await controller.say('/next');
    const id = Number(/№(\d+)/.exec(await controller.last())?.[1]);
    if (!id) break;
    expect((await open.call(id)).sellerName).not.toBe('Анна Рыбакова');
    await controller.press('Исходящий: холодный');
    await controller.press('Остальное');
    await controller.press('Отправить оценку');
  }
  expect(await controller.last()).toContain('Эти звонки для других контролёров');

  await deactivate(pavel);
  await controller.say('/next');
  const id = Number(/№(\d+)/.exec(await controller.last())?.[1]);
  expect((await open.call(id)).sellerName).toBe('Анна Рыбакова');
  await open.settle();
  await open
    .person('Наталья')
    .reads(new RegExp(`/call_${id} оценивает Ольга Киселёва, наставник продавца: больше некому`));
  await controller.press('Вернуть');
  await controller.press('Личный разговор');
  await open.person('Виктор').reads(new RegExp(`Звонок /call_${id} вернули`));
});

test('calls that nobody could score are told to their heads, in their language', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/language');
  await viktor.press('English');
  await deactivate(olga);
  const roles = [{ role: 'seller' }, { role: 'controller' }];
  await anna({ roles, mentorExternalIds: [] });
  const taken = open.untouched('Анна');
  await viktor.say(`/call ${taken}`);
  await viktor.press('Send for credit');
  await viktor.press('Important client');
  await open.later('PT1H');
  await open
    .person('Наталья')
    .reads(
      new RegExp(`1 звонок в очереди некому оценить\\n/call_${taken}\\nКроме самого продавца`),
    );
  await viktor.reads(
    new RegExp(`Nobody can score 1 call of the queue\\n/call_${taken}\\nThere is no controller`),
  );
  // The one that was given back before waits for a head as well.
  const asked = await viktor.reads(/Звонок \/call_\d+ вернули/);
  await viktor.say(`/call ${/\d+/.exec(asked)?.[0]}`);
  expect(await viktor.last()).toContain('A private call: somebody else decides');
  await viktor.press('Given back');
  expect(await viktor.last()).toMatch(
    /Call \/call_\d+ was given back[\s\S]*Given back .* by Ольга Киселёва: “A private call”\nThere is no other controller for it/,
  );
  expect(await viktor.press('Confirm the reason')).toBe('The reason is confirmed');
  expect(await viktor.last()).toContain('Settled: ');
});
