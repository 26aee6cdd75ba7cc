import type { BotCommand, BotCommandScope } from 'grammy/types';

/** The bot's commands, kept per scope and language (https://core.telegram.org/bots/api#botcommandscope). */
export function createCommandBook() {
  const lists = new Map<string, BotCommand[]>();
  return {
    set(scope: BotCommandScope, language: string, commands: BotCommand[]): void {
      lists.set(keyOf(scope, language), commands);
    },
    get(scope: BotCommandScope, language: string): BotCommand[] {
      return lists.get(keyOf(scope, language)) ?? [];
    },
    remove(scope: BotCommandScope, language: string): void {
      lists.delete(keyOf(scope, language));
    },
    /** What the menu button of a private chat shows: the narrowest scope wins, the language first. */
    shownIn(chatId: number, language: string): BotCommand[] {
      const scopes: BotCommandScope[] = [
        { type: 'chat', chat_id: chatId },
        { type: 'all_private_chats' },
        { type: 'default' },
      ];
      for (const scope of scopes) {
        for (const code of [language, '']) {
          const commands = lists.get(keyOf(scope, code));
          if (commands !== undefined && commands.length > 0) return commands;
        }
      }
      return [];
    },
  };
}

function keyOf(scope: BotCommandScope, language: string): string {
  const chat = 'chat_id' in scope ? scope.chat_id : '';
  const user = 'user_id' in scope ? scope.user_id : '';
  return `${scope.type}\n${chat}\n${user}\n${language}`;
}
