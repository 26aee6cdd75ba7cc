import { type CallKey, callKeys, countCalls } from '../../db/call-lists.ts';
import type { ListFilter } from '../../db/call-parts.ts';
import { callFacts, callView } from '../../db/calls.ts';
import type { Member } from '../../db/people.ts';
import type { Status } from '../../domain/statuses.ts';
import type { App } from '../app.ts';
import { scopeOf } from './list-scope.ts';
import type { Read } from './page-calls.ts';
import { hiddenDecisions } from './undecided-view.ts';

interface Keys {
  read: Read;
  /** Up to `most`; `more`: there are further ones. */
  count(most: number): { count: number; more: boolean };
}

/**
 * The calls of a list as this person is to see them: one whose appeal they may be asked to decide again stands
 * among the appealed ones, and not where the first decision has put it.
 */
export function keysSeen(app: App, member: Member, filter: ListFilter): Keys {
  const scope = scopeOf(member);
  const asKept: Keys = {
    read: (order, after, most) => callKeys(app.db, scope, filter, { order, after, most }),
    count: (most) => countCalls(app.db, scope, filter, most),
  };
  const { statuses } = filter;
  const hidden = statuses === null ? [] : hiddenKeys(app, member, filter);
  if (statuses === null || hidden.length === 0) return asKept;
  const { left, added } = placed(hidden, statuses);
  return {
    read(order, after, most) {
      const { keys, stoppedAt } = asKept.read(order, after, most + left.size);
      const isBefore = (a: CallKey, b: CallKey) =>
        (a.startedAt - b.startedAt || a.id - b.id) * (order === 'newest' ? -1 : 1) < 0;
      const seen = added.filter(
        (key) =>
          (after === null || isBefore(after, key)) &&
          (stoppedAt === null || !isBefore(stoppedAt, key)),
      );
      const all = [...keys.filter(({ id }) => !left.has(id)), ...seen];
      const page = all.sort((a, b) => (isBefore(a, b) ? -1 : 1)).slice(0, most);
      return { keys: page, stoppedAt: page.length < most ? stoppedAt : null };
    },
    count(most) {
      const { count, more } = asKept.count(most);
      if (more) return { count, more };
      const seen = count - left.size + added.length;
      return { count: Math.min(seen, most), more: seen > most };
    },
  };
}

interface Hidden extends CallKey {
  /** The one that the first decision has brought. */
  status: Status;
}

/** Which of them leave a list of these statuses, by number, and which come into it. */
function placed(hidden: readonly Hidden[], statuses: readonly Status[]) {
  const isKept = ({ status }: Hidden) => statuses.includes(status);
  const isSeen = statuses.includes('scored_appealed');
  return {
    left: new Set(isSeen ? [] : hidden.filter(isKept).map(({ id }) => id)),
    added: isSeen ? hidden.filter((key) => !isKept(key)) : [],
  };
}

/** Of the calls whose decision this person is not to know of, those that fit the rest of a filter. */
function hiddenKeys(app: App, member: Member, filter: ListFilter): Hidden[] {
  return hiddenDecisions(app.db, member).flatMap(({ callId: id }) => {
    const startedAt = callView(app.db, id)?.startedAt;
    const status = callFacts(app.db, id)?.status;
    if (startedAt === undefined || status === undefined) return [];
    if (startedAt < (filter.from ?? startedAt) || startedAt >= (filter.to ?? startedAt + 1)) {
      return [];
    }
    const there = { ...filter, statuses: null, from: startedAt, to: startedAt + 1 };
    const asked = { order: 'newest' as const, after: { startedAt, id: id + 1 }, most: 1 };
    const [found] = callKeys(app.db, scopeOf(member), there, asked).keys;
    return found?.id === id ? [{ startedAt, id, status }] : [];
  });
}
