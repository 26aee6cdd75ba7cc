import { savedFilter, saveFilter } from '../../db/call-lists.ts';
import type { ListFilter } from '../../db/call-parts.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { type Choice, choiceOf, choicesOf } from '../../db/list-choices.ts';
import type { Member } from '../../db/people.ts';
import { type Capacity, canSee, capacitiesOf } from '../../domain/access.ts';
import type { Call } from '../../domain/call.ts';
import {
  type CallFilter,
  type ChoiceNoun,
  callFilter,
  choiceNouns,
  noFilter,
  statusesOf,
} from '../../domain/call-filter.ts';
import { rangeOf } from '../../domain/period.ts';
import { asActor } from '../../domain/person.ts';
import { offeredVerbs, type Verb } from '../../domain/status.ts';
import type { App } from '../app.ts';
import { keysSeen } from './list-keys.ts';
import { scopeOf } from './list-scope.ts';
import { type Page, type PageFrom, pageOf } from './page-calls.ts';
import { callSeenBy, viewSeenBy } from './second-view.ts';

export { lookMax } from '../../db/call-lists.ts';
export type { Choice } from '../../db/list-choices.ts';

export const pageSize = 8;
const countMax = 1000;

/** A filter with the names of what it narrows the list to. */
export interface NamedFilter {
  filter: CallFilter;
  names: Partial<Record<ChoiceNoun, string>>;
}

/** Somebody's filter as it is kept; what they may not choose any more has dropped out of it. */
export function filterOf(app: App, member: Member): NamedFilter {
  const filter = { ...callFilter.parse(savedFilter(app.db, member.id)) };
  const names: NamedFilter['names'] = {};
  for (const noun of choiceNouns) {
    const id = filter[noun];
    const choice = id === null ? null : choiceFor(app, member, noun, id);
    if (choice) names[noun] = choice.name;
    else filter[noun] = null;
  }
  return { filter, names };
}

/** Changes what is named; a choice that this person has not got is not taken, and answers false. */
export function setFilter(app: App, member: Member, change: Partial<CallFilter>): boolean {
  for (const noun of choiceNouns) {
    const id = change[noun];
    if (id != null && !choiceFor(app, member, noun, id)) return false;
  }
  app.db.transaction((tx) => {
    saveFilter(tx, member.id, { ...filterOf(app, member).filter, ...change });
  });
  return true;
}

export function clearFilter(app: App, member: Member): void {
  app.db.transaction((tx) => saveFilter(tx, member.id, noFilter));
}

/** The nouns that make sense for what this person may see: a seller needs no seller to choose. */
export function nounsFor(member: Member): ChoiceNoun[] {
  const { all, directionIds, sellerIds, controllerId } = scopeOf(member);
  const others = sellerIds.some((id) => id !== member.id);
  const heads = all || directionIds.length > 0;
  const makesSense: Record<ChoiceNoun, boolean> = {
    seller: heads || others || controllerId !== null,
    direction: all || directionIds.length > 1,
    type: true,
    controller: heads || others,
    client: true,
    order: true,
  };
  return choiceNouns.filter((noun) => makesSense[noun]);
}

/** A page of what there is to choose, from 0. */
export function choicesFor(
  app: App,
  member: Member,
  noun: Exclude<ChoiceNoun, 'client' | 'order'>,
  page: { offset: number; most: number },
): Choice[] {
  return nounsFor(member).includes(noun) ? choicesOf(app.db, noun, scopeOf(member), page) : [];
}

function choiceFor(app: App, member: Member, noun: ChoiceNoun, id: number): Choice | null {
  return nounsFor(member).includes(noun) ? choiceOf(app.db, noun, scopeOf(member), id) : null;
}

export interface ListedCall {
  view: CallView;
  call: Call;
  /** What the status table offers this person on it. */
  offered: Verb[];
  capacities: ReadonlySet<Capacity>;
}

export interface CallList extends NamedFilter, Omit<Page, 'keys'> {
  calls: ListedCall[];
  /** Of the whole list, capped; `more`: there are further ones. */
  count: number;
  more: boolean;
}

/** A page of the calls that this person may see, as their filter wants them. */
export function listCalls(app: App, member: Member, from: PageFrom | null = null): CallList {
  const named = filterOf(app, member);
  const list = keysSeen(app, member, listFilterOf(app, named.filter));
  const { keys, ...page } = pageOf(list.read, named.filter.sort, from, pageSize);
  const calls = keys.flatMap(({ id }) => listedCall(app, member, id) ?? []);
  return { ...named, ...list.count(countMax), calls, ...page };
}

function listedCall(app: App, member: Member, id: number): ListedCall | null {
  const known = callFacts(app.db, id);
  const view = callView(app.db, id);
  const actor = asActor(member);
  if (!known || !view || !canSee(actor, known)) return null;
  const now = app.nowEarliest();
  const call = callSeenBy(member, known, now);
  return {
    view: viewSeenBy(member, known, call, view),
    call,
    offered: offeredVerbs(call, actor, now),
    capacities: capacitiesOf(actor, call),
  };
}

function listFilterOf(app: App, filter: CallFilter): ListFilter {
  const range = filter.period && rangeOf(filter.period, app.now(), app.policy().timeZone);
  return {
    statuses: statusesOf(filter),
    sellerId: filter.seller,
    directionId: filter.direction,
    checklistId: filter.type,
    controllerId: filter.controller,
    clientId: filter.client,
    orderIds: filter.order === null ? null : [filter.order],
    from: range?.from ?? null,
    to: range?.to ?? null,
  };
}
