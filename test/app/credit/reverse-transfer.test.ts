import { expect, test } from 'vitest';
import { closePeriod } from '../../../src/app/credit/close-period.ts';
import { readCredit } from '../../../src/app/credit/read-credit.ts';
import { readLedger } from '../../../src/app/credit/read-ledger.ts';
import { reverseTransfer, transfersOfCall } from '../../../src/app/credit/reverse-transfer.ts';
import { verifyPeriod } from '../../../src/app/credit/verify-period.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { must, testCompany } from '../../support/company.ts';

const refused = (refusal: string) => ({ ok: false, refusal });
const pointsOf = (c: ReturnType<typeof testCompany>, month: string, id: string) =>
  readCredit(c.app, month).payouts.find(({ externalId }) => externalId === id)?.points ?? 0;
const entriesOf = (c: ReturnType<typeof testCompany>) =>
  readLedger(c.app, { after: 0, limit: 100 }).entries;

/** A call approved in November with two violations: 1 for the review and 2 × 1 to olga. */
async function approved() {
  const c = testCompany();
  const callId = await c.told({ fails: ['greet', 'need'] });
  must(acceptScore(c.app, c.as('anna'), callId));
  c.deliver();
  const [first] = entriesOf(c);
  if (!first) throw new Error('no transfer');
  return { c, callId, first };
}

test('a transfer is taken back once, by an admin, with a reason; both stay in the ledger', async () => {
  const { c, callId, first } = await approved();
  const before = pointsOf(c, first.month, 'olga');
  expect(reverseTransfer(c.app, c.as('petr'), first.id, 'Ошибка')).toEqual(refused('not_allowed'));
  expect(reverseTransfer(c.app, c.as('root'), first.id, ' ')).toEqual(refused('reason_missing'));
  expect(reverseTransfer(c.app, c.as('root'), 999, 'Ошибка')).toEqual(refused('not_found'));
  must(reverseTransfer(c.app, c.as('root'), first.id, ' Оценено дважды '));
  const reversal = entriesOf(c).at(-1);
  expect(reversal).toMatchObject({
    from: first.to,
    to: first.from,
    points: first.points,
    cause: 'reversal',
    reversesId: first.id,
    reason: 'Оценено дважды',
    callId,
    month: first.month,
  });
  expect(pointsOf(c, first.month, 'olga')).toBe(before - first.points);
  const again = reverseTransfer(c.app, c.as('root'), first.id, 'Ещё раз');
  expect(again).toEqual(refused('already_reversed'));
  const ofIt = reverseTransfer(c.app, c.as('root'), reversal?.id ?? 0, 'Обратно');
  expect(ofIt).toEqual(refused('is_reversal'));
  const told = c.deliver().filter(({ kind }) => kind === 'points_reversed');
  expect(told.map(({ personId }) => personId)).toEqual([c.as('olga').id]);
});

test('of a closed month it is taken back in the next, and the closed one stays as it was', async () => {
  const { c, first } = await approved();
  c.clock.at('2026-12-05T10:00:00+03:00');
  must(closePeriod(c.app, c.as('root'), first.month));
  const before = pointsOf(c, first.month, 'olga');
  must(reverseTransfer(c.app, c.as('root'), first.id, 'Ошибка'));
  expect(entriesOf(c).at(-1)).toMatchObject({ reversesId: first.id, month: '2026-12' });
  expect(pointsOf(c, first.month, 'olga')).toBe(before);
  expect(pointsOf(c, '2026-12', 'olga')).toBe(-first.points);
  expect(verifyPeriod(c.app, first.month)?.ok).toBe(true);
});

test('everybody reads the transfers of their own points; an admin all, and may take back each once', async () => {
  const { c, callId, first } = await approved();
  const read = (who: string) => must(transfersOfCall(c.app, c.as(who), callId)).transfers;
  const all = read('root');
  expect(all.map(({ cause }) => cause)).toEqual(['review', 'violation', 'violation']);
  expect(all.every(({ reversible, toName }) => reversible && toName !== null)).toBe(true);
  expect(all.every(({ fromName }) => fromName === null)).toBe(true);
  expect(all[1]?.itemText).not.toBe('greet');
  expect(read('olga').map(({ reversible }) => reversible)).toEqual([false, false, false]);
  expect(read('anna')).toEqual([]);
  expect(transfersOfCall(c.app, c.as('boris'), callId)).toEqual(refused('not_found'));
  must(reverseTransfer(c.app, c.as('root'), first.id, 'Ошибка'));
  expect(read('root').map(({ reversible }) => reversible)).toEqual([false, true, true, false]);
});

test('nobody takes back points of their own', async () => {
  const { c, first } = await approved();
  c.hire({ externalId: 'olga', roles: [{ role: 'controller' }, { role: 'admin' }] });
  const own = reverseTransfer(c.app, c.as('olga'), first.id, 'Ошибка');
  expect(own).toEqual(refused('not_yourself'));
});
