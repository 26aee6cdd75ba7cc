import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { handlers } from '../../src/bot/every-handler.ts';
import { testCompany } from '../support/company.ts';
import { hostileDates, hostileValues } from '../support/hostile.ts';
import { type BareBot, bareBot } from './bare-bot.ts';

const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileValues) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const verbs = handlers.map(({ verb }) => verb);
const menus = ['menu', 'language', 'calls', 'card', 'score', 'choice'];

const ofButton = fc
  .tuple(fc.constantFrom(...verbs), fc.array(value, { maxLength: 6 }))
  .map(([verb, values]) => [verb, ...values].join(':'));
const ofMenu = fc
  .tuple(
    fc.constantFrom(...menus),
    fc.constantFrom('0', '1', '2f', '-1', 'zz', '', '100'),
    fc.constantFrom('0', '1', '7', '-1', ''),
    fc.oneof(
      value,
      fc.tuple(value, value).map((parts) => parts.join('.')),
    ),
    fc.constantFrom('f', 'fabcd', 'h', 'habcd', 'x', ''),
  )
  .map((parts) => parts.join('/'));
const data = fc.oneof(ofButton, ofMenu, fc.string({ minLength: 1, maxLength: 64 }));

const everybody = ['anna', 'marta', 'olga', 'petr', 'root', 'stranger'] as const;

let world: BareBot;
let callId = 0;
beforeAll(async () => {
  const company = testCompany();
  callId = await company.told({ fails: ['greet'] });
  world = bareBot(company);
});

async function isAnswered(who: (typeof everybody)[number], pressed: string): Promise<void> {
  const { answered } = await world.press(who, pressed);
  expect(answered, `${who} presses ${JSON.stringify(pressed)}`).toBe(true);
}

test('each kind of button answers whatever may be put into its data, from everybody', async () => {
  for (const verb of verbs) {
    for (const one of hostileDates) await isAnswered('root', `${verb}:${one}`);
    await isAnswered('petr', `${verb}:${callId}:-1-01:NaN-01:9:9:9`);
    await isAnswered('anna', `${verb}:0000-01:${callId}`);
  }
});

test('every forged press is answered', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom(...everybody), data, isAnswered), {
    numRuns: 1500,
  });
});
