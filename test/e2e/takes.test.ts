import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ drawBy: 'total', total: 1 });

/** Calls of Anna's from now on, taken in as her telephone system would. */
async function callsOfAnna(count: number): Promise<number[]> {
  const { apiUrl, apiToken } = open.demo;
  const items = Array.from({ length: count }, (_, n) => ({
    source: 'pbx',
    externalId: `friend-${n}`,
    direction: 'in',
    sellerExternalId: 'seller-rybakova',
    externalNumber: null,
    startedAt: new Date(open.now()).toISOString(),
    durationS: 100,
    talkS: 90,
    recording: { path: 'boy-kirpicha-marina.ogg' },
  }));
  const response = await fetch(`${apiUrl}/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const answer = (await response.json()) as { items: { id: number }[] };
  return answer.items.map(({ id }) => id);
}

const taken = async (ids: readonly number[]) => {
  const calls = await Promise.all(ids.map((id) => open.call(id)));
  return calls.filter(({ status }) => status === 'listening_training').length;
};

test('of eight calls of a friend a head takes five before the draw, and reads how to go on', async () => {
  const natalia = open.person('Наталья');
  const ids = await callsOfAnna(8);
  const take = async (id: number, label = 'Взять себе') => {
    await natalia.say(`/call ${id}`);
    const refused = await natalia.press(label, new RegExp(`№${id}`));
    return refused || natalia.press(label === 'Take' ? 'Yes, take it' : 'Да, взять');
  };
  for (const id of ids.slice(0, 4)) expect(await take(id)).toBe('Звонок ваш: не в зачёт');
  const [fifth = 0, sixth = 0, seventh = 0, eighth = 0] = ids.slice(4);
  // The last two in one moment, on two calls: one of them is too many.
  const toasts = await Promise.all([
    natalia.forge(`take-yes:${fifth}`),
    natalia.forge(`take-yes:${sixth}`),
  ]);
  const refusal =
    'За неделю можно взять не больше 5 звонков одного продавца. Дальше: с понедельника, через контролёров или рядом с оценкой, когда звонок уже у них';
  expect(toasts.sort()).toEqual([refusal, 'Звонок ваш: не в зачёт'].sort());
  expect(await taken(ids)).toBe(5);
  expect(await take(seventh)).toBe(refusal);
  // The way on stays where it was, and giving one back does not open it again.
  expect(await natalia.buttons(new RegExp(`№${seventh}`))).toContain('Взять себе');
  await natalia.press('Вернуть', new RegExp(`Разбор звонка №${ids[0]}`));
  await natalia.press('Личный разговор');
  expect(await take(seventh)).toBe(refusal);

  await natalia.say('/team');
  await natalia.press('Анна Рыбакова');
  expect((await natalia.buttons()).filter((label) => label.startsWith('Взять'))).toEqual([]);

  await natalia.say('/language');
  await natalia.press('English');
  expect(await take(eighth, 'Take')).toBe(
    'No more than 5 calls of one seller can be taken a week. From here: on Monday, through the controllers, or beside the score once a call is with them',
  );
  expect(await taken(ids)).toBe(4);
});

test('the limit is the administrator’s, in /policy', async () => {
  const admin = open.person('Юлия');
  await admin.say('/policy');
  await admin.press('Обучение');
  expect(await admin.last()).toContain('Взять себе в неделю: 5');
});
