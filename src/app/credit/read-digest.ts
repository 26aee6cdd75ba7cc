import type { Member } from '../../db/people.ts';
import { type Instant, plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { creditSheet, failuresOf } from '../calls/read-call.ts';
import { openAppealsSeen } from '../calls/undecided-view.ts';
import { countBetween } from './count-credit.ts';
import { countedOf } from './counted-calls.ts';
import type { Figures, ItemCredit } from './credit-figures.ts';
import { costliestOf, type Statement } from './read-statement.ts';
import { teamOf } from './read-team.ts';

export interface Week {
  from: Instant;
  to: Instant;
}

/** A seller's week, by the calls approved in it. */
export interface SellerWeek {
  calls: number;
  meanPercent: string;
  /** Of the week before; null where nothing was approved in it. */
  beforePercent: string | null;
  /** What cost most, and the latest call in which it can be heard. */
  costliest: Statement['costliest'];
  clip: { callId: number; momentS: number } | null;
  /** An item that failed the week before and did not now, else the one done most often. */
  welldone: { text: string; calls: number; mended: boolean } | null;
}

export interface TeamWeek {
  rows: { name: string; calls: number; meanPercent: string; change: number | null }[];
  openAppeals: number;
}

export interface ControllerWeek {
  reviews: number;
  stood: number;
  violations: number;
}

/** What the digest of a week tells one person, by their roles; null where there is nothing to tell. */
export interface Digest {
  seller: SellerWeek | null;
  team: TeamWeek | null;
  controller: ControllerWeek | null;
}

export function readDigest(app: App, member: Member, week: Week): Digest {
  const has = (role: Member['roles'][number]) => member.roles.includes(role);
  return {
    seller: has('seller') ? sellerWeek(app, member, week) : null,
    team: has('supervisor') ? teamWeek(app, member, week) : null,
    controller: has('controller') ? controllerWeek(app, member, week) : null,
  };
}

function before(app: App, { from }: Week): Week {
  return { from: plusDuration(from, '-P7D', app.policy().timeZone), to: from };
}

function sellerWeek(app: App, { id }: Member, week: Week): SellerWeek | null {
  const now = countBetween(app, id, week).seller;
  if (now.meanPercent === null) return null;
  const then = countBetween(app, id, before(app, week)).seller;
  const costliest = costliestOf(now);
  return {
    calls: now.calls,
    meanPercent: now.meanPercent,
    beforePercent: then.meanPercent,
    costliest,
    clip: costliest && clipOf(app, id, week, costliest.code),
    welldone: welldoneOf(now, then),
  };
}

/** The latest moment that a controller named for an item's failure. */
function clipOf(app: App, sellerId: number, week: Week, failed: string): SellerWeek['clip'] {
  const page = { after: 0, limit: 1000 };
  const { calls } = countedOf(app, { approved: week }, { sellerId, failed }, page);
  for (const { callId } of calls.sort((a, b) => b.startedAt - a.startedAt)) {
    const sheet = creditSheet(app, callId);
    const found = sheet && failuresOf(sheet).find(({ item }) => item.code === failed);
    if (found?.momentS != null) return { callId, momentS: found.momentS };
  }
  return null;
}

function welldoneOf(now: Figures, then: Figures): SellerWeek['welldone'] {
  const itemsOf = ({ types }: Figures) =>
    types.flatMap(({ type, items }) =>
      items.map((item) => ({ ...item, key: `${type} ${item.code}` })),
    );
  const failedThen = new Set(
    itemsOf(then)
      .filter(({ failed }) => failed > 0)
      .map(({ key }) => key),
  );
  const clean = itemsOf(now)
    .filter((item: ItemCredit) => item.calls > 0 && item.failed === 0)
    .sort(
      (a, b) => Number(failedThen.has(b.key)) - Number(failedThen.has(a.key)) || b.calls - a.calls,
    );
  const [best] = clean;
  return best ? { text: best.text, calls: best.calls, mended: failedThen.has(best.key) } : null;
}

function teamWeek(app: App, member: Member, week: Week): TeamWeek | null {
  const team = teamOf(app, member, 'supervisor');
  const rows = team.flatMap(({ id, name }) => {
    const now = countBetween(app, id, week).seller;
    if (now.meanPercent === null) return [];
    const then = countBetween(app, id, before(app, week)).seller.meanPercent;
    const change = then === null ? null : Number(now.meanPercent) - Number(then);
    return [{ name, calls: now.calls, meanPercent: now.meanPercent, change }];
  });
  if (rows.length === 0) return null;
  rows.sort((a, b) => Number(b.meanPercent) - Number(a.meanPercent));
  const openAppeals = team.reduce((sum, { id }) => sum + openAppealsSeen(app.db, member, id), 0);
  return { rows, openAppeals };
}

function controllerWeek(app: App, { id }: Member, week: Week): ControllerWeek | null {
  const { reviews, overturned, violations } = countBetween(app, id, week).controller;
  return reviews === 0 ? null : { reviews, stood: reviews - overturned, violations };
}
