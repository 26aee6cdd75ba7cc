import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demoSecrets } from '../../src/sandbox/demo-company.ts';
import { browserPath, demos, type Opened } from './browser.ts';

const [olga, anna] = [1001, 1002];
/** Only what hangs ends by it. */
const patienceMs = 60_000;
const readers = [
  ['ru-RU', 1400],
  ['en-US', 360],
] as const;

/** With `SHOTS=FOLDER` each scene leaves pictures there, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  const { SHOTS } = process.env;
  if (!SHOTS) return;
  const of = `${await page.locator('html').getAttribute('lang')}-${page.viewportSize()?.width}`;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${SHOTS}/toys-${of}-${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The page once everybody has moved in, with what is done on it. */
async function pageOf({ page }: Opened) {
  page.setDefaultTimeout(patienceMs);
  const said = page.locator('html');
  await expect.poll(() => page.locator('#moving').isVisible(), { timeout: patienceMs }).toBe(false);
  // The tour brings its first chat into view once the company speaks the page's language.
  await page.locator('#tour[data-shown]').waitFor({ state: 'attached' });
  const isRu = (await said.getAttribute('lang')) === 'ru';
  const chat = (id: number) => page.locator(`.column[data-user="${id}"]`);
  return {
    page,
    chat,
    /** Words as the page has them in its language. */
    in: (ru: string, en: string) => (isRu ? ru : en),
    async write(id: number, text: string) {
      if (!(await chat(id).isVisible())) await page.locator(`.chip[data-user="${id}"]`).click();
      await chat(id).locator('textarea').fill(text);
      await chat(id).locator('.send').click();
    },
    press: (id: number, words: RegExp) =>
      chat(id).getByRole('button', { name: words }).last().click(),
  };
}

