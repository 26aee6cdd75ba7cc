import { policyOfDraw } from '../../db/draw-policy.ts';
import { sellersForDraw } from '../../db/drawable-calls.ts';
import { type DrawRow, drawBefore, sharesOf } from '../../db/draws.ts';
import type { Tx } from '../../db/open.ts';
import { type Member, peopleWithRole, personById } from '../../db/people.ts';
import type { Policy } from '../../domain/policy.ts';
import type { App } from '../app.ts';
import { notify } from '../notices/notify.ts';
import type { DrawResult } from './compute-draw.ts';

/** Tells whoever a draw concerns: the sellers their numbers, the controllers, and who must know of gaps. */
export function tellOfDraw(
  tx: Tx,
  app: App,
  draw: DrawRow,
  policy: Policy,
  result: DrawResult,
): void {
  const payload = { drawId: draw.id };
  for (const { sellerId, drawn } of result.perSeller) {
    if (drawn === 0) continue;
    notify(tx, app, {
      key: `drawn:${draw.id}:${sellerId}`,
      personId: sellerId,
      kind: 'drawn',
      payload,
    });
  }
  for (const controller of result.drawn.length === 0
    ? []
    : peopleWithRole(tx, 'controller', app.now())) {
    const key = `queue_filled:${draw.id}:${controller.id}`;
    notify(tx, app, { key, personId: controller.id, kind: 'queue_filled', payload });
  }
  const short = shortSellers(tx, draw, policy, result.perSeller);
  const before = shortBefore(tx, draw);
  tellOfGaps(
    tx,
    app,
    draw,
    short.filter(([id]) => !before.has(id)),
  );
}

/** A seller who gave fewer calls than the policy wants of each: `[seller, drawn]`. */
type Short = readonly [sellerId: number, drawn: number];

/**
 * Sellers at work who had too few calls to draw. Where the policy names a total or a share, sellers
 * stand in for one another, and only those with nothing at all are a gap.
 */
function shortSellers(
  tx: Tx,
  draw: DrawRow,
  policy: Policy,
  shares: DrawResult['perSeller'],
): Short[] {
  const wanted = policy.drawBy === 'perSeller' ? policy.perSeller : 1;
  const sharesOf = new Map(shares.map((share) => [share.sellerId, share]));
  return sellersForDraw(tx, draw).flatMap(({ sellerId, absentFromAt }): Short[] => {
    const { eligible = 0, drawn = 0 } = sharesOf.get(sellerId) ?? {};
    // Absent all along, as far as their calls tell.
    if (absentFromAt !== null && eligible === 0) return [];
    return eligible < wanted ? [[sellerId, drawn]] : [];
  });
}

/** Of whom the draw before lacked calls already: of a gap that goes on nobody is told each evening. */
function shortBefore(tx: Tx, draw: DrawRow): ReadonlySet<number> {
  const before = drawBefore(tx, draw);
  if (!before) return new Set();
  const shares = sharesOf(tx, before.id);
  return new Set(shortSellers(tx, before, policyOfDraw(tx, before), shares).map(([id]) => id));
}

/** Heads hear of their own sellers, administrators of all, once a draw. */
function tellOfGaps(tx: Tx, app: App, draw: DrawRow, short: readonly Short[]): void {
  if (short.length === 0) return;
  const directionOf = new Map(
    short.map(([id]) => [id, personById(tx, id, app.now())?.directionId ?? null]),
  );
  const told = new Map<number, Member>(
    (['supervisor', 'admin'] as const)
      .flatMap((role) => peopleWithRole(tx, role, app.now()))
      .map((member) => [member.id, member]),
  );
  for (const member of told.values()) {
    const own = short.filter(([id]) => concerns(member, directionOf.get(id) ?? null));
    if (own.length === 0) continue;
    notify(tx, app, {
      key: `draw_short:${draw.id}:${member.id}`,
      personId: member.id,
      kind: 'draw_short',
      payload: { drawId: draw.id, short: own },
    });
  }
}

function concerns({ roles, heads }: Member, directionId: number | null): boolean {
  if (roles.includes('admin') || heads === 'all') return true;
  return directionId !== null && heads.includes(directionId);
}
