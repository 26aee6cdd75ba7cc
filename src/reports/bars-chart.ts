import { inLines } from './letter-widths.ts';
import { type Chart, colours, framed, margin, text, top, width } from './paint.ts';
import type { BarsPicture } from './picture.ts';

const barPx = 36;
const linePx = 38;
/** Between the words of a bar and the bar before. */
const gapPx = 38;

/** A bar a line, its words above it, where a phone has room for them. */
export function barsChart(picture: BarsPicture): Chart {
  const { bars, tone } = picture;
  const colour = tone === 'good' ? colours.blue : colours.vermilion;
  const most = (width - 2 * margin) / text.label;
  const words = bars.map(({ label }) => inLines(label, most, 2));
  const rowPx = barPx + gapPx + linePx * Math.max(1, ...words.map(({ length }) => length));
  return framed(picture, top + bars.length * rowPx + 40, {
    grid: { left: margin, right: margin + 150, top, bottom: 40 },
    xAxis: { type: 'value', min: 0, max: 100, show: false },
    yAxis: { type: 'category', inverse: true, show: false, data: bars.map(({ label }) => label) },
    series: [
      {
        type: 'bar',
        barWidth: barPx,
        data: bars.map(({ value }) => value),
        itemStyle: { color: colour, borderRadius: 8 },
        showBackground: true,
        backgroundStyle: { color: '#e9e9e5', borderRadius: 8 },
        label: {
          show: true,
          position: [0, -8],
          verticalAlign: 'bottom',
          fontSize: text.label,
          lineHeight: linePx,
          color: colours.ink,
          formatter: ({ dataIndex }) => words[dataIndex]?.join('\n') ?? '',
        },
      },
      {
        // The figure stands at the end of the track, so that figures make a column.
        type: 'bar',
        barWidth: barPx,
        barGap: '-100%',
        silent: true,
        data: bars.map(() => 100),
        itemStyle: { color: 'transparent' },
        label: {
          show: true,
          position: 'right',
          distance: 18,
          fontSize: text.label + 2,
          fontWeight: 'bold',
          color: colours.ink,
          formatter: ({ dataIndex }) => bars[dataIndex]?.text ?? '',
        },
      },
    ],
  });
}
