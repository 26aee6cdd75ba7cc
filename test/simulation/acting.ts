import type { Message } from 'grammy/types';
import { askInline } from '../../src/sandbox/telegram/inline-acts.ts';
import { sendUpload, setBlocked, typeText } from '../../src/sandbox/telegram/person-acts.ts';
import type { Chat, World } from '../../src/sandbox/telegram/world.ts';
import type { Person } from './company.ts';
import type { Dice } from './dice.ts';
import { fileToBring } from './files.ts';
import { type CallNow, forgeryFor } from './forgeries.ts';
import { type Button, isHeldBack, isWished, type Wish, wishes } from './wishes.ts';

type Shown = Pick<Message, 'message_id'> & {
  text?: string;
  reply_markup?: { inline_keyboard: Button[][] };
};

/** What people type as commands, by role. */
const commands: Readonly<Record<string, readonly string[]>> = {
  seller: ['/menu', '/calls', '/credit', '/draw'],
  controller: ['/next', '/next', '/next', '/queue', '/credit', '/calls'],
  mentor: ['/mentees', '/calls'],
  supervisor: ['/appeals', '/advice', '/team', '/calls', '/menu'],
  admin: ['/people', '/period', '/policy', '/checklists', '/calls', '/menu'],
};

/** What is typed where words are asked for, or nobody asked. */
const words = [
  'Потому что всё было сказано',
  '0:10 молчит',
  '0:41 перебил клиента',
  'Слушайте дольше',
  'Спорный разговор',
  'нет',
  '12',
  'Опт',
  '01.12-03.12',
];

/** How much likelier than others a button is pressed, by the word before the first colon of its data. */
const eager: Readonly<Record<string, number>> = {
  next: 8,
  type: 8,
  pass: 4,
  fail: 4,
  na: 2,
  rest: 10,
  submit: 20,
  'accept-yes': 4,
  appeal: 6,
  'ap-item': 5,
  'ap-reason': 9,
  'ap-send': 16,
  case: 8,
  decide: 8,
  annul: 5,
  reason: 8,
  confirm: 14,
  'concede-yes': 4,
  begin: 6,
  take: 4,
  'ask-send': 5,
  read: 3,
  period: 3,
  'period-close': 4,
  'period-close-yes': 8,
  'period-reopen': 0.3,
  'period-sheet': 2,
  debts: 3,
  'write-off': 8,
  reverse: 0.5,
  'import-yes': 12,
  'import-as': 6,
  'give-back': 0.4,
  card: 0.3,
  'card-here': 0.3,
  calls: 0.2,
  credit: 0.3,
  listen: 0.4,
  menu: 0.3,
  language: 0.1,
  help: 0.2,
};
/** The same of a menu's button: by its label, else by the name of its menu. */
const eagerLabels: readonly (readonly [RegExp, number])[] = [
  [/Обжаловать|Решить|Оценить|Следующий|Дальше/i, 8],
  [/☐/, 4],
  [/Согласен|Взять|Спросить|контрол/i, 4],
  [/🌐|Помощь|❓/, 0.1],
];
const eagerMenus: Readonly<Record<string, number>> = { score: 3, calls: 0.3, menu: 0.7 };
const wishedTimes = 12;
/** Nobody shuts themselves out: not here. */
const never = /^(?:person-off|person-unbind|language)/;

const stoodMax = 60;
const failOnSheet = /^fail:/;
const asksByButton = /^(?:ap-reason|write-off|reverse|period-reopen)|Дальше$/;

const asksForWords = /апишите|Почему\?|Комментарий\?|✍️|одним сообщением/;

export interface Acting {
  /** One act of a person, by chance, on what stands in their chat; says what was done. */
  act(person: Pick<Person, 'telegramId' | 'roles'>, wish?: Wish | null): string;
  /** Presses the button of this data where it stands, else as if it stood on the last message; false where nothing does. */
  pressNow(telegramId: number, data: string): boolean;
  say(telegramId: number, text: string): void;
}

