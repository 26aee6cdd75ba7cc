import type { InlineKeyboardButton } from 'grammy/types';
import {
  choicesFor,
  clearFilter,
  filterOf,
  nounsFor,
  setFilter,
} from '../../app/calls/list-calls.ts';
import { keepSearch, keptSearch, searchClients } from '../../app/calls/search-clients.ts';
import { type CallFilter, choiceNouns, kinds } from '../../domain/call-filter.ts';
import { movingPeriods, readPeriod } from '../../domain/period.ts';
import { type StatusKind, statuses, statusKinds } from '../../domain/statuses.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { shortName } from '../words.ts';
import { callsScreen } from './calls.ts';
import { filterWords, isSet, periodWords } from './filter-words.ts';
import { foundLine, foundRows } from './found.ts';

const kindIcons: Record<StatusKind, string> = {
  preliminary: '⚪️',
  listening: '🎧',
  scored: '🟡',
  final: '🟢',
};
/** The nouns picked from a list; a client or an order is searched for. */
const picked = ['seller', 'direction', 'type', 'controller'] as const;
type Picked = (typeof picked)[number];
const choicesOnPage = 10;

const capital = (label: string) => label.charAt(0).toUpperCase() + label.slice(1);
const chosen = (is: boolean, label: string) => (is ? `☑ ${label}` : label);

function statusScreen({ app, member, words }: Ctx): Screen {
  const { filter } = filterOf(app, member);
  const kindButtons = kinds.map((kind) => {
    const label = `${kindIcons[kind]} ${words.plain(`kind-${kind}`)}`;
    return button(chosen(kind === filter.kind, label), 'calls-kind', kind);
  });
  const statusButtons = statuses.map((status) => {
    const label = `${kindIcons[statusKinds[status]]} ${words.plain(`status-${status}`)}`;
    return [button(chosen(status === filter.status, label), 'calls-status', status)];
  });
  return screen(
    [`<b>${words.t('calls-choose-status')}</b>`],
    [
      ...inRows(kindButtons, 2),
      ...statusButtons,
      [
        button(words.plain('button-any-status'), 'calls-status', 'all'),
        button(words.plain('button-back'), 'calls'),
      ],
    ],
  );
}

/** Every further filter with what it is set to; only those that make sense for this person. */
function moreScreen({ app, member, words }: Ctx): Screen {
  const named = filterOf(app, member);
  const { filter, names } = named;
  const nouns = nounsFor(member);
  const value = (name: string | undefined) => shortName(name ?? words.plain('filter-any'));
  const period = filter.period && periodWords(words, filter.period, app.now());
  const sought = names.client ?? names.order;
  const line = (name: string, shown: string, ...tap: [string, ...(string | number)[]]) => [
    button(words.plain(`filter-${name}-is`, { value: shown }), ...tap),
  ];
  return screen(
    [`<b>${words.t('calls-title-filters', { filter: filterWords(words, named, app.now()) })}</b>`],
    [
      line('period', value(period ?? undefined), 'calls-period'),
      ...picked
        .filter((noun) => nouns.includes(noun))
        .map((noun) => line(noun, value(names[noun]), 'calls-pick', noun)),
      line('client', value(sought), 'calls-find'),
      [button(words.plain(`filter-sort-${filter.sort}`), 'calls-sort')],
      [
        ...(isSet(filter) ? [button(words.plain('button-reset'), 'calls-reset')] : []),
        button(words.plain('button-back'), 'calls'),
      ],
    ],
  );
}

function pickScreen({ app, member, words }: Ctx, noun: Picked, page: number): Screen {
  const { filter } = filterOf(app, member);
  const offset = page * choicesOnPage;
  const found = choicesFor(app, member, noun, { offset, most: choicesOnPage + 1 });
  const pager: InlineKeyboardButton[] = [
    ...(page > 0 ? [button('◀', 'calls-pick', noun, page - 1)] : []),
    ...(found.length > choicesOnPage ? [button('▶', 'calls-pick', noun, page + 1)] : []),
  ];
  return screen(
    [`<b>${words.t(`filter-${noun}-which`)}</b>`],
    [
      ...found
        .slice(0, choicesOnPage)
        .map(({ id, name }) => [
          button(chosen(id === filter[noun], shortName(name)), 'calls-set', noun, id),
        ]),
      pager,
      [
        button(capital(words.plain('filter-any')), 'calls-set', noun, 0),
        button(words.plain('button-back'), 'calls-more'),
      ],
    ],
  );
}

