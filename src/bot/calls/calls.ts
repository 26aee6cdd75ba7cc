import { Menu } from '@grammyjs/menu';
import type { InlineKeyboardButton } from 'grammy/types';
import {
  type CallList,
  type ListedCall,
  listCalls,
  lookMax,
  pageSize,
} from '../../app/calls/list-calls.ts';
import type { PageFrom } from '../../app/calls/page-calls.ts';
import { buttonKind, id, inlineButton, type ValuesOfKind } from '../buttons.ts';
import { askButton } from '../call-buttons.ts';
import type { Ctx } from '../context.ts';
import { callsButton } from '../menu-buttons.ts';
import { menuView } from '../menus.ts';
import { turnRow } from '../pager.ts';
import { byCall } from '../roles.ts';
import { type Screen, screen } from '../screen.ts';
import { callLink, counterpart, escapeHtml, instant, length, shortName } from '../words.ts';
import { actsOn } from './call-acts.ts';
import { openCard } from './card.ts';
import { byStatusButton, moreFiltersButton, resetButton } from './filter-screens.ts';
import { filterWords, isSet } from './filter-words.ts';

/** Four buttons are as many as show a number of six digits whole on a phone 360 px wide. */
const buttonsPerRowMax = 4;

/** Opens a call's card below the list. */
const openButton = buttonKind('open', byCall, { callId: id });

/** Where a page begins, and which one of the list it is. */
interface Place {
  from: PageFrom | null;
  page: number;
}

const firstPage: Place = { from: null, page: 1 };

/** The calls one may see, as one's filter wants them; the filter is kept per person. */
export function callsScreen(ctx: Ctx, place: Place = firstPage): Screen {
  const { words, app } = ctx;
  const list = pageAt(ctx, place);
  const title = filterWords(words, list, app.now());
  const drawn = screen(
    [
      `<b>${words.t('calls-title', { filter: title, count: countText(list) })}</b>`,
      ...list.calls.map((call) => lineOf(ctx, call, list)),
      ...(list.calls.length === 0 && !list.cutShort ? [emptyLine(ctx, list)] : []),
      list.cutShort && words.t('calls-cut-short', { calls: lookMax }),
      list.calls.some(mayAsk) && `<i>${askIcon} ${words.t('calls-act-ask')}</i>`,
    ],
    [
      ...callRows(list),
      pagerRow(ctx, list),
      ctx.inlineMode ? [inlineButton(words.plain('button-inline'))] : [],
      [
        byStatusButton.button(words.plain('button-filter-status'), {}),
        moreFiltersButton.button(words.plain('button-filter-more'), {}),
        ...(isSet(list.filter) ? [resetButton.button(words.plain('button-reset'), {})] : []),
      ],
    ],
  );
  return callsView.screen(payloadOf(place, list), drawn);
}

interface ListPage extends CallList {
  /** Which page of the list it is, from 1. */
  number: number;
}

function pageAt({ app, member }: Ctx, { from, page }: Place): ListPage {
  const list = listCalls(app, member, from);
  // A first page stays one while calls come in before it: its number leads to them.
  if (from?.way === 'from' && page <= 1) return { ...list, previous: null, number: 1 };
  // Going back ends on the first page, whatever has come in meanwhile.
  return { ...list, number: list.previous === null ? 1 : Math.max(2, page) };
}

/** Which page stands in a message; the first one from its first call on, whatever comes in before that. */
function payloadOf({ from, page }: Place, { calls, number, cutShort }: ListPage): string {
  const [first] = calls;
  if (number === 1) {
    if (!first || cutShort) return callsButton.data({});
    const { startedAt, id: callId } = first.view;
    return callsButton.data({ way: 'from', key: { startedAt, id: callId }, page: 1 });
  }
  return from ? callsButton.data({ ...from, page }) : callsButton.data({});
}

const callsView = menuView(
  'calls',
  (ctx, payload) => callsScreen(ctx, placeOf(callsButton.read(payload) ?? {})),
  (ctx, payload) => {
    const place = placeOf(callsButton.read(payload) ?? {});
    return callsScreen(ctx, place.page > 1 ? place : firstPage);
  },
);

/** The list of calls: each call, and beside it whether one may ask for advice on it. */
export const callsMenu = callsView.drawn(new Menu('calls', callsView.options));

