import { beforeAll, expect, test } from 'vitest';
import { added, appeal, decide, greeting, permission } from './appeal-steps.ts';
import { textOf } from './chat.ts';
import { company, type Scored } from './company.ts';

const open = company();
const waiting: Scored[] = [];

/** Two items of 3 and 5 points fail: 79 of 87. */
beforeAll(async () => {
  for (let n = 0; n < 9; n += 1) waiting.push(await open.told({ fails: [1, 2] }));
});

function oneOf(fits: (scored: Scored) => boolean = () => true): Scored {
  const at = waiting.findIndex(fits);
  const [found] = waiting.splice(at, at === -1 ? 0 : 1);
  if (!found) throw new Error('no such scored call is left');
  return found;
}

const review = ['fund', 'controller', 1, 'review', null];
const violation = (item: string) => ['fund', 'controller', 2, 'violation', item];
const lastVerbs = async (id: number) =>
  (await open.call(id)).history.slice(-2).map(({ verb, actor }) => [verb, actor]);

test('seller is right: the controller pays, both are told, the call counts with the new score', async () => {
  const scored = oneOf();
  const { id, seller } = scored;
  const [viktor, olga] = [open.person('Виктор'), open.person('Ольга')];
  const change = await added(open, id, async () => {
    await appeal(open, scored, { items: [greeting], reason: 'На 0:03 я представился' });
    const outcome = await decide(viktor, id, ['Прав продавец']);
    expect(outcome).toMatch(/Итог: 90,8( %)? → 96,6 %\./);
    expect(outcome).toContain('Ольга Киселёва −2');
    expect(outcome).toContain('фонд компании −3');
    expect(outcome).toMatch(/ \+5[,.]/);
    expect(await viktor.press('Утвердить')).toBe('Решено. Обоим придёт ответ.');
    await open.settle();
  });
  expect(await viktor.last()).toContain('Ничего не ждёт решения');

  const told = await seller.reads(new RegExp(`Обжалование звонка №${id} решено`));
  expect(told).toMatch(/❌ Поздоровался.* — прав продавец/);
  expect(told).toMatch(/Обжалование удовлетворено · 90,8 % → 96,6 % · баллы \+5/);
  expect(told).toContain('Причина решения: «Есть в записи»');
  expect(told).not.toContain('Спросил');
  await seller.reads(new RegExp(`№${id} проверен: 96,6 %[\\s\\S]*Утверждено: обжалован`));
  expect(await olga.reads(new RegExp(`Обжалование звонка №${id} решено`))).toContain(
    'баллы −2 (проверка +1, нарушения +2, обжалование −5)',
  );
  const ofOlga = (await olga.sees()).map(textOf).filter((text) => text.includes(`№${id}`));
  expect(ofOlga.filter((text) => text.includes('Обжалование удовлетворено'))).toHaveLength(1);
  expect(ofOlga.find((text) => text.includes(`обжалует №${id}`))).toContain(
    'Руководитель решил. Ответ — отдельным сообщением.',
  );
  expect(await olga.buttons(new RegExp(`обжалует №${id}`))).toEqual([
    '▶ 0:03',
    '▶ 0:07',
    '▶ Слушать',
  ]);

  expect(await open.call(id)).toMatchObject({
    status: 'approved_overturned',
    reviews: [
      {
        state: 'overturned',
        percent: '96.6',
        handedIn: { earned: 79, possible: 87, percent: '90.8' },
        earned: 84,
        possible: 87,
        appeal: {
          state: 'upheld',
          reason: 'На 0:03 я представился',
          decisionReason: 'in-recording',
          decisions: { greeting: 'seller_right' },
        },
      },
    ],
  });
  const sellerName = (await open.call(id)).sellerName;
  expect(await lastVerbs(id)).toEqual([
    ['appeal', sellerName],
    ['uphold', 'Виктор Штерн'],
  ]);
  expect(await open.ledger(id)).toEqual([
    review,
    violation('permission'),
    ['controller', 'seller', 5, 'appeal', 'greeting'],
  ]);
  expect(change).toEqual({
    calls: 1,
    won: 1,
    sellerPoints: 5,
    reviews: 1,
    violations: 1,
    overturned: 1,
    controllerPoints: -2,
  });
});

