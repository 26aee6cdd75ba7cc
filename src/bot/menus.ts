import type { Menu, MenuOptions, MenuRange } from '@grammyjs/menu';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Ctx } from './context.ts';
import { refused, respond } from './reply.ts';
import type { Screen } from './screen.ts';

/**
 * Screens whose buttons are a menu of @grammyjs/menu: what is offered on a call by its status, a list, the
 * menu itself. A menu's button carries its place and a fingerprint of what was offered. Where something
 * else is offered by now, pressing it redraws the whole screen, says so, and does nothing. Where the
 * fingerprint holds, the press is worked by the handler of the typed button that stands there.
 *
 * The data is not signed: handlers ask the use case, which asks the status table.
 */

/** Draws the screen that a menu's payload names, as it is now; null for whom there is none. */
export type View = (ctx: Ctx, payload: string) => Screen | null;

export interface MenuView {
  readonly id: string;
  readonly options: MenuOptions<Ctx>;
  /** Gives the menu, which has this view's id, its buttons; answers it. */
  drawn(menu: Menu<Ctx>): Menu<Ctx>;
  /** The screen with its buttons as this menu; `state`: what else a press on it relies on, as a status. */
  screen(payload: string | number, screen: Screen, state?: string): Screen;
}

/** `sent`: it is on its way with this update's answer, no longer what a press is held against. */
interface Drawn {
  payload: string;
  screen: Screen | null;
  sent: boolean;
}

/**
 *     const view = menuView('score', (ctx, payload) => …);
 *     export const scoreMenu = view.drawn(new Menu('score', view.options));
 */
export function menuView(id: string, view: View): MenuView {
  /** What was drawn in answer to an update: it is sent with what it was drawn from. */
  const drawnOf = new WeakMap<Ctx, Drawn>();
  let menu: Menu<Ctx> | null = null;

  const draw = (ctx: Ctx): Drawn => {
    const payload = typeof ctx.match === 'string' ? ctx.match : '';
    const known = drawnOf.get(ctx);
    if (known?.sent || known?.payload === payload) return known;
    const drawn = { payload, screen: view(ctx, payload), sent: false };
    drawnOf.set(ctx, drawn);
    return drawn;
  };

  return {
    id,
    options: {
      autoAnswer: false,
      fingerprint: (ctx) => fingerprintOf(ctx, draw(ctx)),
      async onMenuOutdated(ctx) {
        await ctx.beforePress();
        const { screen } = draw(ctx);
        const toast = ctx.words.plain('menu-outdated');
        await respond(ctx, screen ? { screen, toast } : refused(ctx, 'not_found'));
      },
    },
    drawn(made) {
      menu = made;
      return made.dynamic((ctx, range) => fill(range, draw(ctx)));
    },
    screen(of, screen, state = '') {
      const payload = String(of);
      const placed: Screen = { ...screen, menu: { id, payload, state, place } };
      function place(ctx: Ctx): Menu<Ctx> {
        if (!menu) throw new Error(`the menu "${id}" was never made`);
        drawnOf.set(ctx, { payload, screen: placed, sent: true });
        return menu;
      }
      return placed;
    },
  };
}

/** What is offered, in one text; another one where the pressed place is none of it. */
function fingerprintOf(ctx: Ctx, { screen, sent }: Drawn): string {
  if (!screen) return 'nothing';
  const offered = screen.rows.map((row) => row.map(dataOf).join(',')).join(';');
  const [, row = '', column = ''] = (ctx.callbackQuery?.data ?? '').split('/');
  const pressed = screen.rows[Number.parseInt(row, 16)]?.[Number.parseInt(column, 16)];
  return sent || pressed ? `${screen.menu?.state ?? ''}|${offered}` : 'elsewhere';
}

function dataOf(button: InlineKeyboardButton): string {
  return 'callback_data' in button ? button.callback_data : button.text;
}

function fill(range: MenuRange<Ctx>, { payload, screen }: Drawn): void {
  for (const [at, row] of (screen?.rows ?? []).entries()) {
    if (at > 0) range.row();
    for (const button of row) {
      if ('callback_data' in button) {
        const { callback_data: data, ...look } = button;
        range.text({ ...look, payload }, (ctx) => ctx.press(data));
      } else range.add(button);
    }
  }
}
