import { expect, test } from 'vitest';
import { appeal } from './appeal-steps.ts';
import { company } from './company.ts';

// Three calls of each of the six sellers: whichever the draw brings first, no test runs out of them.
const open = company({ drawBy: 'total', total: 18 });

const polite = 'Этот звонок уже в другом статусе';
const lastVerbs = async (id: number) => (await open.call(id)).history.map(({ verb }) => verb);

test('two heads confirm one appeal at the same moment: one decides, the other is told so', async () => {
  let scored = await open.told({ fails: [1] });
  while ((await open.call(scored.id)).sellerDirection !== 'Розница') {
    scored = await open.told({ fails: [1] });
  }
  const { id } = scored;
  await appeal(open, scored, {});
  const heads = [open.person('Виктор'), open.person('Наталья')];
  for (const [index, head] of heads.entries()) {
    await head.press('Решить', new RegExp(`/call_${id}`));
    await head.press(index === 0 ? 'Прав продавец' : 'Прав контролёр');
    await head.press('Есть в записи');
  }
  const toasts = await Promise.all(heads.map((head) => head.press('Утвердить')));
  expect(toasts.sort()).toEqual(['Решено. Обоим придёт ответ.', polite]);
  const ends = (await lastVerbs(id)).filter((verb) => ['uphold', 'reject'].includes(verb));
  expect(ends).toHaveLength(1);
  const transfers = await open.ledger(id);
  expect(transfers).toHaveLength(2);
  expect(transfers[0]).toEqual(['fund', 'controller', 1, 'review', null]);
  const before = open.rows();
  await open.settle();
  expect(open.rows()).toEqual(before);
  const told = (await scored.seller.sees()).filter((message) => message.text?.includes('решено'));
  expect(told).toHaveLength(1);
});

test('the controller concedes while a head confirms: one effect, one polite refusal', async () => {
  const scored = await open.told({ fails: [1] });
  const [olga, viktor] = [open.person('Ольга'), open.person('Виктор')];
  await appeal(open, scored, {});
  await olga.press('Признать', new RegExp(`обжалует №${scored.id}`));
  await viktor.press('Решить', new RegExp(`/call_${scored.id}`));
  const toasts = await Promise.all([olga.press('Да, признать'), viktor.press('Прав контролёр')]);
  const { status, history } = await open.call(scored.id);
  if (status === 'approved_overturned') {
    expect(toasts).toEqual(['Признано', polite]);
    expect(history.at(-1)?.verb).toBe('concede');
  } else {
    expect(toasts).toEqual(['Руководитель уже начал', '']);
    expect(status).toBe('scored_appealed');
  }
  expect(new Set((await open.ledger(scored.id)).map(([, , , cause]) => cause)).size).toBe(
    status === 'approved_overturned' ? 2 : 0,
  );
});

/** A seller with the finished appeal on the screen, three seconds before the deadline. */
async function atTheDeadline() {
  const { id, seller } = await open.told({ fails: [1] });
  await seller.press('Обжаловать', new RegExp(`№${id} проверен`));
  await seller.press('Дальше');
  await seller.say('Сказал');
  const { data } = await seller.find('Отправить');
  const deadlineAt = Date.parse((await open.call(id)).deadlineAt ?? '');
  await open.chats.sandbox('POST', '/clock', { now: deadlineAt - 3000 });
  expect((await open.call(id)).status).toBe('scored_pending');
  return { id, seller, data, deadlineAt };
}

async function isApproved(id: number, toast: string, notice: string): Promise<void> {
  expect(['Срок обжалования истёк', polite]).toContain(toast);
  expect(notice).toContain('Утверждено: оценен');
  expect((await open.ledger(id)).map(([, , , cause]) => cause)).toEqual(['review', 'violation']);
}

test('an appeal and the sweep in the same moment: one of them, and the seller hears which', async () => {
  const { id, seller, data, deadlineAt } = await atTheDeadline();
  const [toast] = await Promise.all([
    seller.forge(data),
    open.chats.sandbox('POST', '/clock', { now: deadlineAt }),
  ]);
  await open.settle();
  const verbs = (await lastVerbs(id)).filter((verb) => ['appeal', 'approve'].includes(verb));
  const notice = await seller.reads(new RegExp(`№${id} проверен`));
  if (verbs[0] === 'appeal') {
    expect(toast).toBe('Отправлено руководителю. Ответ придёт сюда.');
    expect(notice).toContain('Оценен: на обжаловании');
    expect(await open.ledger(id)).toEqual([]);
  } else await isApproved(id, toast, notice);
  expect(verbs).toHaveLength(1);
});

test('an appeal at the deadline itself comes too late, whether or not the sweep has run', async () => {
  const { id, seller, data, deadlineAt } = await atTheDeadline();
  await new Promise((resolve) => setTimeout(resolve, deadlineAt - open.now()));
  const [toast] = await Promise.all([
    seller.forge(data),
    open.chats.sandbox('POST', '/clock', { now: open.now() + 1000 }),
  ]);
  await open.settle();
  expect((await lastVerbs(id)).at(-1)).toBe('approve');
  await isApproved(id, toast, await seller.reads(new RegExp(`№${id} проверен`)));
});

test('two controllers ask for the last call of the queue: one gets it, the other hears it is empty', async () => {
  const controllers = [open.person('Ольга'), open.person('Павел')];
  await controllers[0]?.say('/queue');
  const waiting = Number(/В очереди (\d+)/.exec((await controllers[0]?.last()) ?? '')?.[1]);
  for (let n = 1; n < waiting; n += 1) await open.score();
  const leases = open.rows().leases ?? 0;
  await Promise.all(controllers.map((controller) => controller.say('/next')));
  const screens = await Promise.all(controllers.map((controller) => controller.last()));
  expect(screens.filter((text) => text.includes('Тип звонка?'))).toHaveLength(1);
  expect(screens.filter((text) => text.includes('Новые появятся после выборки'))).toHaveLength(1);
  expect((open.rows().leases ?? 0) - leases).toBe(1);

  const winner = controllers[screens.findIndex((text) => text.includes('Тип звонка?'))];
  const loser = controllers.find((controller) => controller !== winner);
  const id = /№(\d+)/.exec((await winner?.last()) ?? '')?.[1];
  expect(await loser?.forge(`type:${id}:outgoing-cold`)).toMatch(/[а-я]/);
  expect(await winner?.press('Исходящий: холодный')).toBe('');
});
