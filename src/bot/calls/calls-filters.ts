import { clearFilter, filterOf, nounsFor, setFilter } from '../../app/calls/list-calls.ts';
import { keepSearch, searchClients } from '../../app/calls/search-clients.ts';
import type { CallFilter } from '../../domain/call-filter.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused, sendAsking } from '../reply.ts';
import { sendScreen } from '../screen.ts';
import { callsScreen } from './calls.ts';
import {
  byStatusButton,
  daysButton,
  findButton,
  findScreen,
  foundButton,
  kindButton,
  moreFiltersButton,
  moreScreen,
  periodButton,
  periodScreen,
  pickButton,
  pickScreen,
  resetButton,
  setButton,
  sortButton,
  statusButton,
  statusScreen,
} from './filter-screens.ts';
import { readPeriod } from './filter-words.ts';

/** The list as the changed filter wants it. */
function narrowed(ctx: Ctx, change: Partial<CallFilter>): Reply {
  const done = setFilter(ctx.app, ctx.member, change);
  return done ? { screen: callsScreen(ctx) } : refused(ctx, 'stale', callsScreen(ctx));
}

/** A page of what a search found, or none yet; what is typed next searches. */
function searching(ctx: Ctx, page: number | null): Reply {
  return { screen: findScreen(ctx, page), ask: { kind: 'calls_search', about: { by: 'client' } } };
}

export const filterHandlers = [
  byStatusButton.on((ctx) => ({ screen: statusScreen(ctx) })),
  moreFiltersButton.on((ctx) => ({ screen: moreScreen(ctx) })),

  statusButton.on((ctx, { status }) =>
    narrowed(ctx, { status: status === 'all' ? null : status, kind: null }),
  ),
  kindButton.on((ctx, { kind }) => narrowed(ctx, { kind, status: null })),

  pickButton.on((ctx, { noun, page }) =>
    nounsFor(ctx.member).includes(noun)
      ? { screen: pickScreen(ctx, noun, page ?? 0) }
      : refused(ctx, 'stale', moreScreen(ctx)),
  ),
  setButton.on((ctx, { noun, choice }) => {
    const isSearched = noun === 'client' || noun === 'order';
    return narrowed(ctx, {
      ...(isSearched ? { client: null, order: null } : {}),
      [noun]: choice === 0 ? null : choice,
    });
  }),

  periodButton.on((ctx) => ({
    screen: periodScreen(ctx),
    ask: { kind: 'calls_search', about: { by: 'period' } },
  })),
  daysButton.on((ctx, { period }) => narrowed(ctx, { period: period === 'any' ? null : period })),

  findButton.on((ctx) => searching(ctx, null)),
  foundButton.on((ctx, { page }) => searching(ctx, page ?? 0)),

  sortButton.on((ctx) => {
    const { sort } = filterOf(ctx.app, ctx.member).filter;
    return narrowed(ctx, { sort: sort === 'newest' ? 'oldest' : 'newest' });
  }),
  resetButton.on((ctx) => {
    clearFilter(ctx.app, ctx.member);
    return { screen: callsScreen(ctx) };
  }),
];

/** `/calls`, or `/calls ООО «Север»`: those of a client or an order alone, whatever the list was narrowed to. */
export async function openCalls(ctx: Ctx, typed = ctx.match): Promise<void> {
  const text = typeof typed === 'string' ? typed.trim() : '';
  if (text !== '' && !narrowedAlone(ctx, text)) {
    const question = { kind: 'calls_search', about: { by: 'client' } } as const;
    await sendAsking(ctx, findScreen(ctx, 0), question);
    return;
  }
  await sendScreen(ctx, callsScreen(ctx));
}

/** Narrows the list to the one client or order that was typed; false where that is none, or may be several. */
function narrowedAlone({ app, member }: Ctx, text: string): boolean {
  const search = { text, inWorkOnly: false };
  keepSearch(app, member, search);
  const found = searchClients(app, search);
  const exact = found.clients.filter(({ name }) => name === text);
  const { clients, orders } = exact.length > 0 ? { clients: exact, orders: [] } : found;
  if (clients.length + orders.length !== 1) return false;
  clearFilter(app, member);
  return setFilter(app, member, { client: clients[0]?.id ?? null, order: orders[0]?.id ?? null });
}

/** Days as typed, or a client or an order to be searched for; what is found alone is taken at once. */
export const callsSearchAnswerHandler: AnswerHandler<'calls_search'> = (ctx, { by }, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { app, member, words } = ctx;
  if (by === 'period') {
    const period = readPeriod(words, text, app.now());
    if (period && setFilter(app, member, { period })) return { ok: true, screen: callsScreen(ctx) };
    return { ok: true, screen: periodScreen(ctx, words.t('filter-period-strange')), again: true };
  }
  const search = { text, inWorkOnly: false };
  keepSearch(app, member, search);
  const { clients, orders } = searchClients(app, search);
  const [client, order] = [clients[0], orders[0]];
  const only: Partial<CallFilter> | null =
    clients.length + orders.length !== 1
      ? null
      : { client: client?.id ?? null, order: order?.id ?? null };
  if (only && setFilter(app, member, only)) return { ok: true, screen: callsScreen(ctx) };
  return { ok: true, screen: findScreen(ctx, 0), again: true };
};
