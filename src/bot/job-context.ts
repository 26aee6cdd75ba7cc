import { Api, type ApiClientOptions, Context, type Transformer } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { App } from '../app/app.ts';
import type { Member } from '../app/people/members.ts';
import type { Ctx } from './context.ts';
import { everyMenu } from './every-menu.ts';
import { wordsIn } from './words.ts';

/** The bot as its own messages need it: a context that no update came with knows no more. */
const me: UserFromGetMe = {
  id: 0,
  is_bot: true,
  first_name: '',
  username: '',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
} as UserFromGetMe;

const installMenus = everyMenu.middleware();

interface JobParts {
  app: App;
  token: string;
  client: ApiClientOptions;
  /** What each message shows, known to the bot as well (last-shown.ts). */
  shown: Transformer;
}

/**
 * A context of somebody's chat made by a job, in answer to nobody: through it a screen is sent with its
 * menu. It has an Api of its own, since the menus install themselves in it.
 */
export async function jobContext(
  { app, token, client, shown }: JobParts,
  member: Member,
  chatId: number,
): Promise<Ctx> {
  const chat = { id: chatId, type: 'private' as const, first_name: member.name };
  const update = { update_id: 0, message: { message_id: 0, date: 0, chat } } as Update;
  const api = new Api(token, client);
  api.config.use(shown);
  const ctx = new Context(update, api, me) as Ctx;
  ctx.app = app;
  ctx.member = member;
  ctx.words = wordsIn(member.language, app.policy().timeZone);
  ctx.inlineMode = false;
  await installMenus(ctx, async () => {});
  return ctx;
}
