import { describe, expect, test } from 'vitest';
import { widthEm } from '../../src/reports/letter-widths.ts';
import { width } from '../../src/reports/paint.ts';
import type { Picture } from '../../src/reports/picture.ts';
import { svgOf } from '../../src/reports/png.ts';

const figure = (value: number) => ({ value, text: `${value} %` });
const itemText =
  'Извинился или посочувствовал, если клиенту доставили неудобство (Исходящий: холодный)';

interface Placed {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The words of a picture that stand upright, and where. */
function placedIn(picture: Picture): Placed[] {
  const texts = svgOf(picture).matchAll(/<text([^>]*)>([^<]*)<\/text>/g);
  return [...texts].flatMap(([, how = '', text = '']) => {
    const [, a = '', shifts = ''] = /transform="(translate|matrix)\(([^)]*)\)"/.exec(how) ?? [];
    const at = shifts.split(/[ ,]+/).map(Number);
    if (a === 'matrix' && at[1] !== 0) return [];
    const [x = 0, y = 0] = at.slice(-2);
    const own = (name: string) => Number(new RegExp(`\\b${name}="([-\\d.]+)"`).exec(how)?.[1] ?? 0);
    const px = Number(/font-size:([\d.]+)px/.exec(how)?.[1] ?? 0);
    const wide = widthEm(text, /bold/.test(how)) * px;
    const anchor = /text-anchor="(\w+)"/.exec(how)?.[1] ?? 'start';
    const left = x + own('x') - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0);
    const middle = y + own('y');
    return [{ text, left, right: left + wide, top: middle - px / 2, bottom: middle + px / 2 }];
  });
}

function expectInside(placed: readonly Placed[]): void {
  expect(placed.length).toBeGreaterThan(0);
  for (const { text, left, right } of placed) {
    expect(left, text).toBeGreaterThanOrEqual(0);
    expect(right, text).toBeLessThanOrEqual(width);
  }
}

describe('labels of pictures fit', () => {
  test('an item of two lines is read to its end', () => {
    const bars = [50, 33.3, 5].map((value) => ({ ...figure(value), label: itemText }));
    const placed = placedIn({ kind: 'bars', title: 'a', subtitle: 'b', tone: 'bad', bars });
    expectInside(placed);
    const read = placed.map(({ text }) => text).join(' ');
    expect(read.split(itemText)).toHaveLength(1 + bars.length);
  });

  test('an item longer than two lines says that it goes on', () => {
    const bars = [{ ...figure(50), label: `${itemText}, ${itemText}` }];
    const placed = placedIn({ kind: 'bars', title: 'a', subtitle: 'b', tone: 'bad', bars });
    expectInside(placed);
    expect(placed.filter(({ text }) => text.endsWith('…'))).toHaveLength(1);
  });

  test.each([1, 7, 12])('figures stand within their cells, %i a row', (columns) => {
    const row = {
      label: 'Мария-Магдалена Преображенская',
      cells: Array(columns).fill(figure(100)),
    };
    const placed = placedIn({
      kind: 'heat',
      title: 'a',
      subtitle: 'b',
      columns: Array.from({ length: columns }, (_, at) => `Раздел ${at}`),
      rows: [row, row],
    });
    expectInside(placed);
    const cellPx = (width - 48 - 300 - 150) / columns;
    const figures = placed.filter(({ text }) => text === '100 %');
    expect(figures).toHaveLength(2 * columns);
    for (const { left, right } of figures) expect(right - left).toBeLessThan(cellPx);
  });

  test('names of a funnel stand within it and not on each other', () => {
    const names = [
      'Константинопольская Александра',
      'Ольга Киселёва',
      'Павел Мишин',
      'Мария-Магдалена Преображенская',
    ];
    const counts = [190, 188, 185, 5];
    const points = names.map((label, at) => {
      return { label, count: counts[at] ?? 0, share: 7, side: 'within' as const };
    });
    const limits = [5, 190].map((count) => {
      return { count, low95: 3, high95: 12, low998: 1, high998: 16 };
    });
    const words = { count: 'n', share: 's', limit95: '95', limit998: '99', mean: 'm' };
    const placed = placedIn({
      kind: 'funnel',
      title: 'a',
      subtitle: 'b',
      points,
      mean: 7,
      limits,
      words,
    });
    const named = placed.filter(({ text }) => names.includes(text));
    expect(new Set(named.map(({ text }) => text)).size).toBe(names.length);
    expectInside(named);
    const onEachOther = named.flatMap((one, at) =>
      named
        .slice(at + 1)
        .filter((two) => one.text !== two.text)
        .filter(
          (two) =>
            one.left < two.right &&
            two.left < one.right &&
            one.top < two.bottom &&
            two.top < one.bottom,
        )
        .map((two) => `${one.text} on ${two.text}`),
    );
    expect(onEachOther).toEqual([]);
  });
});
