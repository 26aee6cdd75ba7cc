import { describe, expect, test } from 'vitest';
import { returnCalls } from '../../../src/app/calls/return-calls.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { answerItem, chooseType } from '../../../src/app/scoring/score-call.ts';
import { sendCall } from '../../../src/app/scoring/send-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { beginAdvice, takeCall } from '../../../src/app/teaching/teach.ts';
import { openRequests } from '../../../src/db/advice.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { leaseOf } from '../../../src/db/leases.ts';
import { draftOf } from '../../../src/db/reviews.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { breaches } from '../../support/invariants.ts';

const lastStep = ({ app }: Company, id: number) => historyOf(app.db, id).at(-1);

describe('a call of the queue', () => {
  test('comes back after three working days in which nobody began it, and is replaced', async () => {
    const c = testCompany({ perSeller: 1 });
    c.aCall();
    c.clock.at('2026-11-27T18:00:00+03:00');
    const [first, second] = [c.aCall(), c.aCall()];
    // Drawn on Friday evening: the three working days are Monday to Wednesday.
    c.clock.at('2026-11-27T19:00:00+03:00');
    await drawDue(c.app);
    const drawn = [first, second].find((id) => c.call(id).status === 'listening_credit') ?? 0;
    const other = drawn === first ? second : first;
    c.clock.at('2026-12-02T18:59:59+03:00');
    returnCalls(c.app);
    expect(c.call(drawn).status).toBe('listening_credit');
    c.clock.at('2026-12-02T19:00:00+03:00');
    returnCalls(c.app);
    expect(c.call(drawn).status).toBe('unclassified');
    expect(lastStep(c, drawn)).toMatchObject({
      verb: 'give_back',
      note: 'unstarted',
      actorId: null,
    });
    expect(c.call(other).status).toBe('listening_credit');
    expect(readDraw(c.app, '2026-11-27')?.replaced).toMatchObject([{ from: drawn, to: other }]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('that was sent comes back as well, and stays where anybody had begun it', () => {
    const c = testCompany();
    const [begun, left] = [c.aCall(), c.aCall()];
    must(sendCall(c.app, c.as('petr'), begun, 'Жалоба'));
    must(sendCall(c.app, c.as('petr'), left, 'Жалоба'));
    expect(must(nextCall(c.app, c.as('olga'))).callId).toBe(begun);
    c.clock.advance('P10D');
    expect(returnCalls(c.app)).toBe(1);
    expect(c.call(left)).toMatchObject({ status: 'unclassified', sentById: null });
    expect(c.call(begun).status).toBe('listening_credit');
  });
});

describe('a call taken for teaching', () => {
  test('comes back after seven days without a touch, and its teacher is told', () => {
    const c = testCompany();
    const id = c.aCall();
    must(takeCall(c.app, c.as('marta'), id));
    c.clock.advance('P3D');
    must(chooseType(c.app, c.as('marta'), id, checklist.type));
    must(answerItem(c.app, c.as('marta'), id, { itemCode: 'need', verdict: 'pass' }));
    c.clock.advance('P6DT23H59M');
    expect(returnCalls(c.app)).toBe(0);
    c.clock.advance('PT1M');
    expect(returnCalls(c.app)).toBe(1);
    expect(c.call(id)).toMatchObject({ status: 'unclassified', reviewerId: null });
    expect(draftOf(c.app.db, id, c.as('marta').id)).toBeNull();
    expect(c.deliver().map(({ kind, personId }) => [kind, personId])).toEqual([
      ['call_returned', c.as('marta').id],
    ]);
  });
});

describe('whoever is deactivated or loses the role', () => {
  test('gives back what they taught, and the seller hears that the question stays open', () => {
    const c = testCompany();
    const [asked, taken] = [c.aCall(), c.aCall()];
    must(askAdvice(c.app, c.as('anna'), asked, 'Почему?'));
    must(beginAdvice(c.app, c.as('petr'), asked));
    must(takeCall(c.app, c.as('petr'), taken));
    c.deliver();
    c.hire({
      externalId: 'petr',
      roles: [{ role: 'supervisor', directions: ['Опт'] }],
      active: false,
    });
    for (const id of [asked, taken]) {
      expect(c.call(id)).toMatchObject({ status: 'unclassified', reviewerId: null });
      expect(lastStep(c, id)).toMatchObject({ verb: 'give_back', note: 'deactivated' });
    }
    expect(openRequests(c.app.db)).toEqual([]);
    expect(c.deliver().map(({ kind, personId }) => [kind, personId])).toContainEqual([
      'advice_returned',
      c.as('anna').id,
    ]);
    expect(breaches(c.app.db)).toEqual({});
  });

  test('leaves a call of the queue to the others', async () => {
    const c = testCompany();
    const id = await c.drawn();
    must(nextCall(c.app, c.as('olga')));
    c.hire({ externalId: 'olga', roles: [{ role: 'mentor' }] });
    expect(leaseOf(c.app.db, c.as('olga').id)).toBeNull();
    expect(c.call(id)).toMatchObject({ status: 'listening_credit', reviewerId: null });
    expect(must(nextCall(c.app, c.as('pavel'))).callId).toBe(id);
  });

  test('keeps what they still may do', () => {
    const c = testCompany();
    const id = c.aCall();
    must(takeCall(c.app, c.as('petr'), id));
    c.hire({ externalId: 'petr', roles: [{ role: 'supervisor', directions: ['Опт', 'Розница'] }] });
    expect(c.call(id)).toMatchObject({ status: 'listening_training', reviewerId: c.as('petr').id });
  });
});
