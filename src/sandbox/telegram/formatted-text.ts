import type { MessageEntity } from 'grammy/types';
import { detectEntities } from './detect.ts';
import { type Parsed, parseHtml } from './html.ts';
import { textRawBytesMax } from './limits.ts';
import { parseMarkdown } from './markdown.ts';
import { parseMarkdownV2 } from './markdown-v2.ts';
import { isObject, jsonOf, type Params, textOf } from './params.ts';
import { badRequest, done, type Reply } from './reply.ts';
import type { Knows } from './server-version.ts';

export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

/** The names of the two or three fields that carry a text: `text` and `entities`, or a caption's. */
export interface TextFields {
  text: string;
  entities: string;
}

/** Reads a text with `parse_mode` or entities; what is returned is trimmed and may be empty. */
export function readFormattedText(
  params: Params,
  fields: TextFields,
  knows: Knows,
): Reply<FormattedText> {
  const raw = textOf(params, fields.text);
  if (Buffer.byteLength(raw) > textRawBytesMax) return badRequest('text is too long');
  const mode = textOf(params, 'parse_mode').toLowerCase();
  const given = jsonOf(params, fields.entities);
  const parsed = parse(raw, { mode, given, knows });
  return parsed.ok ? done(tidy(parsed.result)) : parsed;
}

const parsers: Readonly<Record<string, (raw: string, knows: Knows) => Parsed>> = {
  html: parseHtml,
  markdown: parseMarkdown,
  markdownv2: parseMarkdownV2,
};

/** What a person types: no markup, only what Telegram finds by itself. */
export function plainText(text: string): FormattedText {
  return tidy({ text, entities: [] });
}

function parse(
  raw: string,
  { mode, given, knows }: { mode: string; given: unknown; knows: Knows },
): Reply<FormattedText> {
  if (raw === '') return done({ text: '', entities: [] });
  if (mode === '' || mode === 'none') return readEntities(raw, given);
  const parser = parsers[mode];
  if (parser === undefined) return badRequest('unsupported parse_mode');
  const parsed = parser(raw, knows);
  return 'wrong' in parsed ? badRequest(`can't parse entities: ${parsed.wrong}`) : done(parsed);
}

function readEntities(text: string, given: unknown): Reply<FormattedText> {
  const entities: MessageEntity[] = [];
  for (const entity of Array.isArray(given) ? given : []) {
    if (!isObject(entity)) return badRequest("can't parse MessageEntity: expected an Object");
    const { type, offset, length } = entity;
    if (typeof type !== 'string') {
      return badRequest("can't parse MessageEntity: Type is not specified");
    }
    if (!isIndex(offset)) return badRequest(`receive an entity with incorrect offset ${offset}`);
    if (!isIndex(length)) return badRequest(`receive an entity with incorrect length ${length}`);
    if (offset + length > text.length) {
      return badRequest(
        `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
      );
    }
    if (length > 0) entities.push(entity as unknown as MessageEntity);
  }
  return done({ text, entities });
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000;
}

/** Trims the ends, cuts the entities to what is left, adds what is found and puts all in order. */
function tidy({ text, entities }: FormattedText): FormattedText {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Telegram turns these into spaces
  const clean = text.replace(/[\u0000-\u0009\u000b-\u001f]/g, ' ');
  const start = clean.length - clean.trimStart().length;
  const trimmed = clean.trim();
  const kept = entities.flatMap((entity) => {
    const offset = Math.max(entity.offset - start, 0);
    const end = Math.min(entity.offset - start + entity.length, trimmed.length);
    return end > offset ? [{ ...entity, offset, length: end - offset }] : [];
  });
  const all = [...kept, ...detectEntities(trimmed, kept)];
  all.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text: trimmed, entities: all };
}