function periodScreen({ app, member, words }: Ctx, problem: string | null = null): Screen {
  const { filter } = filterOf(app, member);
  const buttons = movingPeriods.map((period) =>
    button(
      chosen(period === filter.period, capital(words.plain(`period-${period}`))),
      'calls-days',
      period,
    ),
  );
  return screen(
    [`<b>${words.t('filter-period-which')}</b>`, words.t('filter-period-typed'), problem],
    [
      ...inRows([...buttons, button(capital(words.plain('filter-any')), 'calls-days', 'any')], 2),
      [button(words.plain('button-back'), 'calls-more')],
    ],
  );
}

function findScreen({ app, member, words }: Ctx, page: number | null): Screen {
  const { filter } = filterOf(app, member);
  const found = page === null ? null : searchClients(app, keptSearch(app, member));
  const isNarrowed = filter.client !== null || filter.order !== null;
  return screen(
    [
      `<b>${words.t('filter-client-which')}</b>`,
      found && foundLine(words, found),
      words.t('link-type'),
    ],
    [
      ...(found ? foundRows(words, found, searchTaps, page ?? 0) : []),
      [
        ...(isNarrowed
          ? [button(capital(words.plain('filter-any')), 'calls-set', 'client', 0)]
          : []),
        button(words.plain('button-back'), 'calls-more'),
      ],
    ],
  );
}

const searchTaps = {
  client: ['calls-set', 'client'],
  order: ['calls-set', 'order'],
  page: ['calls-found'],
} as const;

/** The list as the changed filter wants it. */
function narrowed(ctx: Ctx, change: Partial<CallFilter>): Reply {
  const done = setFilter(ctx.app, ctx.member, change);
  return done ? { screen: callsScreen(ctx) } : refused(ctx, 'stale', callsScreen(ctx));
}

const pageOf = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : 0);

export const filterTaps = {
  'calls-filter': (ctx) => ({ screen: statusScreen(ctx) }),
  'calls-more': (ctx) => ({ screen: moreScreen(ctx) }),
  'calls-status': (ctx, wanted) => {
    const status = statuses.find((known) => known === wanted) ?? null;
    if (status === null && wanted !== 'all') return refused(ctx, 'stale', callsScreen(ctx));
    return narrowed(ctx, { status, kind: null });
  },
  'calls-kind': (ctx, wanted) => {
    const kind = kinds.find((known) => known === wanted);
    if (!kind) return refused(ctx, 'stale', callsScreen(ctx));
    return narrowed(ctx, { kind, status: null });
  },
  'calls-pick': (ctx, wanted, page = '0') => {
    const noun = picked.find((known) => known === wanted);
    if (!noun || !nounsFor(ctx.member).includes(noun))
      return refused(ctx, 'stale', moreScreen(ctx));
    return { screen: pickScreen(ctx, noun, pageOf(page)) };
  },
  'calls-set': (ctx, wanted, id = '') => {
    const noun = choiceNouns.find((known) => known === wanted);
    if (!noun || !/^\d{1,15}$/.test(id)) return refused(ctx, 'stale', callsScreen(ctx));
    const value = Number(id) || null;
    const isSearched = noun === 'client' || noun === 'order';
    return narrowed(ctx, { ...(isSearched ? { client: null, order: null } : {}), [noun]: value });
  },
  'calls-period': (ctx) => ({
    screen: periodScreen(ctx),
    ask: { kind: 'calls_search', about: 'period' },
  }),
  'calls-days': (ctx, wanted) => {
    const period = movingPeriods.find((known) => known === wanted) ?? null;
    if (period === null && wanted !== 'any') return refused(ctx, 'stale', callsScreen(ctx));
    return narrowed(ctx, { period });
  },
  'calls-find': (ctx) => ({
    screen: findScreen(ctx, null),
    ask: { kind: 'calls_search', about: 'client' },
  }),
  'calls-found': (ctx, page = '0') => ({
    screen: findScreen(ctx, pageOf(page)),
    ask: { kind: 'calls_search', about: 'client' },
  }),
  'calls-sort': (ctx) => {
    const { sort } = filterOf(ctx.app, ctx.member).filter;
    return narrowed(ctx, { sort: sort === 'newest' ? 'oldest' : 'newest' });
  },
  'calls-reset': (ctx) => {
    clearFilter(ctx.app, ctx.member);
    return { screen: callsScreen(ctx) };
  },
} satisfies Taps;

/** Days as typed, or a client or an order to be searched for; what is found alone is taken at once. */
export const takeCallsSearch: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { app, member, words } = ctx;
  if (about === 'period') {
    const period = readPeriod(text, app.now(), words.zone);
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
