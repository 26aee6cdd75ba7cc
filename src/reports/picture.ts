/** A figure and the words for it, in the reader's language. */
export interface Figure {
  value: number;
  text: string;
}

interface Titled {
  title: string;
  subtitle: string;
}

/** A seller's months: the mean, where it lies with 95 %, and the median of the team. Percent. */
export interface MonthsPicture extends Titled {
  kind: 'months';
  months: {
    label: string;
    mean: Figure | null;
    interval: { low: number; high: number } | null;
    median: number | null;
  }[];
  words: { mean: string; interval: string; median: string };
}

/** Lengths to compare: the mean of each section, or how often each item failed. Percent. */
export interface BarsPicture extends Titled {
  kind: 'bars';
  /** What a long bar means. */
  tone: 'good' | 'bad';
  bars: (Figure & { label: string })[];
}

/** People against sections, a mean in each cell; null where too little counts. Percent. */
export interface HeatPicture extends Titled {
  kind: 'heat';
  columns: string[];
  rows: { label: string; cells: (Figure | null)[] }[];
}

/** Shares by how many there were of each, with the limits that luck alone keeps to. Percent. */
export interface FunnelPicture extends Titled {
  kind: 'funnel';
  points: { label: string; count: number; share: number; side: 'above' | 'within' | 'below' }[];
  mean: number;
  limits: { count: number; low95: number; high95: number; low998: number; high998: number }[];
  words: { count: string; share: string; limit95: string; limit998: string; mean: string };
}

export type Picture = MonthsPicture | BarsPicture | HeatPicture | FunnelPicture;
