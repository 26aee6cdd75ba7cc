import { alongLine, type Labelled, type Place, type Point, placeLabels } from './label-places.ts';
import { widthEm } from './letter-widths.ts';
import {
  type Chart,
  colours,
  fontFamily,
  framed,
  margin,
  signs,
  text,
  top,
  width,
} from './paint.ts';
import type { FunnelPicture } from './picture.ts';

/** Of the plot; more people get more room for their names. */
const plotPx = 570;
const crowd = 5;
const pxMore = 44;
const dotPx = 34;
const namePx = text.label - 2;
const grid = { left: margin + 80, right: margin + 20, top: top + 90, bottom: 230 };
const sides = {
  above: { colour: colours.vermilion, symbol: 'triangle' },
  within: { colour: colours.blue, symbol: 'circle' },
  below: { colour: colours.orange, symbol: 'diamond' },
} as const;

/** Each person by how many there were and what share, between the limits that luck keeps to. */
export function funnelChart(picture: FunnelPicture): Chart {
  const { points, limits, mean, words } = picture;
  const right = limits.at(-1)?.count ?? 1;
  const shareMax = highestOf(picture);
  const plot = plotPx + pxMore * Math.max(0, points.length - crowd);
  const names = placedNames(picture, { right, shareMax, plot });
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
  return framed(picture, grid.top + plot + grid.bottom, {
    grid,
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
      max: shareMax,
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
        // Over the lines.
        z: 5,
        symbolSize: dotPx,
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
      },
      leadersTo(names),
      namesOver(picture, names),
    ],
  });
}

/** The end of the axis of shares: room above the highest. */
function highestOf({ points, limits }: FunnelPicture): number {
  const most = Math.max(1, ...points.map(({ share }) => share), ...limits.map((l) => l.high95));
  return Math.min(100, Math.ceil((most * 1.2) / 10) * 10);
}

/** Where each name stands; those outside of the limits choose first, then long ones. */
function placedNames(
  { points, limits, mean }: FunnelPicture,
  { right, shareMax, plot }: { right: number; shareMax: number; plot: number },
): (Place | null)[] {
  const wide = width - grid.left - grid.right;
  const at = (count: number, share: number): Point => ({
    x: grid.left + (count / right) * wide,
    y: grid.top + plot - (Math.min(share, shareMax) / shareMax) * plot,
  });
  const curve = (of: (limit: (typeof limits)[number]) => number) =>
    alongLine(limits.map((limit) => at(limit.count, of(limit))));
  const lines = [
    ...alongLine([at(0, mean), at(right, mean)]),
    ...curve(({ high95 }) => high95),
    ...curve(({ low95 }) => low95),
    ...curve(({ high998 }) => high998),
    ...curve(({ low998 }) => low998),
  ];
  const marks = points.map(
    ({ label, count, share }): Labelled => ({
      ...at(count, share),
      radius: dotPx / 2 + 3,
      width: widthEm(label) * namePx,
      height: namePx * 1.2,
    }),
  );
  const order = points
    .map(({ side, label }, index) => ({ index, side: side === 'within' ? 1 : 0, label }))
    .sort((a, b) => a.side - b.side || b.label.length - a.label.length)
    .map(({ index }) => index);
  const area = { x: grid.left + 6, y: grid.top, width: width - margin - grid.left, height: plot };
  const found = placeLabels(
    order.flatMap((index) => marks[index] ?? []),
    area,
    lines,
  );
  return points.map((_, index) => found[order.indexOf(index)] ?? null);
}

/** Thin lines to the names that are not right beside their marks; under the marks. */
function leadersTo(names: readonly (Place | null)[]) {
  const leaders = names.flatMap((place) => (place?.leader ? [place.leader] : []));
  return {
    type: 'custom' as const,
    silent: true,
    z: 4,
    data: leaders.map((_, at) => [at, 0]),
    renderItem({ dataIndex }: { dataIndex: number }) {
      const [from, to] = leaders[dataIndex] ?? [];
      if (!from || !to) return null;
      return {
        type: 'line' as const,
        shape: { x1: from.x, y1: from.y, x2: to.x, y2: to.y },
        style: { stroke: colours.ink, lineWidth: 2 },
      };
    },
  };
}

/** The names, over the lines that they could not keep off. */
function namesOver({ points }: FunnelPicture, names: readonly (Place | null)[]) {
  return {
    type: 'custom' as const,
    silent: true,
    z: 10,
    data: points.map((_, at) => [at, 0]),
    renderItem({ dataIndex }: { dataIndex: number }) {
      const place = names[dataIndex];
      if (!place) return null;
      return {
        type: 'text' as const,
        style: {
          text: points[dataIndex]?.label ?? '',
          x: place.x,
          y: place.y + place.height / 2,
          verticalAlign: 'middle' as const,
          fontSize: namePx,
          fontFamily,
          fill: colours.ink,
          stroke: colours.paper,
          lineWidth: 8,
        },
      };
    },
  };
}
