import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
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
    /** `apart`: the service is a process of its own, which can be killed. */
    async open(locale: string, width = 1280, height = 800, apart = false): Promise<Opened> {
      const folder = mkdtempSync(join(tmpdir(), 'razbor-browser-'));
      const databasePath = join(folder, 'demo.db');
      const demo = await startDemo({ databasePath, port: 0, log: quiet, past: true, apart });
      const context = await browser.newContext({ locale, viewport: { width, height } });
      const page = await context.newPage();
      const troubles: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      page.on('pageerror', (error) => troubles.push(error.message));
      await page.goto(demo.pageUrl);
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
