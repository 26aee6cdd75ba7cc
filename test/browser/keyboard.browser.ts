import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { browserPath, demos } from './browser.ts';

const patienceMs = 60_000;
/** What the page asks of the local Telegram when something is pressed or sent. */
const acts = /\/(press|messages|clock|ring)$/;
/** All that can be stood on, once round. */
const tabsMax = 150;
/** From one button of a sheet to the next that is wanted: nobody goes round the page for each item. */
const tabsInSheetMax = 20;
const [olga, anna] = [1001, 1002];

interface Next {
  key: string;
  who: number | null;
  part: string;
}

const nextOf = async (page: Page): Promise<Next | null> =>
  page.request
    .get(new URL('/sandbox/company', page.url()).href)
    .then(async (answer) => (await answer.json()).tour.next);

const focused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`);

/** Tabs on, or back, whichever way it lies, to what fits; answers how often. */
async function tabTo(page: Page, selector: string): Promise<number> {
  await page.locator(selector).filter({ visible: true }).first().waitFor({ timeout: patienceMs });
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    if (await focused(page, selector)) return tabs;
    const standsBefore = await page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].some((node) => node.checkVisibility() &&
        document.activeElement.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING)`,
    );
    await page.keyboard.press(standsBefore ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** Waits until the page shows where the tour stands, and what was pressed is done. */
async function settled(page: Page): Promise<Next | null> {
  const isSettled = async () => {
    const waiting = await page.locator('.key.waiting, .clock.moving').count();
    const shown = await page.locator('#tour').getAttribute('data-shown');
    return (
      waiting === 0 &&
      shown !== null &&
      JSON.stringify(JSON.parse(shown).next) === JSON.stringify(await nextOf(page))
    );
  };
  await expect.poll(isSettled, { timeout: patienceMs }).toBe(true);
  return nextOf(page);
}

describe.skipIf(browserPath === null)('the page without a mouse (needs chromium)', () => {
  const { open } = demos();

  test('a call comes in, is drawn, scored and sent by keyboard alone', async () => {
    const { page, troubles, close } = await open('ru-RU', 360, 640);
    try {
      await page.locator('.tour .act').first().waitFor();
      let next = await settled(page);
      const tabs: number[] = [];
      while (next && next.key !== 'tell') {
        const went = await tabTo(page, '.marked');
        if (next.who === olga && next.key === 'score') tabs.push(went);
        const answered = page.waitForResponse((answer) => acts.test(answer.url()));
        await page.keyboard.press('Enter');
        await answered;
        next = await settled(page);
        // What came last is in view, whoever pressed it.
        if (next?.who === olga) await expectNewestInView(page, olga);
      }
      expect(next?.key).toBe('tell');
      console.log(`tabs to each button of the sheet: ${tabs.join(' ')}`);
      expect(tabs.length).toBeGreaterThan(3);
      // The first way leads from the top of the chat to its sheet; from there the focus stays at the sheet.
      expect(Math.max(...tabs.slice(1))).toBeLessThanOrEqual(tabsInSheetMax);
      expect(await findings(page)).toEqual([]);
      expect(troubles).toEqual([]);
    } finally {
      await close();
    }
  });

  test('the menu of commands opens, is left and chooses by keyboard; chats can be changed', async () => {
    const { page, close } = await open('ru-RU', 360, 640);
    try {
      await page.locator('.tour .act').first().waitFor();
      await settled(page);
      await tabTo(page, '.chip[aria-pressed="true"]');
      await tabTo(page, `.column[data-user="${anna}"] .menu`);
      await page.keyboard.press('Enter');
      await page.locator('.commands button:focus').waitFor();
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await focused(page, '.menu')).toBe(true);
      await page.keyboard.press('Enter');
      await tabTo(page, '.commands button:last-child');
      const messages = page.locator(`.column[data-user="${anna}"] .message.in`);
      const before = await messages.count();
      await page.keyboard.press('Enter');
      await expect.poll(() => messages.count(), { timeout: patienceMs }).toBeGreaterThan(before);
      expect(await focused(page, 'textarea')).toBe(true);
      await expectNewestInView(page, anna);
    } finally {
      await close();
    }
  });
});

/** The end of the chat, its last button or line, stands within the chat's window. */
async function expectNewestInView(page: Page, who: number): Promise<void> {
  const chat = `document.querySelector('.column[data-user="${who}"] .scroller')`;
  const hidden = () =>
    page.evaluate<number>(
      `Math.max(0, ${chat}.querySelector('.message:last-child').getBoundingClientRect().bottom - ${chat}.getBoundingClientRect().bottom)`,
    );
  await expect.poll(hidden, { timeout: patienceMs }).toBeLessThan(2);
}
