import { expect, test } from 'vitest';
import { countedOf, seenBy } from '../../../src/app/credit/counted-calls.ts';
import { readStatement } from '../../../src/app/credit/read-statement.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { must, testCompany } from '../../support/company.ts';

test('a head who reads what a seller of the team has scored is not shown calls of other teams', async () => {
  const c = testCompany();
  c.hire({
    externalId: 'ivan',
    roles: [{ role: 'seller' }, { role: 'controller' }],
    direction: 'Опт',
  });
  const id = await c.told({ seller: 'boris', by: 'ivan' });
  must(acceptScore(c.app, c.as('boris'), id));
  const { id: ivan } = c.as('ivan');
  expect(readStatement(c.app, c.as('petr'), ivan, '2026-11').ok).toBe(true);

  const filter = { controllerId: ivan };
  const { calls } = countedOf(c.app, { month: '2026-11' }, filter, { after: 0, limit: 10 });
  expect(calls.map(({ callId }) => callId)).toEqual([id]);
  const seen = (who: string) => seenBy(c.app, c.as(who), calls).map(({ callId }) => callId);
  expect(seen('petr')).toEqual([]);
  expect(seen('marta')).toEqual([]);
  for (const who of ['raisa', 'root', 'boris', 'ivan']) expect(seen(who)).toEqual([id]);
});

test('who sells no more reads what their month came to, and none of its calls; who heads or sells again, those too', async () => {
  const c = testCompany();
  const id = await c.told({ fails: ['greet'] });
  must(acceptScore(c.app, c.as('anna'), id));
  const { id: anna } = c.as('anna');
  const { calls } = countedOf(
    c.app,
    { month: '2026-11' },
    { sellerId: anna },
    { after: 0, limit: 10 },
  );
  const reads = () => {
    const statement = readStatement(c.app, c.as('anna'), anna, '2026-11');
    return [
      statement.ok && statement.statement.seller?.types.map((type) => type.calls),
      seenBy(c.app, c.as('anna'), calls).map(({ callId }) => callId),
    ];
  };
  expect(reads()).toEqual([[1], [id]]);
  const becomes = (...roles: object[]) => c.hire({ externalId: 'anna', roles });
  for (const role of ['controller', 'mentor']) {
    becomes({ role });
    expect(reads(), role).toEqual([[1], []]);
  }
  becomes({ role: 'supervisor', directions: ['Розница'] });
  expect(reads()).toEqual([[1], []]);
  becomes({ role: 'supervisor', directions: ['Опт'] });
  expect(reads()).toEqual([[1], [id]]);
  becomes({ role: 'admin' });
  expect(reads()).toEqual([[1], [id]]);
  c.hire({ externalId: 'anna', roles: [{ role: 'seller' }], direction: 'Розница' });
  expect(reads()).toEqual([[1], [id]]);
});
