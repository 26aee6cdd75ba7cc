import type { MessageEntity } from 'grammy/types';

/** What Telegram finds in a text by itself, in the order in which it is looked for. */
const patterns: readonly (readonly [MessageEntity['type'], RegExp])[] = [
  ['url', /(?<![\w@])https?:\/\/[^\s<>"]*[^\s<>"'.,:;!?)\]»]/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-])/giu],
  [
    'url',
    /(?<![\w@./])(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me|io|рф)(?:\/[^\s<>"]*[^\s<>"'.,:;!?)\]»])?(?![\w.-])/giu,
  ],
  [
    'bot_command',
    /(?<![\p{L}\p{N}_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\p{L}\p{N}_/])/gu,
  ],
  ['mention', /(?<![\w@/])@[A-Za-z]\w{3,31}(?!\w)/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
];

/** Commands, links, mentions and hashtags that stand outside code and links. */
export function detectEntities(text: string, given: readonly MessageEntity[]): MessageEntity[] {
  const taken = given.filter(
    ({ type }) => type === 'code' || type === 'pre' || type === 'text_link',
  );
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length } as MessageEntity;
      if (![...taken, ...found].some((other) => overlap(other, entity))) found.push(entity);
    }
  }
  return found;
}

function overlap(a: MessageEntity, b: MessageEntity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
