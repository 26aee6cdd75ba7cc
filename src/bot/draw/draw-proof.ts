import type { DrawOverview } from '../../app/draw/read-draw.ts';
import { copyButton } from '../buttons.ts';
import { html, instant, timeOfDay, type Words } from '../words.ts';
import { entropyLines } from './entropy-lines.ts';

/** By what anybody can recompute draws of a day (docs/verify-a-draw.md): a quotation that opens on a tap. */
export function proofLines(
  words: Words,
  draws: readonly DrawOverview[],
  memberId: number,
): string[] {
  const [first] = draws;
  if (!first) return [];
  const isDrawn = draws.some(({ seed }) => seed !== null);
  const lines = [
    `<b>${words.t('draw-proof')}</b>`,
    ...draws.flatMap((draw) => ofDraw(words, draw, memberId, draws.length > 1)),
    ...(isDrawn ? [words.t('draw-proof-how', { command: verifyCommand(first) })] : []),
  ];
  // A quotation stands apart by itself.
  return [`<blockquote expandable>${lines.join('\n')}</blockquote>`];
}

/** The same to be copied, of one draw: more would be taken for each other. */
export function proofRow(words: Words, [draw, ...others]: readonly DrawOverview[]) {
  if (!draw || others.length > 0) return [];
  return [
    copyButton(words.plain('button-copy-hash'), draw.seedSha256),
    ...(draw.seed === null ? [] : [copyButton(words.plain('button-copy-seed'), draw.seed)]),
  ];
}

function ofDraw(
  words: Words,
  draw: DrawOverview,
  memberId: number,
  isOneOfMany: boolean,
): string[] {
  const { committedAt, seedSha256, seed, windowToAt, frozenAt, poolSha256, recordSha256 } = draw;
  return [
    ...(isOneOfMany ? [timeOfDay(words, windowToAt)] : []),
    words.t('draw-proof-hash', { at: instant(words, committedAt), hash: inCode(seedSha256) }),
    ...(frozenAt === null || poolSha256 === null
      ? []
      : [words.t('draw-proof-pool', { at: instant(words, frozenAt), hash: inCode(poolSha256) })]),
    seed === null
      ? words.t('draw-proof-secret')
      : words.t('draw-proof-seed', { seed: inCode(seed) }),
    ...entropyLines(words, draw, memberId),
    ...(recordSha256 === null
      ? []
      : [words.t('draw-proof-record', { hash: inCode(recordSha256) })]),
  ];
}

const inCode = (hex: string) => html(`<code>${hex}</code>`);

const verifyCommand = ({ date }: DrawOverview) => inCode(`razbor verify-draw ${date}`);
