import { latelyMoved } from '../db/call-history.ts';
import { isUpdateKept } from '../db/telegram-updates.ts';
import { keptUpdates, noticeCounts } from '../db/under-way.ts';
import type { Language } from '../domain/person.ts';
import { ringingCall } from './company/calls-of-day.ts';
import { createProcessToy } from './process-toy.ts';
import type { ServiceHost } from './service-host.ts';
import { callPath, statusGraph } from './status-graph.ts';
import type { CompanyBehind } from './telegram/company-behind.ts';
import type { World } from './telegram/world.ts';
import { createTelephone } from './telephone.ts';

export type Toys = Pick<
  CompanyBehind,
  'ring' | 'call' | 'counts' | 'kill' | 'start' | 'statuses' | 'latestCalls' | 'path'
>;

interface ToyParts {
  host: ServiceHost;
  world: World;
  apiUrl: string;
  day: string;
  /** Somebody brought calls of their own: none is invented beside them. */
  isOwn: boolean;
  language(): Language;
  changed(): void;
}

const latestMost = 6;

/** What the page can do to the company and see of it, beside the chats. */
export function createToys(parts: ToyParts): Toys {
  const { host, world, apiUrl, day, isOwn, language, changed } = parts;
  const app = () => host.app();
  const telephone = createTelephone({ app, apiUrl, day, language });
  const process = createProcessToy(host, { changed, started: telephone.bringWaiting });

  /** The months before have notices of their own. */
  const before = noticeCounts(app().db, app().now());
  function notices() {
    const now = noticeCounts(app().db, app().now());
    const { delivered, givenUp } = now;
    return {
      ...now,
      delivered: delivered - before.delivered,
      givenUp: givenUp - before.givenUp,
    };
  }

  /** Of the updates since the oldest that is kept, how many are neither taken over nor still at Telegram. */
  function updates() {
    const { oldest, kept, open } = keptUpdates(app().db);
    if (oldest === null) return { open, lost: 0 };
    const atTelegram = world.updates
      .pending()
      .map(({ body }) => body.update_id)
      .filter((id) => id >= oldest && !isUpdateKept(app().db, id));
    const come = world.updates.lastId() - oldest + 1;
    return { open, lost: come - kept - atTelegram.length };
  }

  return {
    ring: () => telephone.ring(ringingCall(day, app().now())),
    call: async (from) => (isOwn ? null : telephone.call(from)),
    counts: () => ({
      process: process.view(),
      updates: updates(),
      notices: notices(),
      calls: isOwn ? null : telephone.counts(),
    }),
    kill: process.kill,
    start: process.start,
    statuses: statusGraph,
    latestCalls: () => latelyMoved(app().db, latestMost),
    path: (callId) => (Number.isSafeInteger(callId) ? callPath(app(), callId) : null),
  };
}
