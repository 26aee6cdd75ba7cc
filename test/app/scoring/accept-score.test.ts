import { expect, test } from 'vitest';
import { beginAppeal } from '../../../src/app/appeal/send-appeal.ts';
import { creditSheet } from '../../../src/app/calls/read-call.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { ledgerAfter } from '../../../src/db/ledger.ts';
import { must, testCompany } from '../../support/company.ts';

test('an accepted score is approved and paid for at once', async () => {
  const { app, as, call, told } = testCompany();
  const id = await told({ fails: ['greet', 'need'] });
  must(acceptScore(app, as('anna'), id));

  expect(call(id).status).toBe('approved_scored');
  expect(creditSheet(app, id)?.review).toMatchObject({
    state: 'approved',
    earned: 7,
    possible: 11,
    creditMonth: '2026-11',
  });
  const olga = as('olga').id;
  expect(ledgerAfter(app.db, 0, 10)).toMatchObject([
    { from: 'fund', to: olga, points: 1, cause: 'review', itemCode: null },
    { from: 'fund', to: olga, points: 2, cause: 'violation', itemCode: 'greet' },
    { from: 'fund', to: olga, points: 2, cause: 'violation', itemCode: 'need' },
  ]);
});

test('a failed item without a comment or a moment earns nothing', async () => {
  const { app, as, told } = testCompany();
  must(acceptScore(app, as('anna'), await told({ comment: null })));
  expect(ledgerAfter(app.db, 0, 10).map(({ cause }) => cause)).toEqual(['review']);
});

test('a failed item with a moment alone earns its points', async () => {
  const { app, as, told } = testCompany();
  must(acceptScore(app, as('anna'), await told({ comment: '0:41' })));
  expect(ledgerAfter(app.db, 0, 10).map(({ cause }) => cause)).toEqual(['review', 'violation']);
});

test('a score handed in too fast counts, and earns no points', async () => {
  const { app, as, told } = testCompany({ minListenShare: 0.5 });
  const id = await told();
  must(acceptScore(app, as('anna'), id));
  expect(creditSheet(app, id)?.review).toMatchObject({ state: 'approved', creditMonth: '2026-11' });
  expect(ledgerAfter(app.db, 0, 10)).toEqual([]);
});

test('a double tap accepts once', async () => {
  const { app, as, told } = testCompany();
  const id = await told();
  must(acceptScore(app, as('anna'), id));
  const before = ledgerAfter(app.db, 0, 10);
  expect(acceptScore(app, as('anna'), id)).toEqual({ ok: false, refusal: 'wrong_status' });
  expect(ledgerAfter(app.db, 0, 10)).toEqual(before);
});

test('nobody but the seller of the call accepts its score', async () => {
  const { app, as, call, told } = testCompany();
  const id = await told();
  for (const who of ['boris', 'ivan']) {
    expect(acceptScore(app, as(who), id)).toEqual({ ok: false, refusal: 'not_found' });
  }
  for (const who of ['olga', 'petr', 'marta', 'root']) {
    expect(acceptScore(app, as(who), id)).toEqual({ ok: false, refusal: 'not_allowed' });
  }
  expect(call(id).status).toBe('scored_pending');
});

test('an accepted score can no longer be appealed', async () => {
  const { app, as, told } = testCompany();
  const id = await told();
  must(acceptScore(app, as('anna'), id));
  expect(beginAppeal(app, as('anna'), id)).toEqual({ ok: false, refusal: 'wrong_status' });
});

test('the deadline finds an accepted score approved and does nothing', async () => {
  const { app, as, clock, told } = testCompany();
  must(acceptScore(app, as('anna'), await told()));
  const before = ledgerAfter(app.db, 0, 10);
  clock.advance('P3D');
  expect(await approveDue(app)).toBe(0);
  expect(ledgerAfter(app.db, 0, 10)).toEqual(before);
});

test('a crash in the middle of an approval leaves nothing of it', async () => {
  const { app, as, call, told } = testCompany();
  const id = await told();
  // The notice is written last; without its table the whole must fail.
  app.db.orm.$client.prepare('ALTER TABLE outbox RENAME TO outbox_gone').run();
  expect(() => acceptScore(app, as('anna'), id)).toThrow();
  app.db.orm.$client.prepare('ALTER TABLE outbox_gone RENAME TO outbox').run();

  expect(call(id).status).toBe('scored_pending');
  expect(creditSheet(app, id)?.review.state).toBe('submitted');
  expect(ledgerAfter(app.db, 0, 10)).toEqual([]);
  must(acceptScore(app, as('anna'), id));
});
