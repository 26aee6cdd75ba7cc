import { expect, test } from 'vitest';
import { handlers } from '../../src/bot/every-handler.ts';
import type { CommandName } from '../../src/bot/roles.ts';
import { type Role, roles } from '../../src/domain/person.ts';
import type { PressAnswer } from '../../src/sandbox/telegram/press-queue.ts';
import { type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company();
const refusal = 'Это вам недоступно';

/** Whose each command is, as the company's contract has it; null: everybody's. */
const whose: Record<CommandName, readonly Role[] | null> = {
  start: null,
  menu: null,
  help: null,
  language: null,
  calls: null,
  call: null,
  draw: null,
  // Of what is one's own alone.
  credit: null,
  queue: ['controller'],
  calibration: ['supervisor', 'controller'],
  learn: ['seller'],
  best: ['supervisor'],
  next: ['controller'],
  appeals: ['supervisor'],
  advice: ['supervisor'],
  team: ['supervisor'],
  mentees: ['mentor'],
  digest: ['seller', 'controller', 'supervisor'],
  checklists: ['admin'],
  policy: ['admin'],
  people: ['admin'],
  import: ['admin'],
  period: ['admin'],
};
const one: Record<Role, string> = {
  seller: 'Анна',
  controller: 'Павел',
  mentor: 'Сергей',
  supervisor: 'Наталья',
  admin: 'Юлия',
};

/** Says a command; answers what the bot wrote then. */
async function said(person: Person, text: string): Promise<string[]> {
  const before = (await person.sees()).length;
  await person.say(text);
  return (await person.sees()).slice(before).map(textOf);
}

async function holdsTo(person: Person, held: readonly Role[]): Promise<void> {
  for (const [name, of] of Object.entries(whose)) {
    const answers = await said(person, `/${name}`);
    const mine = of === null || of.some((role) => held.includes(role));
    if (!mine) expect(answers, name).toEqual([refusal]);
    else {
      expect(answers.length, name).toBeGreaterThan(0);
      expect(answers, name).not.toContain(refusal);
    }
  }
}

test.each(roles)(
  'every command answers a %s, with a refusal alone where it is not theirs',
  (role) => holdsTo(open.person(one[role]), [role]),
);

test('whoever holds two roles has the commands of both, and no more', async () => {
  const token = await open.put('people', {
    externalId: 'both',
    name: 'Вера Двойная',
    roles: [{ role: 'controller' }, { role: 'mentor' }],
    extensions: [],
    language: 'ru',
  });
  const vera = await open.newcomer('Вера');
  await vera.start(token);
  await holdsTo(vera, ['controller', 'mentor']);
});

/** Presses the newest message with data that it need not have had; answers what popped up. */
async function forge(person: Person, data: string): Promise<string> {
  const message = (await person.sees()).at(-1);
  const { answered, text } = await open.chats.sandbox<PressAnswer>(
    'POST',
    `/chats/${person.telegramId}/press`,
    { messageId: message?.message_id, callbackData: data },
  );
  expect(answered, data).toBe(true);
  return text ?? '';
}

/** Whose each button is, by its verb. */
const needsOf = new Map(handlers.map(({ verb, needs }) => [verb, needs]));
const names = [...needsOf.keys()];
const month = () => new Date(open.now()).toISOString().slice(0, 7);

/** Each button with what its arguments mostly are: a call or a person, or a month and a person. */
const forged = (name: string, id: number) => [`${name}:${id}`, `${name}:${month()}:${id}`];

test.each(roles)('no button of other roles does anything for a %s', async (role) => {
  const person = open.person(one[role]);
  await person.say('/menu');
  const others = names.filter((name) => !of(name).includes(role));
  expect(others.length).toBeGreaterThan(role === 'admin' ? 5 : 50);
  const before = { rows: open.rows(), messages: await person.sees() };
  for (const name of others) {
    for (const data of [name, ...forged(name, 1)]) {
      expect(await forge(person, data), data).toBe(refusal);
    }
  }
  await person.quiet();
  expect(await person.sees()).toEqual(before.messages);
  expect(open.rows()).toEqual(before.rows);
});

const of = (name: string): readonly Role[] => needsOf.get(name) ?? roles;

test('no button, whosever it is, shows anybody a call or a month that is not theirs', async () => {
  const { id, seller } = await open.told({ fails: [1] });
  const { sellerId, sellerName } = await open.call(id);
  const [first = '', last = ''] = sellerName?.split(' ') ?? [];
  const call = `№${id}(?!\\d)`;
  // A controller reads the queue, and of other calls whose they are.
  const seen = (name: string) => (name === 'Павел' ? call : `${call}|${first} ${last[0]}|Очередь`);
  const mentors = /^(?:Иван|Тимур)$/.test(first) ? [] : ['Сергей'];
  const strangers = ['Анна', 'Марина', 'Павел', ...mentors]
    .map((name) => ({ person: open.person(name), theirs: new RegExp(seen(name)) }))
    .filter(({ person }) => person.telegramId !== seller.telegramId);
  const before = open.rows();
  for (const { person, theirs } of strangers) {
    await person.say('/menu');
    for (const name of names.filter((verb) => of(verb) === roles)) {
      for (const data of [...forged(name, id), `${name}:${month()}:${sellerId}`]) {
        const toast = await forge(person, data);
        expect(toast, data).not.toMatch(theirs);
        expect((await person.sees()).map(textOf).join('\n'), data).not.toMatch(theirs);
      }
    }
    await person.quiet();
  }
  expect(open.rows()).toEqual(before);
});
