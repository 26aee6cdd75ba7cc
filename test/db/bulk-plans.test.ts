import { expect, test } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { bringBack } from '../../src/app/notices/clock-set-back.ts';
import { approveDue } from '../../src/app/scoring/approve-due.ts';
import { testCompany } from '../support/company.ts';
import { planOf, watchStatements } from '../support/watch-statements.ts';

/** The app, and how SQLite finds the calls of each statement that changes calls in bulk. */
function watched(app: App): { app: App; plans: Map<string, string[]> } {
  const plans = new Map<string, string[]>();
  const db = watchStatements(app.db, (text) => {
    if (/^\s*UPDATE "?calls\b/i.test(text)) plans.set(text, planOf(app.db, text));
  });
  return { app: { ...app, db }, plans };
}

const byNumber = 'SEARCH calls USING INTEGER PRIMARY KEY (rowid=?)';

test('the draw and the sweep find their calls by number, not among all of a status', async () => {
  const company = testCompany();
  const { app, plans } = watched(company.app);
  const told = await company.told();
  const id = company.aCall();
  company.clock.advance('P1D');
  await drawDue(app);
  expect(company.call(id).status).toBe('listening_credit');
  expect(plans.size).toBe(1);

  company.clock.advance('P1D');
  await approveDue(app);
  expect(company.call(told).status).toBe('approved_scored');
  expect(plans.size).toBe(2);
  for (const [text, plan] of plans) {
    expect(
      plan.filter((step) => / calls\b/.test(step)),
      text,
    ).toEqual([byNumber]);
  }
});

test('what a clock that was ahead left is looked for each minute among what is open or waits', () => {
  const { app } = testCompany();
  const steps: string[] = [];
  const db = watchStatements(app.db, (text) => {
    if (!/^\s*(UPDATE|SELECT)\b/i.test(text)) return;
    steps.push(...planOf(app.db, text).filter((step) => /^(SCAN|SEARCH)/.test(step)));
  });
  bringBack({ ...app, db });
  expect(steps.length).toBeGreaterThan(8);
  expect(steps.filter((step) => !/ USING (COVERING )?INDEX /.test(step))).toEqual([]);
});
