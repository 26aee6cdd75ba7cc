import { type Chart, colours, framed, margin, signs, text, top, width } from './paint.ts';
import type { FunnelPicture } from './picture.ts';

const height = 1080;
const sides = {
  above: { colour: colours.vermilion, symbol: 'triangle' },
  within: { colour: colours.blue, symbol: 'circle' },
  below: { colour: colours.orange, symbol: 'diamond' },
} as const;

/** Each person by how many there were and what share, between the limits that luck keeps to. */
export function funnelChart(picture: FunnelPicture): Chart {
  const { points, limits, mean, words } = picture;
  const right = limits.at(-1)?.count ?? 1;
  const most = Math.max(1, ...points.map(({ share }) => share), ...limits.map((l) => l.high95));
  const line = (
    name: string,
    of: (limit: (typeof limits)[number]) => number,
    type: 'solid' | 'dashed',
  ) => ({
    name,
    type: 'line' as const,
    symbol: 'none',
    silent: true,
    data: limits.map((limit) => [limit.count, Math.min(of(limit), 100)]),
    lineStyle: { color: colours.faint, width: 3, type },
    itemStyle: { color: colours.faint },
  });
  return framed(picture, height, {
    grid: { left: margin + 80, right: margin + 20, top: top + 90, bottom: 230 },
    legend: {
      bottom: 28,
      itemWidth: 56,
      itemGap: 36,
      selectedMode: false,
      textStyle: { fontSize: text.label - 2, color: colours.ink },
      itemHeight: 16,
      data: [
        { name: words.mean, icon: signs.line },
        { name: words.limit95, icon: signs.dashes },
        { name: words.limit998, icon: signs.thin },
      ],
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: right,
      name: words.count,
      nameLocation: 'middle',
      nameGap: 62,
      nameTextStyle: { fontSize: text.label - 2, color: colours.faint },
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: {
        fontSize: text.label - 2,
        color: colours.faint,
        margin: 14,
        showMaxLabel: false,
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: Math.min(100, Math.ceil((most * 1.2) / 10) * 10),
      name: words.share,
      nameGap: 28,
      nameTextStyle: { fontSize: text.label - 2, color: colours.faint, align: 'left' },
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { fontSize: text.label - 2, color: colours.faint, formatter: '{value}' },
    },
    series: [
      {
        name: words.mean,
        type: 'line',
        symbol: 'none',
        data: [
          [0, mean],
          [right, mean],
        ],
        lineStyle: { color: colours.sky, width: 5 },
        itemStyle: { color: colours.sky },
      },
      line(words.limit95, (limit) => limit.high95, 'dashed'),
      line(words.limit95, (limit) => limit.low95, 'dashed'),
      line(words.limit998, (limit) => limit.high998, 'solid'),
      line(words.limit998, (limit) => limit.low998, 'solid'),
      {
        type: 'scatter',
        symbolSize: 34,
        data: points.map(({ count, share, side }) => ({
          value: [count, share],
          symbol: sides[side].symbol,
          itemStyle: {
            opacity: 1,
            color: sides[side].colour,
            borderColor: colours.paper,
            borderWidth: 3,
          },
        })),
        labelLayout: besideEachOther(),
        // Names stand over the lines, not under them.
        z: 10,
        label: {
          show: true,
          position: 'top',
          distance: 10,
          fontSize: text.label - 2,
          color: colours.ink,
          textBorderColor: colours.paper,
          textBorderWidth: 8,
          formatter: ({ dataIndex }) => points[dataIndex]?.label ?? '',
        },
      },
    ],
  });
}

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Keeps each name within the picture, and above those that it would stand on. */
function besideEachOther() {
  const placed = new Map<number, Rect>();
  return ({ dataIndex = 0, labelRect }: { dataIndex?: number; labelRect: Rect }) => {
    const { width: wide, height: high } = labelRect;
    const x = Math.max(margin, Math.min(labelRect.x, width - margin - wide));
    const others = [...placed].filter(([index]) => index !== dataIndex).map(([, rect]) => rect);
    const isFree = (y: number) =>
      others.every(
        (one) =>
          x > one.x + one.width || one.x > x + wide || y > one.y + one.height || one.y > y + high,
      );
    let { y } = labelRect;
    while (y > top && !isFree(y)) y -= 4;
    placed.set(dataIndex, { x, y, width: wide, height: high });
    return { x, y, align: 'left' as const, verticalAlign: 'top' as const };
  };
}
