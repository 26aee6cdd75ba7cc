import type { EChartsOption } from 'echarts/types/dist/echarts';
import type { Picture } from './picture.ts';

/** Pixels across: three times a narrow phone's points, so that a line of text stays sharp. */
export const width = 1080;
export const margin = 48;
/** The first pixel below title and subtitle. */
export const top = 190;

/**
 * Okabe and Ito's colours, told apart by every kind of colour vision (Wong, Nature Methods 8, 441, 2011),
 * on paper that is light in a dark chat too: one picture serves both.
 */
export const colours = {
  paper: '#faf9f6',
  ink: '#1f2328',
  faint: '#5a6068',
  line: '#d5d6d4',
  blue: '#0072b2',
  sky: '#56b4e9',
  orange: '#e69f00',
  vermilion: '#d55e00',
} as const;

export const text = { title: 46, subtitle: 31, label: 30 } as const;
export const fontFamily = 'DejaVu Sans';

/** Signs of a legend: the drawing's own marks. */
export const signs = {
  dot: 'circle',
  line: 'path://M0,0 L60,0 L60,8 L0,8 Z',
  dashes: 'path://M0,0 L24,0 L24,8 L0,8 Z M36,0 L60,0 L60,8 L36,8 Z',
  thin: 'path://M0,2 L60,2 L60,5 L0,5 Z',
  block: 'roundRect',
} as const;

export interface Chart {
  /** Pixels. */
  height: number;
  option: EChartsOption;
}

/** What all pictures share: paper, letters, title. */
export function framed(picture: Picture, height: number, option: EChartsOption): Chart {
  return {
    height,
    option: {
      animation: false,
      backgroundColor: colours.paper,
      textStyle: { fontFamily, fontSize: text.label, color: colours.ink },
      title: {
        left: margin,
        top: 36,
        itemGap: 16,
        text: picture.title,
        subtext: picture.subtitle,
        textStyle: {
          fontFamily,
          fontSize: text.title,
          fontWeight: 'bold',
          color: colours.ink,
          width: width - 2 * margin,
          overflow: 'truncate',
        },
        subtextStyle: {
          fontFamily,
          fontSize: text.subtitle,
          color: colours.faint,
          lineHeight: 40,
          width: width - 2 * margin,
          overflow: 'break',
        },
      },
      ...option,
    },
  };
}
