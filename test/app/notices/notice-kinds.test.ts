import { describe, expect, test } from 'vitest';
import { notify } from '../../../src/app/notices/notify.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import { dueNotices } from '../../../src/db/outbox.ts';
import { contentOf } from '../../../src/domain/notice-kinds.ts';
import { testCompany } from '../../support/company.ts';

describe('what a kept notice tells', () => {
  test('is what its kind holds, and nothing that came along', () => {
    const kept = { kind: 'drawn', callId: null, payload: { drawId: 7, left: 'over' } } as const;
    expect(contentOf(kept)).toEqual({ kind: 'drawn', callId: null, payload: { drawId: 7 } });
  });

  test.each([
    ['a draw without its number', { kind: 'drawn', callId: null, payload: {} }],
    ['a score of no call', { kind: 'scored', callId: null, payload: {} }],
    ['a draw that names a call', { kind: 'drawn', callId: 5, payload: { drawId: 7 } }],
    ['a number that is a text', { kind: 'taught', callId: 5, payload: { reviewId: '9' } }],
    [
      'a stage of another kind',
      { kind: 'appeal_waiting', callId: 5, payload: { appealId: 1, stage: 'reminder' } },
    ],
    ['nothing at all', { kind: 'missed', callId: null, payload: null }],
  ] as const)('is nothing where it is %s', (_, kept) => {
    expect(contentOf(kept)).toBeNull();
  });
});

test('a kept notice that holds not what its kind holds is named, and none is drawn from it', () => {
  const company = testCompany();
  company.app.db.transaction((tx) =>
    notify(tx, company.app, {
      key: 'broken',
      personId: company.as('anna').id,
      kind: 'drawn',
      payload: { drawId: 1 },
    }),
  );
  company.app.db.orm.$client.prepare(`UPDATE outbox SET payload = '{"draw": 1}'`).run();
  const [notice] = dueNotices(company.app.db, company.app.now(), 10);
  expect(() => notice && addressee(company.app, notice)).toThrow(
    /notice \d+ is no drawn: \{"draw":1\}/,
  );
});
