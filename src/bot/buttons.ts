import type { InlineKeyboardButton } from 'grammy/types';
import { isLocalDate, isLocalMonth } from '../domain/time.ts';
import { styleOf } from './button-styles.ts';
import type { Ctx } from './context.ts';
import { type Reply, refused } from './reply.ts';
import { mayUse, type Needs } from './roles.ts';
import { cut } from './screen.ts';

/** One value in a button's data: how it is written, and what is read back; undefined where it is none. */
export interface Field<Value> {
  write(value: Value): string;
  read(text: string): Value | undefined;
  /** It may be left out, and every field after it. */
  readonly optional?: boolean;
}

/** A number of something (a call, a person, a page): whole, not negative. */
export const id: Field<number> = {
  write: String,
  read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined),
};

/** A page of a list. */
export const page: Field<number> = {
  write: String,
  read: (text) => (/^\d{1,4}$/.test(text) ? Number(text) : undefined),
};

/** A code or a date: anything that is not empty and holds no separator. */
export const code: Field<string> = { write: (value) => value, read: (text) => text || undefined };

/** `2026-11`, and `2026-11-23`. */
export const month: Field<string> = {
  write: (value) => value,
  read: (text) => (isLocalMonth(text) ? text : undefined),
};
export const date: Field<string> = {
  write: (value) => value,
  read: (text) => (isLocalDate(text) ? text : undefined),
};

export const flag: Field<boolean> = {
  write: (value) => (value ? '1' : '0'),
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
};

export function oneOf<const Value extends string>(values: readonly Value[]): Field<Value> {
  return { write: (value) => value, read: (text) => values.find((value) => value === text) };
}

/** A number of something, or a word that stands for all of them or for none. */
export function idOr<Word extends string>(word: Word): Field<number | Word> {
  return { write: String, read: (text) => (text === word ? word : id.read(text)) };
}

export function optional<Value>(
  field: Field<Value>,
): Field<Value | undefined> & { optional: true } {
  return {
    optional: true,
    write: (value) => (value === undefined ? '' : field.write(value)),
    read: (text) => field.read(text),
  };
}

type Fields = Readonly<Record<string, Field<never> | Field<unknown>>>;
type ValueOf<F> = F extends { read(text: string): infer Value } ? Exclude<Value, undefined> : never;
type OptionalNames<F> = {
  [Name in keyof F]: F[Name] extends { optional: true } ? Name : never;
}[keyof F];

/** What a button's data holds, by name. */
export type ValuesOf<F> = { [Name in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[Name]> } & {
  [Name in OptionalNames<F>]?: ValueOf<F[Name]> | undefined;
};

/** Telegram's limit of a button's data. */
const dataBytesMax = 64;
const labelMax = 56;
const separator = ':';

/** One kind of button: its data is made and read by the same definition. */
export interface ButtonKind<Values> {
  readonly verb: string;
  /** Whose it is, asked before its handler. */
  readonly needs: Needs;
  /** Throws where the data is longer than Telegram takes, or could not be read back. */
  data(values: Values): string;
  /** What data of this kind holds, as a menu's payload may; null where it is none. */
  read(data: string): Values | null;
  /** The button; its label is cut to fit, its look is its verb's. */
  button(label: string, values: Values): InlineKeyboardButton.CallbackButton;
  on(handle: (ctx: Ctx, values: Values) => Reply | Promise<Reply>): ButtonHandler;
}

/** What the data of a kind of button holds. */
export type ValuesOfKind<Kind> = Kind extends ButtonKind<infer Values> ? Values : never;

/** A kind of button with what pressing one does. */
export interface ButtonHandler {
  readonly verb: string;
  readonly needs: Needs;
  /** What its data holds, in this order. */
  readonly fields: readonly Pick<Field<unknown>, 'read'>[];
  /** Works a press; what the data says is not trusted. */
  press(ctx: Ctx, parts: readonly string[]): Reply | Promise<Reply>;
}

/**
 * Defines a kind of button. Its data is `verb:value:…`, the values in the order in which they are named here.
 *
 *     const decide = buttonKind('decide', byCall, { callId: id, item: code, decision: oneOf(decisions) });
 *     decide.button(label, { callId: 7, item: 'greeting', decision: 'upheld' })
 *     decide.on((ctx, { callId, item, decision }) => …)
 */
export function buttonKind<const F extends Fields = Record<never, never>>(
  verb: string,
  needs: Needs,
  fields: F = {} as F,
): ButtonKind<ValuesOf<F>> {
  type Values = ValuesOf<F>;
  const list = Object.entries(fields) as [keyof Values & string, Field<unknown>][];

  const read = (parts: readonly string[]): Values | null => {
    if (parts.length > list.length) return null;
    const values: Record<string, unknown> = {};
    for (const [at, [name, field]] of list.entries()) {
      const part = parts[at] ?? '';
      if (part === '' && field.optional) continue;
      const value = field.read(part);
      if (value === undefined) return null;
      values[name] = value;
    }
    return values as Values;
  };

  const data = (values: Values): string => {
    const parts = list.map(([name, field]) => field.write(values[name]));
    while (parts.at(-1) === '') parts.pop();
    const made = [verb, ...parts].join(separator);
    if (Buffer.byteLength(made) > dataBytesMax || read(made.split(separator).slice(1)) === null) {
      throw new Error(`a button cannot hold "${made}"`);
    }
    return made;
  };

  return {
    verb,
    needs,
    data,
    read(made) {
      const [known, parts] = verbAndParts(made);
      return known === verb ? read(parts) : null;
    },
    button(label, values) {
      const style = styleOf(verb);
      const look = style ? { style } : {};
      return { text: cut(label, labelMax), callback_data: data(values), ...look };
    },
    on: (handle) => ({
      verb,
      needs,
      fields: list.map(([, field]) => field),
      press(ctx, parts) {
        if (!mayUse(needs, ctx.member.roles)) return refused(ctx, 'not_allowed');
        const values = read(parts);
        return values === null ? refused(ctx, 'unknown_button') : handle(ctx, values);
      },
    }),
  };
}

/** Telegram's limit of what a button copies, in UTF-16 units. */
const copiedMax = 256;

/** A button that copies a text, which stands on the screen as well: not every app has such. */
export function copyButton(label: string, text: string): InlineKeyboardButton.CopyTextButtonButton {
  if (text.length < 1 || text.length > copiedMax) throw new Error(`a button cannot copy "${text}"`);
  return { text: cut(label, labelMax), copy_text: { text } };
}

/** A button that puts the bot's name into the text box, where what is typed after it searches. */
export function inlineButton(label: string): InlineKeyboardButton.SwitchInlineCurrentChatButton {
  return { text: cut(label, labelMax), switch_inline_query_current_chat: '' };
}

/** A button that does nothing: its act is spent, or there is nothing further that way. Not every server has such. */
export function spentButton(label: string): InlineKeyboardButton.DisabledButtonButton {
  return { text: cut(label, labelMax), disabled: {} };
}

/** Every handler by the verb of its button; two for one verb are a mistake in the code. */
export function handlersByVerb(
  handlers: readonly ButtonHandler[],
): ReadonlyMap<string, ButtonHandler> {
  const byVerb = new Map<string, ButtonHandler>();
  for (const handler of handlers) {
    if (byVerb.has(handler.verb)) throw new Error(`two handlers for the button "${handler.verb}"`);
    byVerb.set(handler.verb, handler);
  }
  return byVerb;
}

/** The verb of a button's data, and the rest. */
export function verbAndParts(data: string): [verb: string, parts: string[]] {
  const [verb = '', ...parts] = data.split(separator);
  return [verb, parts];
}
