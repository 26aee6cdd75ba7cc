import { policyOfDraw } from '../../db/draw-policy.ts';
import type { DrawRow } from '../../db/draws.ts';
import { namesOf } from '../../db/names.ts';
import type { App } from '../app.ts';
import { computeDraw } from './compute-draw.ts';

/** What a draw would come to now: numbers only, since tickets and calls stay secret until the draw. */
export interface DrawPreview {
  date: string;
  windowFromAt: number;
  windowToAt: number;
  perSeller: { sellerId: number; name: string; eligible: number; drawn: number }[];
  leftOut: Record<string, number>;
}

export function previewDraw(app: App, window: DrawRow): DrawPreview {
  const { perSeller, leftOut } = computeDraw(app.db, window, policyOfDraw(app.db, window));
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
