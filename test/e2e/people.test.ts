import { expect, test } from 'vitest';
import { company } from './company.ts';

const open = company({ perSeller: 3 });
const admin = () => open.person('Юлия');
/** The link of the newest invitation in somebody's chat. */
async function lastInvite(): Promise<{ text: string; token: string }> {
  const text = await admin().reads(/приглашение в «Разбор»/);
  return { text, token: /start=([\w-]+)/.exec(text)?.[1] ?? '' };
}

test('an administrator adds a seller in a handful of taps, and the newcomer comes in by the link', async () => {
  const yulia = admin();
  await yulia.say('/people');
  expect(await yulia.last()).toMatch(/^Люди\n/);
  expect((await yulia.buttons()).filter((label) => label.includes('💼'))).toContain(
    '💼 Анна Рыбакова · Розница',
  );
  await yulia.press('Добавить');
  await yulia.say('Зоя   Лис');
  expect(await yulia.press('Дальше')).toBe('Сначала выберите пункт');
  await yulia.press('продавец');
  await yulia.press('Дальше');
  expect(await yulia.last()).toContain('В каком направлении продаёт?');
  expect(await yulia.press('Розница')).toBe('Готово, приглашение ниже');
  const { text, token } = await lastInvite();
  expect(text).toMatch(/^Зоя Лис, это ваше приглашение в «Разбор»/);
  expect(await yulia.reads(/^Зоя Лис · 💼 продавец/)).toMatch(
    /Направление: Розница[\s\S]*Telegram не привязан, приглашение действует до/,
  );

  const zoya = await open.newcomer('Зоя');
  await zoya.start(token);
  expect(await zoya.last()).toMatch(/^Здравствуйте, Зоя Лис!\nпродавец · Розница/);
  await yulia.press('История', /^Зоя Лис · /);
  const history = await yulia.reads(/^История: Зоя Лис/);
  expect(history).toMatch(/Зоя Лис\n\s+Telegram привязан/);
  expect(history).toMatch(/Юлия Маркова\n\s+новый сотрудник\n[\s\S]*роли: продавец/);
});

test('a direction is typed where it is new, and again where it is known, however it is written', async () => {
  const yulia = admin();
  for (const [name, typed] of [
    ['Пётр Новый', 'Сервис'],
    ['Вера Новая', ' сервис '],
  ] as const) {
    await yulia.say('/people');
    await yulia.press('Добавить');
    await yulia.say(name);
    await yulia.press('продавец');
    await yulia.press('Дальше');
    await yulia.say(typed);
    expect((await lastInvite()).text).toContain(name);
    expect(await yulia.reads(new RegExp(`^${name} · `))).toContain('Направление: Сервис');
  }
});

test('a link made anew makes the one before it void', async () => {
  const yulia = admin();
  await yulia.say('/people новая');
  await yulia.press('Вера Новая');
  const old = (await lastInvite()).token;
  await yulia.press('Пригласить');
  const { token } = await lastInvite();
  expect(token).not.toBe(old);
  const vera = await open.newcomer('Вера');
  await vera.start(old);
  expect(await vera.last()).toMatch(/^Срок этой ссылки-приглашения истёк/);
  await vera.start(token);
  expect(await vera.last()).toMatch(/^Здравствуйте, Вера Новая!/);
  await yulia.press('К списку', /^Вера Новая/);
  await yulia.press('Вера Новая');
  await yulia.press('Отвязать Telegram');
  await yulia.press('Да, отвязать');
  await vera.say('/menu');
  expect(await vera.last()).toMatch(/^Этот бот только для сотрудников/);
});

