import type { Transformer } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';

/**
 * What Telegram offers only since some version of its Bot API. A server of one's own may be older: it leaves
 * out what it does not know, or refuses the whole call. What was refused is left out from then on, and the
 * call is made again at once with what remains, which is enough by itself.
 */
interface Mean {
  readonly name: string;
  /** Telegram's words where a server does not know it, or does not let this bot use it. */
  readonly refused: RegExp;
  /** The same call without it; null where the call does not use it. */
  without(call: Call): Call | null;
}

/** The parts of a call in which such means stand. */
interface Call {
  readonly text?: unknown;
  readonly caption?: unknown;
  readonly media?: unknown;
  readonly reply_markup?: unknown;
  readonly message_effect_id?: unknown;
}

/** The newest first: two that are refused in the same words are left out in this order. */
const means: readonly Mean[] = [
  inButtons('disabled buttons', /text buttons are unallowed/i, (button) =>
    'disabled' in button ? null : button,
  ),
  inTexts('date_time', /start tag "tg-time"|date specified|date.?time/i, /<\/?tg-time\b[^>]*>/g),
  inButtons('button styles', /button style|BUTTON_STYLE/i, ({ style, ...rest }) => rest),
  inButtons('copy_text', /text buttons are unallowed|COPY_TEXT/i, (button) =>
    'copy_text' in button ? null : button,
  ),
  inTexts('expandable quotes', /tag "blockquote"/i, /<\/?blockquote\b[^>]*>/g),
  {
    name: 'effects',
    refused: /EFFECT/i,
    without({ message_effect_id, ...rest }) {
      return message_effect_id === undefined ? null : rest;
    },
  },
  inButtons('inline search', /inline mode|INLINE_DISABLED|BUTTON_(TYPE_)?INVALID/i, (button) =>
    'switch_inline_query_current_chat' in button ? null : button,
  ),
];

/**
 * One for all that writes into the chats, so that what was refused once is not tried again by anybody.
 *
 * @param onUnknown told once of each that the server does not know, with its words
 */
export function knownMeans(onUnknown: (name: string, refusal: string) => void): Transformer {
  const unknown = new Set<Mean>();
  return async (prev, method, payload, signal) => {
    let call: Call = payload as Call;
    for (const mean of unknown) call = mean.without(call) ?? call;
    for (;;) {
      const answer = await prev(method, call as typeof payload, signal);
      if (answer.ok || answer.error_code !== 400) return answer;
      const { description } = answer;
      const left = refusedIn(call, description, unknown);
      if (left === null) return answer;
      unknown.add(left.mean);
      onUnknown(left.mean.name, description);
      call = left.call;
    }
  };
}

function refusedIn(
  call: Call,
  description: string,
  unknown: ReadonlySet<Mean>,
): { mean: Mean; call: Call } | null {
  for (const mean of means) {
    if (unknown.has(mean) || !mean.refused.test(description)) continue;
    const without = mean.without(call);
    if (without !== null) return { mean, call: without };
  }
  return null;
}

/** A tag of a text or a caption, whose words stay. */
function inTexts(name: string, refused: RegExp, tag: RegExp): Mean {
  const plain = (text: unknown) => (typeof text === 'string' ? text.replace(tag, '') : text);
  return {
    name,
    refused,
    without(call) {
      const { text, caption, media } = call;
      const parts = {
        ...(text === undefined ? {} : { text: plain(text) }),
        ...(caption === undefined ? {} : { caption: plain(caption) }),
        ...(hasCaption(media) ? { media: { ...media, caption: plain(media.caption) } } : {}),
      };
      const same =
        parts.text === text &&
        parts.caption === caption &&
        (!hasCaption(media) || parts.media?.caption === media.caption);
      return same ? null : { ...call, ...parts };
    },
  };
}

function hasCaption(media: unknown): media is { caption: string } {
  return typeof media === 'object' && media !== null && 'caption' in media;
}

/** A part of buttons, or a kind of them; `plain` answers null where a button goes with it. */
function inButtons(
  name: string,
  refused: RegExp,
  plain: (button: InlineKeyboardButton) => InlineKeyboardButton | null,
): Mean {
  return {
    name,
    refused,
    without(call) {
      const rows = rowsOf(call);
      const left = rows.map((row) => row.map(plain));
      const same = left.every((row, at) =>
        row.every((button, column) => {
          const before = rows[at]?.[column];
          return (
            button !== null && before && Object.keys(button).length === Object.keys(before).length
          );
        }),
      );
      if (same) return null;
      const kept = left
        .map((row) => row.filter((button) => button !== null))
        .filter((row) => row.length > 0);
      return { ...call, reply_markup: { inline_keyboard: kept } };
    },
  };
}

function rowsOf({ reply_markup: markup }: Call): readonly (readonly InlineKeyboardButton[])[] {
  if (typeof markup !== 'object' || markup === null || !('inline_keyboard' in markup)) return [];
  const { inline_keyboard: rows } = markup;
  return Array.isArray(rows) ? rows : [];
}
