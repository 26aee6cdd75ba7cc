import { expect, test } from 'vitest';
import { greeting, permission } from './appeal-steps.ts';
import type { Button, Person } from './chat.ts';
import { company, type Scored } from './company.ts';

const open = company();

const outdated = 'С тех пор кое-что изменилось: экран обновлён';
const notFound = 'Звонок не найден';
const unknown = 'Эта кнопка больше не работает. /menu покажет, что можно.';

/** A menu's data is `menu/row/column/payload/fingerprint`, rows and columns from 0 in hexadecimal. */
function parts({ data }: Button) {
  const [menu = '', row = '', column = '', payload = '', ...rest] = data.split('/');
  return { menu, row, column, payload, fingerprint: rest.join('/') };
}

type Parts = ReturnType<typeof parts>;
const dataOf = ({ menu, row, column, payload, fingerprint }: Parts) =>
  [menu, row, column, payload, fingerprint].join('/');

/** A button's data with something else in its place, and what may be answered. */
const forgeries: readonly [what: string, change: (known: Parts) => Partial<Parts>, string[]][] = [
  ['a row that is not there', () => ({ row: '2f' }), [outdated]],
  ['a column that is not there', () => ({ column: '7' }), [outdated]],
  ['a row that is no number', () => ({ row: 'zz' }), [unknown]],
  ['a row before the first', () => ({ row: '-1' }), [unknown]],
  ['a column before the first', () => ({ column: '-1' }), [unknown]],
  ['no row', () => ({ row: '' }), [unknown]],
  ['another fingerprint', () => ({ fingerprint: 'fabcd' }), [outdated]],
  ['no fingerprint', () => ({ fingerprint: '' }), [unknown]],
  ['an empty fingerprint', () => ({ fingerprint: 'f' }), [outdated]],
  [
    'a fingerprint of labels',
    ({ fingerprint }) => ({ fingerprint: `h${fingerprint.slice(1)}` }),
    [outdated],
  ],
  ['a fingerprint of labels at no place', () => ({ fingerprint: 'habcd', row: '2f' }), [outdated]],
  ['another kind of fingerprint', () => ({ fingerprint: 'xabcd' }), [unknown]],
  ['a call that there is not', () => ({ payload: '777777.1' }), [notFound]],
  ['no call', () => ({ payload: '' }), [notFound]],
  ['a call that is no number', () => ({ payload: '1e3.1' }), [notFound]],
  ['a call of too many digits', () => ({ payload: '9'.repeat(30) }), [notFound]],
  ['a menu that there is not', () => ({ menu: 'nobody' }), [unknown]],
];

/** What the database holds of a call, and how many rows there are of everything. */
const state = async (...ids: number[]) => ({
  rows: open.rows(),
  calls: await Promise.all(ids.map((id) => open.call(id))),
});

/** Two scored calls of two sellers. */
async function twoScored(): Promise<[Scored, Scored]> {
  const one = await open.told({ fails: [1, 2] });
  for (;;) {
    const other = await open.told({ fails: [1, 2] });
    if (other.seller.telegramId !== one.seller.telegramId) return [one, other];
  }
}

const menus: Record<string, (seller: Person, id: number) => Promise<Button>> = {
  'a score': (seller, id) => seller.find('Согласен', new RegExp(`№${id} проверен`)),
  'the choice of items': async (seller, id) => {
    await seller.press('Обжаловать', new RegExp(`№${id} проверен`));
    return seller.find(greeting);
  },
};

test.each(Object.entries(menus))(
  'a forged press on %s is refused in words or redrawn, and changes nothing',
  async (_, opened) => {
    const [{ id, seller }, theirs] = await twoScored();
    const button = await opened(seller, id);
    const known = parts(button);
    const before = await state(id, theirs.id);
    for (const [what, change, answers] of forgeries) {
      const toast = await seller.forge(dataOf({ ...known, ...change(known) }));
      expect(answers, `${what}: ${toast}`).toContain(toast);
    }
    const ofTheirs = { ...known, payload: known.payload.replace(String(id), String(theirs.id)) };
    expect(await seller.forge(dataOf(ofTheirs))).toBe(notFound);
    // What somebody else presses is not theirs, whatever its fingerprint says.
    expect(await theirs.seller.forge(button.data)).toBe(notFound);
    expect(await open.person('Павел').forge(button.data)).toBe(notFound);
    expect(await state(id, theirs.id)).toEqual(before);
    expect((await theirs.seller.sees()).map(({ text }) => text).join()).not.toContain(`№${id} `);
    // The button itself still does what it says.
    expect(await seller.forge(button.data)).toBe('');
  },
);

test('what a menu offered before is offered no more: it says so, shows how it stands and does nothing', async () => {
  const { id, seller } = await open.told({ fails: [1, 2] });
  const notice = new RegExp(`№${id} проверен`);
  const [accept, appeal] = [
    await seller.find('Согласен', notice),
    await seller.find('Обжаловать', notice),
  ];
  await seller.press('Обжаловать', notice);
  const item = await seller.find(greeting);
  await seller.press('Отмена');
  const dropped = await state(id);
  expect(await seller.forge(item.data)).toBe(outdated);
  await seller.reads(notice);
  expect(await state(id)).toEqual(dropped);

  await seller.press('Согласен', notice);
  await seller.press('Да, согласен');
  const accepted = await state(id);
  for (const { data } of [accept, appeal, item]) {
    expect(await seller.forge(data)).toBe(outdated);
    expect(await seller.last()).toMatch(/Утверждено: оценен · вы согласились/);
  }
  expect(await state(id)).toEqual(accepted);
});

test('items pressed one after the other, before the message changes, are all named', async () => {
  const { seller, id } = await open.told({ fails: [1, 2] });
  await seller.press('Обжаловать', new RegExp(`№${id} проверен`));
  const [first, second] = [await seller.find(greeting), await seller.find(permission)];
  for (const { data } of [first, second, first]) expect(await seller.forge(data)).toBe('');
  expect(await seller.buttons()).toEqual(
    expect.arrayContaining(
      [`☑ ${greeting}`, `☑ ${permission}`].map((label) => expect.stringContaining(label)),
    ),
  );
});

/** The buttons of somebody's own menu. */
async function menuOf(person: Person): Promise<string[]> {
  await person.say('/menu');
  const { inline_keyboard: rows } = (await person.sees()).at(-1)?.reply_markup ?? {};
  return (rows ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button ? button.callback_data : []));
}

/**
 * A press on a menu is one of a button that is drawn for whoever presses it, so that no other role's is ever reached
 * through a menu; that a role's button asks for the role, however it is reached, forged-acts.test.ts holds.
 */
test('of a menu that was drawn for another role nothing is opened: one’s own is shown again', async () => {
  const people = ['Анна', 'Павел', 'Сергей', 'Наталья', 'Юлия'].map((name) => open.person(name));
  const menus = await Promise.all(people.map(menuOf));
  const before = open.rows();
  for (const [at, person] of people.entries()) {
    const own = await person.buttons();
    const others = menus.filter((_, other) => other !== at).flat();
    expect(others.length).toBeGreaterThan(20);
    for (const data of others) {
      expect(await person.forge(data), data).toBe(outdated);
      expect(await person.buttons()).toEqual(own);
    }
  }
  expect(open.rows()).toEqual(before);
});
