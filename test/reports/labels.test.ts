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

/** The words of a picture, and where they stand; those that run upwards too. */
function placedIn(picture: Picture): Placed[] {
  const texts = svgOf(picture).matchAll(/<text([^>]*)>([^<]*)<\/text>/g);
  return [...texts].map(([, how = '', text = '']) => {
    const [, kind = '', given = ''] = /transform="(translate|matrix)\(([^)]*)\)"/.exec(how) ?? [];
    const numbers = given.split(/[ ,]+/).map(Number);
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] =
      kind === 'matrix' ? numbers : [1, 0, 0, 1, ...numbers];
    const own = (name: string) => Number(new RegExp(`\\b${name}="([-\\d.]+)"`).exec(how)?.[1] ?? 0);
    const px = Number(/font-size:([\d.]+)px/.exec(how)?.[1] ?? 0);
    const wide = widthEm(text, /bold/.test(how)) * px;
    const anchor = /text-anchor="(\w+)"/.exec(how)?.[1] ?? 'start';
    const left = own('x') - (anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0);
    const corners = [left, left + wide].flatMap((x) =>
      [own('y') - px / 2, own('y') + px / 2].map((y) => [a * x + c * y + e, b * x + d * y + f]),
    );
    const xs = corners.map(([x = 0]) => x);
    const ys = corners.map(([, y = 0]) => y);
    return {
      text,
      left: Math.min(...xs),
      right: Math.max(...xs),
      top: Math.min(...ys),
      bottom: Math.max(...ys),
    };
  });
}

/** The marks of a funnel: what is drawn in a person's colour. */
function dotsIn(picture: Picture): Placed[] {
  const marks = svgOf(picture).matchAll(
    /<path[^>]*transform="matrix\(([^)]*)\)"[^>]*fill="(#0072b2|#d55e00|#e69f00)"/g,
  );
  return [...marks].map(([, given = '', text = '']) => {
    const [half = 0, , , , x = 0, y = 0] = given.split(/[ ,]+/).map(Number);
    return { text, left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
}

const meets = (one: Placed, two: Placed) =>
  one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;

function expectApart(placed: readonly Placed[]): void {
  const onEachOther = placed.flatMap((one, at) =>
    placed
      .slice(at + 1)
      .filter((two) => meets(one, two))
      .map((two) => `${one.text} on ${two.text}`),
  );
  expect(onEachOther).toEqual([]);
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
    const cellPx = (width - 48 - 300 - 48) / columns;
    const figures = placed.filter(({ text }) => text === '100 %');
    expect(figures).toHaveLength(2 * columns);
    for (const { left, right } of figures) expect(right - left).toBeLessThan(cellPx);
  });

  const sections = [
    'Приветствие и представление',
    'Выявление потребности клиента',
    'Презентация, цена и выгоды',
    'Работа с возражениями и сомнениями',
    'Agreements, deadlines and closing',
    'Clear and courteous speech',
    'Ответственность',
    'Сопутствующий товар',
    'Оформление в системе',
    'Дополнительное',
  ];

  test.each([1, 2, 3, 5, 7, 10])(
    'names of %i sections are read whole, over their columns',
    (count) => {
      const columns = sections.slice(0, count);
      const row = {
        label: 'Мария-Магдалена Константинопольская',
        cells: columns.map(() => figure(70)),
      };
      const placed = placedIn({
        kind: 'heat',
        title: 'a',
        subtitle: 'b',
        columns,
        rows: [row, row],
      });
      expectInside(placed);
      expectApart(
        placed.filter(({ text }) => !['Мария-Магдалена', 'Константинопольская'].includes(text)),
      );
      expect(placed.filter(({ text }) => text.includes('…'))).toEqual([]);
      const cellPx = (width - 48 - 300 - 48) / count;
      columns.forEach((name, at) => {
        const from = 348 + at * cellPx;
        const over = placed.filter(
          ({ left, right, text }) =>
            left >= from &&
            right <= from + cellPx &&
            name.split(' ').includes(text.split(' ')[0] ?? ''),
        );
        expect(over.map(({ text }) => text).join(' ')).toBe(name);
      });
    },
  );

  test('a section’s name of two hundred letters says that it goes on, and the table stays', () => {
    const columns = Array.from({ length: 10 }, (_, at) =>
      `Раздел ${at} ${'подробностей '.repeat(14)}`.trim(),
    );
    const row = { label: 'Анна', cells: columns.map(() => figure(70)) };
    const placed = placedIn({ kind: 'heat', title: 'a', subtitle: 'b', columns, rows: [row] });
    expectInside(placed);
    expectApart(placed);
    expect(placed.filter(({ text }) => text.endsWith('…'))).toHaveLength(columns.length);
  });

  /** As long as the picture's words make them (credit-pictures.ts), and as short as somebody is called. */
  const names = [
    'Константинопольская… 100,0 %',
    'Ольга Киселёва 7,5 %',
    'Павел Мишин 6,0 %',
    'Мария-Магдалена Пре… 12,3 %',
    'Olga Kiseleva 7.5 %',
    'Alexandra-Elisabeth… 10.1 %',
    'Ким 6,8 %',
    'Вера Петровна Ким 0,0 %',
    'Геннадий Лунин 16,0 %',
    'Анна Р. 7,0 %',
    'Ю 3,0 %',
    'Борис Борисов 12,0 %',
  ];
  const crowds = {
    'one beside the other': [190, 188, 185, 5, 187, 189, 186, 181, 180, 179, 184, 178],
    'on one spot': Array(6).fill(100),
    'at both ends': [1, 190, 1, 190, 1, 190, 1, 190, 1, 190, 1, 190],
    'all over': [5, 20, 40, 60, 80, 95, 110, 125, 140, 155, 170, 190],
  };
  const shares = [7, 7.5, 6, 7, 8, 7.2, 6.8, 0, 16, 7, 3, 12];

  test.each(Object.entries(crowds))(
    'names of a funnel’s people who stand %s: inside, on no dot and on no name',
    (_, counts) => {
      for (const people of [2, 6, counts.length]) {
        const points = names.slice(0, people).map((label, at) => ({
          label,
          count: counts[at] ?? 0,
          share: shares[at] ?? 0,
          side: 'within' as const,
        }));
        const limits = [5, 190].map((count) => {
          return { count, low95: 3, high95: 12, low998: 1, high998: 16 };
        });
        const words = { count: 'n', share: 's', limit95: '95', limit998: '99', mean: 'm' };
        const picture: Picture = {
          kind: 'funnel',
          title: 'a',
          subtitle: 'b',
          points,
          mean: 7,
          limits,
          words,
        };
        const named = placedIn(picture).filter(({ text }) => names.includes(text));
        expect(new Set(named.map(({ text }) => text)).size, `${people} people`).toBe(people);
        expectInside(named);
        // Letters with a border are drawn twice.
        const once = named.filter(
          (one, at) => named.findIndex(({ text }) => text === one.text) === at,
        );
        expectApart(once);
        const dots = dotsIn(picture);
        expect(dots).toHaveLength(people);
        expect(once.flatMap((name) => dots.filter((dot) => meets(name, dot)))).toEqual([]);
      }
    },
  );
});
