import { callPage, type ListScope, savedFilter, saveFilter } from '../db/call-lists.ts';
import type { CallView } from '../db/calls.ts';
import type { Member } from '../db/people.ts';
import { type Status, statuses } from '../domain/status.ts';
import type { App } from './app.ts';

const pageSize = 8;

/** The filter of somebody's list, kept per person. */
export interface CallFilter {
  status: Status | null;
}

export function filterOf(app: App, member: Member): CallFilter {
  const saved = savedFilter(app.db, member.id);
  return { status: statuses.find((status) => status === saved.status) ?? null };
}

export function setFilter(app: App, member: Member, filter: CallFilter): void {
  app.db.transaction((tx) => saveFilter(tx, member.id, { ...filter }));
}

export interface CallList {
  filter: CallFilter;
  calls: CallView[];
  /** The cursor of the next, older page; null on the last. */
  olderThan: number | null;
}

/** A page of the calls that this person may see, newest first, older than the cursor. */
export function listCalls(app: App, member: Member, beforeId: number | null): CallList {
  const filter = filterOf(app, member);
  const rows = callPage(app.db, scopeOf(member), {
    status: filter.status,
    beforeId: beforeId ?? Number.MAX_SAFE_INTEGER,
    most: pageSize + 1,
  });
  const calls = rows.slice(0, pageSize);
  const olderThan = rows.length > pageSize ? (calls.at(-1)?.id ?? null) : null;
  return { filter, calls, olderThan };
}

/** The same scope as `canSee`, as ranges of calls. */
function scopeOf(member: Member): ListScope {
  const has = (role: Member['roles'][number]) => member.roles.includes(role);
  const supervises = has('supervisor');
  return {
    all: has('admin') || (supervises && member.heads === 'all'),
    directionIds: supervises && member.heads !== 'all' ? member.heads : [],
    sellerIds: [...(has('seller') ? [member.id] : []), ...(has('mentor') ? member.menteeIds : [])],
    controllerId: has('controller') ? member.id : null,
  };
}
