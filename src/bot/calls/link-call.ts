import {
  type LinkTarget,
  linkCall,
  linkCandidates,
  ordersToLink,
} from '../../app/calls/link-call.ts';
import type { CallView } from '../../app/calls/read-call.ts';
import { keepSearch, keptSearch, searchClients } from '../../app/calls/search-clients.ts';
import { buttonKind, id, oneOf, optional, page } from '../buttons.ts';
import { cardHereButton, linkButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import { byCall } from '../roles.ts';
import { screen } from '../screen.ts';
import { callLine, shortName } from '../words.ts';
import { cardOf } from './card.ts';
import { type FoundButtons, foundLine, foundRows, orderLabel } from './found.ts';

const ofClient = { callId: id, clientId: id };
/** A client, whose order in work is asked for where there are several. */
const clientButton = buttonKind('link-client', byCall, ofClient);
/** A client without any order. */
const aloneButton = buttonKind('link-alone', byCall, ofClient);
const orderButton = buttonKind('link-order', byCall, { callId: id, orderId: id });
const foundButton = buttonKind('link-found', byCall, { callId: id, page: optional(page) });
const anyButton = buttonKind('link-any', byCall, {
  callId: id,
  wanted: oneOf(['any', 'work']),
});

function heading({ words }: Ctx, view: CallView): string[] {
  const linked = view.clientName !== null;
  return [
    `<b>${words.t('link-title', { number: String(view.id) })}</b>`,
    callLine(words, view),
    words.t(linked ? 'link-now' : 'link-none-yet'),
    '',
  ];
}

function foundButtonsFor(callId: number): FoundButtons {
  return {
    client: (label, clientId) => clientButton.button(label, { callId, clientId }),
    order: (label, orderId) => orderButton.button(label, { callId, orderId }),
    page: (label, page) => foundButton.button(label, { callId, page }),
  };
}

/** Whose the call may be by its number, and that anything else can be typed. */
function linkScreen(ctx: Ctx, callId: number): Reply {
  const found = linkCandidates(ctx.app, ctx.member, callId);
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
            ? aloneButton.button(words.plain('link-alone', { client: shortName(client.name) }), {
                callId,
                clientId: client.id,
              })
            : clientButton.button(client.name, { callId, clientId: client.id }),
        ]),
        ...orders.map((order) => [
          orderButton.button(orderLabel(words, order), { callId, orderId: order.id }),
        ]),
        [cardHereButton.button(words.plain('button-cancel'), { callId })],
      ],
    ),
    ask: { kind: 'link_search', about: { callId } },
  };
}

/** What was found for the words typed last. */
function foundScreen(ctx: Ctx, callId: number, page: number): Reply {
  const allowed = linkCandidates(ctx.app, ctx.member, callId);
  if (!allowed.ok) return refused(ctx, allowed.refusal);
  const { view } = allowed.candidates;
  const { words, app, member } = ctx;
  const found = searchClients(app, keptSearch(app, member));
  const { inWorkOnly } = found.search;
  const toggle = anyButton.button(`${inWorkOnly ? '☑' : '☐'} ${words.plain('link-in-work-only')}`, {
    callId,
    wanted: inWorkOnly ? 'any' : 'work',
  });
  return {
    screen: screen(
      [...heading(ctx, view), foundLine(words, found), words.t('link-type-other')],
      [
        ...foundRows(words, found, foundButtonsFor(callId), page),
        found.lookedForOrders ? [toggle] : [],
        [cardHereButton.button(words.plain('button-cancel'), { callId })],
      ],
    ),
    ask: { kind: 'link_search', about: { callId } },
  };
}

/** A client of several open orders: which of them, or none. */
function ordersScreen(ctx: Ctx, callId: number, clientId: number): Reply {
  const found = ordersToLink(ctx.app, ctx.member, callId, clientId);
  if (!found.ok) return refused(ctx, found.refusal);
  const { words } = ctx;
  const { view, client, orders } = found;
  const [only] = orders;
  // As it is matched without anybody's help: an only order in work goes with its client.
  if (only && orders.length === 1) return linked(ctx, callId, { orderId: only.id });
  if (orders.length === 0) return linked(ctx, callId, { clientId: client.id });
  const name = shortName(client.name);
  return {
    screen: screen(
      [...heading(ctx, view), words.t('link-which-order', { client: name })],
      [
        ...orders.map((order) => [
          orderButton.button(orderLabel(words, order), { callId, orderId: order.id }),
        ]),
        [aloneButton.button(words.plain('link-alone', { client: name }), { callId, clientId })],
        [linkButton.button(words.plain('button-back'), { callId })],
      ],
    ),
  };
}

function linked(ctx: Ctx, callId: number, target: LinkTarget): Reply {
  const done = linkCall(ctx.app, ctx.member, callId, target);
  if (!done.ok) return refused(ctx, done.refusal);
  const now = cardOf(ctx, callId);
  return {
    toast: ctx.words.plain('link-done', { to: done.linkedTo }),
    ...(now ? { screen: now } : {}),
  };
}

export const linkHandlers = [
  linkButton.on((ctx, { callId }) => linkScreen(ctx, callId)),
  clientButton.on((ctx, { callId, clientId }) => ordersScreen(ctx, callId, clientId)),
  aloneButton.on((ctx, { callId, clientId }) => linked(ctx, callId, { clientId })),
  orderButton.on((ctx, { callId, orderId }) => linked(ctx, callId, { orderId })),
  foundButton.on((ctx, { callId, page }) => foundScreen(ctx, callId, page ?? 0)),
  anyButton.on((ctx, { callId, wanted }) => {
    const { text } = keptSearch(ctx.app, ctx.member);
    keepSearch(ctx.app, ctx.member, { text, inWorkOnly: wanted !== 'any' });
    return foundScreen(ctx, callId, 0);
  }),
];

/** A new search keeps whether closed orders are wanted; the next message searches again. */
export const linkSearchAnswerHandler: AnswerHandler<'link_search'> = (
  ctx,
  { callId },
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { app, member } = ctx;
  const allowed = linkCandidates(app, member, callId);
  if (!allowed.ok) return allowed;
  keepSearch(app, member, { text, inWorkOnly: keptSearch(app, member).inWorkOnly });
  const { screen: next } = foundScreen(ctx, callId, 0);
  return next ? { ok: true, screen: next, again: true } : { ok: false, refusal: 'stale' };
};