test('a head is given a direction, and sees its calls from then on', async () => {
  const [yulia, natalia] = [admin(), open.person('Наталья')];
  const id = open.untouched('Тимур');
  await natalia.say(`${id}`);
  expect(await natalia.last()).toBe('Звонок не найден');
  await yulia.say('/people');
  await yulia.press('Найти');
  await yulia.say('орл');
  await yulia.press('Наталья Орлова');
  expect(await yulia.last()).toContain('Руководит: Розница');
  await yulia.press('Руководит');
  await yulia.press('☐ Опт');
  expect(await yulia.press('☑ Опт')).toBe('Сохранено');
  expect(await yulia.press('☑ Розница')).toMatch(/^Хотя бы одно направление/);
  await yulia.press('☐ Опт');
  await yulia.press('Назад');
  expect(await yulia.last()).toContain('Руководит: Опт, Розница');
  await natalia.say(`${id}`);
  expect(await natalia.last()).toMatch(new RegExp(`^Звонок №${id}`));
});

test('roles, mentors, extensions, name and language are changed on the page of a person', async () => {
  const yulia = admin();
  await yulia.say('/people зоя');
  await yulia.press('Зоя Лис');
  await yulia.press('Роли');
  expect(await yulia.press('☑ 💼 продавец')).toMatch(/^Хотя бы одна роль/);
  await yulia.press('☐ 🎧 контролёр');
  await yulia.press('Назад');
  await yulia.press('Наставники');
  await yulia.press('☐ Сергей Белов');
  await yulia.press('📅');
  await yulia.say('с понедельника');
  expect(await yulia.last()).toContain('Не разобрать «с понедельника»');
  await yulia.say('01.12-14.12');
  expect(await yulia.last()).toContain('нужен один день');
  const today = open.now();
  const later = (days: number) =>
    new Intl.DateTimeFormat('ru-RU', {
      timeZone: 'Europe/Moscow',
      day: '2-digit',
      month: '2-digit',
    }).format(today + days * 86_400_000);
  await yulia.say(later(9));
  expect(await yulia.buttons()).toEqual(
    expect.arrayContaining(['☑ Сергей Белов', `📅 с ${later(9)}`]),
  );
  await yulia.press('📅');
  await yulia.press('С сегодняшнего дня');
  expect(await yulia.buttons()).toContain(`📅 с ${later(0)}`);
  await yulia.press('Назад');
  await yulia.press('Добавочные');
  await yulia.say('105');
  // There is one source, so that the number is enough.
  expect(await yulia.buttons()).toContain('🗑 pbx 105');
  await yulia.press('🗑 pbx 105');
  await yulia.say('pbx 101');
  expect(await yulia.last()).toContain('этот добавочный уже у другого сотрудника');
  await yulia.say('pbx 105');
  await yulia.say('pbx: 106');
  await yulia.press('🗑 pbx 106');
  await yulia.press('Назад');
  await yulia.press('Имя');
  await yulia.say('Зоя Лисова');
  const page = await yulia.last();
  expect(page).toMatch(/^Зоя Лисова · 💼 продавец, 🎧 контролёр\n/);
  expect(page).toMatch(/Наставники: Сергей Белов \(с \d\d\.\d\d\)/);
  expect(page).toMatch(/Добавочные: pbx 105\n/);
  await yulia.press('English', /^Зоя Лисова/);
  const zoya = open.person('Зоя');
  await zoya.say('/menu');
  expect(await zoya.last()).toMatch(/^Hello, Зоя Лисова!\nseller, controller/);
});

