import { expect, test } from 'vitest';
import { shownLabel } from '../../src/bot/row-width.ts';
import { buttonsOf, type Person, textOf } from './chat.ts';
import { company } from './company.ts';
import { ownWords } from './own-words.ts';

const open = company();
test('a whole route in English: no Russian word, no raw key, no empty place', async () => {
  const [olga, viktor] = [open.person('Ольга'), open.person('Виктор')];
  const said: string[] = [];
  const listen = async (person: Person) => {
    for (const message of await person.sees()) {
      said.push(textOf(message), ...buttonsOf(message).map(({ label }) => label));
    }
  };
  const inEnglish = async (person: Person) => {
    await person.say('/language');
    await person.press('English');
    return person.sees();
  };
  const tap = async (person: Person, ...labels: string[]) => {
    for (const label of labels) {
      said.push(await person.press(label));
      await listen(person);
    }
  };

  await olga.say('/next');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  const seller = open.person((await open.call(id)).sellerName?.split(' ')[0] ?? '');
  const persons = [olga, viktor, seller];
  // Messages sent before the language was chosen, and the answers to them, stay as they were.
  const russian = new Set<string>();
  for (const person of persons) {
    for (const message of await inEnglish(person)) {
      russian.add(textOf(message));
      for (const { label } of buttonsOf(message)) russian.add(label);
    }
  }

  for (const text of ['/menu', '/help', '/queue', '/next']) {
    await olga.say(text);
    await listen(olga);
  }
  await tap(olga, 'Исходящий: холодный', 'Not done');
  await olga.say('0:07 silent');
  await tap(
    olga,
    'Not done',
    'Done',
    'N/A',
    'Back',
    'Overview',
    '·5',
    'Rest done',
    'Change the type',
  );
  await tap(olga, 'Back', 'Recommendation');
  await olga.say('Say your name');
  await tap(olga, 'Submit score', 'Next call');
  await open.settle();
  expect(await seller.last()).toContain(`Call №${id} checked: `);

  await tap(seller, 'Details', 'Back', 'Accept', 'Back', 'Appeal', 'Поздоровался', 'Other');
  await tap(seller, 'Back', 'Next');
  await seller.say('I did say it');
  await tap(seller, 'Change');
  await seller.say('I did say my name');
  await tap(seller, 'Send');
  await open.settle();
  await listen(olga);
  await tap(olga, 'Concede', 'Back', 'Answer');
  await olga.say('I cannot hear it');
  await open.settle();
  await tap(viktor, 'Decide', 'Seller is right', 'It is in the recording');
  expect(await viktor.last()).toMatch(/Result: 90\.2.* → 96\.3.%/);
  await tap(viktor, 'Back', 'It is in the recording', 'Confirm');
  await open.settle();
  await listen(seller);
  await tap(seller, 'The call');
  for (const person of persons) {
    for (const text of ['/menu', '/help', '/calls', '/credit', '/draw', String(id), '1', 'what?']) {
      await person.say(text);
      await listen(person);
    }
  }
  await seller.say('/calls');
  await tap(seller, 'Status', 'Approved: overturned', 'Reset');
  said.push(await seller.forge(`accept-yes:${id}`), await seller.forge('nothing'));

  const words = ownWords();
  // A long item is cut on its button.
  const labels = words
    .flatMap((word) => ['☐ ', '☑ '].map((box) => box + word))
    .filter((label) => shownLabel(label) !== label)
    .map(shownLabel);
  const own = [...labels, ...words];
  const rest = [...new Set(said)]
    .filter((text) => !russian.has(text))
    .map((text) => own.reduce((left, word) => left.replaceAll(word, '·'), text));
  expect(rest.length).toBeGreaterThan(80);
  expect(rest.filter((text) => /[а-яё]/i.test(text))).toEqual([]);
  const raw =
    /\b(?:button|status|refusal|notice|case|appeal|scoring|credit|menu)-[a-z_]|\{\s*\$|undefined|\bnull\b|NaN/;
  expect(rest.filter((text) => raw.test(text))).toEqual([]);
});
