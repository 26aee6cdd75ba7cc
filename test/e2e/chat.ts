import { type Chats, openChats as openDriver } from '../../src/sandbox/driver/chats.ts';
import { textOf } from '../../src/sandbox/driver/messages.ts';
import type { Quiet } from '../../src/sandbox/driver/person.ts';
import { until } from '../../src/sandbox/driver/until.ts';

export type { Chats } from '../../src/sandbox/driver/chats.ts';
export { type Button, buttonsOf, type Message, textOf } from '../../src/sandbox/driver/messages.ts';
export type { Person } from '../../src/sandbox/driver/person.ts';
export { until } from '../../src/sandbox/driver/until.ts';

/** A button that nobody has: our bot only says so. */
const unknownButton = 'nobody-knows-this';

/** Our bot works one person's updates in turn: once it answers this one, all before it are done. */
const answersAnything: Quiet = async ({ name, sees, tap }) => {
  // The oldest: of the newest, what is on its way is taken out of the chat, and a sheet moves.
  const message = await until(`${name} hears anything of the bot`, async () => (await sees())[0]);
  await tap(message.message_id, unknownButton);
};

/** What stands in a chat from before a press is worked until the recording or picture it asked for is there. */
const onItsWay = /^⏳ (?:Готовлю запись|Рисую|Getting the recording|Drawing)/;

const nothingOnItsWay: Quiet = async (chat) => {
  await answersAnything(chat);
  await until(`${chat.name} has what is on its way`, async () =>
    (await chat.sees()).some((message) => onItsWay.test(textOf(message))) ? undefined : true,
  );
};

/**
 * The chats of a local Telegram behind which the product runs. How fast a machine prepares a recording or draws is
 * not to be seen in them: each act answers once what it asked for is there.
 */
export function openChats(telegramUrl: string): Promise<Chats> {
  return openDriver(telegramUrl, nothingOnItsWay);
}

/** The same of people who go on meanwhile. */
export function openImpatientChats(telegramUrl: string): Promise<Chats> {
  return openDriver(telegramUrl, answersAnything);
}
