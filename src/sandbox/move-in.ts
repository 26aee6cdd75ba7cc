import type { App } from '../app/app.ts';
import { numberCallsAfter } from '../db/numbering.ts';
import type { Language } from '../domain/person.ts';
import { callsOfDay } from './company/calls-of-day.ts';
import { demoPeople, orders } from './company/company.ts';
import { accountOf } from './company/in-language.ts';
import { bringCompany, send } from './company-api.ts';
import { timeZone } from './demo-config.ts';
import { everybodyHears, type Heard } from './everybody-hears.ts';
import type { OwnCalls } from './own-calls.ts';
import { pressStart, typeText } from './telegram/person-acts.ts';
import type { LocalTelegram } from './telegram/server.ts';
import { removeMessages } from './telegram/world.ts';

/** What a company is brought into. */
export interface Place {
  app: App;
  telegram: LocalTelegram;
  apiUrl: string;
  own: OwnCalls | null;
}

/** The company moves in over the product's own API, and everybody presses Start. */
export async function moveIn(
  { app, telegram, apiUrl, own }: Place,
  { day, language }: { day: string; language: Language },
): Promise<Heard> {
  app.db.transaction((tx) => numberCallsAfter(tx, 1200));
  const people = await bringCompany(app, apiUrl, { language, own });
  await send(apiUrl, 'PUT', 'orders', orders);
  await send(apiUrl, 'POST', 'calls', own?.items ?? callsOfDay(day, timeZone));
  const payloads = new Map<number, string>();
  for (const person of demoPeople) {
    const answer = people.find(({ externalId }) => externalId === person.externalId);
    const startPayload = answer?.inviteUrl?.split('start=')[1] ?? '';
    payloads.set(person.telegramId, startPayload);
    telegram.addPerson({ ...accountOf(person, language), startPayload });
  }
  return everybodyHears(telegram, (chat) =>
    pressStart(telegram.world, chat, payloads.get(chat.user.id) ?? ''),
  );
}

/**
 * The whole company speaks another language from now on. Chats in which nothing has happened since `heard` begin anew
 * in it; in the others what was said stays, and a menu comes below.
 */
export async function speak(
  { app, telegram, apiUrl, own }: Place,
  { language, heard }: { language: Language; heard: Heard },
): Promise<Heard> {
  const { world } = telegram;
  await bringCompany(app, apiUrl, { language, own });
  for (const person of demoPeople) telegram.addPerson(accountOf(person, language));
  return everybodyHears(telegram, (chat) => {
    if (heard.get(chat.user.id) !== chat.changes) return typeText(world, chat, '/menu', null);
    removeMessages(world, chat, [...chat.messages.keys()]);
    return pressStart(world, chat, '');
  });
}
