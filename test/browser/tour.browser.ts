import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { browserPath, demos } from './browser.ts';

interface Company {
  tour: {
    steps: { key: string; state: string }[];
    next: { key: string; who: number | null } | null;
  };
}

const [olga, anna, natalia] = [1001, 1002, 1003];
/** The demo's Monday, 19:05 in Moscow: its draw is over. */
const drawnAt = '2026-11-23T16:05:00Z';
const cyrillic = /\p{Script=Cyrillic}+/gu;
const newcomerMsMax = 180_000;
const pressesMax = 60;
/** What the page asks of the local Telegram when something is pressed or sent. */
const acts = /\/(press|messages|clock|ring)$/;
/** Only what hangs ends by it. */
const patienceMs = 60_000;

/** What the page's own endpoint says of the company. */
async function companyOf(page: Page): Promise<Company> {
  return page.request
    .get(new URL('/sandbox/company', page.url()).href)
    .then((answer) => answer.json());
}

/** Presses what the tour outlines until there is nothing more to press; answers whose chats it went through. */
async function goThrough(page: Page): Promise<(number | null)[]> {
  const seen: (number | null)[] = [];
  const marked = page.locator('.marked:visible').first();
  for (let presses = 0; presses < pressesMax; presses += 1) {
    const { next } = (await companyOf(page)).tour;
    if (!next) return seen;
    if (seen.at(-1) !== next.who || presses === 0) seen.push(next.who);
    await picture(page, presses);
    const answered = page.waitForResponse((answer) => acts.test(answer.url()));
    await marked.click();
    await answered;
    // The month comes with a picture, which is drawn first.
    if (next.key === 'credit') await isOver(page);
    await settled(page);
  }
  throw new Error(`the tour does not end: ${JSON.stringify((await companyOf(page)).tour)}`);
}

async function isOver(page: Page): Promise<void> {
  const next = async () => (await companyOf(page)).tour.next;
  await expect.poll(next, { timeout: patienceMs }).toBe(null);
}

/** With `SHOTS=FOLDER` each press leaves a picture there, to be looked at. */
async function picture(page: Page, at: number | string): Promise<void> {
  const { SHOTS } = process.env;
  if (!SHOTS) return;
  const of = `${await page.locator('html').getAttribute('lang')}-${page.viewportSize()?.width}`;
  await page.screenshot({ path: `${SHOTS}/tour-${of}-${String(at).padStart(2, '0')}.png` });
}

/** Waits until what was pressed is done, and the page shows where the tour stands. */
async function settled(page: Page): Promise<void> {
  await expect
    .poll(() => page.locator('.key.waiting, .clock.moving').count(), { timeout: patienceMs })
    .toBe(0);
  const shown = () => page.locator('#tour').getAttribute('data-shown');
  await expect
    .poll(async () => (await shown()) === JSON.stringify((await companyOf(page)).tour), {
      timeout: patienceMs,
    })
    .toBe(true);
}

describe.skipIf(browserPath === null)('the tour in a browser (needs chromium)', () => {
  const { open } = demos();

  test.each([
    ['ru-RU', 1280, 'От звонка до зачёта', /Зачёт за ноябрь/],
    ['en-US', 1280, 'From the call to the credit', /Credit of November/],
    ['ru-RU', 768, 'От звонка до зачёта', /Зачёт за ноябрь/],
    ['en-US', 360, 'From the call to the credit', /Credit of November/],
  ])('%s, %i px wide: from the call to the credit', async (locale, width, title, credit) => {
    const { page, troubles, close } = await open(locale, width);
    try {
      await page.getByText(title).waitFor();
      await settled(page);
      // Nothing is unread before anything has happened.
      expect(await page.locator('.badge:visible').count()).toBe(0);
      expect(await findings(page)).toEqual([]);
      const startedAt = performance.now();
      const who = await goThrough(page);
      const tookMs = performance.now() - startedAt;
      await picture(page, 'end');
      console.log(`the tour in ${locale} at ${width} px: ${(tookMs / 1000).toFixed(1)} s`);
      expect(tookMs).toBeLessThan(newcomerMsMax);
      // A client calls Анна, the clock, Ольга scores, the clock, Анна appeals, Наталья decides, Анна's month.
      expect(who).toEqual([anna, null, olga, null, anna, natalia, anna]);
      const { steps } = (await companyOf(page)).tour;
      expect(steps.map(({ state }) => state)).toEqual(Array(8).fill('done'));
      await page.locator(`.column[data-user="${anna}"]`).getByText(credit).first().waitFor();
      // A sheet, a recording, a picture, a decision: whoever cannot see them or has no mouse gets at them.
      expect(await findings(page)).toEqual([]);
      if (locale === 'en-US') {
        const said = await page.locator('.bar, .tour, .chip, .column').allTextContents();
        const strange = said.join('\n').replaceAll('Русский / English', '').match(cyrillic);
        expect(strange).toBeNull();
      }
      // The clock went no further than it had to, however slow all was.
      expect(await page.locator('.clock .face span').textContent()).toMatch(/\b23\b/);
      expect(troubles).toEqual([]);
    } finally {
      await close();
    }
  });

  test('what is half-typed on a phone stays in view when the tour goes on, and in the other language', async () => {
    const { page, troubles, close } = await open('en-US', 360);
    try {
      await page.getByText('From the call to the credit').waitFor();
      await settled(page);
      await page.locator(`.chip[data-user="${natalia}"]`).click();
      const box = page.locator(`.column[data-user="${natalia}"] textarea`);
      await box.fill('/ca');

      const post = (path: string, data: object) =>
        page.request.post(new URL(`/sandbox${path}`, page.url()).href, { data });
      expect((await post('/company/ring', {})).ok()).toBe(true);
      expect((await post('/clock', { now: drawnAt })).ok()).toBe(true);
      await expect
        .poll(async () => (await companyOf(page)).tour.next?.who, { timeout: patienceMs })
        .toBe(olga);
      await settled(page);
      expect(await box.isVisible()).toBe(true);

      await page.getByRole('button', { name: 'RU', exact: true }).click();
      await page.getByText('От звонка до зачёта').waitFor();
      expect([await box.isVisible(), await box.inputValue()]).toEqual([true, '/ca']);
      expect(troubles).toEqual([]);
    } finally {
      await close();
    }
  });

  test('a newcomer is shown as many chats as stand side by side with the tour', async () => {
    const { page, troubles, close } = await open('en-US', 1280);
    try {
      for (const [width, count] of [
        [1280, 3],
        [1600, 4],
        [1920, 4],
        [768, 2],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate('localStorage.clear()');
        await page.reload();
        await page.locator('.tour .act').first().waitFor();
        const rights: number[] = await page.evaluate(`[...document.querySelectorAll('.column')]
          .filter((column) => column.checkVisibility())
          .map((column) => column.getBoundingClientRect().right)`);
        expect(rights, `${width} px`).toHaveLength(count);
        expect(Math.max(...rights), `${width} px`).toBeLessThanOrEqual(width);
      }
      // One more is brought into view, wherever it stands.
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.locator('.chip', { hasText: 'Victor' }).click();
      const victor = page.locator('.column', { hasText: 'Victor Stern' }).first();
      await expect
        .poll(async () => {
          const { x = 0, width = 0 } = (await victor.boundingBox()) ?? {};
          return x + width;
        })
        .toBeLessThanOrEqual(1280);
      expect(troubles).toEqual([]);
    } finally {
      await close();
    }
  });
});
