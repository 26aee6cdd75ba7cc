import type { InlineResult } from '../inline-queries.ts';
import {
  inlineNextOffsetBytesMax,
  inlineResultIdBytesMax,
  inlineResultsMax,
  startPayloadPattern,
} from '../limits.ts';
import { readMarkup } from '../markup.ts';
import { isObject, jsonOf, type Params, textOf } from '../params.ts';
import { badRequest, done, type Reply } from '../reply.ts';
import type { Knows } from '../server-version.ts';
import type { MethodCall } from './method.ts';
import { readMessageText, readPreview, textContent } from './send.ts';
import {
  givenOf,
  notServed,
  unservedInlineResults,
  unservedOfInlineResult,
  unservedOfResultsButton,
} from './unserved.ts';

type Button = { text: string; startParameter: string } | null;

/** `answerInlineQuery`: what stands above the text box of whoever types to the bot inline; articles only. */
export function answerInlineQuery({ world, params }: MethodCall): Reply<true> {
  const button = readButton(params);
  if (!button.ok) return button;
  const results = readResults(params, world.version.knows);
  if (!results.ok) return results;
  const start = wrongStart(button.result);
  if (start !== null) return badRequest(start);
  if (!world.inlineMode.isOn) return badRequest('USER_BOT_INVALID');
  const nextOffset = textOf(params, 'next_offset');
  const wrong = wrongResults(results.result, nextOffset);
  if (wrong !== null) return badRequest(wrong);
  const answer = { results: results.result, nextOffset, button: button.result };
  return world.inlineQueries.answer(textOf(params, 'inline_query_id'), answer)
    ? done(true)
    : badRequest('query is too old and response timeout expired or query ID is invalid');
}

function readButton(params: Params): Reply<Button> {
  const given = jsonOf(params, 'button');
  if (given === undefined) return done(null);
  if (given === null) return badRequest("can't parse inline query results button JSON object");
  const cannot = "can't parse inline query results button: ";
  if (!isObject(given)) return badRequest(`${cannot}InlineQueryResultsButton must be an Object`);
  const strange = givenOf(given, unservedOfResultsButton);
  if (strange !== null) return notServed(`${strange} of an inline query results button`);
  const { text, start_parameter: startParameter } = given;
  if (typeof text !== 'string') return badRequest(`${cannot}Can't find field "text"`);
  if (typeof startParameter !== 'string') {
    const one = 'InlineQueryResultsButton must have exactly one optional field';
    return badRequest(cannot + one);
  }
  return done({ text, startParameter });
}

function wrongStart(button: Button): string | null {
  if (button === null || startPayloadPattern.test(button.startParameter)) return null;
  if (button.startParameter === '') return "can't use empty start_parameter";
  return button.startParameter.length > 64
    ? 'too long start_parameter specified'
    : 'unallowed characters in start_parameter are used';
}

function readResults(params: Params, knows: Knows): Reply<InlineResult[]> {
  const given = jsonOf(params, 'results');
  if (given === undefined) return done([]);
  if (given === null) return badRequest("can't parse JSON encoded inline query results");
  if (!Array.isArray(given)) return badRequest('expected an Array of inline query results');
  if (given.length > inlineResultsMax) {
    return badRequest('too many inline query results specified');
  }
  const results: InlineResult[] = [];
  for (const one of given) {
    const read = readResult(one, knows);
    if (!read.ok) return read;
    results.push(read.result);
  }
  return done(results);
}

function readResult(given: unknown, knows: Knows): Reply<InlineResult> {
  const cannot = "can't parse inline query result: ";
  if (!isObject(given)) return badRequest(`${cannot}Inline query result must be an object`);
  for (const name of ['type', 'id', 'title']) {
    if (typeof given[name] === 'string') continue;
    return badRequest(`${cannot}Can't find field "${name}"`);
  }
  const type = String(given.type).toLowerCase();
  if (unservedInlineResults.includes(type)) return notServed(`${type} of an inline query result`);
  if (type !== 'article') return badRequest(`${cannot}Type "${type}" is unsupported`);
  const { input_message_content: content } = given;
  if (!isObject(content)) return badRequest(`${cannot}Can't find field "message_text"`);
  const strange = givenOf(content, unservedOfInlineResult);
  if (strange !== null) return notServed(`${strange} of an inline query result`);
  const sends = readContent(given, content, knows);
  if (!sends.ok) return sends;
  const { id, title, description } = given;
  return done({
    id: String(id),
    title: String(title),
    description: typeof description === 'string' ? description : '',
    sends: sends.result,
  });
}

function readContent(
  result: Record<string, unknown>,
  content: Record<string, unknown>,
  knows: Knows,
): Reply<InlineResult['sends']> {
  const { message_text: text, ...rest } = content;
  if (typeof text !== 'string') {
    return badRequest('can\'t parse inline query result: Can\'t find field "message_text"');
  }
  const asParams = (fields: Record<string, unknown>): Params => ({ fields, uploads: new Map() });
  const said = readMessageText(asParams({ ...rest, text }), knows);
  if (!said.ok) return said;
  const preview = readPreview(asParams(rest));
  if (!preview.ok) return preview;
  const markup = readMarkup(asParams({ reply_markup: result.reply_markup }), knows);
  if (!markup.ok) return markup;
  const { inline } = markup.result;
  return done({
    ...textContent(said.result),
    ...preview.result,
    ...(inline === null ? {} : { reply_markup: inline }),
  });
}

/** What Telegram itself refuses, behind its Bot API server. */
function wrongResults(results: readonly InlineResult[], nextOffset: string): string | null {
  if (Buffer.byteLength(nextOffset) > inlineNextOffsetBytesMax) return 'NEXT_OFFSET_INVALID';
  if (results.some(({ id }) => id === '')) return 'RESULT_ID_EMPTY';
  if (results.some(({ id }) => Buffer.byteLength(id) > inlineResultIdBytesMax)) {
    return 'RESULT_ID_INVALID';
  }
  if (new Set(results.map(({ id }) => id)).size < results.length) return 'RESULT_ID_DUPLICATE';
  return results.some(({ title }) => title.trim() === '') ? 'ARTICLE_TITLE_EMPTY' : null;
}
