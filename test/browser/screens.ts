import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { wordsIn } from '../../src/bot/words.ts';
import type { Language } from '../../src/domain/person.ts';
import { demoPeople } from '../../src/sandbox/company/company.ts';
import type { Demo } from '../../src/sandbox/demo-company.ts';
import { type Button, buttonsOf, type Message, textOf } from '../../src/sandbox/driver/messages.ts';
import type { Person } from '../../src/sandbox/driver/person.ts';
import { until } from '../../src/sandbox/driver/until.ts';
import { openChats } from '../e2e/chat.ts';

/**
 * Somebody of each role; whoever changes the company most comes last. Of a second seller and controller only
 * the main screens are seen: of other roles the company has one.
 */
const readers = {
  seller: 'seller-rybakova',
  'seller-2': 'seller-galiev',
  controller: 'controller-kiseleva',
  'controller-2': 'controller-mishin',
  mentor: 'mentor-belov',
  head: 'head-orlova',
  director: 'head-shtern',
  admin: 'admin-markova',
};
type Reader = keyof typeof readers;

/** A message as it stood in the chat of somebody, after `way` had been written and pressed. */
export interface Seen {
  reader: Reader;
  telegramId: number;
  way: string;
  /** What a command of their own opened with. */
  isMain: boolean;
  message: Message;
}

interface ChatShown {
  id: number;
  firstName: string;
  commands: { command: string }[];
  forceReply: object | null;
}

/** A label is pressed so often by somebody, wherever it stands; its figures make no other label. */
const pressesOfLabel = 2;
const pressesOfCommand = 24;
/** Behind these lie more screens than others have. */
const pressesOf: Readonly<Record<string, number>> = { period: 90 };
const figures = ['team', 'button-controllers', 'button-agreement'] as const;
/** Ways to what lies deeper than such a walk gets: a command, then buttons by the keys of their labels. */
const deepWays: readonly (readonly [Reader, string, ...string[]])[] = [
  ['director', ...figures, 'agreement-by-type'],
  ['director', ...figures, 'agreement-by-section'],
  ['director', ...figures, 'agreement-by-item'],
  ['director', ...figures, 'agreement-by-pair'],
  ['director', ...figures, 'agreement-by-week'],
  ['director', ...figures, 'button-strictness'],
  [
    'director',
    'team',
    'button-controllers',
    'button-decisions',
    'button-second-decisions',
    'button-picture-deciders',
  ],
];
/** These turn the language under the walk. */
const notPressed = /Русский|English/;
const typed = '0:20 не так, как было сказано / not as it was said';

/**
 * Walks through the chats of somebody of each role as nobody would: every command that their own list offers, and
 * then whatever was pressed least; of screens that lie deep, the way to them.
 */
export async function walk(demo: Demo, language: Language): Promise<Seen[]> {
  const words = wordsIn(language, 'Europe/Moscow');
  const chats = await openChats(demo.telegramUrl);
  const everybody = async () =>
    (await chats.sandbox<{ chats: ChatShown[] }>('GET', '/chats')).chats;
  const seen: Seen[] = [];
  for (const [reader, externalId] of Object.entries(readers) as [Reader, string][]) {
    const id = demoPeople.find((one) => one.externalId === externalId)?.telegramId ?? 0;
    const shown = (await everybody()).find((chat) => chat.id === id);
    if (!shown) throw new Error(`nobody is ${externalId}`);
    const person = chats.person(shown.firstName);
    const chat = {
      person,
      isAsked: async () => isAsked(await everybody(), id),
      async tap({ message, data }: Button) {
        const pressed = { messageId: message.message_id, callbackData: data };
        await chats.sandbox('POST', `/chats/${id}/press`, pressed);
        await person.quiet();
      },
    };
    const note = noteInto(seen, { reader, telegramId: id });
    const pressed = new Map<string, number>();
    for (const { command } of shown.commands) {
      const earlier = await person.sees();
      note(earlier, 'before', false);
      const before = await ask(person, command);
      note(await answered(person, before), `/${command}`, true);
      if (reader.endsWith('-2')) continue;
      const presses = pressesOf[command] ?? pressesOfCommand;
      const noted: Note = (messages, way) => note(messages, `/${command} ${way}`, false);
      await goOn(chat, { pressed, presses }, noted);
    }
    for (const [, command, ...keys] of deepWays.filter(([whose]) => whose === reader)) {
      await ask(person, command);
      for (const key of keys) {
        await person.press(words.plain(key));
        note(await person.sees(), `/${command} ${key}`, false);
      }
    }
  }
  return seen;
}

