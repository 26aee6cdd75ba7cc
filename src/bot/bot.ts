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
import { appealedHandlers } from './appeal/appealed.ts';
import { appealsScreen } from './appeal/appeals-list.ts';
import { decisionHandlers } from './appeal/decide-appeal.ts';
import { precedentHandlers } from './appeal/precedents.ts';
import { scoreHandlers } from './appeal/score-notice.ts';
import { appealHandlers } from './appeal/send-appeal.ts';
import { askIn } from './ask.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { ButtonHandler } from './buttons.ts';
import { callNumber } from './call-number.ts';
import { callsHandlers } from './calls/calls.ts';
import { filterHandlers, openCalls } from './calls/calls-filters.ts';
import { cardHandlers, openCard } from './calls/card.ts';
import { linkHandlers } from './calls/link-call.ts';
import { searchInline } from './calls/search-inline.ts';
import { checklistHandlers, openChecklists } from './company/checklists.ts';
import { openPolicy, policyHandlers } from './company/policy.ts';
import type { Ctx } from './context.ts';
import { conversationStorage, orBeginAgain } from './conversation-state.ts';
import { agreementHandlers } from './credit/agreement.ts';
import { controllersHandlers } from './credit/controllers.ts';
import { creditHandlers, openCredit } from './credit/credit.ts';
import { creditPartsHandlers } from './credit/credit-parts.ts';
import { debtsHandlers } from './credit/debts.ts';
import { decisionsHandlers } from './credit/decisions.ts';
import { differencesHandlers } from './credit/differences.ts';
import { digestHandlers, openDigest } from './credit/digest.ts';
import { slipHandlers } from './credit/pay-slip.ts';
import { openPeriods, periodHandlers } from './credit/period.ts';
import { periodFiguresHandlers } from './credit/period-figures.ts';
import { pointsHandlers } from './credit/points.ts';
import { takeCallHandlers } from './credit/take-call.ts';
import { openTeam, teamHandlers } from './credit/team.ts';
import { teamMemberHandlers } from './credit/team-member.ts';
import { downloader } from './download.ts';
import { drawHandlers, openDraw } from './draw/draw.ts';
import { everyMenu } from './every-menu.ts';
import { takeDocument } from './intake/documents.ts';
import { importHandlers, openImport } from './intake/import.ts';
import { keepCommands } from './menu/commands.ts';
import { helpHandlers, helpScreen } from './menu/help.ts';
import { languageScreen, menuHandlers, openMenu } from './menu/menu.ts';
import { missedHandlers, tellMissed } from './menu/missed.ts';
import { authenticate, start } from './menu/start.ts';
import { typed } from './menu/typed.ts';
import { undeliveredHandlers } from './menu/undelivered.ts';
import { unlessNoPlace } from './menus.ts';
import { keepCopies } from './notices/copies.ts';
import { openPeople, peopleHandlers } from './people/people.ts';
import { takeContacts } from './people/share-contacts.ts';
import { pressing } from './press.ts';
import { quickFetch } from './quick-fetch.ts';
import { listeningHandlers } from './recordings/listening.ts';
import { refusalWords } from './refusal-words.ts';
import { retry } from './retry.ts';
import { type CommandName, commandRoles, mayUse, type Needs } from './roles.ts';
import { scoring } from './scoring/enter-scoring.ts';
import { openNext, queueHandlers, queueScreen } from './scoring/queue.ts';
import { enterByPress } from './scoring/reenter-scoring.ts';
import { returnedHandlers } from './scoring/returned-call.ts';
import { score } from './scoring/score-conversation.ts';
import { scoringSteps } from './scoring/scoring-steps.ts';
import { sendHandlers } from './scoring/send-call.ts';
import { isWorked } from './scoring/sheet-turn.ts';
import { sendScreen } from './screen.ts';
import { adviceHandlers, adviceListScreen } from './teaching/advice.ts';
import { askHandlers } from './teaching/ask-advice.ts';
import { taughtHandlers } from './teaching/taught.ts';
import { teachingHandlers } from './teaching/teach.ts';

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

/** What each kind of button does. */
export const handlers: readonly ButtonHandler[] = [
  ...menuHandlers,
  ...missedHandlers,
  ...undeliveredHandlers,
  ...helpHandlers,
  ...callsHandlers,
  ...filterHandlers,
  ...linkHandlers,
  ...cardHandlers,
  ...listeningHandlers,
  ...queueHandlers,
  ...scoringSteps,
  ...sendHandlers,
  ...returnedHandlers,
  ...scoreHandlers,
  ...appealHandlers,
  ...appealedHandlers,
  ...decisionHandlers,
  ...precedentHandlers,
  ...peopleHandlers,
  ...checklistHandlers,
  ...policyHandlers,
  ...importHandlers,
  ...creditHandlers,
  ...creditPartsHandlers,
  ...slipHandlers,
  ...digestHandlers,
  ...pointsHandlers,
  ...periodHandlers,
  ...periodFiguresHandlers,
  ...debtsHandlers,
  ...controllersHandlers,
  ...agreementHandlers,
  ...differencesHandlers,
  ...decisionsHandlers,
  ...teamHandlers,
  ...teamMemberHandlers,
  ...drawHandlers,
  ...askHandlers,
  ...taughtHandlers,
  ...teachingHandlers,
  ...takeCallHandlers,
  ...adviceHandlers,
];
