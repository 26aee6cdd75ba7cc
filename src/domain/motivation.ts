/** Scores are in tenths of a percent, as they are shown; what they bring in thousandths (1,1 is 1100). */
export interface ScalePoint {
  readonly scoreTenths: number;
  readonly valueMilli: number;
}

/** What a month's score brings: from step to step, or along a line from point to point. */
export interface Scale {
  readonly kind: 'steps' | 'line';
  /** By rising score, at least one. */
  readonly points: readonly ScalePoint[];
}

/** The company's scale, and those of directions that have their own. */
export interface Scales {
  readonly common: Scale | null;
  readonly ofDirection: ReadonlyMap<string, Scale>;
}

export type ScalesRead = { ok: true; scales: Scales } | { ok: false; detail: string };

const kindWords: Readonly<Record<string, Scale['kind']>> = {
  steps: 'steps',
  ступени: 'steps',
  line: 'line',
  линия: 'line',
};

/**
 * Reads a scale as an administrator writes it: `steps 80:1 90:1.1 95:1.2`, or `line 60:0.8 100:1.2`; after
 * a semicolon one of a direction alone, `Опт = line 70:0.9 100:1.3`. Empty: none.
 *
 * @returns where it cannot be read, what is wrong and how it is written
 */
export function readScales(text: string): ScalesRead {
  let common: Scale | null = null;
  const ofDirection = new Map<string, Scale>();
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue;
    const [, name, rest = part] = /([^=]*)=(.*)/s.exec(part) ?? [];
    const scale = readScale(rest.trim());
    if (typeof scale === 'string') return { ok: false, detail: scale };
    const direction = name?.trim();
    if (direction === undefined ? common !== null : ofDirection.has(direction)) {
      return { ok: false, detail: `has two scales for ${direction ?? 'everybody'}; keep one` };
    }
    if (direction === undefined) common = scale;
    else ofDirection.set(direction, scale);
  }
  return { ok: true, scales: { common, ofDirection } };
}

const example = 'write it as "steps 80:1 90:1.1" or "line 60:0.8 100:1.2"';

function readScale(text: string): Scale | string {
  const [word = '', ...rest] = text.split(/\s+/);
  const kind = kindWords[word.toLowerCase()];
  if (!kind) return `begins with "${word}" and not with steps or line; ${example}`;
  if (rest.length === 0) return `has no points; ${example}`;
  const points: ScalePoint[] = [];
  for (const typed of rest) {
    const [, score, value] = /^(\d+(?:[.,]\d)?):(\d+(?:[.,]\d{1,3})?)$/.exec(typed) ?? [];
    if (score === undefined || value === undefined) {
      return `has "${typed}", which is no score with what it brings; ${example}`;
    }
    const point = { scoreTenths: scaled(score, 1), valueMilli: scaled(value, 3) };
    if (point.scoreTenths > 1000) return `has a score of ${score}; no score is above 100`;
    if (point.valueMilli > 1e12) return `has "${value}", which is too much`;
    if (point.scoreTenths <= (points.at(-1)?.scoreTenths ?? -1)) {
      return `has ${score} after a score not below it; write them rising`;
    }
    points.push(point);
  }
  return { kind, points };
}

/** A decimal as typed, in whole parts: `1,1` in thousandths is 1100. */
function scaled(typed: string, decimals: number): number {
  const [units = '0', part = ''] = typed.replace(',', '.').split('.');
  return Number(units + part.padEnd(decimals, '0'));
}

/** What a score brings, and what is wanting to the next point of the scale. */
export interface Band {
  /** Null: below the first step. */
  readonly valueMilli: number | null;
  readonly next: { readonly valueMilli: number; readonly wantingTenths: number } | null;
}

/**
 * The band of a score: a step is reached at its score; a line is followed between its points (half up to
 * a whole thousandth) and level beyond them.
 */
export function bandOf({ kind, points }: Scale, scoreTenths: number): Band {
  const at = points.findLastIndex((point) => point.scoreTenths <= scoreTenths);
  const [from, to] = [points[at], points[at + 1]];
  const next = to && {
    valueMilli: to.valueMilli,
    wantingTenths: to.scoreTenths - scoreTenths,
  };
  if (kind === 'steps') return { valueMilli: from?.valueMilli ?? null, next: next ?? null };
  const valueMilli = from && to ? between(from, to, scoreTenths) : (from ?? to)?.valueMilli;
  return { valueMilli: valueMilli ?? null, next: next ?? null };
}

function between(from: ScalePoint, to: ScalePoint, scoreTenths: number): number {
  const width = to.scoreTenths - from.scoreTenths;
  const way = (to.valueMilli - from.valueMilli) * (scoreTenths - from.scoreTenths);
  return from.valueMilli + Math.floor((2 * way + width) / (2 * width));
}

/** A month of an account in points: what comes in, and what of a loss goes on to the next. */
export interface PayoutMonth {
  /** Not above 0: what earlier months left owing. */
  readonly broughtPoints: number;
  /** How much of that was written off in this month. */
  readonly writtenOffPoints: number;
  readonly points: number;
  /** Never below 0. */
  readonly paidPoints: number;
  /** Not above 0: goes on to the next month. */
  readonly carriedPoints: number;
}

/** What moved on an account in a month: earned or lost, and written off of its debt. */
export type AccountMonth = Pick<PayoutMonth, 'points' | 'writtenOffPoints'>;

/**
 * The months of an account in their order: a payout is never below zero, the rest is carried. What is
 * written off lessens the debt alone and is never paid out.
 */
export function payouts(months: readonly AccountMonth[]): PayoutMonth[] {
  let carried = 0;
  return months.map(({ points, writtenOffPoints }) => {
    const broughtPoints = carried;
    const total = Math.min(0, broughtPoints + writtenOffPoints) + points;
    carried = Math.min(0, total);
    const paidPoints = Math.max(0, total);
    return { broughtPoints, writtenOffPoints, points, paidPoints, carriedPoints: carried };
  });
}