/** Writes a command and waits for its answer; answers the message before it. */
async function ask(person: Person, command: string): Promise<number> {
  const newest = async () => (await person.sees()).at(-1)?.message_id ?? 0;
  const before = await newest();
  await person.say(`/${command}`);
  // The bot works several updates at once: taken is not yet answered.
  await until(`/${command} is answered`, async () =>
    (await newest()) > before ? true : undefined,
  );
  await person.quiet();
  return before;
}

const isAsked = (chats: ChatShown[], id: number) =>
  chats.some((chat) => chat.id === id && chat.forceReply !== null);

interface Walked {
  person: Person;
  isAsked(): Promise<boolean>;
  tap(button: Button): Promise<void>;
}

type Note = (messages: Message[], way: string) => void;

async function goOn(
  { person, isAsked, tap }: Walked,
  { pressed, presses }: { pressed: Map<string, number>; presses: number },
  note: Note,
): Promise<void> {
  const way: string[] = [];
  for (let press = 0; press < presses; press += 1) {
    const next = leastPressed(await person.sees(), pressed);
    if (!next) return;
    way.push(next.label);
    await tap(next);
    note(await person.sees(), way.slice(-4).join(' → '));
    if (!(await isAsked())) continue;
    await person.say(typed);
    note(await person.sees(), `${way.slice(-4).join(' → ')} …`);
  }
}

const newestLookedAt = 4;

/** Of the newest messages' buttons the one that was pressed least; null where all were often enough. */
function leastPressed(messages: readonly Message[], pressed: Map<string, number>) {
  const offered = messages
    .slice(-newestLookedAt)
    .reverse()
    .flatMap(buttonsOf)
    .filter(({ label }) => !notPressed.test(label))
    .map((button) => ({ ...button, key: button.label.replace(/\d+/g, '#') }));
  const often = (key: string) => pressed.get(key) ?? 0;
  const [least] = offered.sort((a, b) => often(a.key) - often(b.key));
  if (!least || often(least.key) >= pressesOfLabel) return null;
  pressed.set(least.key, often(least.key) + 1);
  return least;
}

/** What stands in the chat once the bot has answered whatever it had to, such as a call with its recording. */
async function answered(person: Person, before: number): Promise<Message[]> {
  await person.quiet();
  return (await person.sees()).filter(({ message_id }) => message_id > before);
}

/** Notes what is new or has changed; the last of it is the main screen, where it was a command. */
function noteInto(seen: Seen[], who: Pick<Seen, 'reader' | 'telegramId'>) {
  const known = new Map<number, string>();
  return (messages: Message[], way: string, opens: boolean): void => {
    for (const message of messages) {
      const isMain = opens && message === messages.at(-1);
      const text = JSON.stringify([textOf(message), message.reply_markup]);
      if (known.get(message.message_id) === text) continue;
      known.set(message.message_id, text);
      seen.push({ ...who, way, isMain, message });
    }
  };
}

export interface Measured {
  height: number;
  /** Labels that are wider than their buttons. */
  cut: string[];
}

const measureSource = readFileSync(new URL('measure-in-page.js', import.meta.url), 'utf8').replace(
  'export ',
  '',
);

/** Measures messages in the page as a phone draws them, each by itself. */
export function measured(page: Page, messages: readonly Message[]): Promise<Measured[]> {
  return page.evaluate(`(${measureSource})(${JSON.stringify(messages)})`);
}

/** One message as a phone draws it, to be looked at whole. */
export async function drawnAlone(page: Page, message: Message): Promise<Locator> {
  await page.setViewportSize({ width: 360, height: 1700 });
  await measured(page, [message]);
  return page.locator('.alone > .message');
}
