import type { MessageEntity } from 'grammy/types';
import type { Knows } from './server-version.ts';

/** Text with its markup taken out; or Telegram's words for what is wrong with the markup. */
export type Parsed =
  | { readonly text: string; readonly entities: MessageEntity[] }
  | { readonly wrong: string };

interface OpenTag {
  name: string;
  /** The link of `a`, the language of `code`, `expandable` of a blockquote, an emoji's id, the format of a time. */
  argument: string;
  /** The instant of `tg-time` in Unix seconds; 0 of everything else. */
  unixTime: number;
  offset: number;
}

const styleOfTag: Readonly<Record<string, MessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
};

const namedCharacters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Reads Telegram's HTML style (https://core.telegram.org/bots/api#html-style). Offsets of entities
 * are UTF-16 units; the byte offsets in the refusals are UTF-8, as Telegram gives them.
 */
export function parseHtml(html: string, knows: Knows = () => true): Parsed {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const char = html.charAt(at);
    if (char === '&') {
      const read = readCharacter(html, at);
      text += read.char;
      at = read.next;
    } else if (char !== '<') {
      text += char;
      at += 1;
    } else if (html.charAt(at + 1) === '/') {
      const closed = closeTag(html, at, open);
      if ('wrong' in closed) return closed;
      const entity = entityOf(closed.tag, text);
      if (entity !== null) addEntity(entities, entity);
      at = closed.next;
    } else {
      const opened = openTag(html, at, knows);
      if ('wrong' in opened) return opened;
      open.push({ ...opened.tag, offset: text.length });
      at = opened.next;
    }
  }
  const left = open.at(-1);
  if (left !== undefined) {
    return { wrong: `Can't find end tag corresponding to start tag "${left.name}"` };
  }
  return { text, entities };
}

