import { expect, test } from 'vitest';
import { waitingFor } from '../../../src/bot/menu/waiting.ts';
import { testCompany } from '../../support/company.ts';
import { ctxOf } from '../../support/press-button.ts';
import { deliverBut, drawnOf, scoreNext } from '../../support/untold.ts';

test('a score that its seller cannot be told of waits for whoever may tell them: head and administrator', async () => {
  const company = testCompany();
  await drawnOf(company, 'anna', 1);
  deliverBut(company, 'anna');
  const id = scoreNext(company);
  deliverBut(company, 'anna');
  const waits = (who: string) =>
    waitingFor(ctxOf(company, who))
      .filter(({ rows }) => rows.flat().some(({ text }) => text === '📵 anna'))
      .map(({ lines }) => lines.join().includes(String(id)));
  expect(['petr', 'root'].map(waits)).toEqual([[true], [true]]);
  expect(['raisa', 'olga', 'marta', 'ivan'].map(waits)).toEqual([[], [], [], []]);
});
