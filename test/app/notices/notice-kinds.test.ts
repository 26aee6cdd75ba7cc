import { expect, test } from 'vitest';
import { notify } from '../../../src/app/notices/notify.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import { dueNotices } from '../../../src/db/outbox.ts';
import { testCompany } from '../../support/company.ts';

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
