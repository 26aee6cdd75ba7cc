import { expect, test } from 'vitest';
import { added, appeal } from './appeal-steps.ts';
import { company, type Scored } from './company.ts';

const open = company();

async function judged(
  scored: Scored,
  whole: 'Не тот тип звонка' | 'Это не мой звонок',
  act: string,
) {
  const viktor = open.person('Виктор');
  await appeal(open, scored, { whole, reason: 'Это сервис, а не продажа' });
  await viktor.press('Решить', new RegExp(`/call_${scored.id}`));
  expect(await viktor.last()).toMatch(
    new RegExp(`${whole}[\\s\\S]*Оценён как «Исходящий: холодный», контролёр Ольга Киселёва`),
  );
  await viktor.press(act);
  await viktor.press('Есть в записи');
  const outcome = await viktor.last();
  await viktor.press('Утвердить');
  await open.settle();
  return outcome;
}

test('a wrong type is annulled: the call never counts, the controller pays once', async () => {
  const scored = await open.told({ fails: [1, 2] });
  const { id, seller } = scored;
  const change = await added(open, id, async () => {
    const outcome = await judged(scored, 'Не тот тип звонка', 'Снять с зачёта');
    expect(outcome).toMatch(/Итог: не в зачёт\..* \+5[,.]/);
    expect(outcome).toContain('Ольга Киселёва −5');
  });
  expect(change).toEqual({ sellerPoints: 5, controllerPoints: -5 });
  const told = await seller.reads(new RegExp(`№${id} решено`));
  expect(told).toMatch(/Не тот тип звонка[\s\S]*Снято с зачёта · баллы \+5/);
  expect(await open.person('Ольга').reads(new RegExp(`№${id} решено`))).toContain('баллы −5');
  await seller.reads(new RegExp(`№${id} проверен[\\s\\S]*Утверждено: не в зачет \\(обучение\\)`));
  const call = await open.call(id);
  expect(call).toMatchObject({
    status: 'approved_training',
    reviews: [{ state: 'annulled', creditMonth: null, appeal: { state: 'annulled' } }],
  });
  expect(call.history.at(-1)).toMatchObject({ verb: 'annul', note: 'in-recording' });
  expect(await open.ledger(id)).toEqual([['controller', 'seller', 5, 'wrong_type', null]]);
});

test('not my call is annulled and nobody pays', async () => {
  const scored = await open.told({ fails: [1] });
  const change = await added(open, scored.id, async () => {
    const outcome = await judged(scored, 'Это не мой звонок', 'Снять с зачёта');
    expect(outcome).toContain('Итог: не в зачёт. Баллы не меняются.');
  });
  expect(change).toEqual({});
  expect((await open.call(scored.id)).status).toBe('approved_training');
  expect(await open.ledger(scored.id)).toEqual([]);
  expect(await scored.seller.reads(new RegExp(`№${scored.id} решено`))).toMatch(
    /Это не мой звонок[\s\S]*Снято с зачёта\n/,
  );
});

test('a wrong type that is kept leaves the score as it was', async () => {
  const scored = await open.told({ fails: [1] });
  const change = await added(open, scored.id, async () => {
    const outcome = await judged(scored, 'Не тот тип звонка', 'Оставить');
    expect(outcome).toMatch(/Итог: без изменений, 94,3 %/);
  });
  expect(change).toEqual({ calls: 1, lost: 1, reviews: 1, violations: 1, controllerPoints: 3 });
  expect(await open.call(scored.id)).toMatchObject({
    status: 'approved_scored',
    reviews: [{ state: 'approved', appeal: { state: 'rejected', kind: 'wrong_type' } }],
  });
});

test('a reason may be spoken: the head hears the very voice of the seller', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  const [viktor, olga] = [open.person('Виктор'), open.person('Ольга')];
  const answer = await fetch(
    `${open.demo.telegramUrl}/sandbox/files/${(await olga.sees()).findLast(({ voice }) => voice)?.voice?.file_id}`,
  );
  const sound = new Uint8Array(await answer.arrayBuffer());
  await seller.press('Обжаловать', new RegExp(`№${id}`));
  await seller.press('Дальше');
  await seller.speak(sound);
  expect(await seller.last()).toContain('Причина: голосом');
  await seller.press('Отправить');
  await open.settle();
  await olga.reads(new RegExp(`обжалует №${id}[\\s\\S]*голосом`));
  await viktor.press('Решить', new RegExp(`/call_${id}`));
  await viktor.press('Причина голосом');
  const lastVoice = async () => (await viktor.sees()).findLast(({ voice }) => voice);
  const heard = (await lastVoice())?.voice;
  const file = await fetch(`${open.demo.telegramUrl}/sandbox/files/${heard?.file_id}`);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(sound);
  await viktor.press('Весь звонок');
  await expect.poll(lastVoice).toMatchObject({ has_protected_content: true });
});

test('annulments stand by head, with their calls, before administrators and heads of all alone', async () => {
  const [yulia, viktor, natalia] = ['Юлия', 'Виктор', 'Наталья'].map(open.person);
  if (!yulia || !viktor || !natalia) throw new Error('somebody is missing');
  const scored = await open.told({ fails: [1] });
  await judged(scored, 'Это не мой звонок', 'Снять с зачёта');
  await yulia.say('/period');
  await yulia.press('ноябрь 2026');
  await yulia.press('Решения и разборы');
  const shown = await yulia.last();
  expect(shown).toMatch(/^Решения и разборы · ноябрь/);
  expect(shown).toMatch(/Решено в пользу продавца, за 3 месяца\nВиктор Штерн: 3 из 4\n/);
  expect(shown).toMatch(
    new RegExp(
      `Снято с зачёта · ноябрь\\nВиктор Штерн: 3 из 4 решений: /call_\\d+, /call_\\d+, /call_${scored.id}\\n`,
    ),
  );
  await yulia.press('Назад');
  expect(await yulia.last()).toMatch(/^ноябрь 2026/);
  for (const head of [viktor, natalia]) {
    await head.say('/team');
    await head.press('Контролёры');
    await head.press('Решения и разборы');
  }
  expect(await viktor.last()).toContain('Снято с зачёта · ноябрь\nВиктор Штерн: 3 из 4 решений');
  expect(await natalia.last()).not.toMatch(/Виктор|Снято/);
  expect(await natalia.last()).toMatch(/Наставники: взято до выборки/);
  const olga = open.person('Ольга');
  expect(await olga.forge('decisions')).toBe('Это вам недоступно');
});
