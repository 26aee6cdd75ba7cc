import { Menu } from '@grammyjs/menu';
import { chooseLanguage } from '../../app/people/members.ts';
import { languages, type Role, roles } from '../../domain/person.ts';
import { type ButtonKind, buttonKind, oneOf } from '../buttons.ts';
import { nextButton } from '../call-buttons.ts';
import { setupLines } from '../company/setup.ts';
import type { Ctx } from '../context.ts';
import {
  adviceButton,
  appealsButton,
  calibrationButton,
  callsButton,
  checklistsButton,
  creditButton,
  drawButton,
  helpButton,
  importButton,
  languageButton,
  menteesButton,
  menuButton,
  peopleButton,
  periodsButton,
  policyButton,
  selfFirstButton,
  teamButton,
} from '../menu-buttons.ts';
import { menuView } from '../menus.ts';
import { commandRoles, mayUse, paidRoles } from '../roles.ts';
import { inRows, type Screen, screen, sendScreen } from '../screen.ts';
import { bestButton, learnButton } from '../teaching/learn-buttons.ts';
import { escapeHtml, wordsIn } from '../words.ts';
import { waitingFor } from './waiting.ts';

/** A way on from the menu; its words are `menu-<verb>`, or as said. */
interface Entry {
  open: Pick<ButtonKind<object>, 'verb' | 'needs' | 'data' | 'button'>;
  /** To whom it is offered, where that is not everybody whose button it is. */
  of?: readonly Role[];
  label?: string;
}

/** By daily use. What waits (waiting.ts) comes before them, in the place of the entry it opens. */
const entries: readonly Entry[] = [
  // A head goes on with a returned call from its notice; the queue is the controllers'.
  { open: nextButton, of: ['controller'], label: 'button-next-call' },
  { open: appealsButton },
  { open: adviceButton },
  { open: teamButton },
  { open: menteesButton },
  { open: calibrationButton },
  { open: bestButton },
  { open: callsButton },
  { open: creditButton, of: paidRoles },
  { open: learnButton },
  { open: selfFirstButton },
  { open: drawButton },
  { open: checklistsButton },
  { open: policyButton },
  { open: peopleButton },
  { open: importButton },
  { open: periodsButton },
  { open: helpButton },
];
const perRow = 2;

/** What waits for this person, each a button, then everything they can open. */
function menuScreen(ctx: Ctx): Screen {
  const { words, member } = ctx;
  const waiting = waitingFor(ctx);
  const opened = new Set(
    waiting.flatMap(({ rows }) => rows.flat()).map((one) => one.callback_data),
  );
  const others = entries
    .filter(({ open, of }) => mayUse(of ?? open.needs, member.roles))
    .filter(({ open }) => !opened.has(open.data({})))
    .map(({ open, label }) => open.button(words.plain(label ?? `menu-${open.verb}`), {}));
  const setup = setupLines(ctx);
  const lines = waiting.flatMap((entry) => entry.lines);
  const drawn = screen(
    [
      `<b>${words.t('menu-title', { name: member.name })}</b>`,
      roleLine(ctx),
      ...(setup.length > 0 ? ['', ...setup] : []),
      ...(lines.length > 0 ? ['', ...lines] : []),
    ],
    [
      ...waiting.flatMap(({ rows }) => rows),
      ...inRows(others, perRow),
      [languageButton.button(words.plain('menu-language'), {})],
    ],
  );
  return mainView.screen('', drawn);
}

const mainView = menuView('menu', menuScreen);

/** What waits for somebody, and everything they can open. */
export const mainMenu = mainView.drawn(new Menu('menu', mainView.options));

function roleLine({ words, member }: Ctx): string {
  const held = roles.filter((role) => member.roles.includes(role));
  const names = held.map((role) => words.plain(`role-${role}`)).join(', ');
  const direction = member.directionName ? ` · ${member.directionName}` : '';
  return escapeHtml(`${names}${direction}`);
}

const speakButton = buttonKind('speak', commandRoles.language, { code: oneOf(languages) });

export function languageScreen({ words, member }: Ctx): Screen {
  const choices = languages.map((code) => {
    const label = wordsIn(code, words.zone).plain('language-name');
    return speakButton.button(code === member.language ? `☑ ${label}` : label, { code });
  });
  const drawn = screen(
    [words.t('language-choose')],
    [choices, [menuButton.button(words.plain('button-menu'), {})]],
  );
  return languageView.screen('', drawn);
}

const languageView = menuView('language', languageScreen);

/** The languages to choose from. */
export const languageMenu = languageView.drawn(new Menu('language', languageView.options));

export const menuHandlers = [
  menuButton.on((ctx) => ({ screen: menuScreen(ctx) })),
  languageButton.on((ctx) => ({ screen: languageScreen(ctx) })),
  speakButton.on((ctx, { code }) => {
    chooseLanguage(ctx.app, ctx.member, code);
    ctx.member = { ...ctx.member, language: code };
    ctx.words = wordsIn(code, ctx.words.zone);
    return { toast: ctx.words.plain('language-set'), screen: menuScreen(ctx) };
  }),
];

export async function openMenu(ctx: Ctx): Promise<void> {
  await sendScreen(ctx, menuScreen(ctx));
}
