import { describe, expect, it } from 'vitest';
import type { ProposedChecklist } from '../../../src/app/company/preview-checklist.ts';
import type { PublishedVersion } from '../../../src/app/company/read-checklists.ts';
import { bodyPages } from '../../../src/bot/company/checklist-body.ts';
import { notesOn } from '../../../src/bot/company/checklist-pauses.ts';
import {
  lookScreen,
  previewScreen,
  problemsScreen,
  publishedScreen,
} from '../../../src/bot/company/checklist-preview.ts';
import {
  historyScreen,
  listScreen,
  offScreen,
  stepScreen,
  typeScreen,
} from '../../../src/bot/company/checklist-screens.ts';
import { messageMax, type Screen, visibleLength } from '../../../src/bot/screen.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { type Checklist, checklistSchema, itemsOf } from '../../../src/domain/checklist.ts';
import { checklistChanges } from '../../../src/domain/checklist-diff.ts';
import { languages } from '../../../src/domain/person.ts';
import { readChecklists } from '../../../src/intake/read-checklists.ts';

/** As long as a checklist may be, in signs that HTML escapes. */
function longest(sections: number, sign: string, type = 'c'.repeat(32)): Checklist {
  const item = (n: number) => ({
    code: `item-${n}`,
    text: `${n}${sign.repeat(196)}`,
    guidance: sign.repeat(300),
    weight: 100,
    critical: 'section',
    na: true,
  });
  return checklistSchema.parse({
    type,
    name: sign.repeat(60),
    sections: Array.from({ length: sections }, (_, at) => ({
      code: `s${at}`,
      name: `${at}${sign.repeat(198)}`,
      items: Array.from({ length: 40 / sections }, (_, n) => item(at * 100 + n)),
    })),
  });
}

const published = (checklist: Checklist, version = 1): PublishedVersion => ({
  id: version,
  checklistId: 1,
  active: false,
  version,
  checklist,
  publishedAt: 0,
  publishedBy: '&'.repeat(200),
});

/** The items that a screen has a button to resume. */
const pausesOf = ({ rows }: Screen) =>
  rows
    .flat()
    .map((one) => ('callback_data' in one ? one.callback_data : ''))
    .filter((data) => data.startsWith('item-resume'))
    .map((data) => data.match(/item-\d+$/)?.[0]);

const pauseOf = (itemCode: string) => ({
  ...{ id: 1, versionId: 1, itemCode, pausedAt: 0, pausedBy: '&'.repeat(200), resumedAt: null },
});

describe.each(languages)('in %s', (language) => {
  const words = wordsIn(language, 'Europe/Moscow');
  const fits = (shown: Screen) => {
    expect(visibleLength(shown.text)).toBeLessThanOrEqual(messageMax);
    expect(shown.rows.flat().length).toBeLessThanOrEqual(100);
    const data = shown.rows.flat().map((one) => ('callback_data' in one ? one.callback_data : ''));
    for (const each of data) expect(Buffer.byteLength(each)).toBeLessThanOrEqual(64);
  };

  it.each([1, 4, 40])(
    '40 long items in %i sections stand on pages, all of them once',
    (sections) => {
      const checklist = longest(sections, '<');
      const unclear = new Map(itemsOf(checklist).map(({ code }) => [code, 12]));
      const overturned = new Map(
        itemsOf(checklist).map(({ code }) => [
          code,
          { decided: 200, overturned: 199, isOften: true },
        ]),
      );
      const paused = new Map(itemsOf(checklist).map(({ code }) => [code, pauseOf(code)]));
      const line = { latest: published(checklist), scored: 1001, unclear, overturned, paused };
      const about = (code: string) => ({ notes: notesOn(words, line, code), hasButton: true });
      const pages = bodyPages(words, checklist, about);
      expect(pages.length).toBeGreaterThan(5);
      expect(pages.flatMap(({ codes }) => codes)).toEqual([...overturned.keys()]);
      const text = pages
        .map((page) => page.text)
        .join('\n')
        .replaceAll('&lt;', '');
      const numbers = [...text.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
      expect(numbers).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      for (const [page, { codes }] of pages.entries()) {
        const shown = typeScreen(words, line, page);
        fits(shown);
        expect(pausesOf(shown)).toEqual(codes);
      }
      // What was pressed stands on the page that comes for it.
      const last = pages.length - 1;
      const pressed = pages[last]?.codes.at(-1) ?? '';
      expect(typeScreen(words, line, pressed)).toEqual(typeScreen(words, line, last));
    },
  );

  it('everything about the longest of them fits into a message', () => {
    const before = longest(4, '<');
    const after = longest(4, '&');
    const line = {
      ...{ latest: published(before), scored: 1001, unclear: new Map([['item-1', 3]]) },
      ...{ overturned: new Map(), paused: new Map([['item-1', pauseOf('item-1')]]) },
    };
    const lines = Array.from({ length: 25 }, () => line);
    const head = { name: '<'.repeat(200), unclear: 9, decided: 99 };
    fits(listScreen(words, { lines, heads: Array.from({ length: 90 }, () => head) }, 1));
    fits(offScreen(words, line));
    const step = { version: published(after, 2), before: published(before) };
    fits(stepScreen(words, step));
    fits(
      historyScreen(
        words,
        Array.from({ length: 8 }, () => step),
      ),
    );
    fits(
      publishedScreen(
        words,
        Array.from({ length: 20 }, () => published(after)),
      ),
    );
  });

  it.each([1, 5, 20])('so does a preview of %i of them', (count) => {
    const before = longest(4, '<');
    const proposed: ProposedChecklist[] = Array.from({ length: count }, (_, n) => {
      const checklist = longest(4, '&', `type-${n}`);
      return {
        checklist,
        current: published(before),
        changes: checklistChanges(before, checklist),
        pauses: { ended: itemsOf(before), kept: [] },
      };
    });
    const preview = { id: 999_999, fileName: '<'.repeat(200), proposed };
    fits(previewScreen(words, preview));
    fits(lookScreen(words, preview, count - 1, 3));
    fits(lookScreen(words, preview, 999, 999));
  });

  it('so does all that can be wrong', () => {
    const wrong = Array.from({ length: 30 }, () => ({ type: 'z'.repeat(5000), sections: 'x' }));
    const read = readChecklists(JSON.stringify(wrong));
    fits(problemsScreen(words, '<'.repeat(200), read.ok ? [] : read.problems));
  });
});
