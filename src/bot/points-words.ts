import type { Move } from '../domain/ledger.ts';
import { signed, type Words } from './words.ts';

/** `баллы +5`; of several causes each is said: `баллы −2 (признание −3, проверка +1)`. Null: none moved. */
export function movesText(words: Words, moves: readonly Move[]): string | null {
  if (moves.length === 0) return null;
  const points = signed(moves.reduce((sum, move) => sum + move.points, 0));
  if (moves.length === 1) return words.t('points-signed', { points });
  const parts = moves.map((move) => `${words.plain(`move-${move.cause}`)} ${signed(move.points)}`);
  return words.t('points-of', { points, parts: parts.join(', ') });
}
