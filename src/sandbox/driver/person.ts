import type { PressAnswer } from '../telegram/press-queue.ts';
import type { Endpoint } from './endpoint.ts';
import { fits } from './fits.ts';
import { createInline } from './inline.ts';
import { asText, type Button, buttonsOf, type Message, textOf, transcriptOf } from './messages.ts';
import { until } from './until.ts';

/** What somebody does in their chat; each act answers once the bot has worked it and is quiet again. */
export interface Person {
  readonly telegramId: number;
  /** Types a text and sends it; where a message asks for a reply, it is one, as Telegram's apps have it. */
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
  /**
   * Taps the newest button whose label contains this, or fits; answers the toast, '' where there was none. Where no
   * message has such a button, the key of that label in the place of the phone's own keyboard.
   */
  press(label: string | RegExp, on?: RegExp): Promise<string>;
  /** Taps the same button twice at the same moment; answers both toasts. */
  pressTwice(label: string | RegExp, on?: RegExp): Promise<[string, string]>;
  /** The button that `press` would tap. */
  find(label: string | RegExp, on?: RegExp): Promise<Button>;
  /** Taps with data that no button need have had. */
  forge(data: string): Promise<string>;
  /** Types to the bot inline in its own chat; answers what stands above the text box, the lines of a result as one. */
  searches(query: string): Promise<string[]>;
  /** Goes on to the next results of that. */
  searchesOn(): Promise<string[]>;
  /** Picks one of the results shown. */
  picks(label: string | RegExp): Promise<void>;
  /** Waits until the bot's message fits; answers its text. The newest that fits is taken. */
  reads(pattern: RegExp): Promise<string>;
  /** Waits until the bot's voice or audio whose caption fits is there; answers the message. The newest that fits is taken. */
  hears(pattern: RegExp): Promise<Message>;
  /** What the bot has written in this chat, the oldest first. */
  sees(): Promise<Message[]>;
  /** The text of the bot's newest message with words in it. */
  last(): Promise<string>;
  /** The labels below the bot's newest message that fits. */
  buttons(on?: RegExp): Promise<string[]>;
  /** The whole chat as it is read: who says what, and the buttons below it. */
  transcript(): Promise<string>;
  block(blocked: boolean): Promise<void>;
}

/** Waits until the bot has worked what somebody did; `chat` is how that can be found out. */
export type Quiet = (chat: {
  readonly name: string;
  /** How many of their updates the bot has not confirmed yet. */
  unconfirmed(): Promise<number>;
  sees(): Promise<Message[]>;
  tap(messageId: number, callbackData: string): Promise<string>;
}) => Promise<void>;

/**
 * The bot has taken all updates: one that works them in turn has worked them by then, as grammY's own polling and a
 * webhook do. What a bot does later, `reads` waits for. A tap that it has not answered by then it leaves; with any
 * other measure `press` waits for the answer, and fails where none comes.
 */
export const takenByTheBot: Quiet = async ({ name, unconfirmed }) => {
  await until(`the bot takes what ${name} did`, async () =>
    (await unconfirmed()) === 0 ? true : undefined,
  );
};

