import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plusDuration } from '../../src/domain/time.ts';
import { type Demo, startDemo } from '../../src/sandbox/demo-company.ts';
import { openChats } from '../../src/sandbox/driver/chats.ts';
import type { Message } from '../../src/sandbox/driver/messages.ts';
import { type LocalDrand, localDrand } from '../support/drand.ts';
import { browserPath } from './browser.ts';
import { drawnAlone, measured } from './screens.ts';

const tallestPx = 1280;
const zone = 'Europe/Moscow';
const quiet = { debug() {}, info() {}, error() {} };
const shots = process.env.SHOTS;

/** What a draw with entropy shows on a phone of 360 px: asked, tapped, waiting, drawn, for a seller and who sees all. */
describe.skipIf(browserPath === null)('the screens of a draw with entropy (needs chromium)', () => {
  let browser: Browser;
  let drand: LocalDrand;
  beforeAll(async () => {
    drand = await localDrand();
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await drand?.close();
  });

  async function lived(demo: Demo, rule: string, language: string): Promise<[string, Message][]> {
    const chats = await openChats(demo.telegramUrl);
    const later = async (duration: string) =>
      chats.sandbox('POST', '/clock', { now: plusDuration(demo.clock.now(), duration, zone) });
    const [marina, dmitry, viktor] = ['Марина', 'Дмитрий', 'Виктор'].map(chats.person);
    if (!marina || !dmitry || !viktor) throw new Error('nobody is there');
    for (const person of [marina, dmitry, viktor]) {
      await person.say('/language');
      await person.press(language === 'ru' ? 'Русский' : 'English');
    }
    const seen: [string, Message][] = [];
    const note = async (name: string, person: typeof marina) => {
      await person.quiet();
      const message = (await person.sees()).at(-1);
      if (message) seen.push([`${rule}-${language}-${name}`, message]);
    };
    await viktor.say('/draw');
    await note('coming', viktor);
    await later('PT30M');
    if (rule === 'people') {
      await note('asked', marina);
      await marina.press('🐟');
      await note('tapped', marina);
    }
    await viktor.say('/draw');
    await note('waits', viktor);
    await later('PT62M');
    for (const [name, person] of Object.entries({ seller: marina, head: viktor })) {
      await person.say('/draw');
      await note(`drawn-${name}`, person);
    }
    if (rule === 'people') {
      await dmitry.press('🔑', /ждёт вашего|waits for your/);
      await dmitry.quiet();
      const over = (await dmitry.sees()).find(({ text }) =>
        /ждёт вашего|waits for your/.test(text ?? ''),
      );
      if (over) seen.push([`${rule}-${language}-over`, over]);
    }
    return seen;
  }

  test.each(
    ['people', 'beacon', 'missing'].flatMap((rule) =>
      ['ru', 'en'].map((one) => [rule, one] as const),
    ),
  )(
    'by the rule %s, in %s: no button is cut off, none is taller than two phones',
    async (rule, language) => {
      const folder = mkdtempSync(join(tmpdir(), 'razbor-draw-screens-'));
      drand.isDown = rule === 'missing';
      const demo = await startDemo({
        ...{ databasePath: join(folder, 'demo.db'), port: 0, log: quiet },
        drand,
        policy: { drawEntropy: rule === 'people' ? 'people' : 'beacon' },
      });
      const context = await browser.newContext({
        locale: language,
        viewport: { width: 360, height: 640 },
      });
      const page = await context.newPage();
      try {
        const seen = await lived(demo, rule, language);
        if (rule === 'missing') {
          const drawn = seen.filter(([name]) => name.includes('drawn'));
          for (const [, { text }] of drawn) expect(text).toMatch(/тайному ключу|secret key alone/);
        }
        await page.goto(demo.pageUrl);
        await page.locator('.column').first().waitFor({ state: 'attached' });
        const sizes = await measured(
          page,
          seen.map(([, message]) => message),
        );
        for (const [at, { height, cut }] of sizes.entries()) {
          expect(height, seen[at]?.[0]).toBeLessThanOrEqual(tallestPx);
          expect(cut, seen[at]?.[0]).toEqual([]);
        }
        if (shots) {
          mkdirSync(shots, { recursive: true });
          for (const [name, message] of seen) {
            const drawn = await drawnAlone(page, message);
            await drawn.screenshot({ path: join(shots, `draw-${name}.png`) });
          }
        }
      } finally {
        await context.close();
        await demo.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