test('an absence moves the running deadline, the seller is told once, and it can be taken back', async () => {
  const yulia = admin();
  const { id, seller } = await open.told({ fails: [1] });
  const before = (await open.call(id)).deadlineAt ?? '';
  const name = (await open.call(id)).sellerName ?? '';
  await yulia.say(`/people ${name.split(' ')[1]}`);
  await yulia.press(name);
  await yulia.press('Отсутствия');
  await yulia.press('Больничный');
  await yulia.say('когда-нибудь');
  expect(await yulia.last()).toContain('Не разобрать «когда-нибудь»');
  await yulia.press('Только сегодня');
  const today = await yulia.last();
  expect(today).toMatch(/Срок обжалования сдвинут у 1 звонка[\s\S]*💤 больничный \d\d\.\d\d\n/);
  const dayMs = 86_400_000;
  const after = Date.parse((await open.call(id)).deadlineAt ?? '');
  expect(after).toBeGreaterThan(Date.parse(before));
  expect(after - Date.parse(before)).toBeLessThanOrEqual(dayMs);
  await open.settle();
  expect(await seller.reads(/срок обжалования изменился/)).toContain(`Звонок /call_${id}: до `);
  await yulia.press('Назад');
  expect(await yulia.last()).toContain('💤 больничный');
  await yulia.press('К списку');
  await yulia.say(`/people ${name.split(' ')[1]}`);
  expect(await yulia.buttons()).toContainEqual(expect.stringMatching(`${name}.*💤`));
  await yulia.press(name);
  await yulia.press('Отсутствия');
  await yulia.press('🗑');
  expect(Date.parse((await open.call(id)).deadlineAt ?? '')).toBeLessThan(after);
});

test('a controller deactivated in the middle of scoring is a stranger at once, and the call goes on', async () => {
  const [yulia, olga, pavel] = [admin(), open.person('Ольга'), open.person('Павел')];
  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await olga.press('Исходящий: холодный');
  await olga.press('Выполнено');
  await yulia.say('/people киселёва');
  await yulia.press('Ольга Киселёва');
  expect(await yulia.last()).toContain(`Сейчас: оценивает /call_${id}`);
  await yulia.press('Отключить');
  expect(await yulia.last()).toMatch(
    new RegExp(
      `Вход закроется сразу[\\s\\S]*№${id} на оценке вернётся в очередь[\\s\\S]*сохранятся`,
    ),
  );
  expect(await yulia.press('Да, отключить')).toBe('Сохранено');
  expect(await yulia.last()).toContain('⛔ Вход закрыт');
  const rows = open.counts('review_items');
  expect(await olga.press('Выполнено')).toMatch(/^Этот бот только для сотрудников/);
  expect(open.counts('review_items')).toBe(rows);
  await pavel.say('/next');
  expect(await pavel.last()).toContain(`№${id}`);
  await yulia.press('Включить снова');
  await olga.say('/menu');
  expect(await olga.last()).toMatch(/^Здравствуйте, Ольга Киселёва!/);
});

test('the only administrator changes themselves, their heads hear of it, and they stay one', async () => {
  const [yulia, viktor] = [admin(), open.person('Виктор')];
  await yulia.say('/people маркова');
  await yulia.press('Юлия Маркова');
  expect(await yulia.last()).toContain('Другого администратора нет: об изменениях');
  await yulia.press('Роли');
  expect(await yulia.press('☐ 🎓 наставник')).toBe('Сохранено');
  await open.settle();
  expect(await viktor.reads(/^Юлия Маркова меняет у себя/)).toMatch(
    /роли: администратор → наставник, администратор\nКроме самого администратора, сделать это некому/,
  );
  expect(await yulia.press('☑ 🔑 администратор')).toMatch(/единственный администратор/);
  const id = /person-role:(\d+)/.exec((await yulia.find('☑ 🔑')).data)?.[1];
  expect(await yulia.forge(`person-off-yes:${id}`)).toMatch(/^С самим собой это сделать нельзя/);
  expect(await yulia.last()).toMatch(/🔑 \d\d\.\d\d Юлия Маркова меняет у себя: роли/);
  await yulia.press('История', /^Юлия Маркова · /);
  expect(await yulia.last()).toMatch(/Юлия Маркова · у себя\n\s+роли:/);
});