export function createPerson(
  endpoint: Endpoint,
  { id, firstName }: { id: number; firstName: string },
  isQuiet: Quiet,
): Person {
  const at = `/chats/${id}`;
  const chat = async () =>
    (await endpoint.kept<{ messages: Message[] }>(`${at}/messages`)).messages;
  const sees = async () => (await chat()).filter((message) => message.from_bot);
  const tap = async (messageId: number, callbackData: string): Promise<string> => {
    const pressed = { messageId, callbackData };
    let answered = false;
    const asked = endpoint.ask<PressAnswer>('POST', `${at}/press`, pressed).finally(() => {
      answered = true;
    });
    const left = isQuiet === takenByTheBot ? isLeft(() => answered) : asked;
    const answer = await Promise.race([asked, left]);
    if (answer === 'left') return '';
    if (!answer.answered) throw new Error(`the tap ${callbackData} was never answered`);
    return answer.text ?? '';
  };
  /** Some bots leave a tap: its button goes on turning, and whoever tapped goes on as well. */
  const isLeft = async (isAnswered: () => boolean): Promise<'left'> => {
    await until('the bot takes the tap', async () =>
      isAnswered() || (await unconfirmed()) === 0 ? true : undefined,
    );
    return isAnswered() ? new Promise(() => undefined) : 'left';
  };
  const unconfirmed = async () =>
    (await endpoint.ask<{ updates: number }>('GET', `${at}/unconfirmed`)).updates;
  const quiet = () => isQuiet({ name: firstName, unconfirmed, sees, tap });
  const send = async (body: unknown): Promise<void> => {
    await endpoint.ask('POST', `${at}/messages`, body);
    await quiet();
  };
  const look = async (label: string | RegExp, on = /(?:)/): Promise<Button | undefined> => {
    const messages = (await sees()).filter((message) => on.test(textOf(message))).reverse();
    return messages.flatMap(buttonsOf).find((shown) => fits(shown.label, label));
  };
  const noButton = async (label: string | RegExp): Promise<Error> => {
    const shown = (await sees()).slice(-3).map(asText).join('\n---\n');
    return new Error(`${firstName} sees no button ${label} in\n${shown}`);
  };
  const find = async (label: string | RegExp, on?: RegExp): Promise<Button> => {
    const button = await look(label, on);
    if (button) return button;
    throw await noButton(label);
  };
  /** The key in the place of the phone's own keyboard. */
  const keyOf = async (label: string | RegExp): Promise<string | undefined> => {
    const { chats } = await endpoint.ask<{ chats: Shown[] }>('GET', '/chats');
    const keyboard = chats.find((one) => one.id === id)?.keyboard;
    return keyboard?.rows.flat().find(({ text }) => fits(text, label))?.text;
  };

  /** The bot's newest message that fits, once there is one. */
  const comes = async (act: string, doesFit: (message: Message) => boolean): Promise<Message> => {
    let messages: Message[] = [];
    return until(
      async () =>
        `${firstName} ${act}; the chat ends\n${messages.slice(-3).map(asText).join('\n---\n')}`,
      async () => {
        messages = await sees();
        return messages.findLast(doesFit);
      },
    );
  };

  const inline = createInline(endpoint, { id, firstName }, quiet);

  return {
    telegramId: id,
    ...inline,
    quiet,
    find,
    say: (text) => send({ text, asAsked: true }),
    async edit(text) {
      const sent = (await chat()).findLast((message) => !message.from_bot);
      await endpoint.ask('POST', `${at}/edit`, { messageId: sent?.message_id, text });
      await quiet();
    },
    start: (startPayload) => send({ startPayload }),
    speak(sound) {
      const form = new FormData();
      form.set(
        'voice',
        new Blob([sound as Uint8Array<ArrayBuffer>], { type: 'audio/ogg' }),
        'voice.ogg',
      );
      return send(form);
    },
    sendFile(name, content) {
      const form = new FormData();
      form.set('document', new Blob([content as string | Uint8Array<ArrayBuffer>]), name);
      return send(form);
    },
    async press(label, on) {
      const button = await look(label, on);
      if (!button) {
        const key = await keyOf(label);
        if (key === undefined) throw await noButton(label);
        await send({ text: key, asAsked: true });
        return '';
      }
      const toast = await tap(button.message.message_id, button.data);
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
    reads: async (pattern) =>
      textOf(await comes(`reads ${pattern}`, (message) => pattern.test(textOf(message)))),
    hears: (pattern) =>
      comes(
        `hears ${pattern}`,
        (message) => Boolean(message.voice ?? message.audio) && pattern.test(textOf(message)),
      ),
    sees,
    async last() {
      const message = (await sees()).findLast((one) => one.text !== undefined);
      return message ? textOf(message) : '';
    },
    async buttons(on = /(?:)/) {
      const message = (await sees()).findLast((one) => on.test(textOf(one)));
      return message ? buttonsOf(message).map(({ label }) => label) : [];
    },
    transcript: async () => transcriptOf(await chat()),
    async block(blocked) {
      await endpoint.ask('POST', `${at}/block`, { blocked });
    },
  };
}

interface Shown {
  id: number;
  keyboard: { rows: { text: string }[][] } | null;
}
