import { describe, expect, test } from 'vitest';
import { moveCall } from '../../../src/app/calls/move-call.ts';
import { replaceDrawn } from '../../../src/app/calls/replace-drawn.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { drawnCallsOf } from '../../../src/db/drawn-calls.ts';
import { drawById } from '../../../src/db/draws.ts';
import { asActor } from '../../../src/domain/person.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const monday = '2026-11-23';
const atDraw = (date: string) => `${date}T19:00:00+03:00`;
const manyCalls = (company: Company, count: number, sellerExternalId = 'anna') =>
  Array.from({ length: count }, () => company.aCall({ sellerExternalId }));

describe('several draws a day', () => {
  const twice = { drawCron: '0 13,19 * * 1-6', perSeller: 1 };

  async function twoDraws() {
    const company = testCompany(twice);
    const calls = [];
    for (const hour of [13, 19]) {
      calls.push(manyCalls(company, 3));
      company.clock.at(`${monday}T${hour}:00:00+03:00`);
      await drawDue(company.app);
    }
    return { company, calls };
  }

  test('are all on record: the last one, and those before it in their order', async () => {
    const { company, calls } = await twoDraws();
    const draw = readDraw(company.app, monday);
    expect(draw).toMatchObject({ windowTo: '2026-11-23T16:00:00.000Z' });
    expect(draw?.earlier).toMatchObject([{ windowTo: '2026-11-23T10:00:00.000Z' }]);
    const eligible = [...(draw?.earlier ?? []), draw].map((one) =>
      one?.eligible.map(({ callId }) => callId),
    );
    expect(eligible).toEqual(calls);
    expect(draw?.earlier[0]).not.toHaveProperty('earlier');
    expect(draw?.sellers).toMatchObject([{ externalId: 'anna', eligible: 3, drawnThisMonth: 1 }]);
    expect(draw?.earlier[0]?.sellers).toMatchObject([{ drawn: 1, drawnThisMonth: 0 }]);
  });

  test('are all verified, and the day does not hold where one of them does not', async () => {
    const { company, calls } = await twoDraws();
    const { db } = company.app;
    expect(verifyDraw(company.app, monday)).toMatchObject({
      ok: true,
      eligible: 6,
      drawn: 2,
      draws: [{ ok: true }, { ok: true }],
    });
    const [first] = drawnCallsOf(db, 1);
    const other = calls[0]?.find((id) => id !== first?.callId);
    db.orm.$client.prepare('UPDATE drawn_calls SET call_id = ? WHERE draw_id = 1').run(other);
    expect(verifyDraw(company.app, monday)).toMatchObject({
      ok: false,
      draws: [{ ok: false }, { ok: true }],
    });
  });
});

