import { policyOfDraw } from '../../db/draw-policy.ts';
import { tapsOf } from '../../db/draw-taps.ts';
import { type DrawRow, drawById } from '../../db/draws.ts';
import { keepEntropy } from '../../db/frozen-draws.ts';
import { type Entropy, type EntropyRule, entropyMs, tapsUntil } from '../../domain/entropy.ts';
import { type Instant, toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';

/**
 * The entropy that a frozen draw goes by (3.1): found once and kept before it is used, so that neither a restart nor a
 * second run draws by another one. Null: it is still to come. After an hour without any, or where nothing is to be drawn,
 * the draw goes on with its seed and pool alone.
 */
export async function entropyFor(app: App, draw: DrawRow): Promise<Entropy | null> {
  const { id, frozenAt, eligible } = draw;
  if (draw.entropy !== null) return draw.entropy;
  if (frozenAt === null) return null;
  const wanted = policyOfDraw(app.db, draw).drawEntropy;
  if (wanted === 'none') return { kind: 'none', wanted };
  const isEmpty = (eligible?.length ?? 0) === 0;
  const come = isEmpty ? null : await sources[wanted](app, draw, frozenAt);
  // A question that the end of the service cut short says nothing of the source.
  if (come === null && app.ending.aborted) return null;
  if (come === null && !isEmpty && app.now() < frozenAt + entropyMs) return null;
  if (wanted === 'beacon') app.incidents.over('beacon_failing');
  app.db.transaction((tx) => keepEntropy(tx, id, come ?? { kind: 'none', wanted }));
  return drawById(app.db, id)?.entropy ?? null;
}

type Source = (app: App, draw: DrawRow, frozenAt: Instant) => Promise<Entropy | null>;

const sources: Readonly<Record<Exclude<EntropyRule, 'none'>, Source>> = {
  async people(app, { id }, frozenAt) {
    const taps = tapsOf(app.db, id);
    if (taps.length === 0 || app.now() < tapsUntil(frozenAt, taps.length)) return null;
    return {
      kind: 'people',
      taps: taps.map(({ tappedAt, ...tap }) => ({ ...tap, at: toRfc3339(tappedAt) })),
    };
  },

  /** A beacon that does not answer is asked again with the next run. */
  async beacon(app, _draw, frozenAt) {
    try {
      const round = await app.beacon.roundAfter(frozenAt);
      return round && { kind: 'beacon', ...round };
    } catch (error) {
      if (!app.ending.aborted) app.incidents.report('beacon_failing', error);
      return null;
    }
  },
};
