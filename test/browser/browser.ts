import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Language } from '../../src/domain/person.ts';
import { type Demo, startDemo } from '../../src/sandbox/demo-company.ts';

/** Where chromium is; null where it is not installed, which the tests then say. */
export const browserPath = found('chromium');
const quiet = { debug() {}, info() {}, error() {} };

function found(program: string): string | null {
  try {
    return execFileSync('which', [program], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

export interface Opened {
  demo: Demo;
  page: Page;
  /** What the page complained of. */
  troubles: string[];
  close(): Promise<void>;
}

interface Turned {
  language: string;
  movingIn: number | null;
  pastIn: string | null;
}

/** Waits until the company, its past included, speaks what the browser does, and the page shows it. */
export async function turned(page: Page, language: string): Promise<void> {
  const company = async (): Promise<Turned> => {
    const answer = await page.request.get(new URL('/sandbox/company', page.url()).href);
    return answer.json();
  };
  await expect
    .poll(company, { timeout: 120_000 })
    .toMatchObject({ language, movingIn: null, pastIn: language });
  await page.locator('body:not(.turning, .moving-in) .tour .act').first().waitFor();
}

const languageOf = (locale: string): Language => (locale.startsWith('ru') ? 'ru' : 'en');

/** Opens demos with all their past, each in a browser of this language. */
export function demos() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
  });
  afterAll(() => browser?.close());
  return {
    /**
     * `apart`: the service is a process of its own, which can be killed. `movesIn`: what the company speaks until the
     * page turns it to the browser's language; that one already, where nothing is said, since turning takes its time.
     */
    async open(
      locale: string,
      width = 1280,
      height = 800,
      { apart = false, movesIn = languageOf(locale) }: { apart?: boolean; movesIn?: Language } = {},
    ): Promise<Opened> {
      const folder = mkdtempSync(join(tmpdir(), 'razbor-browser-'));
      const databasePath = join(folder, 'demo.db');
      const demo = await startDemo({
        ...{ databasePath, port: 0, log: quiet, past: true, apart },
        language: movesIn,
      });
      const context = await browser.newContext({ locale, viewport: { width, height } });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      await page.goto(demo.pageUrl);
      await turned(page, languageOf(locale));
      return {
        demo,
        page,
        troubles,
        async close() {
          await context.close();
          await demo.stop();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  };
}
