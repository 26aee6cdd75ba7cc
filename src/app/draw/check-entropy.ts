import { tapsOf } from '../../db/draw-taps.ts';
import type { DrawRow } from '../../db/draws.ts';
import { roundAfter, roundAt } from '../../domain/drand.ts';
import { type Entropy, entropyMs, tapsMs } from '../../domain/entropy.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Instant, toRfc3339 } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { eligibleOf, struckOf } from './read-draw.ts';

/** What of a draw's entropy cannot be as its rule and its times have it; its signature is another matter. */
export function entropyProblems(app: App, draw: DrawRow, policy: Policy): string[] {
  const { entropy, frozenAt, drawnAt } = draw;
  if (entropy === null || frozenAt === null || drawnAt === null) return [];
  const wanted = entropy.kind === 'none' ? entropy.wanted : entropy.kind;
  const wrongRule =
    wanted === policy.drawEntropy
      ? []
      : [`its entropy is that of the rule ${wanted}, not ${policy.drawEntropy}`];
  return [...wrongRule, ...byKind(app, draw, entropy, frozenAt, drawnAt)];
}

function byKind(
  app: App,
  draw: DrawRow,
  entropy: Entropy,
  frozenAt: Instant,
  drawnAt: Instant,
): string[] {
  switch (entropy.kind) {
    case 'none': {
      const isEarly = entropy.wanted !== 'none' && drawnAt < frozenAt + entropyMs;
      const hadCalls = (draw.eligible?.length ?? 0) + (draw.struck?.length ?? 0) > 0;
      return isEarly && hadCalls ? ['it did not wait an hour for its entropy'] : [];
    }
    case 'people':
      return tapProblems(app, draw, entropy.taps, frozenAt, drawnAt);
    case 'beacon':
      return roundTimeProblems(entropy, frozenAt, drawnAt);
  }
}

function roundTimeProblems(
  { round, chain }: Extract<Entropy, { kind: 'beacon' }>,
  frozenAt: Instant,
  drawnAt: Instant,
): string[] {
  const first = roundAfter(chain, frozenAt);
  return [
    ...(round === first ? [] : [`the beacon's round is ${round}, not ${first}, the first after`]),
    ...(drawnAt < roundAt(chain, round) ? ['it was drawn before the round of its beacon'] : []),
  ];
}

function tapProblems(
  app: App,
  draw: DrawRow,
  taps: Extract<Entropy, { kind: 'people' }>['taps'],
  frozenAt: Instant,
  drawnAt: Instant,
): string[] {
  const known = new Map(
    tapsOf(app.db, draw.id).map(({ sellerId, choice, tappedAt }) => [
      sellerId,
      `${choice} ${toRfc3339(tappedAt)}`,
    ]),
  );
  const asked = new Set(
    [...eligibleOf(app, draw), ...struckOf(app, draw)].map(({ sellerId }) => sellerId),
  );
  const differ = known.size !== taps.length ? ['taps are missing, or there are too many'] : [];
  const wrong = taps.flatMap(({ sellerId, choice, at }) => [
    ...(known.get(sellerId) === `${choice} ${at}` ? [] : [`the tap of seller ${sellerId} differs`]),
    ...(asked.has(sellerId) ? [] : [`seller ${sellerId} tapped and had no call in the pool`]),
    ...(Date.parse(at) >= frozenAt && Date.parse(at) <= drawnAt
      ? []
      : [`the tap of seller ${sellerId} is not from between freeze and draw`]),
  ]);
  const early = drawnAt < frozenAt + tapsMs ? ['it did not wait ten minutes for taps'] : [];
  return [...differ, ...wrong, ...early];
}
