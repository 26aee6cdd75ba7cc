import type { Picture } from '../../src/reports/picture.ts';
import { createPictures } from '../../src/reports/pictures.ts';
import { median } from './measure.ts';
import { meets, milliseconds, type Row, type Target, targetText } from './table.ts';

const figure = (value: number) => ({ value, text: `${value.toFixed(1).replace('.', ',')} %` });
const names = ['Приветствие', 'Потребность', 'Предложение', 'Возражения', 'Завершение'];
const pictures: readonly Picture[] = [
  {
    kind: 'months',
    title: 'Анна Рыбакова: зачёт по месяцам',
    subtitle: 'Средняя оценка звонков, %',
    months: ['июнь', 'июль', 'авг.', 'сент.', 'окт.', 'нояб.'].map((label, n) => ({
      label,
      mean: figure(75 + n * 2),
      interval: { low: 68 + n * 2, high: 82 + n * 2 },
      median: 76 + n,
    })),
    words: { mean: 'оценка', interval: 'скорее всего, здесь', median: 'медиана команды' },
  },
  {
    kind: 'heat',
    title: 'Команда по разделам',
    subtitle: 'Средняя оценка раздела, %',
    columns: names,
    rows: Array.from({ length: 10 }, (_, row) => ({
      label: `Продавец ${row}`,
      cells: names.map((_name, n) => figure(60 + ((row * 7 + n * 11) % 40))),
    })),
  },
];
const repetitions = 20;
const targetMs: Target = { most: 150 };
/** How often the thread that answers taps is looked at while pictures are drawn. */
const beatMs = 5;

/** A picture after the first, and how long the thread that asked for it was held meanwhile. */
export async function pictureRow(): Promise<Row> {
  const desk = createPictures();
  const startedAt = performance.now();
  const [first = pictures[0]] = pictures;
  if (!first) throw new Error('no picture');
  await desk.draw(first);
  const firstMs = performance.now() - startedAt;
  const drawnMs: number[] = [];
  let longestMs = 0;
  let lastAt = performance.now();
  const beat = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - lastAt - beatMs);
    lastAt = performance.now();
  }, beatMs);
  for (let n = 0; n < repetitions; n += 1) {
    const at = performance.now();
    await desk.draw(pictures[n % pictures.length] ?? first);
    drawnMs.push(performance.now() - at);
  }
  clearInterval(beat);
  await desk.stop();
  const ms = median(drawnMs);
  return {
    what: 'a picture after the first',
    floor: '',
    ours: milliseconds(ms),
    ratio: '',
    target: targetText(targetMs, ' ms'),
    met: meets(ms, targetMs),
    notes: [
      `the first, with its thread and libraries: ${milliseconds(firstMs)}`,
      `the thread that answers taps was held for ${milliseconds(longestMs)} at most`,
    ],
  };
}
