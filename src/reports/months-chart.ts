import { widthEm } from './letter-widths.ts';
import { type Chart, colours, framed, margin, signs, text, top, width } from './paint.ts';
import type { MonthsPicture } from './picture.ts';

const height = 900;
const plotPx = width - 2 * margin - 72;
const gapPx = 12;

/** The lowest percent shown, a whole step: months that differ look so. */
function floorOf({ months }: MonthsPicture): number {
  const lowest = months.flatMap(({ mean, interval, median }) =>
    [mean?.value, interval?.low, median].filter((value) => typeof value === 'number'),
  );
  const least = Math.min(100, ...lowest) - 1;
  const step = least >= 60 ? 10 : 20;
  return Math.max(0, Math.floor(least / step) * step);
}

/** Of how many months one has its name below, so that the names stand apart. */
function shownEach({ months }: MonthsPicture): number {
  const widest = Math.max(0, ...months.map(({ label }) => widthEm(label))) * text.label + gapPx;
  return Math.max(1, Math.ceil((widest * months.length) / plotPx));
}

/** The months as a line of dots, each with the stretch in which the mean lies. */
export function monthsChart(picture: MonthsPicture): Chart {
  const { months, words } = picture;
  const floor = floorOf(picture);
  const stretches = months.flatMap(({ interval }, x) =>
    interval ? [[x, interval.low, interval.high]] : [],
  );
  return framed(picture, height, {
    grid: { left: margin + 72, right: margin, top: top + 24, bottom: 170 },
    legend: {
      bottom: 32,
      itemWidth: 44,
      itemHeight: 20,
      itemGap: 32,
      selectedMode: false,
      textStyle: { fontSize: text.label - 2, color: colours.ink },
      data: [
        { name: words.mean, icon: signs.dot },
        { name: words.interval, icon: signs.block, itemStyle: { opacity: 0.45 } },
        ...(months.some(({ median }) => median !== null)
          ? [{ name: words.median, icon: signs.dashes }]
          : []),
      ],
    },
    xAxis: {
      type: 'category',
      data: months.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: {
        fontSize: text.label,
        color: colours.ink,
        interval: (at) => at % shownEach(picture) === 0,
        margin: 18,
      },
    },
    yAxis: {
      type: 'value',
      min: floor,
      max: 100,
      interval: floor >= 60 ? 10 : 20,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { fontSize: text.label - 2, color: colours.faint },
    },
    series: [
      {
        name: words.interval,
        type: 'custom',
        itemStyle: { color: colours.sky },
        data: stretches,
        renderItem(_params, api) {
          const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
          const [, high = 0] = api.coord([api.value(0), api.value(2)]);
          const half = Math.min(56, (width - 2 * margin) / months.length / 3);
          return {
            type: 'rect',
            shape: { x: x - half, y: high, width: 2 * half, height: low - high, r: 8 },
            style: { fill: colours.sky, opacity: 0.45 },
          };
        },
      },
      {
        name: words.median,
        type: 'line',
        data: months.map(({ median }) => median),
        symbol: 'none',
        lineStyle: { color: colours.orange, width: 6, type: [18, 12] },
        itemStyle: { color: colours.orange },
      },
      {
        name: words.mean,
        type: 'line',
        data: months.map(({ mean }) => mean && { value: mean.value, name: mean.text }),
        symbol: 'circle',
        symbolSize: 24,
        labelLayout: { hideOverlap: true },
        lineStyle: { color: colours.blue, width: 6 },
        itemStyle: { color: colours.blue },
        label: {
          show: true,
          formatter: ({ name, dataIndex }) => months[dataIndex]?.mean?.text ?? name,
          position: 'top',
          distance: 14,
          fontSize: text.label,
          fontWeight: 'bold',
          color: colours.ink,
          textBorderColor: colours.paper,
          textBorderWidth: 8,
        },
      },
    ],
  });
}
