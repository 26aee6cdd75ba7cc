import type { DrawOverview } from '../../app/draw/read-draw.ts';
import { roundAt } from '../../domain/drand.ts';
import { entropyMs } from '../../domain/entropy.ts';
import { html, instant, secondOfDay, type Words } from '../words.ts';

/** The pictures that a seller taps, by their numbers (docs/verify-a-draw.md). */
export const tapPictures = ['🍎', '🚗', '🐟', '🔑', '🌲', '☂️'] as const;

/** When a draw that has not taken place is to: its time, or what it waits for. */
export function comingLines(words: Words, draw: DrawOverview): string[] {
  const { frozenAt, wanted, windowToAt } = draw;
  if (frozenAt === null || wanted === 'none') {
    return [words.t('draw-coming', { at: instant(words, windowToAt) })];
  }
  return [words.t(`draw-waits-${wanted}`, { at: instant(words, frozenAt + entropyMs, 't') })];
}

/** What went into the key beside seed and pool; of taps a seller's own alone. */
export function entropyLines(words: Words, { entropy }: DrawOverview, memberId: number): string[] {
  switch (entropy?.kind) {
    case undefined:
      return [];
    case 'none':
      return [words.t(entropy.wanted === 'none' ? 'draw-entropy-none' : 'draw-entropy-missing')];
    case 'beacon': {
      const at = secondOfDay(words, roundAt(entropy.chain, entropy.round));
      const randomness = html(`<code>${entropy.randomness}</code>`);
      return [words.t('draw-entropy-beacon', { round: String(entropy.round), at, randomness })];
    }
    case 'people': {
      const { taps } = entropy;
      const own = taps.find(({ sellerId }) => sellerId === memberId);
      return [
        words.t('draw-entropy-people', { count: taps.length }),
        ...(own
          ? [
              words.t('draw-entropy-own', {
                picture: tapPictures[own.choice] ?? '',
                at: secondOfDay(words, Date.parse(own.at)),
              }),
            ]
          : []),
      ];
    }
  }
}

/** That a draw went on without the entropy that its rule wanted; nothing of any other. */
export function entropyMissing(words: Words, { entropy }: DrawOverview): string[] {
  const isMissing = entropy?.kind === 'none' && entropy.wanted !== 'none';
  return isMissing ? [words.t('draw-entropy-missing')] : [];
}
