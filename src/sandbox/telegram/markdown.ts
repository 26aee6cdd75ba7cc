import type { MessageEntity } from 'grammy/types';
import { checkedLink, type Parsed } from './html.ts';

const types = { _: 'italic', '*': 'bold', '`': 'code', '```': 'pre', '[': 'text_link' } as const;

/**
 * Reads Telegram's first Markdown, which many bots still send: nothing stands in anything else, and only what begins
 * an entity is escaped (https://core.telegram.org/bots/api#markdown-style).
 */
export function parseMarkdown(source: string): Parsed {
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const rest = source.slice(at);
    const plain = /^(?:\\[_*`[]|[^_*`[])/u.exec(rest)?.[0];
    if (plain !== undefined) {
      text += plain.replace(/^\\(?=[_*`[])/, '');
      at += plain.length;
      continue;
    }
    const mark = rest.startsWith('```') ? '```' : (rest.charAt(0) as keyof typeof types);
    const found = spanOf(rest, mark);
    if (found === null) {
      const byte = Buffer.byteLength(source.slice(0, at));
      return { wrong: `Can't find end of the entity starting at byte offset ${byte}` };
    }
    const { said, length, more } = found;
    const url = mark === '[' ? checkedLink(more || said) : null;
    const isKept = said !== '' && (mark !== '[' || url !== null);
    if (isKept) {
      const entity = { type: types[mark], offset: text.length, length: said.length };
      const extra = url === null ? (more === '' ? {} : { language: more }) : { url };
      entities.push({ ...entity, ...extra } as MessageEntity);
    }
    text += said;
    at += length;
  }
  return { text, entities };
}

/** What stands between the marks, how long all of it is, and the address or language beside it; null: it has no end. */
function spanOf(
  rest: string,
  mark: keyof typeof types,
): { said: string; length: number; more: string } | null {
  if (mark === '```') {
    const block = /^```(?:([^\s`]+)(?=\s))?(?:\r?\n|\n\r?)?([\s\S]*?)```/.exec(rest);
    return block && { said: block[2] ?? '', length: block[0].length, more: block[1] ?? '' };
  }
  const end = rest.indexOf(mark === '[' ? ']' : mark, 1);
  if (end < 0) return null;
  const said = rest.slice(1, end);
  const link = mark === '[' ? /^\(([^)]*)\)?/.exec(rest.slice(end + 1)) : null;
  return { said, length: end + 1 + (link?.[0].length ?? 0), more: link?.[1] ?? '' };
}