test('where another administrator exists, nobody is offered or does anything to themselves', async () => {
  const [yulia, sergei] = [admin(), open.person('Сергей')];
  await yulia.say('/people белов');
  await yulia.press('Сергей Белов');
  const other = /person-roles:(\d+)/.exec((await yulia.find('Роли')).data)?.[1];
  await yulia.press('Роли');
  await yulia.press('☐ 🔑 администратор');
  await yulia.say('/people маркова');
  await yulia.press('Юлия Маркова');
  const id = /person-name:(\d+)/.exec((await yulia.find('Имя')).data)?.[1];
  expect(await yulia.last()).toContain('меняет другой администратор: Сергей Белов.');
  const offered = (await yulia.buttons()).join();
  expect(offered).toContain('Имя');
  expect(offered).not.toMatch(/Роли|Направление|Руководит|Наставники|Добавочные|Отсутствия/);
  const [rows, changes] = [open.rows(), open.counts('people_changes')];
  for (const data of [
    `person-roles:${id}`,
    `person-role:${id}:admin:off`,
    `person-role:${id}:controller:on`,
    `person-direction:${id}`,
    `person-in:${id}:1:seller`,
    `person-scope:${id}:all`,
    `person-mentor:${id}:${other}:on`,
    `person-mentors:${id}`,
    `person-extensions:${id}`,
    `person-absences:${id}`,
    `person-away:${id}:holiday:week`,
    `person-unaway:${id}:1`,
  ]) {
    expect(await yulia.forge(data), data).toBe('Это сделает другой администратор: Сергей Белов');
  }
  await yulia.say('/people рыбакова');
  await yulia.press('Анна Рыбакова');
  await yulia.press('Наставники');
  expect(await yulia.last()).toContain(
    'Себя наставником вы не назначаете: это сделает Сергей Белов',
  );
  expect((await yulia.buttons()).join()).not.toContain('Юлия Маркова');
  const anna = /person:(\d+)/.exec((await yulia.find('Назад')).data)?.[1];
  expect(await yulia.forge(`person-mentor:${anna}:${id}:on`)).toMatch(/^Это сделает другой/);
  expect([open.rows(), open.counts('people_changes')]).toEqual([rows, changes]);
  // For one another they do it.
  await sergei.say('/people маркова');
  await sergei.press('Юлия Маркова');
  await sergei.press('Роли');
  expect(await sergei.press('☑ 🎓 наставник')).toBe('Сохранено');
  expect(await sergei.press('☑ 🔑 администратор')).toMatch(/^Хотя бы одна роль/);
  await yulia.say('/people белов');
  await yulia.press('Сергей Белов');
  await yulia.press('Роли');
  expect(await yulia.press('☑ 🔑 администратор')).toBe('Сохранено');
});

test('nobody else opens the people, not by command, button or forged tap', async () => {
  const rows = open.rows();
  const changes = open.counts('people_changes');
  for (const name of ['Анна', 'Павел', 'Наталья']) {
    const person = open.person(name);
    await person.say('/people');
    expect(await person.last()).toBe('Это вам недоступно');
    for (const data of [
      'people',
      'people-find',
      'people-history',
      'person-contacts',
      'person-new',
      'new-next',
      'person:1',
      'person-role:1:admin:off',
      'person-role:2:admin:on',
      'person-off-yes:1',
      'person-invite:1',
      'person-away:7:holiday:today',
      'person-history:1',
      'person-mentor-day:1:2:0:today',
    ]) {
      expect(await person.forge(data), data).toBe('Это вам недоступно');
    }
  }
  for (const data of ['person:999', 'person-mentor:7:999:on', 'person-mentor-day:999:1:0']) {
    expect(await admin().forge(data), data).toBe('Сотрудник не найден');
  }
  for (const data of ['person-in:7:999:only', 'person-mentor-day:7:999:0:today', 'new-next']) {
    expect(await admin().forge(data), data).toMatch(/^Экран устарел/);
  }
  for (const data of [
    'person:x',
    'person-off-yes:',
    'person-role:7:owner:on',
    'person-in:7:999',
    'person-away:7:x',
  ]) {
    expect(await admin().forge(data), data).toMatch(/^Эта кнопка больше не работает/);
  }
  expect(open.rows()).toEqual(rows);
  expect(open.counts('people_changes')).toBe(changes);
});