function openTag(
  html: string,
  begin: number,
  knows: Knows,
): { tag: Omit<OpenTag, 'offset'>; next: number } | { wrong: string } {
  const where = `at byte offset ${byteOffset(html, begin)}`;
  const name = /[^\s>]*/y;
  name.lastIndex = begin + 1;
  const tag = { name: (name.exec(html)?.[0] ?? '').toLowerCase(), argument: '', unixTime: 0 };
  let at = begin + 1 + tag.name.length;
  if (at >= html.length) return { wrong: `Unclosed start tag ${where}` };
  if (!Object.hasOwn(styleOfTag, tag.name) || (tag.name === 'tg-time' && !knows('dateTime'))) {
    return { wrong: `Unsupported start tag "${tag.name}" ${where}` };
  }
  while (true) {
    at += /^\s*/.exec(html.slice(at))?.[0].length ?? 0;
    if (html.charAt(at) === '>') break;
    const attribute = /^([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.-]+))?/.exec(
      html.slice(at),
    );
    if (attribute === null) {
      return { wrong: `Empty attribute name in the tag "${tag.name}" ${where}` };
    }
    const [whole, key = '', quoted] = attribute;
    at += whole.length;
    const isExpandable = tag.name === 'blockquote' && key === 'expandable';
    if (quoted === undefined && !(isExpandable && knows('expandableQuotes'))) {
      const cut = /^\s*=\s*["'][^"']*$/.test(html.slice(at));
      return {
        wrong: cut
          ? `Unclosed start tag ${where}`
          : `Expected equal sign in declaration of an attribute of the tag "${tag.name}" ${where}`,
      };
    }
    const value = decode((quoted ?? '').replace(/^["']|["']$/g, ''));
    tag.argument = argumentOf(tag.name, key, value) ?? tag.argument;
    if (tag.name === 'tg-time' && key === 'unix') tag.unixTime = Number.parseInt(value, 10) || 0;
  }
  if (tag.name === 'span' && tag.argument !== 'tg-spoiler') {
    return { wrong: `Tag "span" must have class "tg-spoiler" ${where}` };
  }
  if (tag.name === 'tg-time' && !/^(r|[wdDtT]*)$/i.test(tag.argument)) {
    return { wrong: 'Invalid date format used' };
  }
  return { tag, next: at + 1 };
}

function argumentOf(tag: string, key: string, value: string): string | null {
  if (tag === 'a' && key === 'href') return value;
  if (tag === 'code' && key === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && key === 'class') return value;
  if (tag === 'tg-emoji' && key === 'emoji-id') return value;
  if (tag === 'tg-time' && key === 'format') return value;
  return tag === 'blockquote' && key === 'expandable' ? key : null;
}

function closeTag(
  html: string,
  begin: number,
  open: OpenTag[],
): { tag: OpenTag; next: number } | { wrong: string } {
  const where = `at byte offset ${byteOffset(html, begin)}`;
  const tag = open.at(-1);
  if (tag === undefined) return { wrong: `Unexpected end tag ${where}` };
  const end = /^<\/([^\s>]*)\s*(>?)/.exec(html.slice(begin));
  const name = (end?.[1] ?? '').toLowerCase();
  if (end === null || end[2] !== '>') return { wrong: `Unclosed end tag ${where}` };
  if (name !== '' && name !== tag.name) {
    return { wrong: `Unmatched end tag ${where}, expected "</${tag.name}>", found "</${name}>"` };
  }
  open.pop();
  return { tag, next: begin + end[0].length };
}

function entityOf(
  { name, argument, unixTime, offset }: OpenTag,
  text: string,
): MessageEntity | null {
  const length = text.length - offset;
  const type = styleOfTag[name];
  if (length === 0 || type === undefined) return null;
  if (type === 'text_link') {
    const url = checkedLink(argument || text.slice(offset));
    return url === null ? null : { type, offset, length, url };
  }
  if (type === 'custom_emoji') return { type, offset, length, custom_emoji_id: argument };
  if (type === 'date_time') {
    const date_time_format = argument as MessageEntity.DateTimeMessageEntity['date_time_format'];
    return unixTime > 0 ? { type, offset, length, unix_time: unixTime, date_time_format } : null;
  }
  if (type === 'pre') return { type, offset, length };
  if (type === 'code' && argument !== '') {
    return { type: 'pre', offset, length, language: argument };
  }
  if (type === 'blockquote' && argument !== '') {
    return { type: 'expandable_blockquote', offset, length };
  }
  return { type, offset, length } as MessageEntity;
}

/** `<pre><code class="language-x">` is one entity: the code's, which knows the language. */
function addEntity(entities: MessageEntity[], entity: MessageEntity): void {
  const inner = entities.at(-1);
  const sameSpan =
    inner?.type === 'pre' && inner.offset === entity.offset && inner.length === entity.length;
  if (!(entity.type === 'pre' && sameSpan)) entities.push(entity);
}

/** Telegram drops a link that leads nowhere it knows, and keeps its text. */
export function checkedLink(url: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!/^(https?|tg|mailto|tel|ton|tonsite):/i.test(whole) || !URL.canParse(whole)) return null;
  return /^https?:\/\/[^/]+\.[^/]+|^https?:\/\/localhost|^(?!https?:)/i.test(whole)
    ? new URL(whole).href
    : null;
}

function decode(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    if (text.charAt(at) !== '&') {
      decoded += text.charAt(at);
      at += 1;
      continue;
    }
    const read = readCharacter(text, at);
    decoded += read.char;
    at = read.next;
  }
  return decoded;
}

/** The character that `&…;` stands for; an unknown name stays as it is written. */
function readCharacter(text: string, at: number): { char: string; next: number } {
  const written = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/i.exec(text.slice(at, at + 12));
  if (written === null) return { char: '&', next: at + 1 };
  const [whole, hex, decimal, name = ''] = written;
  const code = hex === undefined ? Number(decimal ?? 0) : Number.parseInt(hex, 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const numbered =
    code > 0 && code < 0x10ffff && !isSurrogate ? String.fromCodePoint(code) : undefined;
  const char = namedCharacters[name] ?? numbered;
  return char === undefined ? { char: '&', next: at + 1 } : { char, next: at + whole.length };
}

function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}
