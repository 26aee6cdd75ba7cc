import { inLines, widthEm } from './letter-widths.ts';
import { type Chart, colours, fontFamily, framed, margin, text, top, width } from './paint.ts';
import type { HeatPicture } from './picture.ts';

const rowPx = 84;
const namePx = 300;
const right = margin;
const sectionPx = text.label - 5;
const sectionLinePx = 26;
/** Names of sections stand upright where each of their words fits over its column, else they run upwards. */
const headMaxPx = 420;
const uprightLinesMax = 4;
const rowNameMinPx = 22;

/** From vermilion over paper to blue: both ends stay apart for every kind of colour vision. */
function fillOf(value: number): string {
  const low = [213, 94, 0];
  const mid = [244, 241, 234];
  const high = [0, 114, 178];
  // Scores crowd above 60: the middle of the colours is where a call is neither good nor bad.
  const at = Math.min(1, Math.max(-1, (value - 80) / 20));
  const end = at < 0 ? low : high;
  const mixed = mid.map((from, n) => Math.round(from + Math.abs(at) * ((end[n] ?? 0) - from)));
  return `rgb(${mixed.join(',')})`;
}

const inkOn = (value: number) => (Math.abs(value - 80) > 14 ? '#ffffff' : colours.ink);

interface Head {
  lines: string[][];
  upright: boolean;
  /** How high the names are. */
  px: number;
}

/** The names of the columns, in lines that fit `cellPx`. */
function headOf(columns: readonly string[], cellPx: number): Head {
  const across = (cellPx - 10) / sectionPx;
  const over = columns.map((name) => inLines(name, across, uprightLinesMax));
  if (over.every((lines, at) => lines.join(' ') === columns[at])) {
    const most = Math.max(1, ...over.map(({ length }) => length));
    return { lines: over, upright: true, px: most * sectionLinePx + 24 };
  }
  const beside = Math.max(1, Math.floor((cellPx - 4) / sectionLinePx));
  const lines = columns.map((name) => {
    // In as few letters upwards as its lines allow, so that the head is no higher than it must be.
    const least = Math.max(...name.split(' ').map((word) => widthEm(word)), widthEm(name) / beside);
    const most = headMaxPx / sectionPx;
    for (let em = least; em < most; em += 0.5) {
      const broken = inLines(name, em, beside);
      if (broken.join(' ') === name) return broken;
    }
    return inLines(name, most, beside);
  });
  const longest = Math.max(1, ...lines.flat().map((line) => widthEm(line)));
  return { lines, upright: false, px: longest * sectionPx + 24 };
}

/** A person's name in two lines, the letters smaller where a word of it is too long. */
function rowName(label: string): { lines: string[]; px: number } {
  const room = namePx - 20;
  const longest = Math.max(...label.split(' ').map((word) => widthEm(word)));
  const px = Math.max(rowNameMinPx, Math.min(text.label, Math.floor(room / longest)));
  return { lines: inLines(label, room / px, 2), px };
}

/** A table whose cells are coloured by their figure; the figure itself stands in each. */
export function heatChart(picture: HeatPicture): Chart {
  const { columns, rows } = picture;
  const cellPx = (width - margin - namePx - right) / Math.max(1, columns.length);
  const head = headOf(columns, cellPx);
  const widest = Math.max(
    1,
    ...rows.flatMap((row) => row.cells.map((cell) => widthEm(cell?.text ?? ''))),
  );
  const figurePx = Math.min(text.label, (cellPx - 16) / widest);
  const cells = rows.flatMap((row, y) => row.cells.map((cell, x) => ({ x, y, cell })));
  const names = rows.map(({ label }) => rowName(label));
  return framed(picture, top + head.px + rows.length * rowPx + margin, {
    grid: { left: margin + namePx, right, top: top + head.px, bottom: margin },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { show: false },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { show: false },
    },
    series: [
      wordsSeries(
        head.lines.map((lines, at) => ({
          lines,
          px: sectionPx,
          linePx: sectionLinePx,
          x: margin + namePx + (at + 0.5) * cellPx,
          y: top + (head.upright ? (head.px - 12) / 2 : head.px - 12),
        })),
        { centred: head.upright, upwards: !head.upright },
      ),
      wordsSeries(
        names.map(({ lines, px }, at) => ({
          lines,
          px,
          linePx: 36,
          x: margin,
          y: top + head.px + (at + 0.5) * rowPx,
        })),
        { centred: false, upwards: false },
      ),
      {
        type: 'custom',
        data: cells.map(({ x, y }) => [x, y]),
        renderItem(params, api) {
          const found = cells[params.dataIndex]?.cell ?? null;
          const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: {
                  x: x - cellPx / 2 + 3,
                  y: y - rowPx / 2 + 3,
                  width: cellPx - 6,
                  height: rowPx - 6,
                  r: 8,
                },
                style: { fill: found ? fillOf(found.value) : '#ececea' },
              },
              {
                type: 'text',
                style: {
                  text: found?.text ?? '—',
                  x,
                  y,
                  align: 'center',
                  verticalAlign: 'middle',
                  fontSize: figurePx,
                  fontFamily,
                  fill: found ? inkOn(found.value) : colours.faint,
                },
              },
            ],
          };
        },
      },
    ],
  });
}

type Words = { lines: string[]; px: number; linePx: number } & { x: number; y: number };

/** Lines of words; `upwards` they are read from below. */
function wordsSeries(all: readonly Words[], how: { centred: boolean; upwards: boolean }) {
  return {
    type: 'custom' as const,
    silent: true,
    data: all.map((_, at) => [at, 0]),
    renderItem({ dataIndex }: { dataIndex: number }) {
      const { lines, px, linePx, x, y } = all[dataIndex] ?? {
        lines: [],
        px: 0,
        linePx: 0,
        x: 0,
        y: 0,
      };
      return {
        type: 'text' as const,
        x,
        y,
        rotation: how.upwards ? Math.PI / 2 : 0,
        style: {
          text: lines.join('\n'),
          align: how.centred ? ('center' as const) : ('left' as const),
          verticalAlign: 'middle' as const,
          fontSize: px,
          lineHeight: linePx,
          fontFamily,
          fill: colours.ink,
        },
      };
    },
  };
}
