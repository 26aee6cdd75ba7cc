import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/domain/person.ts';
import { buttonsOf, textOf } from '../../src/sandbox/driver/messages.ts';
import { browserPath, demos } from './browser.ts';
import { drawnAlone, measured, type Seen, walk } from './screens.ts';

/** Two heights of a narrow phone: a screen that is longer is read by scrolling and pressed by searching. */
const tallestPx = 1280;
const readersMin = 8;

/** With `SHOTS=FOLDER` each role's first answers to their commands leave a picture there, to be looked at. */
async function pictures(page: Page, seen: readonly Seen[], language: string): Promise<void> {
  const { SHOTS } = process.env;
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  const taken = new Set<string>();
  for (const { reader, way, isMain, message } of seen) {
    const name = `screen-${language}-${reader}-${way.slice(1)}`;
    if (!isMain || taken.has(name)) continue;
    taken.add(name);
    const drawn = await drawnAlone(page, message);
    await drawn.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}

/** Words of another alphabet in what anybody was shown, but for the choice of languages. */
function notEnglish(seen: readonly Seen[]): string[] {
  return seen.flatMap(({ reader, way, message }) => {
    const said = [textOf(message), ...buttonsOf(message).map(({ label }) => label)].join('\n');
    const strange = said.replaceAll('Русский', '').match(/[^\n]*\p{Script=Cyrillic}[^\n]*/gu);
    return (strange ?? []).map((line) => `${reader}, ${way}: ${line}`);
  });
}

/** What of the page's bar and of its people does not stand on the screen, or is too small for a finger. */
const beyondTheEdge = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('.bar button, .chips button')]
    .filter((key) => key.checkVisibility())
    .filter((key) => {
      const { left, right, width, height } = key.getBoundingClientRect();
      return left < 0 || right > innerWidth || width < 24 || height < 24;
    })
    .map((key) => key.title || key.textContent)`);

describe.skipIf(browserPath === null)('screens on a phone of 360 px (needs chromium)', () => {
  const { open } = demos();

  test.each(languages)(
    '%s: no button is cut off, none is taller than two phones',
    async (language) => {
      const { demo, page, close } = await open(language, 360, 640);
      try {
        // The page turns the company to the browser's language.
        await page.locator('.tour .act').first().waitFor();
        expect(await beyondTheEdge(page)).toEqual([]);
        // What is walked is measured afterwards: nobody has to draw it meanwhile.
        await page.goto('about:blank');
        const seen = await walk(demo, language);
        await page.goto(demo.pageUrl);
        await page.locator('.column').first().waitFor({ state: 'attached' });
        expect(new Set(seen.filter(({ isMain }) => isMain).map(({ reader }) => reader)).size).toBe(
          readersMin,
        );
        const sizes = await measured(
          page,
          seen.map(({ message }) => message),
        );
        if (language === 'en') expect(notEnglish(seen)).toEqual([]);
        const told = sizes.map((size, at) => ({ ...size, seen: seen[at] }));
        const cut = told.flatMap(({ cut: labels, seen: of }) =>
          labels.map((label) => `${of?.reader}, ${of?.way}: ${label}`),
        );
        const tall = told
          .filter(({ height }) => height > tallestPx)
          .map(({ height, seen: of }) => `${height} px: ${of?.reader}, ${of?.way}`);
        console.log(
          `${seen.length} screens in ${language}, the tallest ${Math.max(...sizes.map(({ height }) => height))} px`,
        );
        await pictures(page, seen, language);
        expect({ cut, tall }).toEqual({ cut: [], tall: [] });
      } finally {
        await close();
      }
    },
  );
});
