import { createHash } from 'node:crypto';
import type { NextFunction } from 'grammy';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import type { Role } from '../../domain/person.ts';
import type { Ctx } from '../context.ts';
import { type CommandName, commandRoles, mayUse, paidRoles } from '../roles.ts';
import { unlessBug } from '../telegram-refusals.ts';
import type { Words } from '../words.ts';

/** Every command of Telegram's menu by daily use; its words are `command-<name>`. */
const listed: readonly CommandName[] = [
  'next',
  'queue',
  'appeals',
  'advice',
  'team',
  'mentees',
  'calibration',
  'best',
  'menu',
  'calls',
  'credit',
  'learn',
  'draw',
  'checklists',
  'policy',
  'people',
  'import',
  'period',
  'digest',
  'language',
  'help',
];

/** The commands that somebody with these roles is offered: theirs, but for what only paid roles look for. */
export function commandsOf(held: readonly Role[]): CommandName[] {
  return listed.filter((name) => mayUse(name === 'credit' ? paidRoles : commandRoles[name], held));
}

interface CommandMenu {
  list: { command: string; description: string }[];
  /** Changes with every command and every word of the menu. */
  fingerprint: string;
}

const menus = new Map<string, CommandMenu>();

/** Every update asks for it: made once for a language and a set of roles. */
function commandMenu(words: Words, held: readonly Role[]): CommandMenu {
  const key = `${words.language}:${held.join()}`;
  const known = menus.get(key);
  if (known) return known;
  const list = commandsOf(held).map((command) => ({
    command,
    description: words.plain(`command-${command}`),
  }));
  const fingerprint = createHash('sha256').update(JSON.stringify(list)).digest('base64url');
  const made = { list, fingerprint: fingerprint.slice(0, 16) };
  menus.set(key, made);
  return made;
}

/**
 * Telegram's command menu of this chat follows the roles and the language one has after this update;
 * Telegram is only called where the menu differs from the one this chat was given last.
 */
export async function keepCommands(ctx: Ctx, next: NextFunction): Promise<void> {
  await next();
  if (!ctx.chat) return;
  const { list, fingerprint } = commandMenu(ctx.words, ctx.member.roles);
  if (chatNote(ctx.app, ctx.chat.id, 'commands') === fingerprint) return;
  try {
    await ctx.api.setMyCommands(list, { scope: { type: 'chat', chat_id: ctx.chat.id } });
    writeChatNote(ctx.app, ctx.chat.id, 'commands', fingerprint);
  } catch (error) {
    // What was asked for is done; the menu is tried again with the next update.
    unlessBug(error);
  }
}

const none = 'none';

/** Takes the command menu away from a chat whose person does not belong here any more. */
export async function dropCommands(ctx: Ctx): Promise<void> {
  if (!ctx.chat || (chatNote(ctx.app, ctx.chat.id, 'commands') ?? none) === none) return;
  try {
    await ctx.api.deleteMyCommands({ scope: { type: 'chat', chat_id: ctx.chat.id } });
    writeChatNote(ctx.app, ctx.chat.id, 'commands', none);
  } catch (error) {
    // Tried again when they write the next time.
    unlessBug(error);
  }
}
