import { request } from 'undici';
import type { ChatMessage } from '../../src/sandbox/telegram/chat-message.ts';
import type { PressAnswer } from '../../src/sandbox/telegram/press-queue.ts';

export type Message = ChatMessage & { from_bot: boolean };

/** What somebody does in their chat; each act answers once the bot has worked it and is quiet again. */
export interface Person {
  readonly telegramId: number;
  /** Types a text and sends it. */
  say(text: string): Promise<void>;
  /** Changes the words of the newest message that they sent and that is still there. */
  edit(text: string): Promise<void>;
  /** Opens the bot by a link and presses Start. */
  start(payload: string): Promise<void>;
  /** Waits until the bot has worked all that this person did. */
  quiet(): Promise<void>;
  /** Records a voice and sends it. */
  speak(sound: Uint8Array): Promise<void>;
  /** Sends a file as a document. */
  sendFile(name: string, content: Uint8Array | string): Promise<void>;
  /** Taps the newest button whose label contains this; answers the toast, '' where there was none. */
  press(label: string, on?: RegExp): Promise<string>;
  /** Taps the same button twice at the same moment; answers both toasts. */
  pressTwice(label: string, on?: RegExp): Promise<[string, string]>;
  /** The button that `press` would tap. */
  find(label: string, on?: RegExp): Promise<Button>;
  /** Taps with data that no button need have had. */
  forge(data: string): Promise<string>;
  /** Waits until the bot's message fits; answers its text. The newest that fits is taken. */
  reads(pattern: RegExp): Promise<string>;
  /** What the bot has written in this chat, the oldest first. */
  sees(): Promise<Message[]>;
  /** The text of the bot's newest message with words in it. */
  last(): Promise<string>;
  /** The labels below the bot's newest message that fits. */
  buttons(on?: RegExp): Promise<string[]>;
  block(blocked: boolean): Promise<void>;
}

