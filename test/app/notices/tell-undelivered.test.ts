import { describe, expect, test } from 'vitest';
import { catchUp } from '../../../src/app/company/catch-up.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import { undeliveredFor } from '../../../src/app/notices/tell-undelivered.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { deliverBut, drawnOf, scoreNext } from '../../support/untold.ts';

/** What somebody was told of scores that could not be delivered: the kinds with the calls they name. */
const notifiedOf = ({ app, as }: Company, who: string) =>
  app.db.orm.$client
    .prepare<[number], { kind: string; payload: string }>(
      `SELECT kind, payload FROM outbox
        WHERE person_id = ? AND kind LIKE 'unreachable%' ORDER BY id`,
    )
    .all(as(who).id)
    .map(({ kind, payload }) => [kind, (JSON.parse(payload) as { calls: number[] }).calls]);

const untoldFor = (company: Company, who: string) =>
  undeliveredFor(company.app, company.as(who)).map(({ sellerName, callIds }) => [
    sellerName,
    ...callIds,
  ]);

/** Three scores of Anna's, who blocked the bot; each is given up before the next is made. */
async function threeUntold() {
  const company = testCompany();
  await drawnOf(company, 'anna', 3);
  deliverBut(company, 'anna');
  const calls = [1, 2, 3].map(() => {
    const id = scoreNext(company);
    deliverBut(company, 'anna');
    return id;
  });
  return { company, calls: calls as [number, number, number] };
}

describe('scores that their seller could not be told of', () => {
  test('the heads learn of each, by one message a day that gathers them', async () => {
    const { company, calls } = await threeUntold();
    const [first, second, third] = calls;
    deliverBut(company, 'anna');
    const edits = [
      ['unreachable_more', [first, second]],
      ['unreachable_more', [first, second, third]],
    ];
    expect(notifiedOf(company, 'petr')).toEqual([
      ['unreachable', [first, second, third]],
      ...edits,
    ]);
    expect(notifiedOf(company, 'root')).toEqual([
      ['unreachable', [first, second, third]],
      ...edits,
    ]);
    expect(notifiedOf(company, 'raisa')).toEqual([]);
  });

  test('each further one edits the message of that day, not that of the day before', async () => {
    const { company } = await threeUntold();
    const earlier = (notice: ReturnType<typeof deliverBut>[number]) =>
      addressee(company.app, notice)?.notice.earlier?.messageId;
    const idOf = (who: string) =>
      company.app.db.orm.$client
        .prepare<[number], { id: number }>(
          "SELECT max(id) id FROM outbox WHERE person_id = ? AND kind = 'unreachable'",
        )
        .get(company.as(who).id)?.id;
    const monday = idOf('petr');
    await drawnOf(company, 'anna', 2);
    scoreNext(company);
    deliverBut(company, 'anna');
    deliverBut(company, 'anna');
    const tuesday = idOf('petr');
    expect(tuesday).not.toBe(monday);
    scoreNext(company);
    deliverBut(company, 'anna');
    const edit = deliverBut(company, 'anna').find(
      ({ kind, personId }) => kind === 'unreachable_more' && personId === company.as('petr').id,
    );
    expect(edit && earlier(edit)).toBe(tuesday);
  });

  test('stand in the menu of whoever may tell the seller, until nothing can be said any more', async () => {
    const { company, calls } = await threeUntold();
    expect(untoldFor(company, 'petr')).toEqual([['anna', ...calls]]);
    expect(untoldFor(company, 'root')).toEqual([['anna', ...calls]]);
    for (const who of ['raisa', 'anna', 'olga']) expect(untoldFor(company, who)).toEqual([]);
    must(acceptScore(company.app, company.as('anna'), calls[0]));
    expect(untoldFor(company, 'petr')).toEqual([['anna', ...calls.slice(1)]]);
    catchUp(company.app, company.as('anna'));
    expect(untoldFor(company, 'petr')).toEqual([]);
  });
});
