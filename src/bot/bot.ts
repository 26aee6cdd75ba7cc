import { conversations, createConversation } from '@grammyjs/conversations';
import { sequentialize } from '@grammyjs/runner';
import {
  type ApiClientOptions,
  Bot,
  type CommandContext,
  type Context,
  type Transformer,
} from 'grammy';
import type { App } from '../app/app.ts';
import type { ReceivedUpdates } from '../app/people/received-updates.ts';
import type { Pictures } from '../reports/pictures.ts';
import { answerHandlers } from './answer-handlers.ts';
import { appealsScreen } from './appeal/appeals-list.ts';
import { askIn } from './ask.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import { callNumber } from './call-number.ts';
import { openCalls } from './calls/calls-filters.ts';
import { openCard } from './calls/card.ts';
import { searchInline } from './calls/search-inline.ts';
import { chatTurns } from './chat-turns.ts';
import { openChecklists } from './company/checklists.ts';
import { openPolicy } from './company/policy.ts';
import type { Ctx } from './context.ts';
import { conversationStorage, orBeginAgain } from './conversation-state.ts';
import { openCredit } from './credit/credit.ts';
import { openDigest } from './credit/digest.ts';
import { openPeriods } from './credit/period.ts';
import { openTeam } from './credit/team.ts';
import { downloader } from './download.ts';
import { openDraw } from './draw/draw.ts';
import { handlers } from './every-handler.ts';
import { everyMenu } from './every-menu.ts';
import { takeDocument } from './intake/documents.ts';
import { openImport } from './intake/import.ts';
import { keepCommands } from './menu/commands.ts';
import { helpScreen } from './menu/help.ts';
import { languageScreen, openMenu } from './menu/menu.ts';
import { tellMissed } from './menu/missed.ts';
import { authenticate, start } from './menu/start.ts';
import { typed } from './menu/typed.ts';
import { unlessNoPlace } from './menus.ts';
import { keepCopies } from './notices/copies.ts';
import { openPeople } from './people/people.ts';
import { takeContacts } from './people/share-contacts.ts';
import { pressing } from './press.ts';
import { quickFetch } from './quick-fetch.ts';
import { refusalWords } from './refusal-words.ts';
import { retry } from './retry.ts';
import { type CommandName, commandRoles, mayUse, type Needs } from './roles.ts';
import { openCalibrations } from './scoring/calibrations.ts';
import { scoring } from './scoring/enter-scoring.ts';
import { openNext, queueScreen } from './scoring/queue.ts';
import { enterByPress } from './scoring/reenter-scoring.ts';
import { score } from './scoring/score-conversation.ts';
import { isWorked } from './scoring/sheet-turn.ts';
import { sendScreen } from './screen.ts';
import { adviceListScreen } from './teaching/advice.ts';
import { bestScreen } from './teaching/best.ts';
import { learnScreen } from './teaching/learn.ts';

export interface BotParts {
  app: App;
  token: string;
  apiRoot: string;
  received: ReceivedUpdates;
  backgroundTasks: BackgroundTasks;
  pictures: Pictures;
  /** What each message shows, known to the delivery as well (last-shown.ts). */
  shown: Transformer;
  /** Counts how Telegram answers (count-answers.ts). */
  counting?: Transformer;
  /** How Telegram is called, where it is not over HTTP. */
  fetch?: ApiClientOptions['fetch'];
  onError(error: unknown, what: string): void;
  onRefused(facts: object): void;
}

/** The bot: the order in which an update passes through it, and nothing else. */
export function createBot({
  app,
  token,
  apiRoot,
  received,
  backgroundTasks,
  pictures,
  shown,
  counting,
  fetch = quickFetch,
  onError,
  onRefused,
}: BotParts): Bot<Ctx> {
  const bot = new Bot<Ctx>(token, { client: { apiRoot, fetch } });
  if (counting) bot.api.config.use(counting);
  bot.api.config.use(retry());
  bot.api.config.use(shown);

  const download = downloader(bot.api, token, apiRoot);
  bot.use(sequentialize((ctx) => String(ctx.chat?.id ?? ctx.from?.id ?? '')));
  bot.use(chatTurns());
  bot.use(async (ctx, next) => {
    if (!received.begins(ctx.update.update_id)) return;
    await next();
    received.worked(ctx.update.update_id);
  });
  const press = pressing(handlers);
  bot.use(async (ctx, next) => {
    ctx.app = app;
    ctx.backgroundTasks = backgroundTasks;
    ctx.pictures = pictures;
    ctx.download = download;
    ctx.onRefused = onRefused;
    ctx.inlineMode = ctx.me.supports_inline_queries;
    ctx.beforePress = () => keepCopies(ctx);
    await next();
  });
  bot.use(searchInline(app));
  bot.use(authenticate(app));
  bot.use(keepCommands);
  bot.use(tellMissed);
  bot.use(takeContacts);

  bot.use(conversations<Ctx, Context>({ storage: conversationStorage(app) }));
  bot.on('message:text', async (ctx, next) => {
    if (ctx.message.text.startsWith('/')) await ctx.conversation.exit('ask');
    await next();
  });
  // What goes on in a conversation may be a menu; what a menu's button leads to, which may be one, comes below.
  bot.use(unlessNoPlace(everyMenu));
  bot.use(createConversation<Ctx, Context>(askIn(answerHandlers), { id: 'ask', parallel: true }));
  const scored = createConversation<Ctx, Context>(score, { id: scoring, parallel: true });
  bot.use(orBeginAgain(scoring, scored, { isWorked, onError }));
  bot.use(enterByPress);

  for (const name of commandNames) bot.command(name, whose(commandRoles[name], commands[name]));
  bot.hears(callNumber, (ctx) => openCard(ctx, Number(ctx.match[1])));
  bot.on('callback_query:data', (ctx) => press(ctx, ctx.pressed ?? ctx.callbackQuery.data));
  bot.on('message:document', takeDocument);
  bot.on('message', typed);
  return bot;
}

const commandNames = Object.keys(commandRoles) as CommandName[];

/** What each command does; `roles.ts` says whose it is. */
const commands: Record<CommandName, (ctx: CommandContext<Ctx>) => unknown> = {
  start,
  menu: openMenu,
  help: (ctx) => sendScreen(ctx, helpScreen(ctx)),
  language: (ctx) => sendScreen(ctx, languageScreen(ctx)),
  next: openNext,
  queue: (ctx) => sendScreen(ctx, queueScreen(ctx)),
  advice: (ctx) => sendScreen(ctx, adviceListScreen(ctx)),
  calibration: openCalibrations,
  learn: (ctx) => sendScreen(ctx, learnScreen(ctx)),
  best: (ctx) => sendScreen(ctx, bestScreen(ctx)),
  appeals: (ctx) => sendScreen(ctx, appealsScreen(ctx)),
  checklists: openChecklists,
  policy: openPolicy,
  team: (ctx) => openTeam(ctx, 'supervisor'),
  mentees: (ctx) => openTeam(ctx, 'mentor'),
  calls: openCalls,
  call: (ctx) => openCard(ctx, Number(ctx.match)),
  credit: openCredit,
  draw: openDraw,
  people: openPeople,
  import: openImport,
  period: openPeriods,
  digest: openDigest,
};

/** A command for those whose it is; others hear so, and nothing is done. */
function whose(needs: Needs, work: (ctx: CommandContext<Ctx>) => unknown) {
  return async (ctx: CommandContext<Ctx>): Promise<void> => {
    if (mayUse(needs, ctx.member.roles)) await work(ctx);
    else await ctx.reply(refusalWords(ctx, 'not_allowed'));
  };
}
