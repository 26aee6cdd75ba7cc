import { describe, expect, test } from 'vitest';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { must, testCompany } from '../../support/company.ts';

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
});
