import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import * as echarts from 'echarts';
import { barsChart } from './bars-chart.ts';
import { funnelChart } from './funnel-chart.ts';
import { heatChart } from './heat-chart.ts';
import { widthEm } from './letter-widths.ts';
import { monthsChart } from './months-chart.ts';
import { type Chart, fontFamily, width } from './paint.ts';
import type { Picture } from './picture.ts';

const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`),
);

echarts.setPlatformAPI({
  measureText(text: string, font = '') {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
    return { width: widthEm(text, /bold/.test(font)) * size };
  },
});

function chartOf(picture: Picture): Chart {
  switch (picture.kind) {
    case 'months':
      return monthsChart(picture);
    case 'bars':
      return barsChart(picture);
    case 'heat':
      return heatChart(picture);
    case 'funnel':
      return funnelChart(picture);
  }
}

/** A picture as an SVG document: its words are text in it. */
export function svgOf(picture: Picture): string {
  const { height, option } = chartOf(picture);
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** The same as PNG, with letters of our own: the machine's fonts do not matter. */
export function pngOf(picture: Picture): Buffer {
  const font = { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: fontFamily };
  return new Resvg(svgOf(picture), { font }).render().asPng();
}
