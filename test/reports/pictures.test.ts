import { describe, expect, onTestFinished, test } from 'vitest';
import { countedOf } from '../../src/app/credit/counted-calls.ts';
import { readCredit } from '../../src/app/credit/read-credit.ts';
import { readFunnel } from '../../src/app/credit/read-funnel.ts';
import { readMonths } from '../../src/app/credit/read-months.ts';
import {
  funnelPicture,
  heatPictures,
  itemsPicture,
  monthsPicture,
  sectionsPicture,
} from '../../src/bot/credit/credit-pictures.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { languages } from '../../src/domain/person.ts';
import type { Picture } from '../../src/reports/picture.ts';
import { createPictures } from '../../src/reports/pictures.ts';
import { svgOf } from '../../src/reports/png.ts';
import { must } from '../support/company.ts';
import { afterMonth } from '../support/month.ts';

const month = '2026-12';

async function lived() {
  const company = await afterMonth();
  company.clock.at('2026-12-31T12:00:00Z');
  return company;
}

const company = await lived();
const credit = readCredit(company.app, month);
const anna = company.as('anna');
const row = credit.sellers.find(({ sellerId }) => sellerId === anna.id);
if (!row) throw new Error('anna has no credit');

/** The words in a picture, as an eye would read them. */
function wordsOf(picture: Picture): string {
  const texts = [...svgOf(picture).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  return texts.join('\n').replaceAll('\u00a0', ' ');
}

const shown = (percent: string | null, language: string) =>
  `${language === 'ru' ? percent?.replace('.', ',') : percent} %`;

describe.each(languages)('pictures in %s', (language) => {
  const words = wordsIn(language, 'Europe/Moscow');

  test('the months have the mean of the credit, to the tenth', () => {
    const { months } = must(readMonths(company.app, anna, anna.id, month));
    const text = wordsOf(monthsPicture(words, anna, months));
    expect(text).toContain(shown(row.meanPercent, language));
    expect(text).toContain(anna.name);
  });

  test('the sections and the failed items have theirs', () => {
    const whose = { name: anna.name, month };
    const sections = wordsOf(sectionsPicture(words, whose, row));
    for (const { meanPercent } of row.types.flatMap((type) => type.sections)) {
      expect(sections).toContain(shown(meanPercent, language));
    }
    const items = row.types.flatMap((type) => type.items);
    const picture = itemsPicture(words, whose, items);
    if (!picture) throw new Error('nothing failed');
    const failed = items.filter((item) => item.failed > 0);
    expect(picture.bars).toHaveLength(Math.min(8, failed.length));
    const [worst] = failed.sort((a, b) => Number(b.failedPercent) - Number(a.failedPercent));
    expect(wordsOf(picture)).toContain(shown(worst?.failedPercent ?? null, language));
  });

  test('the team is a row a seller and a cell a section, empty where nothing counted', () => {
    const nobody = { name: 'Никто', types: [] };
    const pictures = heatPictures(words, month, [row, nobody]);
    expect(pictures).toHaveLength(row.types.length);
    for (const picture of pictures) {
      const type = row.types.find(({ name }) => picture.subtitle.startsWith(`${name}.`));
      expect(picture.columns).toEqual(type?.sections.map(({ name }) => name));
      const means = type?.sections.map(({ meanPercent }) =>
        String(Math.round(Number(meanPercent))),
      );
      expect(picture.rows[0]?.cells.map((cell) => cell?.text)).toEqual(means);
      expect(picture.rows[1]?.cells).toEqual(picture.columns.map(() => null));
      expect(wordsOf(picture).match(/—/g)).toHaveLength(picture.columns.length);
    }
  });

  test('the funnel has every controller with the overturned share of the credit', () => {
    const { found } = must(readFunnel(company.app, company.as('root')));
    if (!found.enough) throw new Error('too few reviews');
    const text = wordsOf(funnelPicture(words, found.funnel));
    for (const { name, overturnedPercent } of credit.controllers) {
      expect(text).toContain(`${name} ${shown(overturnedPercent, language)}`);
    }
  });
});

test('a median is that of those who sell in the same direction, and none for a team of two', () => {
  const { months } = must(readMonths(company.app, anna, anna.id, month));
  const calls = countedOf(company.app, { month }, {}, { after: 0, limit: 100_000 }).calls;
  const ofDirection = calls.filter(({ directionId }) => directionId === row.directionId);
  expect(new Set(ofDirection.map(({ sellerId }) => sellerId)).size).toBe(2);
  expect(months.at(-1)?.medianPercent).toBeNull();
});

test('pictures are drawn on a thread of their own, also after one that cannot be', async () => {
  const pictures = createPictures();
  onTestFinished(() => pictures.stop());
  const { months } = must(readMonths(company.app, anna, anna.id, month));
  const picture = monthsPicture(wordsIn('ru', 'Europe/Moscow'), anna, months);
  const broken = { kind: 'months' } as unknown as Picture;
  const [one, none, two] = await Promise.allSettled(
    [picture, broken, picture].map((each) => pictures.draw(each)),
  );
  expect(none?.status).toBe('rejected');
  for (const drawn of [one, two]) {
    if (drawn?.status !== 'fulfilled') throw new Error('not drawn');
    const png = Buffer.from(drawn.value);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // The width stands at byte 16 of every PNG, in its header.
    expect(png.readUInt32BE(16)).toBe(1080);
  }
});

test('a thread that ends while it is warmed does no harm: the next picture is drawn all the same', async () => {
  const pictures = createPictures();
  onTestFinished(() => pictures.stop());
  const warming = pictures.warm();
  await pictures.stop();
  expect(await warming).toBe(false);
  const { months } = must(readMonths(company.app, anna, anna.id, month));
  const png = await pictures.draw(monthsPicture(wordsIn('ru', 'Europe/Moscow'), anna, months));
  expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG');
  expect(await pictures.warm()).toBe(true);
});
