import { expect, test } from 'vitest';
import { notify } from '../../../src/app/notices/notify.ts';
import type { PendingNotice } from '../../../src/app/notices/read-notice.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { handlersByVerb } from '../../../src/bot/buttons.ts';
import { missedHandlers, missedNotice } from '../../../src/bot/menu/missed.ts';
import { must, testCompany } from '../../support/company.ts';
import { ctxOf, pressButton, shownOf } from '../../support/press-button.ts';

const handlers = handlersByVerb(missedHandlers);

/** A list of what Anna missed, as she sees it; null where there is nothing to send. */
function missedBy(company = testCompany(), more = 0) {
  const { app, as } = company;
  const anna = as('anna').id;
  const show = (callIds: readonly number[]) => {
    const calls = callIds.map((callId) => ({ callId, reviewId: null }));
    const told = {
      key: 'missed',
      personId: anna,
      kind: 'missed',
      payload: { calls, more },
    } as const;
    app.db.transaction((tx) => notify(tx, app, told));
    const notice = company.deliver().find(({ kind }) => kind === 'missed');
    if (!notice) throw new Error('nothing was sent');
    const { words, member } = ctxOf(company, 'anna');
    const shown = missedNotice(app, words, member, notice as unknown as PendingNotice<'missed'>);
    return { listId: notice.id, screen: shown.do === 'send' ? shownOf(shown.screen) : null };
  };
  return show;
}

const labels = (screen: ReturnType<typeof shownOf>) =>
  (screen?.rows ?? []).flat().map(({ text }) => text);

test('a list of more than ten calls has pages, and the last says how many more there were', async () => {
  const company = testCompany();
  const ids = Array.from({ length: 12 }, () => company.aCall());
  const { listId, screen } = missedBy(company, 5)(ids);
  expect(screen?.text).toContain('1/2');
  expect(screen?.text).not.toContain('и ещё');
  expect(labels(screen)).toEqual([...ids.slice(0, 10).map(String), '◀', '▶', '📞 Звонки']);

  const page = async (at: number) =>
    (await pressButton(handlers, company, 'anna', `missed:${listId}:${at}`)).screen;
  const second = await page(1);
  expect(second?.text).toContain('2/2');
  expect(second?.text).toMatch(/и ещё\D*5/);
  expect(labels(second)).toEqual([...ids.slice(10).map(String), '◀', '▶', '📞 Звонки']);
  expect(await page(0)).toEqual(screen);
  expect(await page(9)).toEqual(second);
});

test('a list of ten has one page, which does not number itself', () => {
  const company = testCompany();
  const ids = Array.from({ length: 10 }, () => company.aCall());
  const { screen } = missedBy(company)(ids);
  expect(labels(screen)).toEqual(ids.map(String));
  expect(screen?.text).not.toContain('1/1');
});

test('what somebody did last themselves, and calls of others, they did not miss', () => {
  const company = testCompany();
  const [own, asked, of] = [
    company.aCall(),
    company.aCall(),
    company.aCall({ sellerExternalId: 'boris' }),
  ];
  must(askAdvice(company.app, company.as('anna'), asked, null));
  expect(labels(missedBy(company)([own, asked, of]).screen)).toEqual([String(own)]);
});

test('a list of which nothing is left is not sent', () => {
  const company = testCompany();
  const asked = company.aCall();
  must(askAdvice(company.app, company.as('anna'), asked, null));
  expect(missedBy(company)([asked]).screen).toBeNull();
});
