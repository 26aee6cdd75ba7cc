import type { SellerCredit } from '../../app/credit/read-credit.ts';
import type { Funnel, FunnelShape } from '../../app/credit/read-funnel.ts';
import type { MonthFigures } from '../../app/credit/read-months.ts';
import type { TeamItem } from '../../app/credit/team-credit.ts';
import type {
  BarsPicture,
  Figure,
  FunnelPicture,
  HeatPicture,
  MonthsPicture,
} from '../../reports/picture.ts';
import { cut } from '../screen.ts';
import { dayMonth, localPercent, monthName, shortName, type Words } from '../words.ts';

/** What each picture says, in the reader's words; how it looks is for reports/ to know. */

const itemsMax = 8;
const columnsMax = 10;
const typesMax = 4;
const labelMax = 60;
const itemMax = 40;

const figure = (words: Words, percent: string): Figure => ({
  value: Number(percent),
  text: localPercent(words, percent),
});
const figureOrNone = (words: Words, percent: string | null) =>
  percent === null ? null : figure(words, percent);

function monthShort(words: Words, month: string): string {
  const format = new Intl.DateTimeFormat(words.language, { month: 'short', timeZone: 'UTC' });
  return format.format(new Date(`${month}-15T00:00:00Z`));
}

const yearly = (words: Words, month: string) => `${monthName(words, month)} ${month.slice(0, 4)}`;

export function monthsPicture(
  words: Words,
  person: { name: string },
  months: readonly MonthFigures[],
): MonthsPicture {
  return {
    kind: 'months',
    title: words.plain('picture-months', { name: shortName(person.name) }),
    subtitle: words.plain('picture-months-about'),
    months: months.map(({ month, meanPercent, interval, medianPercent }) => ({
      label: monthShort(words, month),
      mean: figureOrNone(words, meanPercent),
      interval: interval && { low: Number(interval.low), high: Number(interval.high) },
      median: medianPercent === null ? null : Number(medianPercent),
    })),
    words: {
      mean: words.plain('picture-mean'),
      interval: words.plain('picture-interval'),
      median: words.plain('picture-median'),
    },
  };
}

type Typed = Pick<SellerCredit, 'types'>;

/** The sections of all call types, each named with its type where there are several. */
function sectionsOf({ types }: Typed) {
  return types.flatMap(({ type, name, sections }) =>
    sections.map((section) => ({
      ...section,
      key: `${type} ${section.code}`,
      label: types.length > 1 ? `${name}: ${section.name}` : section.name,
    })),
  );
}

export function sectionsPicture(
  words: Words,
  whose: { name: string; month: string },
  credit: Typed,
): BarsPicture {
  const bars = sectionsOf(credit).flatMap(({ label, meanPercent, calls }) =>
    meanPercent === null || calls === 0
      ? []
      : [{ label: cut(label, labelMax), ...figure(words, meanPercent) }],
  );
  return {
    kind: 'bars',
    tone: 'good',
    title: words.plain('picture-sections', { name: shortName(whose.name) }),
    subtitle: words.plain('picture-sections-about', { month: yearly(words, whose.month) }),
    bars,
  };
}

/** The items that failed most often: null where none did. */
export function itemsPicture(
  words: Words,
  whose: { name: string; month: string },
  items: readonly TeamItem[],
): BarsPicture | null {
  const failed = items
    .filter((item) => item.failed > 0 && item.failedPercent !== null)
    .sort((a, b) => Number(b.failedPercent) - Number(a.failedPercent) || b.failed - a.failed);
  if (failed.length === 0) return null;
  return {
    kind: 'bars',
    tone: 'bad',
    title: words.plain('picture-items', { name: shortName(whose.name) }),
    subtitle: words.plain('picture-items-about', { month: yearly(words, whose.month) }),
    bars: failed.slice(0, itemsMax).map((item) => ({
      label: words.plain('picture-item', {
        text: cut(item.text, itemMax),
        failed: String(item.failed),
        calls: String(item.calls),
      }),
      ...figure(words, item.failedPercent ?? '0'),
    })),
  };
}

/** Sellers against the sections of a call type, a picture each, those of most calls first. */
export function heatPictures(
  words: Words,
  month: string,
  sellers: readonly (Typed & { name: string })[],
): HeatPicture[] {
  const types = new Map<string, { name: string; calls: number; sections: Map<string, string> }>();
  for (const { type, name, calls, sections } of sellers.flatMap((seller) => seller.types)) {
    const known = types.get(type) ?? { name, calls: 0, sections: new Map<string, string>() };
    for (const section of sections) known.sections.set(section.code, section.name);
    types.set(type, { ...known, calls: known.calls + calls });
  }
  const shown = [...types].sort(([, a], [, b]) => b.calls - a.calls).slice(0, typesMax);
  return shown.map(([type, { name, sections }]): HeatPicture => {
    const codes = [...sections.keys()].slice(0, columnsMax);
    return {
      kind: 'heat',
      title: words.plain('picture-heat'),
      subtitle: words.plain('picture-heat-about', { type: name, month: yearly(words, month) }),
      columns: codes.map((code) => sections.get(code) ?? code),
      rows: sellers.map((seller) => {
        const found = seller.types.find((one) => one.type === type)?.sections ?? [];
        const cells = codes.map((code) => {
          const percent = found.find((section) => section.code === code)?.meanPercent ?? null;
          if (percent === null) return null;
          return { value: Number(percent), text: String(Math.round(Number(percent))) };
        });
        return { label: shortName(seller.name), cells };
      }),
    };
  });
}

export function funnelPicture(words: Words, funnel: Funnel): FunnelPicture {
  return {
    ...funnelShape(words, funnel),
    title: words.plain('picture-funnel'),
    subtitle: words.plain('picture-funnel-about', {
      from: monthName(words, funnel.from),
      to: yearly(words, funnel.to),
    }),
    words: {
      ...limitWords(words),
      count: words.plain('picture-reviews'),
      share: words.plain('picture-overturned'),
    },
  };
}

/** Whose decisions fall, as whose scores do. */
export function deciderFunnelPicture(
  words: Words,
  funnel: FunnelShape & { sinceAt: number },
): FunnelPicture {
  return {
    ...funnelShape(words, funnel),
    title: words.plain('picture-deciders'),
    subtitle: words.plain('picture-deciders-about', { since: dayMonth(words, funnel.sinceAt) }),
    words: {
      ...limitWords(words),
      count: words.plain('picture-deciders-items'),
      share: words.plain('picture-deciders-fell'),
    },
  };
}

function limitWords(words: Words) {
  return {
    limit95: words.plain('picture-limit', { n: '95', of: '100' }),
    limit998: words.plain('picture-limit', { n: '998', of: '1000' }),
    mean: words.plain('picture-all'),
  };
}

function funnelShape(words: Words, { points, meanPercent, limits }: FunnelShape) {
  const hundred = (share: number) => share * 100;
  return {
    kind: 'funnel' as const,
    points: points.map(({ name, count, percent, side }) => ({
      label: `${cut(name, 20)} ${localPercent(words, percent)}`,
      count,
      share: Number(percent),
      side,
    })),
    mean: Number(meanPercent),
    limits: limits.map(({ count, within95, within998 }) => ({
      count,
      low95: hundred(within95.low),
      high95: hundred(within95.high),
      low998: hundred(within998.low),
      high998: hundred(within998.high),
    })),
  };
}
