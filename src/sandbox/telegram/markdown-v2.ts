import type { MessageEntity } from 'grammy/types';
import { checkedLink, type Parsed } from './html.ts';

interface OpenMark {
  mark: string;
  offset: number;
  /** Where it began, for the refusal. */
  byte: number;
}

const styleOfMark: Readonly<Record<string, { type: MessageEntity['type']; name: string }>> = {
  '*': { type: 'bold', name: 'Bold' },
  _: { type: 'italic', name: 'Italic' },
  __: { type: 'underline', name: 'Underline' },
  '~': { type: 'strikethrough', name: 'Strikethrough' },
  '||': { type: 'spoiler', name: 'Spoiler' },
  '`': { type: 'code', name: 'Code' },
  '```': { type: 'pre', name: 'Pre' },
  '[': { type: 'text_link', name: 'TextUrl' },
};
const reserved = new Set('_*[]()~`>#+-=|{}.!');

/** Reads Telegram's MarkdownV2 (https://core.telegram.org/bots/api#markdownv2-style). */
export function parseMarkdownV2(source: string): Parsed {
  const entities: MessageEntity[] = [];
  const open: OpenMark[] = [];
  let text = '';
  let quoteAt: number | null = null;
  let at = 0;

  function endQuote(type: 'blockquote' | 'expandable_blockquote' = 'blockquote'): void {
    if (quoteAt !== null && text.length > quoteAt) {
      entities.push({ type, offset: quoteAt, length: text.length - quoteAt });
    }
    quoteAt = null;
  }

  while (at < source.length) {
    const inner = open.at(-1);
    const inCode = inner?.mark === '`' || inner?.mark === '```';
    const char = source.charAt(at);
    const escaped = source.charAt(at + 1);
    if (char === '\\' && escaped !== '' && escaped.charCodeAt(0) <= 126) {
      text += escaped;
      at += 2;
      continue;
    }
    const atLineStart = at === 0 || source.charAt(at - 1) === '\n';
    if (!inCode && atLineStart && open.length === 0) {
      if (char === '>') {
        quoteAt ??= text.length;
        at += 1;
        continue;
      }
      endQuote();
    }
    const mark = markAt(source, at, inner?.mark);
    if (inner !== undefined && mark === endOf(inner.mark)) {
      open.pop();
      at += mark.length;
      const span = { offset: inner.offset, length: text.length - inner.offset };
      if (inner.mark === '[') {
        const link = readLink(source, at);
        if (link === null) {
          return { wrong: `Can't find end of a URL at byte offset ${byteOffset(source, at)}` };
        }
        at = link.next;
        const url = checkedLink(link.url || text.slice(span.offset));
        if (url !== null && span.length > 0) entities.push({ type: 'text_link', ...span, url });
      } else if (span.length > 0) {
        entities.push({ type: styleOfMark[inner.mark]?.type, ...span } as MessageEntity);
      }
      continue;
    }
    if (inCode) {
      text += char;
      at += 1;
      continue;
    }
    if (mark === '||' && quoteAt !== null && /^\|\|(\n|$)/.test(source.slice(at))) {
      endQuote('expandable_blockquote');
      at += 2;
      continue;
    }
    if (mark !== null && mark !== ']') {
      open.push({ mark, offset: text.length, byte: byteOffset(source, at) });
      at += mark.length;
      continue;
    }
    if (reserved.has(char)) {
      return {
        wrong: `Character '${char}' is reserved and must be escaped with the preceding '\\'`,
      };
    }
    text += char;
    at += 1;
  }
  const left = open.at(-1);
  if (left !== undefined) {
    const name = styleOfMark[left.mark]?.name;
    return { wrong: `Can't find end of ${name} entity at byte offset ${left.byte}` };
  }
  endQuote();
  return { text, entities };
}

/** The mark that stands here. Of `___` the first two are taken, unless an italic is to be ended. */
function markAt(source: string, at: number, inside: string | undefined): string | null {
  const rest = source.slice(at, at + 3);
  if (inside === '`') return rest.startsWith('`') ? '`' : null;
  if (rest === '```') return rest;
  if (inside === '```') return null;
  if (rest.startsWith('||')) return '||';
  if (rest.startsWith('__') && !(inside === '_' && rest !== '___')) return '__';
  const char = rest.charAt(0);
  return ['*', '_', '~', '`', '[', ']'].includes(char) ? char : null;
}

function endOf(mark: string): string {
  return mark === '[' ? ']' : mark;
}

function readLink(source: string, at: number): { url: string; next: number } | null {
  if (source.charAt(at) !== '(') return { url: '', next: at };
  const link = /^\(((?:\\.|[^)\\])*)\)/.exec(source.slice(at));
  if (link === null) return null;
  return { url: (link[1] ?? '').replace(/\\(.)/g, '$1'), next: at + link[0].length };
}

function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}
