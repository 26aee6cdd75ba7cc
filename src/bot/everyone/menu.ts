import { Menu } from '@grammyjs/menu';
import { chooseLanguage } from '../../app/members.ts';
import { appealsFor } from '../../app/read-case.ts';
import { queueState } from '../../app/read-sheet.ts';
import { languages } from '../../domain/person.ts';
import type { Ctx } from '../context.ts';
import { openNext } from '../controller/scoring.ts';
import { editScreen, type Screen } from '../screen.ts';
import { appealsScreen } from '../supervisor/appeals.ts';
import { escapeHtml, span, wordsIn } from '../words.ts';
import { callsScreen } from './calls.ts';
import { setCommands } from './commands.ts';
import { creditScreen } from './credit.ts';
import { drawScreen } from './draw.ts';

interface Entry {
  label: string;
  open: (ctx: Ctx) => Promise<unknown>;
}

/** What this person can open, what waits for them first. */
function entriesOf(ctx: Ctx): Entry[] {
  const { words, member } = ctx;
  const has = (role: (typeof member.roles)[number]) => member.roles.includes(role);
  const to = (draw: (ctx: Ctx) => Screen) => (tapped: Ctx) => replace(tapped, draw(tapped));
  return [
    ...(has('controller') ? [{ label: words.plain('button-next-call'), open: openNext }] : []),
    ...(has('supervisor') ? [{ label: words.plain('menu-appeals'), open: to(appealsScreen) }] : []),
    { label: words.plain('menu-calls'), open: to((shown) => callsScreen(shown)) },
    ...(has('seller') || has('controller')
      ? [{ label: words.plain('menu-credit'), open: to((shown) => creditScreen(shown, null)) }]
      : []),
    { label: words.plain('menu-draw'), open: to((shown) => drawScreen(shown, null)) },
  ];
}

async function replace(ctx: Ctx, screen: Screen): Promise<void> {
  const at = ctx.callbackQuery?.message;
  if (at) await editScreen(ctx.api, at.chat.id, at.message_id, screen);
}

/** What waits, in a line each. */
function menuText(ctx: Ctx): string {
  const { words, member, app } = ctx;
  const lines = [`<b>${words.t('menu-title', { name: member.name })}</b>`];
  if (member.roles.includes('supervisor')) {
    const waiting = appealsFor(app, member);
    const oldest = waiting[0]?.openedAt ?? null;
    const since = oldest === null ? '' : span(words, app.now() - oldest);
    lines.push(words.t('menu-appeals-wait', { count: waiting.length, span: since }));
  }
  if (member.roles.includes('controller')) {
    const { waiting, scoredToday } = queueState(app, member);
    lines.push(
      words.t('queue-waiting', { count: waiting }),
      words.t('queue-today', { count: scoredToday }),
    );
  }
  lines.push(roleLine(ctx));
  return lines.join('\n');
}

function roleLine({ words, member }: Ctx): string {
  const roles = member.roles.map((role) => words.plain(`role-${role}`)).join(', ');
  const direction = member.directionName ? ` · ${escapeHtml(member.directionName)}` : '';
  return `${escapeHtml(roles)}${direction}`;
}

const options = {
  // Counts in the text change while a menu lies open; its buttons stay good.
  fingerprint: (ctx: Ctx) => `${ctx.member.language}:${ctx.member.roles.join()}`,
  onMenuOutdated: async (ctx: Ctx) => {
    await ctx.answerCallbackQuery({ text: ctx.words.plain('refusal-stale') });
    await openMenu(ctx);
  },
} as const;

const main = new Menu<Ctx>('main', options as never).dynamic((ctx, range) => {
  for (const { label, open } of entriesOf(ctx)) {
    range
      .text(label, async (tapped) => {
        await tapped.answerCallbackQuery();
        await open(tapped);
      })
      .row();
  }
  range.submenu(ctx.words.plain('menu-language'), 'language');
});

const language = new Menu<Ctx>('language', options as never).dynamic((ctx, range) => {
  for (const code of languages) {
    const label = wordsIn(code, ctx.words.zone).plain('language-name');
    range
      .text(code === ctx.member.language ? `☑ ${label}` : label, async (tapped) => {
        chooseLanguage(tapped.app, tapped.member, code);
        tapped.member = { ...tapped.member, language: code };
        tapped.words = wordsIn(code, tapped.words.zone);
        await tapped.answerCallbackQuery({ text: tapped.words.plain('language-set') });
        await tapped.editMessageText(menuText(tapped), { parse_mode: 'HTML', reply_markup: main });
        await setCommands(tapped);
      })
      .row();
  }
  range.back(ctx.words.plain('button-back'));
});
main.register(language);

export { language as languageMenu, main as mainMenu };

/** Opens the menu; the commands of this chat follow the roles one holds now. */
export async function openMenu(ctx: Ctx): Promise<void> {
  await setCommands(ctx);
  await ctx.reply(menuText(ctx), { parse_mode: 'HTML', reply_markup: main });
}

export async function openLanguage(ctx: Ctx): Promise<void> {
  const text = ctx.words.t('language-choose');
  await ctx.reply(text, { parse_mode: 'HTML', reply_markup: language });
}
