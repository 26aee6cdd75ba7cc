import { expect, test } from 'vitest';
import { browserPath, demos } from './browser.ts';

const { open } = demos();

const languages = [
  {
    locale: 'ru-RU',
    head: 'Виктор',
    search: 'Найти',
    typed: 'север',
    client: 'ООО «Север»',
    via: 'через',
  },
  {
    locale: 'en-GB',
    head: 'Victor',
    search: 'Search',
    typed: 'sever',
    client: 'Sever LLC',
    via: 'via',
  },
] as const;

test.skipIf(browserPath === null).each(languages)(
  'in $locale a call is found while one types, and picked by the keyboard alone',
  async ({ locale, head, search, typed, client, via }) => {
    const { page, troubles, close } = await open(locale, 360, 740);
    const column = page.locator('.column:not([hidden])');
    await page.locator('.chip', { hasText: head }).click();
    const box = column.locator('textarea');
    await box.fill('/calls');
    await box.press('Enter');

    await column.locator('.key', { hasText: search }).last().click();
    await expect.poll(() => box.inputValue()).toMatch(/^@\w+ $/);
    const results = column.locator('.inline-results .result');
    await expect.poll(() => results.count()).toBe(20);
    await page.keyboard.type(typed);
    await expect.poll(() => results.first().innerText()).toContain(client);
    // Nothing of a result is cut off at the right.
    const { x = 0, width = 0 } = (await results.first().boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(360);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const picked = await results.nth(1).innerText();
    await page.keyboard.press('Enter');
    const number = /№(\d+)/.exec(picked)?.[1] ?? 'none';
    await expect
      .poll(() => column.locator('.message.out').last().innerText())
      .toMatch(new RegExp(`^${via} @\\w+\\n+/call ${number}`));
    await expect
      .poll(() => column.locator('.message.in').last().innerText())
      .toContain(`№${number}`);
    expect(await box.inputValue()).toBe('');
    expect(await results.count()).toBe(0);

    // What is greyed does nothing.
    await box.fill('/calls');
    await box.press('Enter');
    const back = column.locator('.key', { hasText: '◀' }).last();
    await expect.poll(() => back.isDisabled()).toBe(true);
    expect(troubles).toEqual([]);
    await close();
  },
);
