import { beforeAll, expect, test } from 'vitest';
import { appeal, decide, greeting, permission } from './appeal-steps.ts';
import { textOf } from './chat.ts';
import { company, type Scored } from './company.ts';

const open = company({ secondDecisionPercent: 100, secondHeadSellerItems: 1, perSeller: 50 });
const pair: Scored[] = [];

/** Two scores of one seller. */
beforeAll(async () => {
  const ofSeller = new Map<string | null, Scored>();
  while (pair.length === 0) {
    const scored = await open.told({ fails: [1, 2] });
    const { sellerName } = await open.call(scored.id);
    const before = ofSeller.get(sellerName);
    if (before) pair.push(before, scored);
    ofSeller.set(sellerName, scored);
  }
});

const nth = (at: number): Scored => pair[at] ?? expect.fail('nobody was told');

test('an appeal that is decided comes to the other head like every other one', async () => {
  const first = nth(0);
  const { id, seller } = first;
  const [viktor, natalia] = [open.person('Виктор'), open.person('Наталья')];
  await appeal(open, first, { items: [greeting], reason: 'На 0:03 я представился' });
  await decide(viktor, id, ['Прав продавец']);
  expect(await viktor.press('Утвердить')).toBe('Решено. Обоим придёт ответ.');
  await open.settle();
  await seller.reads(new RegExp(`Обжалование звонка №${id} решено`));
  await seller.say(`/call ${id}`);
  expect(await seller.last()).toContain('Утверждено: обжалован');
  const told = (await seller.sees()).length;

  for (const ask of [`/call ${id}`, `/call_${id}`]) {
    await natalia.say(ask);
    expect(await natalia.last()).toMatch(/Оценен: на обжаловании/);
    expect(await natalia.last()).not.toMatch(/Утверждено|Виктор/);
  }
  await natalia.forge(`notice:${id}`);
  expect(await natalia.last()).not.toMatch(/Утверждено|прав продавец|Виктор/);
  await natalia.say('/appeals');
  expect(await natalia.last()).toContain('Обжалования: 1');
  await natalia.press(`⚖️ ${id}`);
  const shown = await natalia.last();
  expect(shown).toContain('На 0:03 я представился');
  expect(shown).not.toMatch(/Виктор|Штерн|прав продавец|Раньше/);
  await natalia.press('Прав контролёр');
  await natalia.press('Есть в записи');
  expect(await natalia.last()).toMatch(/Итог: без изменений, 90,8 %/);
  expect(await natalia.press('Утвердить')).toMatch(/^Записано\. .* ничего не меняет/);
  expect(await natalia.last()).toContain('Ничего не ждёт решения');
  await open.settle();
  expect((await seller.sees()).length).toBe(told);
  expect((await open.call(id)).status).toBe('approved_overturned');
});

test('heads read whose decisions fell, in words and in a picture once there is enough', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/team');
  await viktor.press('Контролёры и разборы');
  await viktor.press('Решения и разборы');
  await viktor.press('Сходятся ли руководители');
  const shown = await viktor.last();
  expect(shown).toMatch(/^Сходятся ли руководители\n1 обжалование с .* решено дважды/);
  expect(shown).toMatch(/Виктор Штерн\nне подтвердилось: 1 из 1\nсовпало 0 % из 1/);
  await viktor.press('Чьи решения не подтверждаются');
  expect(await viktor.last()).toBe(shown);
});

test('where a seller would have more than others a second head decides, and all sides are told so', async () => {
  const second = nth(1);
  const { id, seller } = second;
  const [viktor, natalia, olga] = ['Виктор', 'Наталья', 'Ольга'].map((name) => open.person(name));
  if (!viktor || !natalia || !olga) throw new Error('nobody');
  await appeal(open, second, { items: [greeting, permission], reason: 'Я поздоровался' });
  await decide(viktor, id, ['Пункт неясен', 'Прав продавец']);
  expect(await viktor.press('Утвердить')).toContain('считается его решение');
  await open.settle();
  for (const person of [seller, olga]) {
    expect(await person.reads(/независимо решает второй/)).toContain(`/call_${id}`);
  }
  expect((await open.call(id)).status).toBe('scored_appealed');
  expect(await viktor.last()).toContain('Ничего не ждёт решения');
  await viktor.forge(`case:${id}`);
  expect(await viktor.last()).toContain('Ничего не ждёт решения');
  await decide(natalia, id, ['Прав контролёр', 'Прав контролёр']);
  expect(await natalia.press('Утвердить')).toBe('Решено. Обоим придёт ответ.');
  await open.settle();
  expect((await open.call(id)).status).toBe('approved_scored');
  for (const person of [seller, olga, viktor]) {
    expect(await person.reads(new RegExp(`Обжалование звонка №${id} решено`))).toMatch(
      /прав контролёр/,
    );
  }
  expect((await seller.sees()).map(textOf).join('\n')).not.toContain('Наталья');
});

test('sellers, controllers and mentors do not reach these figures', async () => {
  for (const who of ['Ольга', 'Анна', 'Сергей']) {
    const person = open.person(who);
    for (const data of ['second-decisions', 'second-picture']) {
      expect(await person.forge(data)).not.toBe('');
      expect(await person.last()).not.toContain('Сходятся ли руководители');
    }
  }
});
