import type { Menu, MenuOptions, MenuRange } from '@grammyjs/menu';
import type { MiddlewareFn } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Ctx } from './context.ts';
import { withVisibleHash } from './menu-fingerprint.ts';
import { refused, respond } from './reply.ts';
import type { Screen } from './screen.ts';

/**
 * Screens whose buttons are a menu of @grammyjs/menu: what is offered on a call by its status, a list, the
 * menu itself. A menu's button carries its place and a fingerprint of what was offered. Where something
 * else is offered by now, pressing it redraws the whole screen, says so, and does nothing. Where the
 * fingerprint holds, the press goes on as one of the typed button that stands there.
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
 * `now` draws what takes the place of an outdated screen, where that is not the same screen as it is now.
 *
 *     const view = menuView('score', (ctx, payload) => …);
 *     export const scoreMenu = view.drawn(new Menu('score', view.options));
 */
export function menuView(id: string, view: View, now: View = view): MenuView {
  /** What was drawn in answer to an update: it is sent with what it was drawn from. */
  const drawnOf = new WeakMap<Ctx, Drawn>();
  let menu: Menu<Ctx> | null = null;

  const draw = (ctx: Ctx): Drawn => {
    const payload = payloadOf(ctx);
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
        const screen = now === view ? draw(ctx).screen : now(ctx, payloadOf(ctx));
        const toast = ctx.words.plain('menu-outdated');
        await respond(ctx, screen ? { screen, toast } : refused(ctx, 'not_found'));
      },
    },
    drawn(made) {
      menu = made;
      return made.dynamic((ctx, range) => fill(range, draw(ctx)));
    },
    screen(of, screen, state = '') {
      const payload = checked(id, String(of));
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

/** Telegram takes 64 bytes a button: the menu's id, the place, the payload, and a fingerprint of up to 12. */
function checked(id: string, payload: string): string {
  const longest = `${id}/ff/ff/${payload}/f`;
  if (payload.includes('/') || Buffer.byteLength(longest) > 64 - 12) {
    throw new Error(`a button of the menu "${id}" cannot hold "${payload}"`);
  }
  return payload;
}

/** The payload of the pressed menu. */
function payloadOf({ match }: Ctx): string {
  return typeof match === 'string' ? match : '';
}

/** The data of a menu's button: `id/row/column/payload/` and a fingerprint, the place in hexadecimal. */
const inMenu = /^[^/:]+\/[^/]*\/[^/]*\//;
const hasPlace = /^[^/]+\/[0-9a-f]{1,2}\/[0-9a-f]{1,2}\//;

/** The menus, which throw where data names a place that none can be: that is a button like any unknown one. */
export function unlessNoPlace(menus: Menu<Ctx>): MiddlewareFn<Ctx> {
  const work = menus.middleware();
  return (ctx, next) => {
    const data = ctx.callbackQuery?.data ?? '';
    return inMenu.test(data) && !hasPlace.test(data) ? next() : work(ctx, next);
  };
}

/** What is offered, in one text; none, which no button was ever sent with, where the pressed place is none of it. */
function fingerprintOf(ctx: Ctx, { screen, sent }: Drawn): string {
  if (!screen) return '';
  const offered = screen.rows.map((row) => row.map(dataOf).join(',')).join(';');
  const [, row = '', column = ''] = (ctx.callbackQuery?.data ?? '').split('/');
  const pressed = screen.rows[Number.parseInt(row, 16)]?.[Number.parseInt(column, 16)];
  const offers = pressed !== undefined && 'callback_data' in pressed;
  return sent || offers ? withVisibleHash(`${screen.menu?.state ?? ''}|${offered}`) : '';
}

function dataOf(button: InlineKeyboardButton): string {
  if ('callback_data' in button) return button.callback_data;
  return 'copy_text' in button ? button.copy_text.text : '';
}

function fill(range: MenuRange<Ctx>, { payload, screen }: Drawn): void {
  for (const [at, row] of (screen?.rows ?? []).entries()) {
    if (at > 0) range.row();
    for (const button of row) {
      if ('callback_data' in button) {
        const { callback_data: data, ...look } = button;
        range.text({ ...look, payload }, (ctx, next) => {
          ctx.pressed = data;
          return next();
        });
      } else range.add(button);
    }
  }
}
