import type { NextFunction } from 'grammy';
import type { InlineQueryResult, InlineQueryResultsButton } from 'grammy/types';
import type { App } from '../../app/app.ts';
import {
  type CallKey,
  type CallsFound,
  findCalls,
  lettersLeast,
} from '../../app/calls/find-calls.ts';
import { memberOf } from '../../app/people/members.ts';
import type { Ctx } from '../context.ts';
import { listStart } from '../menu-buttons.ts';
import { cut } from '../screen.ts';
import { unlessBug } from '../telegram-refusals.ts';
import { counterpart, dateTime, length, shortName, type Words, wordsIn } from '../words.ts';

/** Shown in one line by the apps. */
const titleMax = 60;

/**
 * Answers what somebody types after the bot's name in its own chat: the calls and clients of their own lists.
 * Picking one sends what opens it, such as `/call 1240`, so that nothing is done by an answer itself. Whoever
 * the company does not know, and any other chat, is answered with nothing.
 */
export function searchInline(app: App) {
  return async (ctx: Ctx, next: NextFunction): Promise<void> => {
    const asked = ctx.inlineQuery;
    if (!asked) return next();
    const member = asked.chat_type === 'sender' ? memberOf(app, asked.from.id) : null;
    const after = placeIn(asked.offset);
    const found = member && findCalls(app, member, asked.query, after);
    const words = wordsIn(member?.language ?? 'ru', app.policy().timeZone);
    const results = found ? resultsOf(words, found) : [];
    const button = found && results.length === 0 && after === null ? hint(words, found) : null;
    await ctx
      .answerInlineQuery(results, {
        is_personal: true,
        cache_time: 0,
        next_offset: found?.next ? offsetAt(found.next) : '',
        ...(button ? { button } : {}),
      })
      .catch(unlessBug);
  };
}

function resultsOf(words: Words, { clients, calls }: CallsFound): InlineQueryResult[] {
  return [
    ...clients.map(({ id, name }) => ({
      type: 'article' as const,
      id: `client-${id}`,
      title: cut(name, titleMax),
      description: words.plain('inline-client'),
      input_message_content: { message_text: `/calls ${name}` },
    })),
    ...calls.map((view) => ({
      type: 'article' as const,
      id: `call-${view.id}`,
      title: cut(`№${view.id} · ${counterpart(words, view)}`, titleMax),
      description: [
        dateTime(words, view.startedAt),
        length(view.talkS),
        ...(view.sellerName === null ? [] : [shortName(view.sellerName)]),
        words.plain(`status-${view.status}`),
      ].join(' · '),
      input_message_content: { message_text: `/call ${view.id}` },
    })),
  ];
}

/** Above no results: what to type instead; pressing it opens the list of calls. */
function hint(words: Words, { tooShort }: CallsFound): InlineQueryResultsButton {
  const text = tooShort
    ? words.plain('inline-short', { letters: lettersLeast })
    : words.plain('inline-nothing');
  return { text, start_parameter: listStart };
}

const offsetAt = ({ startedAt, id }: CallKey) => `${startedAt}.${id}`;

/** Where the next results begin; anything that is no such place is the beginning. */
function placeIn(offset: string): CallKey | null {
  const [, startedAt, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(offset) ?? [];
  return startedAt && id ? { startedAt: Number(startedAt), id: Number(id) } : null;
}
