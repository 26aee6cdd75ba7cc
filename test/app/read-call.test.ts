import { describe, expect, test } from 'vitest';
import { acceptScore } from '../../src/app/accept-score.ts';
import { listCalls, setFilter } from '../../src/app/list-calls.ts';
import { callCard } from '../../src/app/read-call.ts';
import { canSee } from '../../src/domain/access.ts';
import { asActor } from '../../src/domain/person.ts';
import { must, testCompany } from '../support/company.ts';

const everyone = ['anna', 'ivan', 'boris', 'olga', 'pavel', 'marta', 'petr', 'raisa', 'root'];

describe('a call', () => {
  test('exists for its seller, mentor, head, scorer and the admin, and for nobody else', async () => {
    const { app, as, told } = testCompany();
    const id = await told();
    const sees = everyone.filter((who) => callCard(app, as(who), id).ok);
    expect(sees).toEqual(['anna', 'olga', 'marta', 'petr', 'root']);
    expect(callCard(app, as('boris'), id)).toEqual({ ok: false, refusal: 'not_found' });
    expect(callCard(app, as('boris'), 999)).toEqual({ ok: false, refusal: 'not_found' });
  });

  test('shows its seller the score once the notice has left, and not before', async () => {
    const { app, as, clock, deliver, scored } = testCompany();
    const id = await scored();
    const sheets = () => must(callCard(app, as('anna'), id)).card.sheets.length;
    expect(sheets()).toBe(0);
    clock.advance('PT5M');
    deliver();
    expect(sheets()).toBe(1);
  });

  test('is listed to exactly those who may see it', async () => {
    const { app, as, aCall, call, told } = testCompany();
    const ids = [await told(), await told({ seller: 'boris', by: 'pavel' }), aCall()];
    must(acceptScore(app, as('anna'), ids[0] ?? 0));
    for (const who of everyone) {
      const listed = listCalls(app, as(who), null).calls.map(({ id }) => id);
      const visible = ids.filter((id) => canSee(asActor(as(who)), call(id)));
      expect(listed, who).toEqual(visible.reverse());
    }
  });

  test('is listed by status, and page after page', async () => {
    const { app, as, aCall } = testCompany();
    const ids = Array.from({ length: 20 }, () => aCall());
    const pages: number[][] = [];
    let before: number | null = null;
    do {
      const { calls, olderThan } = listCalls(app, as('anna'), before);
      pages.push(calls.map(({ id }) => id));
      before = olderThan;
    } while (before !== null);
    expect(pages.map((page) => page.length)).toEqual([8, 8, 4]);
    expect(pages.flat()).toEqual(ids.reverse());
    setFilter(app, as('anna'), { status: 'scored_pending' });
    expect(listCalls(app, as('anna'), null).calls).toEqual([]);
    setFilter(app, as('anna'), { status: 'unclassified' });
    expect(listCalls(app, as('anna'), null).calls).toHaveLength(8);
  });
});
