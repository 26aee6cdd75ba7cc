import { readBenchmark } from '../../app/scoring/benchmarks.ts';
import type { BlindSheet } from '../../app/scoring/blind-sheet.ts';
import { readCalibration } from '../../app/scoring/read-calibration.ts';
import type { Ctx } from '../context.ts';
import { calibrationButton } from '../menu-buttons.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { commentLine, escapeHtml, mark } from '../words.ts';
import { nearnessText, resultScreen, waitingScreen } from './calibration-screens.ts';
import { selfComparedScreen } from './self-screens.ts';

/** What stands in the place of a blind sheet once it is handed in. */
export function handedInScreen(ctx: Ctx, { score }: BlindSheet): Screen | null {
  switch (score.purpose) {
    case 'self':
      return selfComparedScreen(ctx, score.callId);
    case 'calibration':
      return score.calibrationId === null ? null : calibrationScreen(ctx, score.calibrationId);
    case 'benchmark':
      return benchmarkScreen(ctx, score.id);
  }
}

/** A calibration as it is now; null for whom there is none. */
export function calibrationScreen(ctx: Ctx, id: number): Screen | null {
  const found = readCalibration(ctx.app, ctx.member, id);
  if (!found.ok) return null;
  const { seen } = found;
  return 'ready' in seen
    ? resultScreen(ctx.words, seen.ready)
    : waitingScreen(ctx.words, seen.waiting);
}

/** One's own answers on a benchmark beside what was agreed. */
function benchmarkScreen(ctx: Ctx, scoreId: number): Screen | null {
  const { words } = ctx;
  const found = readBenchmark(ctx.app, ctx.member, scoreId);
  if (!found) return null;
  const { callId, compared, nearness } = found;
  const lines = (most: number) =>
    compared.differing.flatMap(({ item, own, other }) => [
      `<b>${escapeHtml(cut(item.text, most))}</b>`,
      words.t('benchmark-item', { own: mark[own.verdict], agreed: mark[other.verdict] }),
      ...(own.comment === null && own.momentS === null
        ? []
        : [commentLine(words, own.comment, own.momentS, most)]),
    ]);
  return fitting((most) =>
    screen(
      [
        `<b>${words.t('benchmark-done', { number: String(callId) })}</b>`,
        nearnessText(words, nearness),
        '',
        ...lines(most),
      ],
      [[calibrationButton.button(words.plain('button-benchmarks-on'), {})]],
    ),
  );
}
