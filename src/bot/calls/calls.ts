import type { InlineKeyboardButton } from 'grammy/types';
import { type CallList, type ListedCall, listCalls, pageSize } from '../../app/calls/list-calls.ts';
import type { CallKey, PageFrom } from '../../app/calls/page-calls.ts';
import type { Ctx } from '../context.ts';
import { button, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { callLink, counterpart, dateTime, escapeHtml, length, shortName } from '../words.ts';
import { actionTaps, openCard } from './card.ts';
import { filterWords, isSet } from './filter-words.ts';

/** Calls in a row of buttons, by the most acts that one of them has: a thumb tells eight apart. */
const callsPerRow = (acts: number) => (acts === 0 ? 4 : acts === 1 ? 3 : acts <= 3 ? 2 : 1);

/** Where a page begins, and which one of the list it is. */
export interface Place {
  from: PageFrom | null;
  page: number;
}

const firstPage: Place = { from: null, page: 1 };

/** The calls one may see, as one's filter wants them; the filter is kept per person. */
export function callsScreen(ctx: Ctx, { from, page }: Place = firstPage): Screen {
  const { words, app, member } = ctx;
  const list = listCalls(app, member, from);
  // Going back ends on the first page, whatever has come in meanwhile.
  const number = list.previous === null ? 1 : Math.max(2, page);
  const title = filterWords(words, list, app.now());
  const acts = new Set(list.calls.flatMap((call) => iconsOf(call).map(({ tap }) => tap)));
  return screen(
    [
      `<b>${words.t('calls-title', { filter: title, count: countText(list) })}</b>`,
      ...list.calls.map((call) => lineOf(ctx, call, list)),
      ...(list.calls.length === 0 && !list.cutShort ? [emptyLine(ctx, list)] : []),
      list.cutShort && words.t('calls-cut-short'),
      acts.size > 0 && `<i>${[...acts].map((tap) => legend(ctx, tap)).join(' · ')}</i>`,
    ],
    [
      ...callRows(list, number),
      pagerRow(ctx, list, number),
      [
        button(words.plain('button-filter-status'), 'calls-filter'),
        button(words.plain('button-filter-more'), 'calls-more'),
        ...(isSet(list.filter) ? [button(words.plain('button-reset'), 'calls-reset')] : []),
      ],
    ],
  );
}

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
    dateTime(words, view.startedAt),
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

/** Acts that are done straight from the list; any other waits on the call's card. */
const icons: Readonly<Record<string, string>> = {
  notice: '📋',
  case: '⚖️',
  appealed: '⚖️',
  next: '▶️',
  resume: '▶️',
  recall: '✏️',
  ask: '🙋',
  begin: '🎧',
  take: '🎓',
  side: '🎓',
  send: '📥',
  link: '🔗',
};
/** These stay in the list, which is drawn again below them. */
const staying = ['take', 'side', 'begin', 'resume'];

/** What the status table offers on a call; one that is linked already is linked anew on its card. */
function iconsOf(call: ListedCall): { tap: string; icon: string }[] {
  const offered = actionTaps(call);
  return Object.entries(icons)
    .filter(([tap]) => offered.includes(tap) && (tap !== 'link' || call.view.clientId === null))
    .map(([tap, icon]) => ({ tap, icon }));
}

function legend({ words }: Ctx, tap: string): string {
  return `${icons[tap]} ${words.t(`calls-act-${tap}`)}`;
}

/** Each call's number with its acts, as many in a row as a thumb can tell apart. */
function callRows({ calls }: CallList, page: number): InlineKeyboardButton[][] {
  const [first] = calls;
  const here = first ? [keyText(first.view), page] : [];
  const groups = calls.map((call) => [
    button(String(call.view.id), 'open', call.view.id),
    ...iconsOf(call).map(({ tap, icon }) =>
      button(icon, tap, call.view.id, ...(staying.includes(tap) ? ['list', ...here] : [])),
    ),
  ]);
  const most = Math.max(0, ...groups.map((group) => group.length - 1));
  return inRows(groups, callsPerRow(most)).map((row) => row.flat());
}

/** `◀`, where one is (which leads to the beginning), and the way on. */
function pagerRow({ words }: Ctx, list: CallList, page: number): InlineKeyboardButton[] {
  const { next, previous, count, more, filter, cutShort } = list;
  if (next === null && previous === null) return [];
  const pages = Math.ceil(count / pageSize);
  const of = cutShort || more ? `${pages}+` : String(Math.max(pages, page));
  return [
    ...(previous === null ? [] : [button('◀', 'calls', 'before', keyText(previous), page - 1)]),
    button(`${page}/${of}`, 'calls'),
    ...(next === null
      ? []
      : [
          button(
            words.plain(`button-${filter.sort}-on`),
            'calls',
            'after',
            keyText(next),
            page + 1,
          ),
        ]),
  ];
}

function keyText({ startedAt, id }: CallKey): string {
  return `${startedAt.toString(36)}.${id.toString(36)}`;
}

/** Where a button leads; anything else is the first page. */
function placeOf(way = '', key = '', page = ''): Place {
  const [, startedAt = '', id = ''] = /^(-?[0-9a-z]{1,11})\.(-?[0-9a-z]{1,11})$/.exec(key) ?? [];
  const known = (['after', 'before', 'from'] as const).find((one) => one === way);
  const number = Number(page);
  if (!known || startedAt === '' || !Number.isInteger(number)) return firstPage;
  const at = { startedAt: Number.parseInt(startedAt, 36), id: Number.parseInt(id, 36) };
  return { from: { way: known, key: at }, page: number };
}

/** The page from which an act was tapped, drawn again. */
export function callsScreenAt(ctx: Ctx, key?: string, page?: string): Screen {
  return callsScreen(ctx, placeOf('from', key, page));
}

export const callsTaps = {
  calls: (ctx, way, key, page) => ({ screen: callsScreen(ctx, placeOf(way, key, page)) }),
  open: (ctx, id) => ({ after: () => openCard(ctx, Number(id)) }),
} satisfies Taps;
