import { readStrictness, type StrictnessLine } from '../../app/credit/read-strictness.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { refused } from '../reply.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { dayMonth, localFigure, localPercent, type Words } from '../words.ts';
import { agreementButton, strictnessButton } from './credit-buttons.ts';

const linesMax = 20;
const nameMax = 60;

/** Who scores strictly and who leniently, beside what they gave: the raw scores stay what counts. */
function strictnessScreen(
  { words }: Ctx,
  lines: readonly StrictnessLine[],
  sinceAt: Instant,
): Screen {
  const rest = lines.length - linesMax;
  return screen(
    [
      `<b>${words.t('strictness-title')}</b>`,
      lines.length === 0
        ? words.t('strictness-none')
        : `<i>${words.t('strictness-about', { since: dayMonth(words, sinceAt) })}</i>`,
      ...lines.slice(0, linesMax).flatMap((line) => ['', ...lineTexts(words, line)]),
      rest > 0 && words.t('and-more', { count: rest }),
    ],
    [[agreementButton.button(words.plain('button-back'), {})]],
  );
}

function lineTexts(
  words: Words,
  { name, scores, mean, strictness, own }: StrictnessLine,
): string[] {
  const figure = (value: number) => localFigure(words, value.toFixed(1)).replace('-', '−');
  const between = ({ low, high }: { low: number; high: number }) => ({
    low: figure(low),
    high: figure(high),
  });
  const first = words.t('strictness-line', {
    name: cut(name, nameMax),
    mean: localPercent(words, mean.toFixed(1)),
    scores,
  });
  return [
    first,
    ...(strictness === null ? [] : [strictnessText(words, strictness, figure)]),
    ...(own === null
      ? []
      : [words.t('strictness-own', { calls: own.calls, mean: figure(own.mean), ...between(own) })]),
  ];
}

function strictnessText(
  words: Words,
  { points, low, high }: NonNullable<StrictnessLine['strictness']>,
  figure: (value: number) => string,
): string {
  if (low <= 0 && high >= 0) {
    return words.t('strictness-alike', { low: figure(low), high: figure(high) });
  }
  const [least, most] = points > 0 ? [low, high] : [-high, -low];
  return words.t(points > 0 ? 'strictness-stricter' : 'strictness-milder', {
    points: figure(Math.abs(points)),
    low: figure(least),
    high: figure(most),
  });
}

export const strictnessHandlers = [
  strictnessButton.on((ctx) => {
    const read = readStrictness(ctx.app, ctx.member);
    if (!read.ok) return refused(ctx, read.refusal);
    return { screen: strictnessScreen(ctx, read.lines, read.sinceAt) };
  }),
];
