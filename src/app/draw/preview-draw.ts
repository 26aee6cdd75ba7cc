import { policyOfDraw } from '../../db/draw-policy.ts';
import { sellersForDraw } from '../../db/drawable-calls.ts';
import type { DrawRow } from '../../db/draws.ts';
import { namesOf } from '../../db/names.ts';
import type { Db } from '../../db/open.ts';
import { drawRuleOf, type Policy } from '../../domain/policy.ts';
import { drawTickets } from '../../domain/sampling.ts';
import type { App } from '../app.ts';
import { ticketed } from './call-table.ts';
import { readCalls } from './read-window.ts';

/** What a draw would come to now: numbers only, since tickets and calls stay secret until the draw. */
export interface DrawPreview {
  date: string;
  windowFromAt: number;
  windowToAt: number;
  perSeller: { sellerId: number; name: string; eligible: number; drawn: number }[];
  leftOut: Record<string, number>;
}

export function previewDraw(app: App, window: DrawRow): DrawPreview {
  const policy = policyOfDraw(app.db, window);
  const { perSeller, leftOut } = app.db.snapshot(() => worked(app.db, window, policy));
  const names = namesOf(app.db);
  const { date, windowFromAt, windowToAt } = window;
  return {
    date,
    windowFromAt,
    windowToAt,
    perSeller: perSeller.map((share) => ({
      ...share,
      name: names.get(share.sellerId)?.name ?? '',
    })),
    leftOut,
  };
}

/** Of those who gave as many so far, lots of no other meaning decide who gives the odd call. */
function worked(db: Db, window: DrawRow, policy: Policy) {
  const { windowFromAt, windowToAt } = window;
  const active = sellersForDraw(db, window);
  const range = [windowFromAt, windowToAt, policy.minTalkS] as const;
  const { calls, callsOf, leftOut } = readCalls(db, range, active, policy.drawAlsoAsked);
  const sellers = active
    .map((seller) => ({ ...seller, eligible: callsOf.get(seller.sellerId)?.count ?? 0 }))
    .filter((seller) => seller.eligible > 0);
  const { perSeller } = drawTickets({
    rule: drawRuleOf(policy),
    sellers,
    calls: ticketed(calls, Buffer.from(window.seedSha256, 'hex')),
  });
  return { perSeller, leftOut: leftOut.counts() };
}
