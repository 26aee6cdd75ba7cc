import { expect, test } from 'vitest';
import { type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company({
  drawBy: 'total',
  total: 2,
  noticeHold: 'PT5M',
  secondScorePercent: 100,
});

let told: Person | null = null;

const screens = async (who: string, number: number) =>
  (await open.person(who).sees())
    .map(textOf)
    .filter((text) => text.includes(`№${number}`))
    .map((text) => text.replaceAll(String(number), '#'));

test('a call that is scored again comes to the other controller like every other call, and looks like one', async () => {
  const { id: ordinary } = await open.score({ by: 'Павел' });
  const { id, seller } = await open.score({ by: 'Ольга' });
  told = seller;
  await open.later('PT6M');
  await seller.reads(new RegExp(`№${id} проверен: 100,0 %`));
  const before = (await seller.sees()).length;

  const pavel = open.person('Павел');
  expect((await open.score({ by: 'Павел', fails: [1, 2] })).id).toBe(id);
  expect(await pavel.last()).toContain('Оценка принята. Уйдёт продавцу');
  expect(await pavel.buttons()).toContain('✏️ Исправить');
  const of = (number: number) => screens('Павел', number);
  await open.later('PT6M');
  // What he saw of it, word by word, is what he saw of one that nobody scored before.
  const plain = (texts: readonly string[]) =>
    texts.map((text) => text.split('\n')[0]?.replace(/продавец .*/, 'продавец'));
  expect(plain(await of(id))).toEqual(plain(await of(ordinary)));
  expect(await pavel.buttons()).not.toContain('✏️ Исправить');
  await pavel.say(`/call ${id}`);
  const card = await pavel.last();
  expect(card).toContain('Павел Мишин');
  expect(card).not.toContain('Ольга Киселёва');
  expect((await seller.sees()).length).toBe(before);
  expect((await open.call(id)).status).toBe('scored_pending');
});

test('what the two differ in waits for a head, who hears it and says how it was; the lenient one pays', async () => {
  const viktor = open.person('Виктор');
  await open.later('P3D');
  await viktor.say('/menu');
  expect(await viktor.last()).toContain('Два контролёра разошлись в 2 пунктах: как было?');
  await viktor.press('Расхождения: 2');
  const shown = await viktor.last();
  expect(shown).toContain('Два контролёра оценили этот пункт по-разному');
  expect(shown).not.toMatch(/Ольга|Павел/);
  expect(shown).toContain('Ждёт ещё 1.');
  const [, number = ''] = /№(\d+)/.exec(shown) ?? [];
  expect(await viktor.buttons()).toEqual([
    '▶ 0:07',
    '▶ Весь звонок',
    '✅ Выполнено',
    '❌ Не выполнено',
    '◀ Назад',
    'Пропустить',
  ]);
  await viktor.press('Пропустить');
  const other = await viktor.last();
  expect(other).not.toBe(shown);
  await viktor.press('Пропустить');
  expect(await viktor.last()).toBe(shown);
  expect(await viktor.press('Не выполнено')).toBe('Записано');
  expect(await viktor.last()).toContain(other.split('\n')[3] ?? '…');
  expect(await viktor.press('Выполнено')).toBe('Записано');
  expect(await viktor.last()).toContain('Расхождений больше нет. Спасибо.');

  await open.settle();
  const missed = await open.person('Ольга').reads(/вы не отметили/);
  expect(missed).toMatch(/Нарушение нашли вторая оценка и руководитель: снято 5\./);
  expect((await open.ledger(Number(number))).filter(([, , , cause]) => cause === 'missed')).toEqual(
    [['controller', 'fund', 5, 'missed', expect.any(String)]],
  );
});

test('heads read how far the controllers agree, by type, section, item, pair and week', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/team');
  await viktor.press('Контролёры и разборы');
  await viktor.press('Сходятся ли контролёры');
  const whole = await viktor.last();
  expect(whole).toMatch(/^Сходятся ли контролёры\n/);
  expect(whole).toMatch(/ звон[^\n]* дважды: второй контролёр не знал об этом/);
  expect(whole).toMatch(/совпало \d+ % из \d+ · AC1 0,\d\d/);
  expect(whole).toMatch(/каппа \S+ · альфа \S+/);
  for (const [label, expected] of [
    ['По типам', /Исходящий: холодный\nсовпало/],
    ['По разделам', /Исходящий: холодный: .*\nсовпало/],
    ['По пунктам', /Исходящий: холодный: .*\nсовпало 0 % из 1/],
    ['По парам', /Ольга Киселёва · Павел Мишин\nсовпало/],
  ] as const) {
    await viktor.press(label);
    expect(await viktor.last()).toMatch(expected);
    await viktor.press('Назад');
    expect(await viktor.last()).toBe(whole);
  }
  await viktor.press('Кто строже');
  const strict = await viktor.last();
  expect(strict).toMatch(/Ольга Киселёва: в среднем \d+,\d %, оценок \d/);
  expect(strict).toMatch(/Павел Мишин: в среднем \d+,\d %, оценок \d/);
  await viktor.press('Назад');
  await viktor.press('По неделям');
  expect((await viktor.sees()).at(-1)).toHaveProperty('photo');
});

test('controllers do not reach these figures', async () => {
  const olga = open.person('Ольга');
  for (const data of ['agreement', 'agreement-by:pair', 'differences']) {
    expect(await olga.forge(data)).not.toBe('');
    expect(await olga.last()).not.toContain('Сходятся ли контролёры');
  }
});

test('a seller reads who scored their calls, and how often it would be by shares alone', async () => {
  if (!told) throw new Error('nobody was told');
  const seller = told;
  await seller.say('/credit');
  await seller.press('Кто оценивал');
  expect(await seller.last()).toMatch(
    /^Кто оценивал ваши звонки\n[\s\S]*(Ольга Киселёва|Павел Мишин): \d+ \(\d+,\d\)/,
  );
});
