import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawFile } from '../../src/bot/draw/draw-file.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { provenDraw } from '../support/proven-draw.ts';
import { browserPath } from './browser.ts';

const rules = ['none', 'people', 'beacon'] as const;
type Rule = (typeof rules)[number];
const holds = { ru: '✅ Всё сходится', en: '✅ Everything holds' };

describe.skipIf(browserPath === null)('the file that verifies a draw (needs chromium)', () => {
  let browser: Browser;
  const files = new Map<string, string>();
  const folder = mkdtempSync(join(tmpdir(), 'razbor-draw-file-'));
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    for (const rule of rules) {
      const { company, drawId } = await provenDraw(rule);
      for (const language of ['ru', 'en'] as const) {
        const words = wordsIn(language, 'Europe/Moscow');
        const file = drawFile(company.app, words, drawId, company.as('anna').id);
        files.set(`${rule} ${language}`, file?.html ?? expect.fail('no file'));
      }
    }
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a file as somebody who got it would, with the network off, and reads the page. */
  async function opened(html: string, width = 360) {
    const path = join(folder, 'draw.html');
    writeFileSync(path, html);
    const context = await browser.newContext({ viewport: { width, height: 740 }, offline: true });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) troubles.push(request.url());
    });
    await page.goto(pathToFileURL(path).href);
    await page.locator('#verdict.ok, #verdict.bad').waitFor();
    return { page, troubles, close: () => context.close() };
  }

  const shots = process.env.SHOTS;

  test.each(rules.flatMap((rule) => (['ru', 'en'] as const).map((one) => [rule, one] as const)))(
    'holds for a true draw by the rule %s, in %s, on a phone and on a desk',
    async (rule, language) => {
      for (const width of [360, 1280]) {
        const html = files.get(`${rule} ${language}`) ?? '';
        const { page, troubles, close } = await opened(html, width);
        expect(await page.locator('#verdict').textContent()).toBe(holds[language]);
        expect(await page.locator('#checks li.ok').count()).toBe(7);
        expect(await page.locator('#own-calls tr').count()).toBe(3);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide).toBeLessThanOrEqual(width);
        if (shots) {
          mkdirSync(shots, { recursive: true });
          const path = join(shots, `draw-file-${rule}-${language}-${width}.png`);
          await page.screenshot({ path, fullPage: true });
        }
        expect(troubles).toEqual([]);
        await close();
      }
    },
  );

  test('a fingerprint that somebody kept is told apart from any other', async () => {
    const html = files.get('people en') ?? '';
    const [, pool = ''] = /"poolSha256":"(\w+)"/.exec(html) ?? [];
    const { page, close } = await opened(html);
    await page.locator('#kept').fill(` ${pool.toUpperCase()} `);
    expect(await page.locator('#kept-answer').textContent()).toMatch(
      /of this draw’s list of calls/,
    );
    await page.locator('#kept').fill('ab'.repeat(32));
    expect(await page.locator('#kept-answer.bad').count()).toBe(1);
    await close();
  });

  /** Changes what the file holds, once, as somebody would who wants another outcome. */
  function changed(rule: Rule, from: RegExp, to: string): string {
    const html = files.get(`${rule} en`) ?? '';
    const other = html.replace(from, to);
    expect(other).not.toBe(html);
    return other;
  }

  const otherHex = 'ab'.repeat(32);
  test.each<[string, Rule, RegExp, string]>([
    ['another key', 'none', /"seed":"\w+"/, `"seed":"${otherHex}"`],
    ['a key with its own fingerprint', 'none', /"seedSha256":"\w+"/, `"seedSha256":"${otherHex}"`],
    ['a ticket', 'none', /"ticket":"\w{4}/, '"ticket":"0000'],
    ['a call renamed', 'none', /звонок-anna/, 'звонок-olga'],
    ['a call taken away', 'none', /\{"callId":1,"sellerId"[^}]*\},/, ''],
    [
      'a call given to another seller',
      'none',
      /"callId":1,"sellerId":\d+/,
      '"callId":1,"sellerId":99',
    ],
    ['another reason to leave one out', 'none', /"too_short"/, '"absent"'],
    ['another fingerprint of the pool', 'none', /"poolSha256":"\w+"/, `"poolSha256":"${otherHex}"`],
    ['another call drawn', 'none', /"drawn":\[\d+/, '"drawn":[1000'],
    ['another number to draw', 'none', /"total":3/, '"total":2'],
    ['another record before', 'none', /"previousSha256":"\w+"/, `"previousSha256":"${otherHex}"`],
    ['entropy that was wanted', 'none', /"wanted":"none"/, '"wanted":"beacon"'],
    ['another tap', 'people', /"choice":2/, '"choice":3'],
    ['a tap at another time', 'people', /\.500Z"\}/, '.501Z"}'],
    [
      'a tap of somebody who was not asked',
      'people',
      /\{"sellerId":\d+,"choice"/,
      '{"sellerId":99,"choice"',
    ],
    ['another round', 'beacon', /"round":\d+/, '"round":7'],
    ['another signature', 'beacon', /"signature":"\w{8}/, '"signature":"00000000'],
    ['another key of the beacon', 'beacon', /"publicKey":"\w{8}/, '"publicKey":"00000000'],
    ['a later freeze', 'beacon', /"frozenAt":"[^"]+"/, '"frozenAt":"2026-11-23T16:01:00.000Z"'],
    ['no record at all', 'none', /"eligible":\[/, '"eligible":7,"was":['],
  ])('is refused with %s', async (_, rule, from, to) => {
    const { page, close } = await opened(changed(rule, from, to));
    expect(await page.locator('#verdict').textContent()).toMatch(/^❌ It does not hold/);
    expect(await page.locator('#checks li.bad').count()).toBeGreaterThan(0);
    await close();
  });
});