export interface Chats {
  person(firstName: string): Person;
  /** Looks again who has an account. */
  refresh(): Promise<void>;
  /** An endpoint of the local Telegram itself. */
  sandbox<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export interface Button {
  message: Message;
  label: string;
  data: string;
}

/** A button that nobody has: the bot only says so. */
const unknownButton = 'nobody-knows-this';

/** The chats of a local Telegram as their people use them, over HTTP. */
export async function openChats(telegramUrl: string): Promise<Chats> {
  async function sandbox<T>(method: string, path: string, body?: unknown): Promise<T> {
    const url = `${telegramUrl}/sandbox${path}`;
    if (body instanceof FormData) {
      const response = await fetch(url, { method, body });
      return answered<T>(`${method} ${path}`, response.status, await response.text());
    }
    // A test asks hundreds of times; this takes a third of what `fetch` does.
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const response = await request(url, { method: method as 'GET', headers, ...json });
    return answered<T>(`${method} ${path}`, response.statusCode, await response.body.text());
  }

  const everybody = async () =>
    (await sandbox<{ chats: { id: number; firstName: string }[] }>('GET', '/chats')).chats;
  let chats = await everybody();

  function person(firstName: string): Person {
    const found = chats.find((chat) => chat.firstName === firstName);
    if (!found) throw new Error(`nobody here is called ${firstName}`);
    const at = `/chats/${found.id}`;
    let seen: { etag: string; messages: Message[] } = { etag: '', messages: [] };
    /** What is in the chat now; unchanged, it is not carried and parsed again. */
    const chat = async (): Promise<Message[]> => {
      const response = await request(`${telegramUrl}/sandbox${at}/messages`, {
        headers: { 'if-none-match': seen.etag },
      });
      const text = await response.body.text();
      if (response.statusCode === 304) return seen.messages;
      const { messages } = answered<{ messages: Message[] }>(at, response.statusCode, text);
      seen = { etag: String(response.headers.etag), messages };
      return messages;
    };
    const sees = async () => (await chat()).filter((message) => message.from_bot);
    const tap = async (messageId: number, callbackData: string): Promise<string> => {
      const pressed = { messageId, callbackData };
      const answer = await sandbox<PressAnswer>('POST', `${at}/press`, pressed);
      if (!answer.answered) throw new Error(`the tap ${callbackData} was never answered`);
      return answer.text ?? '';
    };
    /** The bot works one person's updates in turn: once it answers this one, all before it are done. */
    const quiet = async (): Promise<void> => {
      const message = await until(`${firstName} hears anything of the bot`, async () =>
        (await sees()).at(-1),
      );
      await tap(message.message_id, unknownButton);
    };
    const send = async (body: unknown): Promise<void> => {
      await sandbox('POST', `${at}/messages`, body);
      await quiet();
    };
    const find = async (label: string, on = /(?:)/): Promise<Button> => {
      const messages = (await sees()).filter((message) => on.test(textOf(message))).reverse();
      const button = messages.flatMap(buttonsOf).find((shown) => shown.label.includes(label));
      if (button) return button;
      const shown = (await sees()).slice(-3).map(asText).join('\n---\n');
      throw new Error(`${firstName} sees no button ${label} in\n${shown}`);
    };

    return {
      telegramId: found.id,
      quiet,
      find,
      say: (text) => send({ text }),
      async edit(text) {
        const sent = (await chat()).findLast((message) => !message.from_bot);
        await sandbox('POST', `${at}/edit`, { messageId: sent?.message_id, text });
        await quiet();
      },
      start: (startPayload) => send({ startPayload }),
      speak(sound) {
        const form = new FormData();
        form.set('voice', new Blob([sound], { type: 'audio/ogg' }), 'voice.ogg');
        return send(form);
      },
      sendFile(name, content) {
        const form = new FormData();
        form.set('document', new Blob([content as string | Uint8Array<ArrayBuffer>]), name);
        return send(form);
      },
      async press(label, on) {
        const { message, data } = await find(label, on);
        const toast = await tap(message.message_id, data);
        await quiet();
        return toast;
      },
      async pressTwice(label, on) {
        const { message, data } = await find(label, on);
        const toasts = await Promise.all([
          tap(message.message_id, data),
          tap(message.message_id, data),
        ]);
        await quiet();
        return toasts;
      },
      async forge(data) {
        const message = (await sees()).at(-1);
        if (!message) throw new Error(`${firstName} has no message to tap`);
        const toast = await tap(message.message_id, data);
        await quiet();
        return toast;
      },
      async reads(pattern) {
        let messages: Message[] = [];
        const found = await until(
          async () =>
            `${firstName} reads ${pattern}; the chat ends\n${messages.slice(-3).map(asText).join('\n---\n')}`,
          async () => {
            messages = await sees();
            return messages.findLast((message) => pattern.test(textOf(message)));
          },
        );
        return textOf(found);
      },
      sees,
      async last() {
        const message = (await sees()).findLast((one) => one.text !== undefined);
        return message ? textOf(message) : '';
      },
      async buttons(on = /(?:)/) {
        const message = (await sees()).findLast((one) => on.test(textOf(one)));
        return message ? buttonsOf(message).map(({ label }) => label) : [];
      },
      async block(blocked) {
        await sandbox('POST', `${at}/block`, { blocked });
      },
    };
  }

  return {
    person,
    sandbox,
    async refresh() {
      chats = await everybody();
    },
  };
}

function answered<T>(what: string, status: number, text: string): T {
  const answer = JSON.parse(text) as T & { error?: string };
  if (status >= 400) throw new Error(`${what}: ${status} ${answer.error}`);
  return answer;
}

/** The words as they are read: a space that does not break is a space. */
export function textOf(message: Message): string {
  return (message.text ?? message.caption ?? '').replaceAll('\u00a0', ' ');
}

/** The message's buttons that carry data, row by row. */
export function buttonsOf(message: Message): Button[] {
  return (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => {
    const data = 'callback_data' in button ? button.callback_data : undefined;
    return data === undefined ? [] : [{ message, label: button.text, data }];
  });
}

function asText(message: Message): string {
  return `${textOf(message)}\n${buttonsOf(message)
    .map(({ label }) => `[${label}]`)
    .join(' ')}`;
}

/** Asks again every few milliseconds until there is an answer; after ten seconds says what never came. */
export async function until<T>(
  what: string | (() => Promise<string>),
  ask: () => Promise<T | undefined> | T | undefined,
  patienceMs = 90_000,
): Promise<T> {
  const startedAt = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() - startedAt > patienceMs) {
      throw new Error(`it never came that ${typeof what === 'string' ? what : await what()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}