function countText({ count, more }: CallList): string {
  return more ? `${count}+` : String(count);
}

/** Nothing to show: what to do next, by what this person's list is made of. */
function emptyLine({ words, member }: Ctx, { filter }: CallList): string {
  if (isSet(filter)) return words.t('calls-none-filtered');
  const only = member.roles.length === 1 ? member.roles[0] : null;
  if (only === 'controller') return words.t('calls-none-controller');
  if (only === 'mentor' && member.menteeIds.length === 0) return words.t('calls-none-mentor');
  return words.t('calls-none');
}

/** `1240 · 23.11 11:20 · 4:10 · Иван П. · ИП Сидоров`, below it what the filter leaves open. */
function lineOf({ words, member }: Ctx, { view }: ListedCall, { filter }: CallList): string {
  const own = member.roles.length === 1 && member.roles[0] === 'seller';
  const seller = own || filter.seller !== null ? [] : [escapeHtml(shortName(view.sellerName))];
  const line = [
    callLink(view.id).html,
    instant(words, view.startedAt).html,
    length(view.talkS),
    ...seller,
    escapeHtml(counterpart(words, view)),
  ].join(' · ');
  const state = [
    ...(filter.status === null ? [words.t(`status-${view.status}`)] : []),
    ...(view.typeName !== null && filter.type === null ? [escapeHtml(view.typeName)] : []),
  ];
  return state.length > 0 ? `${line}\n    <i>${state.join(' · ')}</i>` : line;
}

const askIcon = '🙋';

/** Asked for from the list itself; every other act stands on the call's card. */
function mayAsk(call: ListedCall): boolean {
  return actsOn(call).includes(askButton);
}

/**
 * Each call's number, beside it whether one may ask for advice on it. Those of which one may not stand below in rows of
 * their own: in one row nobody sees to which of two numbers a mark belongs.
 */
function callRows({ calls }: CallList): InlineKeyboardButton[][] {
  const numberOf = ({ view }: ListedCall) =>
    openButton.button(String(view.id), { callId: view.id });
  const asked = calls
    .filter(mayAsk)
    .map((call) => [numberOf(call), askButton.button(askIcon, { callId: call.view.id })]);
  const others = calls.filter((call) => !mayAsk(call)).map((call) => [numberOf(call)]);
  return [...inRows(asked, buttonsPerRowMax / 2), ...inRows(others, buttonsPerRowMax)];
}

function inRows(groups: InlineKeyboardButton[][], perRow: number): InlineKeyboardButton[][] {
  return Array.from({ length: Math.ceil(groups.length / perRow) }, (_, row) =>
    groups.slice(row * perRow, (row + 1) * perRow).flat(),
  );
}

/** `◀`, where one is (which leads to the beginning), and the way on. */
function pagerRow({ words }: Ctx, list: ListPage): InlineKeyboardButton[] {
  const { next, previous, count, more, filter, cutShort, number } = list;
  if (next === null && previous === null) return [];
  const pages = Math.ceil(count / pageSize);
  const of = cutShort || more ? `${pages}+` : String(Math.max(pages, number));
  const before = previous && { way: 'before' as const, key: previous, page: number - 1 };
  const after = next && { way: 'after' as const, key: next, page: number + 1 };
  const onward = words.plain(`button-${filter.sort}-on`);
  return turnRow(
    before && callsButton.button('◀', before),
    after && callsButton.button(onward, after),
    [callsButton.button(`${number}/${of}`, {})],
    onward,
  );
}

/** Where a button leads; anything that is no place is the first page. */
function placeOf({ way, key, page }: ValuesOfKind<typeof callsButton>): Place {
  return way && key ? { from: { way, key }, page: page ?? 1 } : firstPage;
}

/** The page of the list that an act stood on, in messages of earlier versions. */
export function callsScreenAt(ctx: Ctx, key = '', page = ''): Screen {
  return callsScreen(ctx, placeOf(callsButton.read(`calls:from:${key}:${page}`) ?? {}));
}

export const callsHandlers = [
  callsButton.on((ctx, values) => ({ screen: callsScreen(ctx, placeOf(values)) })),
  openButton.on((ctx, { callId }) => ({ after: () => openCard(ctx, callId) })),
];
