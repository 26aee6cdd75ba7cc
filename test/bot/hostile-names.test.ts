import { beforeAll, expect, test } from 'vitest';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal/send-appeal.ts';
import { registerClients, registerOrders } from '../../src/app/intake/register-clients.ts';
import { askAdvice } from '../../src/app/teaching/ask-advice.ts';
import { handlers } from '../../src/bot/every-handler.ts';
import { parseHtml } from '../../src/sandbox/telegram/html.ts';
import { must, testCompany } from '../support/company.ts';
import { type BareBot, bareBot } from './bare-bot.ts';

/** Written as it stands, this closes what is open, and links to somewhere. */
const evil = 'https://evil.example/';
const hostile = (what: string) => `</b></i><a href="${evil}">${what}</a> &amp;<`;

let world: BareBot;
let numbers: number[] = [];
beforeAll(async () => {
  const company = testCompany();
  const { app, as } = company;
  const direction = hostile('Опт');
  const seller = { roles: [{ role: 'seller' }], direction };
  company.hire({ externalId: 'anna', name: hostile('Анна'), ...seller });
  company.hire({ externalId: 'olga', name: hostile('Ольга'), roles: [{ role: 'controller' }] });
  const head = { roles: [{ role: 'supervisor', directions: [direction] }] };
  company.hire({ externalId: 'petr', name: hostile('Пётр'), ...head });
  const phone = '+79161234567';
  registerClients(app, [{ externalId: 'c', name: hostile('Север'), phones: [phone] }]);
  const order = { externalId: 'o', number: hostile('7'), clientExternalId: 'c', inWork: true };
  registerOrders(app, [{ ...order, openedAt: '2026-11-01T00:00:00Z' }]);
  const told = await company.told({ fails: ['greet'], comment: hostile('молча') });
  must(beginAppeal(app, as('anna'), told));
  must(giveReason(app, as('anna'), told, { text: hostile('не согласна'), voice: null }));
  must(sendAppeal(app, as('anna'), told));
  const asked = company.aCall({ externalNumber: phone });
  must(askAdvice(app, as('anna'), asked, hostile('Как?')));
  numbers = [told, asked, as('anna').id, as('olga').id];
  world = bareBot(company);
});

test('on no screen does a name, a question, a comment or a number become markup', async () => {
  for (const who of ['anna', 'olga', 'petr', 'root', 'marta']) {
    for (const { verb, fields } of handlers) {
      if (fields.length === 0) await world.press(who, verb);
      for (const number of fields.length > 0 ? numbers : [])
        await world.press(who, `${verb}:${number}`);
    }
  }
  const shown = world.marked.filter((text) => text.includes('evil.example'));
  expect(shown.length).toBeGreaterThan(100);
  for (const text of world.marked) {
    const parsed = parseHtml(text);
    expect(parsed, text).toHaveProperty('entities');
    expect(JSON.stringify(parsed), text).not.toContain(`"url":"${evil}`);
  }
  for (const what of ['Анна', 'Ольга', 'Пётр', 'Опт', 'Север', 'молча', 'не согласна', 'Как?']) {
    const as = shown.filter((text) => {
      const parsed = parseHtml(text);
      return 'text' in parsed && parsed.text.includes(`<a href="${evil}">${what}</a>`);
    });
    expect(as.length, what).toBeGreaterThan(0);
  }
});
