import { choicesFor, filterOf, nounsFor } from '../../app/calls/list-calls.ts';
import { keptSearch, searchClients } from '../../app/calls/search-clients.ts';
import { choiceNouns, kinds } from '../../domain/call-filter.ts';
import { movingPeriods } from '../../domain/period.ts';
import { type StatusKind, statuses, statusKinds } from '../../domain/statuses.ts';
import { buttonKind, id, oneOf, optional, page } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { callsButton } from '../menu-buttons.ts';
import { turnRow } from '../pager.ts';
import { commandRoles } from '../roles.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { shortName } from '../words.ts';
import { filterWords, isSet, periodWords } from './filter-words.ts';
import { type FoundButtons, foundLine, foundRows } from './found.ts';

/** The screens on which the list of calls is narrowed, and their buttons; calls-filters.ts works them. */

const needs = commandRoles.calls;
export const byStatusButton = buttonKind('calls-filter', needs);
export const moreFiltersButton = buttonKind('calls-more', needs);
export const statusButton = buttonKind('calls-status', needs, {
  status: oneOf([...statuses, 'all']),
});
export const kindButton = buttonKind('calls-kind', needs, { kind: oneOf(kinds) });
/** The nouns picked from a list; a client or an order is searched for. */
const picked = ['seller', 'direction', 'type', 'controller'] as const;
export type Picked = (typeof picked)[number];
export const pickButton = buttonKind('calls-pick', needs, {
  noun: oneOf(picked),
  page: optional(page),
});
/** Narrows to one of a noun; 0: to none of it. */
export const setButton = buttonKind('calls-set', needs, { noun: oneOf(choiceNouns), choice: id });
export const periodButton = buttonKind('calls-period', needs);
export const daysButton = buttonKind('calls-days', needs, {
  period: oneOf([...movingPeriods, 'any']),
});
export const findButton = buttonKind('calls-find', needs);
export const foundButton = buttonKind('calls-found', needs, { page: optional(page) });
export const sortButton = buttonKind('calls-sort', needs);
export const resetButton = buttonKind('calls-reset', needs);

const kindIcons: Record<StatusKind, string> = {
  preliminary: '⚪️',
  listening: '🎧',
  scored: '🟡',
  final: '🟢',
};
const choicesOnPage = 10;

const capital = (label: string) => label.charAt(0).toUpperCase() + label.slice(1);
const chosen = (is: boolean, label: string) => (is ? `☑ ${label}` : label);

export function statusScreen({ app, member, words }: Ctx): Screen {
  const { filter } = filterOf(app, member);
  const kindButtons = kinds.map((kind) => {
    const label = `${kindIcons[kind]} ${words.plain(`kind-${kind}`)}`;
    return kindButton.button(chosen(kind === filter.kind, label), { kind });
  });
  const statusButtons = statuses.map((status) => {
    const label = `${kindIcons[statusKinds[status]]} ${words.plain(`status-${status}`)}`;
    return [statusButton.button(chosen(status === filter.status, label), { status })];
  });
  return screen(
    [`<b>${words.t('calls-choose-status')}</b>`],
    [
      ...inRows(kindButtons, 2),
      ...statusButtons,
      [
        statusButton.button(words.plain('button-any-status'), { status: 'all' }),
        callsButton.button(words.plain('button-back'), {}),
      ],
    ],
  );
}

/** Every further filter with what it is set to; only those that make sense for this person. */
export function moreScreen({ app, member, words }: Ctx): Screen {
  const named = filterOf(app, member);
  const { filter, names } = named;
  const nouns = nounsFor(member);
  const value = (name: string | undefined) => shortName(name ?? words.plain('filter-any'));
  const period = filter.period && periodWords(words, filter.period, app.now());
  const sought = names.client ?? names.order;
  const label = (name: string, value: string) => words.plain(`filter-${name}-is`, { value });
  return screen(
    [`<b>${words.t('calls-title-filters', { filter: filterWords(words, named, app.now()) })}</b>`],
    [
      [periodButton.button(label('period', value(period ?? undefined)), {})],
      ...picked
        .filter((noun) => nouns.includes(noun))
        .map((noun) => [pickButton.button(label(noun, value(names[noun])), { noun })]),
      [findButton.button(label('client', value(sought)), {})],
      [sortButton.button(words.plain(`filter-sort-${filter.sort}`), {})],
      [
        ...(isSet(filter) ? [resetButton.button(words.plain('button-reset'), {})] : []),
        callsButton.button(words.plain('button-back'), {}),
      ],
    ],
  );
}

export function pickScreen({ app, member, words }: Ctx, noun: Picked, page: number): Screen {
  const { filter } = filterOf(app, member);
  const offset = page * choicesOnPage;
  const found = choicesFor(app, member, noun, { offset, most: choicesOnPage + 1 });
  const pager = turnRow(
    page > 0 && pickButton.button('◀', { noun, page: page - 1 }),
    found.length > choicesOnPage && pickButton.button('▶', { noun, page: page + 1 }),
  );
  return screen(
    [`<b>${words.t(`filter-${noun}-which`)}</b>`],
    [
      ...found
        .slice(0, choicesOnPage)
        .map(({ id: choice, name }) => [
          setButton.button(chosen(choice === filter[noun], shortName(name)), { noun, choice }),
        ]),
      pager,
      [
        setButton.button(capital(words.plain('filter-any')), { noun, choice: 0 }),
        moreFiltersButton.button(words.plain('button-back'), {}),
      ],
    ],
  );
}

export function periodScreen({ app, member, words }: Ctx, problem: string | null = null): Screen {
  const { filter } = filterOf(app, member);
  const buttons = movingPeriods.map((period) =>
    daysButton.button(chosen(period === filter.period, capital(words.plain(`period-${period}`))), {
      period,
    }),
  );
  const any = daysButton.button(capital(words.plain('filter-any')), { period: 'any' });
  return screen(
    [`<b>${words.t('filter-period-which')}</b>`, words.t('filter-period-typed'), problem],
    [...inRows([...buttons, any], 2), [moreFiltersButton.button(words.plain('button-back'), {})]],
  );
}

export function findScreen({ app, member, words }: Ctx, page: number | null): Screen {
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
      ...(found ? foundRows(words, found, searchButtons, page ?? 0) : []),
      [
        ...(isNarrowed
          ? [setButton.button(capital(words.plain('filter-any')), { noun: 'client', choice: 0 })]
          : []),
        moreFiltersButton.button(words.plain('button-back'), {}),
      ],
    ],
  );
}

const searchButtons: FoundButtons = {
  client: (label, choice) => setButton.button(label, { noun: 'client', choice }),
  order: (label, choice) => setButton.button(label, { noun: 'order', choice }),
  page: (label, page) => foundButton.button(label, { page }),
};
