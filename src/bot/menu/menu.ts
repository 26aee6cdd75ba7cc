import { chooseLanguage } from '../../app/people/members.ts';
import { languages, type Role, roles } from '../../domain/person.ts';
import type { ButtonKind } from '../buttons.ts';
import { nextButton } from '../call-buttons.ts';
import { setupLines } from '../company/setup.ts';
import type { Ctx } from '../context.ts';
import { drawScreen } from '../draw/draw.ts';
import {
  adviceButton,
  appealsButton,
  callsButton,
  checklistsButton,
  creditButton,
  drawButton,
  helpButton,
  importButton,
  menteesButton,
  peopleButton,
  periodsButton,
  policyButton,
  teamButton,
} from '../menu-buttons.ts';
import { refused } from '../reply.ts';
import { mayUse, paidRoles } from '../roles.ts';
import { button, inRows, type Screen, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { escapeHtml, wordsIn } from '../words.ts';
import { waitingFor } from './waiting.ts';

/** A way on from the menu: the button that opens its screen, in the words `menu-<verb>` or as said. */
interface Entry {
  kind: ButtonKind<object>;
  /** To whom it is offered, where that is not everybody whose button it is. */
  of?: readonly Role[];
  label?: string;
}

/** By daily use. What waits (waiting.ts) comes before them, in the place of the entry it opens. */
const entries: readonly Entry[] = [
  { kind: nextButton, label: 'button-next-call' },
  { kind: appealsButton },
  { kind: adviceButton },
  { kind: teamButton },
  { kind: menteesButton },
  { kind: callsButton },
  { kind: creditButton, of: paidRoles },
  { kind: drawButton },
  { kind: checklistsButton },
  { kind: policyButton },
  { kind: peopleButton },
  { kind: importButton },
  { kind: periodsButton },
  { kind: helpButton },
];
const perRow = 2;

/** What waits for this person, each a button, then everything they can open. */
function menuScreen(ctx: Ctx): Screen {
  const { words, member } = ctx;
  const waiting = waitingFor(ctx);
  const opened = new Set(waiting.flatMap(({ rows }) => rows.flat().map(verbOf)));
  const open = entries
    .filter(({ kind, of }) => mayUse(of ?? kind.needs, member.roles))
    .filter(({ kind }) => !opened.has(kind.verb))
    .map(({ kind, label }) => kind.button(words.plain(label ?? `menu-${kind.verb}`), {}));
  const setup = setupLines(ctx);
  const lines = waiting.flatMap((entry) => entry.lines);
  return screen(
    [
      `<b>${words.t('menu-title', { name: member.name })}</b>`,
      roleLine(ctx),
      ...(setup.length > 0 ? ['', ...setup] : []),
      ...(lines.length > 0 ? ['', ...lines] : []),
    ],
    [
      ...waiting.flatMap(({ rows }) => rows),
      ...inRows(open, perRow),
      [button(words.plain('menu-language'), 'language')],
    ],
  );
}

function verbOf(shown: { callback_data?: string } | object): string {
  return 'callback_data' in shown ? String(shown.callback_data) : '';
}

function roleLine({ words, member }: Ctx): string {
  const held = roles.filter((role) => member.roles.includes(role));
  const names = held.map((role) => words.plain(`role-${role}`)).join(', ');
  const direction = member.directionName ? ` · ${member.directionName}` : '';
  return escapeHtml(`${names}${direction}`);
}

export function languageScreen({ words, member }: Ctx): Screen {
  const choices = languages.map((code) => {
    const label = wordsIn(code, words.zone).plain('language-name');
    return button(code === member.language ? `☑ ${label}` : label, 'speak', code);
  });
  return screen(
    [words.t('language-choose')],
    [choices, [button(words.plain('button-menu'), 'menu')]],
  );
}

export const menuTaps = {
  menu: (ctx) => ({ screen: menuScreen(ctx) }),
  draw: (ctx, date, id) => ({ screen: drawScreen(ctx, date ?? null, Number(id)) }),
  language: (ctx) => ({ screen: languageScreen(ctx) }),
  speak: (ctx, wanted) => {
    const code = languages.find((known) => known === wanted);
    if (!code) return refused(ctx, 'stale', languageScreen(ctx));
    chooseLanguage(ctx.app, ctx.member, code);
    ctx.member = { ...ctx.member, language: code };
    ctx.words = wordsIn(code, ctx.words.zone);
    return { toast: ctx.words.plain('language-set'), screen: menuScreen(ctx) };
  },
} satisfies Taps;

export async function openMenu(ctx: Ctx): Promise<void> {
  await sendScreen(ctx, menuScreen(ctx));
}