test('the item is unclear: the fund pays, and for the same seller and item once a month', async () => {
  const first = oneOf(({ seller, id }) =>
    waiting.some((other) => other.id !== id && other.seller.telegramId === seller.telegramId),
  );
  const second = oneOf(({ seller }) => seller.telegramId === first.seller.telegramId);
  const viktor = open.person('Виктор');
  const unclear = (scored: Scored) => () =>
    appeal(open, scored, { items: [greeting] })
      .then(() => decide(viktor, scored.id, ['Пункт неясен']))
      .then(() => viktor.press('Утвердить'));
  const counts = { calls: 1, won: 1, reviews: 1, violations: 1, overturned: 1 };

  expect(await added(open, first.id, unclear(first))).toEqual({
    ...counts,
    sellerPoints: 5,
    controllerPoints: 3,
  });
  expect(await open.ledger(first.id)).toEqual([
    review,
    violation('permission'),
    ['fund', 'seller', 5, 'appeal_unclear', 'greeting'],
  ]);
  expect(await added(open, second.id, unclear(second))).toEqual({ ...counts, controllerPoints: 3 });
  expect(await open.ledger(second.id)).toEqual([review, violation('permission')]);
  expect((await open.call(second.id)).reviews[0]).toMatchObject({ earned: 84, possible: 87 });
  await open.settle();
  expect(await second.seller.reads(new RegExp(`№${second.id} решено`))).toContain('пункт неясен');
});

test('not applicable: the item no longer counts at all, and the controller pays', async () => {
  const scored = oneOf();
  const viktor = open.person('Виктор');
  await appeal(open, scored, { items: [greeting] });
  expect(await decide(viktor, scored.id, ['Не применимо'])).toMatch(/Итог: 90,8( %)? → 96,3 %/);
  await viktor.press('Утвердить');
  const { status, reviews } = await open.call(scored.id);
  expect(status).toBe('approved_overturned');
  expect(reviews[0]).toMatchObject({ earned: 79, possible: 82, percent: '96.3' });
  expect(reviews[0]?.items[0]).toMatchObject({ verdict: 'fail', standing: 'na' });
  expect(await open.ledger(scored.id)).toEqual([
    review,
    violation('permission'),
    ['controller', 'seller', 5, 'appeal', 'greeting'],
  ]);
});

test('controller is right: the controller answered once, the score stands', async () => {
  const scored = oneOf();
  const { id, seller } = scored;
  const [viktor, olga] = [open.person('Виктор'), open.person('Ольга')];
  const change = await added(open, id, async () => {
    await appeal(open, scored, { items: [greeting] });
    await olga.press('Ответить', new RegExp(`обжалует №${id}`));
    await olga.say('Имени нет нигде');
    await olga.reads(new RegExp(`обжалует №${id}[\\s\\S]*Ответ контролёра: «Имени нет нигде»`));
    expect(await olga.buttons(new RegExp(`обжалует №${id}`))).toEqual([
      '▶ 0:07',
      '▶ Слушать',
      'Признать: −3',
    ]);
    await open.settle();
    await viktor.reads(new RegExp(`Контролёр ответил на обжалование /call_${id}`));
    await olga.forge(`answer:${id}`);
    await olga.say('И ещё');
    await olga.reads(/Вы уже ответили/);

    await viktor.press('Решить', new RegExp(`/call_${id}`));
    expect(await viktor.last()).toContain('Ответ контролёра: «Имени нет нигде»');
    await viktor.press('Прав контролёр');
    await viktor.say('Прослушал дважды: имени нет');
    expect(await viktor.last()).toMatch(/Итог: без изменений, 90,8 %/);
    await viktor.press('Утвердить');
    await open.settle();
  });
  expect(await seller.reads(new RegExp(`№${id} решено`))).toMatch(
    /Обжалование отклонено · 90,8 %[\s\S]*«Прослушал дважды: имени нет»/,
  );
  expect(await open.call(id)).toMatchObject({
    status: 'approved_scored',
    reviews: [{ state: 'approved', appeal: { state: 'rejected', answer: 'Имени нет нигде' } }],
  });
  expect(await open.ledger(id)).toEqual([review, violation('greeting'), violation('permission')]);
  expect(change).toEqual({ calls: 1, lost: 1, reviews: 1, violations: 2, controllerPoints: 5 });
});

