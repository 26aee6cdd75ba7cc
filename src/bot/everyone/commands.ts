import type { Role } from '../../domain/person.ts';
import type { Ctx } from '../context.ts';

/** Each role's own commands, as Telegram's menu offers them in their chat. */
const ofRole: Partial<Record<Role, readonly string[]>> = {
  controller: ['next', 'queue', 'credit'],
  supervisor: ['appeals'],
  seller: ['credit'],
};
const ofAll = ['menu', 'calls', 'draw', 'language', 'help'] as const;

function commandsOf(roles: readonly Role[]): string[] {
  return [...new Set([...roles.flatMap((role) => ofRole[role] ?? []), ...ofAll])];
}

/** Sets the command menu of this chat by role and language. */
export async function setCommands(ctx: Ctx): Promise<void> {
  if (!ctx.chat) return;
  const commands = commandsOf(ctx.member.roles).map((command) => ({
    command,
    description: ctx.words.plain(`command-${command}`),
  }));
  await ctx.api.setMyCommands(commands, { scope: { type: 'chat', chat_id: ctx.chat.id } });
}

/** What each role can do here, a line a command. */
export function helpText({ member, words }: Ctx): string {
  const lines = commandsOf(member.roles).map(
    (command) => `/${command} — ${words.t(`command-${command}`)}`,
  );
  const intro = member.roles.map((role) => words.t(`help-${role}`));
  return [...intro, '', ...lines, '', words.t('help-number')].join('\n');
}
