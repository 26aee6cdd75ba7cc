import {
  type LinkTarget,
  linkCall,
  linkCandidates,
  ordersToLink,
} from '../../app/calls/link-call.ts';
import { type CallView, callCard } from '../../app/calls/read-call.ts';
import { keepSearch, keptSearch, searchClients } from '../../app/calls/search-clients.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLine, shortName } from '../words.ts';
import { cardScreen } from './card.ts';
import { type FoundTaps, foundLine, foundRows, orderLabel } from './found.ts';

const isNumber = (text: string) => /^\d{1,15}$/.test(text);

function heading({ words }: Ctx, view: CallView): string[] {
  const linked = view.clientName !== null;
  return [
    `<b>${words.t('link-title', { number: String(view.id) })}</b>`,
    callLine(words, view),
    words.t(linked ? 'link-now' : 'link-none-yet'),
    '',
  ];
}

function tapsFor(callId: number): FoundTaps {
  return {
    client: ['link-client', callId],
    order: ['link-order', callId],
    page: ['link-found', callId],
  };
}

/** Whose the call may be by its number, and that anything else can be typed. */
function linkScreen(ctx: Ctx, id: string): Reply {
  const found = linkCandidates(ctx.app, ctx.member, Number(id));
  if (!found.ok) return refused(ctx, found.refusal);
  const { words } = ctx;
  const { view, clients, orders } = found.candidates;
  keepSearch(ctx.app, ctx.member, { text: '', inWorkOnly: true });
  const one = clients.length === 1 && orders.length > 1;
  const how =
    clients.length > 1 ? 'link-several-clients' : one ? 'link-several-orders' : 'link-type';
  return {
    screen: screen(
      [...heading(ctx, view), words.t(how)],
      [
        ...clients.map((client) => [
          // With its orders below it, the button is for the client alone.
          one
            ? button(
                words.plain('link-alone', { client: shortName(client.name) }),
                'link-alone',
                view.id,
                client.id,
              )
            : button(client.name, 'link-client', view.id, client.id),
        ]),
        ...orders.map((order) => [
          button(orderLabel(words, order), 'link-order', view.id, order.id),
        ]),
        [button(words.plain('button-cancel'), 'card-here', view.id)],
      ],
    ),
    ask: { kind: 'link_search', about: id },
  };
}

/** What was found for the words typed last. */
function foundScreen(ctx: Ctx, id: string, page: number): Reply {
  const allowed = linkCandidates(ctx.app, ctx.member, Number(id));
  if (!allowed.ok) return refused(ctx, allowed.refusal);
  const { view } = allowed.candidates;
  const { words, app, member } = ctx;
  const found = searchClients(app, keptSearch(app, member));
  const { inWorkOnly } = found.search;
  const toggle = button(
    `${inWorkOnly ? '☑' : '☐'} ${words.plain('link-in-work-only')}`,
    'link-any',
    view.id,
    inWorkOnly ? 'any' : 'work',
  );
  return {
    screen: screen(
      [...heading(ctx, view), foundLine(words, found), words.t('link-type-other')],
      [
        ...foundRows(words, found, tapsFor(view.id), page),
        found.lookedForOrders ? [toggle] : [],
        [button(words.plain('button-cancel'), 'card-here', view.id)],
      ],
    ),
    ask: { kind: 'link_search', about: id },
  };
}

/** A client of several open orders: which of them, or none. */
function ordersScreen(ctx: Ctx, id: string, clientId: string): Reply {
  const found = ordersToLink(ctx.app, ctx.member, Number(id), Number(clientId));
  if (!found.ok) return refused(ctx, found.refusal);
  const { words } = ctx;
  const { view, client, orders } = found;
  const [only] = orders;
  // As it is matched without anybody's help: an only order in work goes with its client.
  if (only && orders.length === 1) return linked(ctx, id, { orderId: only.id });
  if (orders.length === 0) return linked(ctx, id, { clientId: client.id });
  const name = shortName(client.name);
  return {
    screen: screen(
      [...heading(ctx, view), words.t('link-which-order', { client: name })],
      [
        ...orders.map((order) => [
          button(orderLabel(words, order), 'link-order', view.id, order.id),
        ]),
        [button(words.plain('link-alone', { client: name }), 'link-alone', view.id, client.id)],
        [button(words.plain('button-back'), 'link', view.id)],
      ],
    ),
  };
}

function linked(ctx: Ctx, id: string, target: LinkTarget): Reply {
  const done = linkCall(ctx.app, ctx.member, Number(id), target);
  if (!done.ok) return refused(ctx, done.refusal);
  const found = callCard(ctx.app, ctx.member, Number(id));
  return {
    toast: ctx.words.plain('link-done', { to: done.linkedTo }),
    ...(found.ok ? { screen: cardScreen(ctx.words, found.card) } : {}),
  };
}

export const linkTaps = {
  link: (ctx, id = '') => linkScreen(ctx, id),
  'link-client': (ctx, id = '', clientId = '') => ordersScreen(ctx, id, clientId),
  'link-alone': (ctx, id = '', clientId = '') =>
    linked(ctx, id, { clientId: isNumber(clientId) ? Number(clientId) : 0 }),
  'link-order': (ctx, id = '', orderId = '') =>
    linked(ctx, id, { orderId: isNumber(orderId) ? Number(orderId) : 0 }),
  'link-found': (ctx, id = '', page = '') =>
    foundScreen(ctx, id, isNumber(page) ? Number(page) : 0),
  'link-any': (ctx, id = '', wanted = '') => {
    const { text } = keptSearch(ctx.app, ctx.member);
    keepSearch(ctx.app, ctx.member, { text, inWorkOnly: wanted !== 'any' });
    return foundScreen(ctx, id, 0);
  },
} satisfies Taps;

/** A new search keeps whether closed orders are wanted; the next message searches again. */
export const takeLinkSearch: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { app, member } = ctx;
  const allowed = linkCandidates(app, member, Number(about));
  if (!allowed.ok) return allowed;
  keepSearch(app, member, { text, inWorkOnly: keptSearch(app, member).inWorkOnly });
  const { screen: shown } = foundScreen(ctx, about, 0);
  return shown ? { ok: true, screen: shown, again: true } : { ok: false, refusal: 'stale' };
};