describe.skipIf(browserPath === null)('the panels in a browser (needs chromium)', () => {
  const { open } = demos();

  test.each(readers)('%s, %i px wide: what is made to fail loses nothing', async (...reader) => {
    const opened = await open(...reader, 800, { apart: true });
    try {
      await failAndLoseNothing(opened);
      expect(opened.troubles).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test.each(readers)('%s, %i px wide: requests, and a call on its way', async (...reader) => {
    const opened = await open(...reader, 800);
    try {
      await inspect(opened);
      expect(opened.troubles).toEqual([]);
    } finally {
      await opened.close();
    }
  });
});

async function failAndLoseNothing(opened: Opened): Promise<void> {
  const { page, chat, write, in: words } = await pageOf(opened);
  const toys = page.locator('#toys');
  const press = (name: string) => toys.getByRole('button', { name }).click();
  const count = (of: string) =>
    expect.poll(() => toys.locator(`[data-count="${of}"]`).textContent(), {
      timeout: patienceMs,
    });
  const allIsThere = async () => {
    await count('updates').toMatch(
      words('Телеграме 0 · в работе 0', '0 wait at Telegram · 0 in hand'),
    );
    await count('lost').toBe('0 ✓');
  };
  expect(await toys.isVisible()).toBe(false);
  await page.locator('#toys-open').click();
  await count('lost').toBe('0 ✓');
  await picture(page, 'toys');

  // 429: what is asked meanwhile is answered when Telegram takes requests again.
  await toys.getByRole('combobox', { name: words('Запросов', 'Requests') }).selectOption('1');
  await press(words('Включить', 'Switch on'));
  await toys.getByText(words('у всех · ещё 1', 'everybody’s · 1 more')).waitFor();
  await picture(page, 'fault');
  await write(olga, '/help');
  await chat(olga).getByText('/language').first().waitFor();
  await toys.getByText(words('Сейчас сбоев нет.', 'No faults now.')).waitFor();
  await allIsThere();

  await press(words('Клиент', 'A client'));
  await toys.getByText(/(№|#)\d+.*\+7\d+/).waitFor();
  await picture(page, 'call');

  // Killed, what is pressed and who calls waits; started again, all of it is there.
  await press('SIGKILL');
  await toys.getByText(words('Убит.', 'Killed.')).waitFor();
  await press(words('Скрытый номер', 'A hidden number'));
  await toys.getByText(words('звонок ждёт', 'the call waits')).waitFor();
  await write(olga, '/menu');
  await count('updates').toMatch(words('ждут в Телеграме 1', '1 wait'));
  await count('calls').toMatch(words('ждут сервис 1', '1 wait'));
  await picture(page, 'killed');
  await press(words('Запустить снова', 'Start it again'));
  await toys.getByText(words('Работает', 'Running')).waitFor();
  await allIsThere();
  await count('calls').toBe(words('всего 2 · ждут сервис 0', '2 in all · 0 wait for the service'));
  await toys
    .getByRole('button', { name: words('Показать', 'Show') })
    .last()
    .click();
  await chat(anna).getByText('/call_').last().waitFor();
}

async function inspect(opened: Opened): Promise<void> {
  const { page, chat, write, press, in: words } = await pageOf(opened);
  const inspector = page.locator('#inspector');
  const request = (method: string) =>
    inspector.locator(`.request[data-method="${method}"]`).first();
  await page.getByRole('button', { name: '19:00' }).click();
  await expect.poll(() => page.locator('.clock.moving').count(), { timeout: patienceMs }).toBe(0);
  await page.locator('#toys-open').click();
  await page.locator('#inspector-open').click();
  // On a phone there is room for one panel beside the chat.
  const isPhone = (page.viewportSize()?.width ?? 0) < 1000;
  expect(await page.locator('#toys').isVisible()).toBe(!isPhone);
  if (!isPhone) await page.locator('#toys-open').click();
  await write(olga, '/menu');
  const sent = request('sendMessage');
  await sent.getByText('Olga').or(sent.getByText('Ольга')).waitFor();
  await sent.locator('summary').click();
  await sent.getByText('"chat_id": 1001').waitFor();
  await sent.getByText('"ok": true').waitFor();
  await sent.getByText(words('после апдейта', 'after update')).waitFor();
  await picture(page, 'requests');
  const method = inspector.getByRole('combobox', { name: words('Метод', 'Method') });
  await method.selectOption('getUpdates');
  await request('getUpdates').locator('summary').click();
  await request('getUpdates').getByText('"ok": true').waitFor();
  for (const secret of demoSecrets) expect(await page.content()).not.toContain(secret);
  expect(await request('sendMessage').count()).toBe(0);

  await inspector.getByRole('tab', { name: words('Путь звонка', 'A call’s path') }).click();
  await write(olga, '/next');
  await chat(olga).getByText(words('Тип звонка?', 'Which type of call?')).last().waitFor();
  const [, number = ''] = /(?:№|#)(\d+)/.exec(await demoSaid(opened)) ?? [];
  await inspector.getByRole('textbox').fill(number);
  const here = () =>
    expect.poll(() => inspector.locator('.status.here').getAttribute('data-status'), {
      timeout: patienceMs,
    });
  const scored = inspector.locator('[data-way="listening_credit scored_pending"].gone');
  await here().toBe('listening_credit');
  expect(await scored.count()).toBe(0);
  await picture(page, 'path-before');
  await press(olga, new RegExp(words('^Входящий: заказ', '^Incoming: order')));
  await press(olga, new RegExp(words('^Остальное', '^Rest')));
  await press(olga, new RegExp(words('Отправить', 'Submit')));
  await here().toBe('scored_pending');
  expect(await scored.count()).toBe(1);
  await picture(page, 'path-after');
}

/** The last that Ольга was told. */
async function demoSaid({ page }: Opened): Promise<string> {
  const url = new URL(`/sandbox/chats/${olga}/messages`, page.url()).href;
  const { messages } = (await (await page.request.get(url)).json()) as {
    messages: { text?: string; caption?: string }[];
  };
  const last = messages.findLast(({ text, caption }) => /[№#]\d/.test(text ?? caption ?? ''));
  return last?.text ?? last?.caption ?? '';
}
