import { inTwoLines, widthEm } from './letter-widths.ts';
import { type Chart, colours, fontFamily, framed, margin, text, top, width } from './paint.ts';
import type { HeatPicture } from './picture.ts';

const rowPx = 84;
const namePx = 300;
/** Room for the last of the slanting names. */
const right = 150;
const headPx = 250;

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

/** A table whose cells are coloured by their figure; the figure itself stands in each. */
export function heatChart(picture: HeatPicture): Chart {
  const { columns, rows } = picture;
  const cellPx = (width - margin - namePx - right) / Math.max(1, columns.length);
  const widest = Math.max(
    1,
    ...rows.flatMap((row) => row.cells.map((cell) => widthEm(cell?.text ?? ''))),
  );
  const figurePx = Math.min(text.label, (cellPx - 16) / widest);
  const cells = rows.flatMap((row, y) => row.cells.map((cell, x) => ({ x, y, cell })));
  return framed(picture, top + headPx + rows.length * rowPx + margin, {
    grid: { left: margin + namePx, right, top: top + headPx, bottom: margin },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        interval: 0,
        rotate: -42,
        fontSize: text.label - 4,
        color: colours.ink,
        width: 330,
        overflow: 'truncate',
        margin: 14,
      },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => inTwoLines(label, (namePx - 20) / text.label).join('\n')),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        fontSize: text.label,
        color: colours.ink,
        lineHeight: 36,
        align: 'left',
        margin: namePx,
      },
    },
    series: [
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