interface ActingParts {
  telegram: { world: World };
  dice: Dice;
  /** The calls that change just now, of which forgers know. */
  callsNow(): readonly CallNow[];
  blocksBot?: number;
}

/** People who press what they see, and type what they are asked for, and now and then what they should not. */
export function createActing({
  telegram: { world },
  dice,
  callsNow,
  blocksBot = 0.004,
}: ActingParts): Acting {
  /** Buttons that stood in a chat: a phone that has not heard of a change shows them still. */
  const stood = new Map<Chat, { message: Shown; data: string }[]>();
  /** Those whose next message is meant for what they pressed just now. */
  const speaks = new Set<Chat>();

  function press(chat: Chat, message: Shown, data: string): void {
    const query = world.presses.open(chat.user.id);
    world.updates.add(chat.user.id, 'callback_query', {
      id: query.id,
      from: chat.user,
      message,
      chat_instance: String(-chat.user.id),
      data,
    });
  }

  const shownIn = (chat: Chat): Shown[] =>
    [...(chat.messages.values() as Iterable<Shown>)].filter(({ reply_markup: markup }) =>
      markup?.inline_keyboard.some((row) => row.length > 0),
    );

  function pressSomething(chat: Chat, shown: readonly Shown[], wish: Wish | null): string {
    const recent = shown.slice(-6).toReversed();
    const serving = shown.filter(({ reply_markup: markup }) =>
      markup?.inline_keyboard.flat().some((one) => isWished(one, wish) && !isHeldBack(one, wish)),
    );
    const message = dice.chance(0.05)
      ? dice.pick(shown)
      : serving.length > 0 && dice.chance(0.7)
        ? dice.pick(serving)
        : dice.weighted(recent, (one) => 0.35 ** recent.indexOf(one));
    const buttons = (message?.reply_markup?.inline_keyboard ?? [])
      .flat()
      .filter(({ callback_data: data }) => data !== undefined && !never.test(data))
      .filter((button) => !isHeldBack(button, wish));
    if (message) rememberButtons(chat, message, buttons);
    const button = dice.weighted(
      buttons,
      (one) => weightOf(one) * (isWished(one, wish) ? wishedTimes : 1),
    );
    if (!message || !button?.callback_data) return 'looks';
    press(chat, message, button.callback_data);
    if (asksByButton.test(`${button.callback_data} ${button.text}`)) speaks.add(chat);
    if (dice.chance(0.06)) press(chat, message, button.callback_data);
    return `presses ${button.callback_data}`;
  }

  function rememberButtons(chat: Chat, message: Shown, buttons: readonly Button[]): void {
    const known = stood.get(chat) ?? [];
    const fresh = buttons.flatMap(({ callback_data: data }) => (data ? [{ message, data }] : []));
    stood.set(chat, [...known, ...fresh].slice(-stoodMax));
  }

  /** What stood there a while ago, whatever stands there by now. */
  function pressWhatStood(chat: Chat): string {
    const old = dice.pick(stood.get(chat) ?? []);
    if (!old) return 'looks';
    press(chat, old.message, old.data);
    return `presses what stood: ${old.data}`;
  }

  /** ❌ on a sheet that is not the last one in the chat: what is typed next belongs there. */
  function pressOlderSheet(chat: Chat, shown: readonly Shown[]): string | null {
    const sheets = shown.flatMap((message) => {
      const data = message.reply_markup?.inline_keyboard
        .flat()
        .find(({ callback_data: one }) => failOnSheet.test(one ?? ''))?.callback_data;
      return data ? [{ message, data }] : [];
    });
    const older = dice.pick(sheets.slice(0, -1));
    if (!older) return null;
    press(chat, older.message, older.data);
    speaks.add(chat);
    return `goes back to ${older.data}`;
  }

  /** Data of anybody's button, or nobody's, on a message of one's own. */
  function forge(chat: Chat, shown: readonly Shown[]): string {
    const message = dice.pick(shown);
    const ready = dice.chance(0.5) ? forgeryFor(callsNow(), dice) : null;
    if (message && ready) {
      press(chat, message, ready);
      return `forges ${ready}`;
    }
    const others = [...world.chats.values()].flatMap(shownIn);
    const stolen = dice
      .pick(others)
      ?.reply_markup?.inline_keyboard.flat()
      .flatMap(({ callback_data: data }) => data ?? []);
    const data = dice.pick(stolen ?? []);
    if (!message || !data || never.test(data)) return 'looks';
    const forged = dice.chance(0.5) ? data.replace(/\d+/, String(1 + dice.below(60))) : data;
    press(chat, message, forged);
    return `forges ${forged}`;
  }

  function type(
    { roles: held }: Pick<Person, 'roles'>,
    chat: Chat,
    last: Shown | undefined,
  ): string {
    const roles = held.flatMap(({ role }) => commands[role] ?? []);
    const asked = last !== undefined && asksForWords.test(last.text ?? '');
    const text = asked || dice.chance(0.15) ? dice.pick(words) : dice.pick(roles);
    typeText(world, chat, text ?? '/menu', null);
    return `types ${text}`;
  }

  return {
    act(person, wish = null) {
      const chat = world.chats.get(person.telegramId);
      if (!chat) return 'is nobody';
      if (!chat.started) {
        typeText(world, chat, '/start', null);
        return 'types /start';
      }
      if (chat.blocked || dice.chance(blocksBot)) {
        setBlocked(world, chat, !chat.blocked);
        return chat.blocked ? 'blocks the bot' : 'unblocks the bot';
      }
      if (person.roles.some(({ role }) => role === 'admin') && dice.chance(0.02)) {
        const file = fileToBring(dice);
        sendUpload(world, chat, file, 'document');
        return `sends ${file.name}`;
      }
      if (dice.chance(0.01)) {
        const query = dice.pick([...words, '', 'ооо', '№1', '"*']) ?? '';
        void askInline(world, chat, query, dice.chance(0.2) ? `${dice.below(1e6)}.1` : '');
        return `searches ${query}`;
      }
      if (wish && dice.chance(0.1)) {
        const { command } = wishes[wish];
        typeText(world, chat, command, null);
        return `types ${command}`;
      }
      const shown = shownIn(chat);
      if (speaks.delete(chat) && dice.chance(0.7)) {
        const text = dice.pick(words) ?? '';
        typeText(world, chat, text, null);
        return `types ${text}`;
      }
      const back = dice.chance(wish === 'sheets' ? 0.2 : 0.03)
        ? pressOlderSheet(chat, shown)
        : null;
      if (back) return back;
      if (dice.chance(0.01)) return pressWhatStood(chat);
      const last = shown.at(-1);
      const asked = last !== undefined && asksForWords.test(last.text ?? '');
      if (shown.length === 0 || dice.chance(asked ? 0.5 : 0.13)) return type(person, chat, last);
      return dice.chance(0.03) ? forge(chat, shown) : pressSomething(chat, shown, wish);
    },
    pressNow(telegramId, data) {
      const chat = world.chats.get(telegramId);
      if (!chat || chat.blocked) return false;
      const shown = shownIn(chat);
      const there = shown.findLast(({ reply_markup: markup }) =>
        markup?.inline_keyboard.flat().some(({ callback_data: one }) => one === data),
      );
      const message = there ?? shown.at(-1);
      if (message) press(chat, message, data);
      return message !== undefined;
    },
    say(telegramId, text) {
      const chat = world.chats.get(telegramId);
      if (chat?.started && !chat.blocked) typeText(world, chat, text, null);
    },
  };
}

function weightOf({ text, callback_data: data = '' }: Button): number {
  if (!data.includes('/')) return eager[data.split(':')[0] ?? ''] ?? 1;
  const byLabel = eagerLabels.find(([label]) => label.test(text));
  return byLabel?.[1] ?? eagerMenus[data.split('/')[0] ?? ''] ?? 1;
}