test('two items decided differently: each has its own consequence', async () => {
  const scored = oneOf();
  const viktor = open.person('Виктор');
  await appeal(open, scored, { items: [greeting, permission] });
  await viktor.press('Решить', new RegExp(`/call_${scored.id}`));
  expect(await viktor.last()).toMatch(/1 из 2[\s\S]*Поздоровался/);
  await viktor.press('Прав контролёр');
  expect(await viktor.last()).toMatch(/2 из 2[\s\S]*Спросил/);
  await viktor.press('Назад');
  expect(await viktor.last()).toContain('1 из 2');
  await viktor.press('Прав контролёр');
  await viktor.press('Прав продавец');
  await viktor.press('Сказано не полностью');
  expect(await viktor.last()).toMatch(/Итог: 90,8( %)? → 94,3 %/);
  await viktor.press('Утвердить');
  await open.settle();
  const told = await scored.seller.reads(new RegExp(`№${scored.id} решено`));
  expect(told).toMatch(/Поздоровался.* — прав контролёр[\s\S]*Спросил.* — прав продавец/);
  expect((await open.call(scored.id)).status).toBe('approved_overturned');
  expect(await open.ledger(scored.id)).toEqual([
    review,
    violation('greeting'),
    ['controller', 'seller', 5, 'appeal', 'permission'],
  ]);
});

test('conceded: the seller has the full sum, the controller pays three of five, the fund the rest', async () => {
  const scored = oneOf();
  const { id, seller } = scored;
  const olga = open.person('Ольга');
  const change = await added(open, id, async () => {
    await appeal(open, scored, { items: [greeting, permission] });
    await olga.press('Признать: −6', new RegExp(`обжалует №${id}`));
    await olga.reads(
      /Признать все названные пункты\? Продавец получит 6\. У вас за звонок: баллы −5 \(проверка \+1, признание −6\)/,
    );
    expect(await olga.press('Да, признать')).toBe('Признано');
    await open.settle();
  });
  await olga.reads(
    new RegExp(
      `обжалует №${id}[\\s\\S]*Контролёр признал · 90,8 % → 100,0 % · баллы −5 \\(проверка \\+1, признание −6\\)`,
    ),
  );
  expect(await seller.reads(new RegExp(`№${id} решено`))).toMatch(/Контролёр признал.*баллы \+6/);
  expect(await open.person('Виктор').press('Решить', new RegExp(`/call_${id}`))).toBe(
    'Этот звонок уже в другом статусе',
  );
  expect((await open.call(id)).status).toBe('approved_overturned');
  expect((await lastVerbs(id)).at(-1)).toEqual(['concede', 'Ольга Киселёва']);
  expect((await open.ledger(id)).sort()).toEqual(
    [
      review,
      ['controller', 'seller', 3, 'concession', 'greeting'],
      ['controller', 'seller', 3, 'concession', 'permission'],
    ].sort(),
  );
  expect(change).toEqual({
    calls: 1,
    won: 1,
    sellerPoints: 6,
    reviews: 1,
    overturned: 1,
    controllerPoints: -5,
  });
});

test('a head’s one tap, taken back, even over a restart: the controller may concede again', async () => {
  const scored = oneOf();
  const { id } = scored;
  const [viktor, olga] = [open.person('Виктор'), open.person('Ольга')];
  const theirs = new RegExp(`обжалует №${id}`);
  await appeal(open, scored, { items: [greeting] });
  const concede = (await olga.find('Признать', theirs)).data;
  await viktor.press('Решить', new RegExp(`/call_${id}`));
  await viktor.press('Прав контролёр');
  await open.settle();
  await olga.reads(new RegExp(`обжалует №${id}[\\s\\S]*Руководитель уже`));
  expect(await olga.buttons(theirs)).not.toContain('Признать: −3');
  expect(await olga.forge(concede)).toBe('Руководитель уже начал');
  await open.restart();
  await viktor.press('Назад', new RegExp(`№${id}`));
  await open.settle();
  expect(await olga.buttons(theirs)).toContain('Признать: −3');
  await olga.press('Признать: −3', theirs);
  expect(await olga.press('Да, признать')).toBe('Признано');
  expect((await open.call(id)).status).toBe('approved_overturned');
});
