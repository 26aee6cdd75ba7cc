import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../src/sandbox/demo-company.ts';

const browserPath = found('chromium');
const quiet = { debug() {}, info() {}, error() {} };

function found(program: string): string | null {
  try {
    return execFileSync('which', [program], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

describe.skipIf(browserPath === null)('the demo in a browser (needs chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-page-'));
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    demo = await startDemo({ databasePath: join(folder, 'demo.db'), port: 0, log: quiet });
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'ru-RU' });
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(demo.pageUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the day ends at a press, and a controller takes a call, hears it and begins to score', async () => {
    await page.getByText('До конца дня').click();
    await page.getByText('В очереди 12 звонков').first().waitFor();
    await page.getByRole('button', { name: '▶ Следующий звонок' }).first().click();
    await page.getByText('Тип звонка?').first().waitFor();
    // The recording is really served and really plays.
    const served = page.waitForResponse((response) => response.url().includes('/sandbox/files/'));
    await page.locator('.player .play').first().click();
    expect((await served).ok()).toBe(true);
    await page.getByRole('button', { name: 'Входящий: заказ' }).first().click();
    await page.getByRole('button', { name: 'Не выполнено' }).first().click();
    await page.getByText('записано. Комментарий?').first().waitFor();
    expect(troubles).toEqual([]);
  });

  test('on a phone 360 px wide no number of six digits is cut in a seller’s list', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const anna = page.locator('.column[data-user="1002"]');
    await page.locator('#chips').getByText('Анна').click();
    await anna.locator('textarea').fill('/calls');
    await anna.locator('.send').click();
    const keys = anna.locator('.message', { hasText: 'Звонки' }).last().locator('.key');
    await keys.getByText('🙋').first().waitFor();
    const cut = await keys.evaluateAll((all) =>
      all
        .filter((key) => /^\d+$|🙋/.test(key.textContent ?? ''))
        .map((key) => {
          if (/^\d+$/.test(key.textContent ?? '')) key.textContent = '123456';
          return key.scrollWidth - key.clientWidth;
        }),
    );
    expect(cut.length).toBeGreaterThan(2);
    expect(cut.filter((px) => px > 0)).toEqual([]);
  });
});