describe('the proof', () => {
  test('is the seed’s SHA-256 before the draw, and the seed only after it', async () => {
    const company = testCompany();
    manyCalls(company, 2);
    const before = readDraw(company.app, monday);
    expect(before?.seedSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(before).toMatchObject({ seed: null, eligible: [], drawn: [] });
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    const after = readDraw(company.app, monday);
    expect(after?.seedSha256).toBe(before?.seedSha256);
    expect(after?.seed).toMatch(/^[0-9a-f]{64}$/);
    expect(after?.eligible).toHaveLength(2);
    expect(before?.drawnAt).toBeNull();
    expect(after).toMatchObject({
      committedAt: '2026-11-23T07:00:00.000Z',
      drawnAt: '2026-11-23T16:00:00.000Z',
    });
  });

  test('holds for an honest draw, and still after its calls have moved on', async () => {
    const company = testCompany({ perSeller: 2 });
    manyCalls(company, 9);
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    expect(verifyDraw(company.app, monday)).toMatchObject({ ok: true, eligible: 9, drawn: 2 });
    const taken = readDraw(company.app, monday)?.eligible.find(
      ({ callId }) => company.call(callId).status === 'unclassified',
    );
    company.app.db.transaction((tx) =>
      must(
        moveCall(tx, {
          callId: taken?.callId ?? 0,
          verb: 'take',
          actor: asActor(company.as('petr')),
          now: company.clock.now,
          facts: { takenThisWeek: 0, takesPerWeek: 5 },
        }),
      ),
    );
    expect(verifyDraw(company.app, monday)?.ok).toBe(true);
  });

  test('fails where a drawn call was exchanged for another', async () => {
    const company = testCompany({ perSeller: 1 });
    const ids = manyCalls(company, 3);
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    const { db } = company.app;
    const [drawn] = drawnCallsOf(db, 1);
    const other = ids.find((id) => id !== drawn?.callId) ?? 0;
    db.orm.$client
      .prepare('UPDATE drawn_calls SET call_id = ? WHERE call_id = ?')
      .run(other, drawn?.callId);
    expect(verifyDraw(company.app, monday)).toMatchObject({
      ok: false,
      problems: [
        `call ${other} was drawn but should not have been`,
        `call ${drawn?.callId} should have been drawn but was not`,
        expect.stringMatching(/^the record comes to \w+, not to \w+, which the chain has$/),
      ],
    });
  });

  const tampered: [string, string, RegExp][] = [
    ['the counts of a seller', 'UPDATE draw_sellers SET eligible = 8', /seller \d+: recorded 8 el/],
    [
      'what had been drawn',
      'UPDATE draw_sellers SET drawn_this_month = 5',
      /recorded .* 5 this mo/,
    ],
    ['a seller', 'DELETE FROM draw_sellers', /seller \d+ is missing: 9 eligible, 2 drawn/],
    ['a ticket', "UPDATE drawn_calls SET ticket = '00'", /the ticket of call \d+ is .*, not 00/],
    [
      'the rules',
      `UPDATE draws SET policy = json_set(policy, '$.minTalkS', 5) WHERE id = 1`,
      /minTalkS was 60 when the window opened, not 5/,
    ],
    [
      'why calls were left out',
      `UPDATE draws SET left_out = '{"absent":1}' WHERE id = 1`,
      /left out as too_short: 1, not 0/,
    ],
  ];
  test.each(tampered)('fails where the record bends %s', async (_, text, problem) => {
    const company = testCompany({ perSeller: 2 });
    manyCalls(company, 9);
    company.aCall({ talkS: 5 });
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    company.app.db.orm.$client.prepare('DROP TRIGGER draws_once').run();
    company.app.db.orm.$client.prepare('DROP TRIGGER draws_frozen').run();
    company.app.db.orm.$client.prepare(text).run();
    expect(verifyDraw(company.app, monday)?.problems[0]).toMatch(problem);
  });

  test('fails where the seed was exchanged', async () => {
    const company = testCompany();
    manyCalls(company, 2);
    company.clock.at(atDraw(monday));
    await drawDue(company.app);
    const { db } = company.app;
    db.orm.$client.prepare('DROP TRIGGER draws_seed_is_committed').run();
    db.orm.$client.prepare('DROP TRIGGER draws_once').run();
    company.app.db.orm.$client.prepare('DROP TRIGGER draws_frozen').run();
    db.orm.$client
      .prepare('UPDATE draws SET seed = ? WHERE date = ?')
      .run(Buffer.alloc(32, 7), monday);
    const verified = verifyDraw(company.app, monday);
    expect(verified?.ok).toBe(false);
    expect(verified?.problems[0]).toContain('SHA-256');
  });

  test('does not exist for a day that was not drawn', () => {
    const company = testCompany();
    expect(verifyDraw(company.app, monday)).toBeNull();
    expect(readDraw(company.app, '2031-01-01')).toBeNull();
  });
});

describe('replacements', () => {
  /** Of six calls of anna's the two drawn are replaced: the first passes over a silent recording. */
  async function replacedTwice() {
    const company = testCompany({ perSeller: 2 });
    const { app, clock } = company;
    manyCalls(company, 6);
    clock.at(atDraw(monday));
    await drawDue(app);
    const draw = readDraw(app, monday);
    const inOrder = (draw?.eligible ?? [])
      .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
      .map(({ callId }) => callId);
    const [first = 0, second = 0, silent = 0] = inOrder;
    app.db.orm.$client
      .prepare("UPDATE calls SET recording_fault = 'silent' WHERE id = ?")
      .run(silent);
    for (const callId of [first, second]) {
      clock.advance('PT1H');
      app.db.transaction((tx) => {
        const row = drawById(tx, 1);
        if (row) replaceDrawn(tx, app, row, callId, company.as('anna').id);
      });
    }
    return { company, inOrder };
  }

  test('stand on record with their time and the tickets passed over, and hold', async () => {
    const { company, inOrder } = await replacedTwice();
    const [first, second, silent, third, fourth] = inOrder;
    const skipped = [{ callId: silent, reason: 'recording_silent' }];
    expect(readDraw(company.app, monday)).toMatchObject({
      drawn: [first, second],
      replaced: [
        { from: first, to: third, at: '2026-11-23T17:00:00.000Z', skipped },
        { from: second, to: fourth, at: '2026-11-23T18:00:00.000Z', skipped },
      ],
    });
    expect(verifyDraw(company.app, monday)).toMatchObject({
      ok: true,
      drawn: 2,
      draws: [{ replaced: 2 }],
    });
  });

  test('that were not to be had are told as such', async () => {
    const { company, inOrder } = await replacedTwice();
    const { app, clock } = company;
    const [, , silent, third, fourth, fifth] = inOrder;
    app.db.orm.$client.prepare("UPDATE calls SET recording_fault = 'stub' WHERE id = ?").run(fifth);
    clock.advance('PT1H');
    app.db.transaction((tx) => {
      const row = drawById(tx, 1);
      if (row) replaceDrawn(tx, app, row, third ?? 0, company.as('anna').id);
    });
    expect(readDraw(app, monday)?.replaced.at(-1)).toEqual({
      from: third,
      to: null,
      at: '2026-11-23T19:00:00.000Z',
      skipped: [
        { callId: silent, reason: 'recording_silent' },
        { callId: fifth, reason: 'recording_stub' },
      ],
    });
    expect(verifyDraw(app, monday)?.problems).toEqual([]);
    expect(fourth).toBeGreaterThan(0);
  });

  test('fail where a lower ticket was passed over without a word', async () => {
    const { company, inOrder } = await replacedTwice();
    const [first, , silent] = inOrder;
    company.app.db.orm.$client
      .prepare("UPDATE drawn_calls SET skipped = '[]' WHERE call_id = ?")
      .run(first);
    expect(verifyDraw(company.app, monday)?.problems).toEqual([
      `call ${first} was replaced, but not by call ${silent}, a lower ticket`,
    ]);
  });

  test('fail where the next ticket went to a later replacement', async () => {
    const { company, inOrder } = await replacedTwice();
    const [first, second, , third] = inOrder;
    // As if both had been replaced the other way round: each by the other's ticket.
    company.app.db.orm.$client
      .prepare(
        `UPDATE drawn_calls SET replaces_call_id = CASE replaces_call_id WHEN ? THEN ? ELSE ? END
          WHERE replaces_call_id IS NOT NULL`,
      )
      .run(first, second, first);
    expect(verifyDraw(company.app, monday)?.problems).toEqual([
      `call ${first} was replaced, but not by call ${third}, a lower ticket`,
    ]);
  });
});
