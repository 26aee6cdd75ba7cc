import type { ChatMessage } from './chat-message.ts';
import type { InlineAnswer } from './inline-queries.ts';
import { inlineQueryLengthMax } from './limits.ts';
import { blockedByPerson, type CannotDo, sendAsPerson } from './person-acts.ts';
import type { Chat, World } from './world.ts';

/** The person types `@bot …` in the bot's own chat; resolves once the bot has answered, or has not for long. */
export function askInline(
  world: World,
  chat: Chat,
  query: string,
  offset: string,
): Promise<InlineAnswer & { queryId: string }> | CannotDo {
  if (!world.inlineMode.isOn) return { cannot: 'BOT_INLINE_DISABLED', status: 400 };
  if (chat.blocked) return blockedByPerson;
  const { id, answer } = world.inlineQueries.open(chat.user.id);
  world.updates.add(chat.user.id, 'inline_query', {
    id,
    from: chat.user,
    chat_type: 'sender',
    query: query.slice(0, inlineQueryLengthMax),
    offset,
  });
  return answer.then((given) => ({ ...given, queryId: id }));
}

/** The person picks a result: it is sent as theirs, by way of the bot. */
export function pickResult(
  world: World,
  chat: Chat,
  { queryId, resultId }: { queryId: string; resultId: string },
): ChatMessage | CannotDo {
  const result = world.inlineQueries.result(queryId, chat.user.id, resultId);
  if (!result) return { cannot: 'RESULT_ID_INVALID', status: 404 };
  return sendAsPerson(world, chat, { ...result.sends, via_bot: world.bot }, null);
}
