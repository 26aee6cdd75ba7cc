import { expect, test } from 'vitest';
import { claimNotices } from '../../../src/app/notices/deliver-notices.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import { addAbsence } from '../../../src/app/people/manage-absences.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { beginAdvice } from '../../../src/app/teaching/teach.ts';
import { renderNotice } from '../../../src/bot/notices.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const words = wordsIn('en', 'Europe/Moscow');

/** What Anna's notices of this kind come to, now that they leave. */
function leaving({ app, clock }: Company, kind: string): string[] {
  return claimNotices(app, 100)
    .filter((notice) => notice.kind === kind)
    .map((notice) => {
      const found = addressee(app, notice);
      if (!found) throw new Error('nobody is told');
      return renderNotice(app, words, found.member, found.notice, clock.now).do;
    });
}

test.each([
  ['seller', 'send'],
  ['controller', 'drop'],
])(
  'of a deadline that was moved, or is near, one who is a %s by now: %s',
  async (role, expected) => {
    const company = testCompany();
    const { app, as, clock, hire } = company;
    await company.told();
    const holiday = { kind: 'holiday', from: '2026-11-24', to: '2026-11-26' } as const;
    must(addAbsence(app, as('root'), as('anna').id, holiday));
    hire({ externalId: 'anna', roles: [{ role }], direction: 'Опт' });
    expect(leaving(company, 'deadlines_moved')).toEqual([expected]);
    clock.at('2026-11-28T12:30:00.000Z');
    expect(leaving(company, 'deadline_reminder')).toEqual([expected]);
  },
);

test.each([
  ['seller', 'send'],
  ['controller', 'drop'],
])('of calls that were drawn, one who is a %s by now: %s', async (role, expected) => {
  const company = testCompany();
  await company.drawn();
  company.hire({ externalId: 'anna', roles: [{ role }], direction: 'Опт' });
  expect(leaving(company, 'drawn')).toEqual([expected]);
});

test.each([
  ['seller', 'send'],
  ['controller', 'drop'],
])('of a question that came back, one who is a %s by now: %s', (role, expected) => {
  const company = testCompany();
  const { app, as, aCall, hire } = company;
  const id = aCall();
  must(askAdvice(app, as('anna'), id, 'Почему?'));
  must(beginAdvice(app, as('petr'), id));
  const heads = [{ role: 'supervisor', directions: ['Опт'] }];
  hire({ externalId: 'petr', roles: heads, active: false });
  hire({ externalId: 'anna', roles: [{ role }], direction: 'Опт' });
  expect(leaving(company, 'advice_returned')).toEqual([expected]);
});
