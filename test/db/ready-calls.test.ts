import { describe, expect, test } from 'vitest';
import { growingTable, poolLines, ticketed, without } from '../../src/app/draw/call-table.ts';
import { poolCall, readyCalls } from '../../src/db/ready-calls.ts';
import { callLine } from '../../src/domain/pool.ts';
import type { EligibleCall } from '../../src/domain/sampling.ts';
import { ticketOf } from '../../src/domain/ticket.ts';
import { testCompany } from '../support/company.ts';

/** Ready one a millisecond, but for many in the same one, and with ids of all lengths that nobody else has. */
const many = 3000;
const inOneInstant = { from: 1000, to: 2800 };

function companyOfMany() {
  const company = testCompany();
  const id = company.aCall();
  company.app.db.orm.$client
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
       INSERT INTO calls (source, external_id, flow, seller_id, seller_extension, direction_id, phone, raw_number,
                          started_at, duration_s, talk_s, recording_path, ready_at, status, received_at)
       SELECT CASE i % 2 WHEN 0 THEN 'АТС' ELSE source END, 'звонок-' || i || substr(hex(zeroblob(300)), 1, i % 500),
              flow, seller_id, seller_extension, direction_id, phone, raw_number, started_at, duration_s, talk_s,
              recording_path, CASE WHEN i BETWEEN ${inOneInstant.from} AND ${inOneInstant.to} THEN 5 ELSE i END,
              status, received_at
         FROM n, calls WHERE calls.id = ${id}`,
    )
    .run();
  company.app.db.orm.$client.prepare('UPDATE calls SET ready_at = 0 WHERE id = ?').run(id);
  const all = company.app.db.orm.$client
    .prepare<[], EligibleCall>(
      `SELECT id "callId", seller_id "sellerId", source, external_id "externalId" FROM calls ORDER BY id`,
    )
    .all();
  return { company, all };
}

const window = [0, many + 1, 0] as const;

describe('the calls of a window', () => {
  const { company, all } = companyOfMany();
  const { db } = company.app;

  test('are all read, each once and with its line of the pool, however many stand in one instant', () => {
    const read = [...readyCalls(db, window, false)].map(({ callId, text, from, to }) => ({
      callId,
      line: Buffer.from(text.subarray(from, to)).toString('utf8'),
    }));
    const wanted = all.map((call) => ({ callId: call.callId, line: callLine(call) }));
    expect(read.sort((a, b) => a.callId - b.callId)).toEqual(wanted);
    expect([...readyCalls(db, [0, 1, 0], false)].length).toBe(1);
    expect([...readyCalls(db, [5, 6, 0], false)].length).toBe(1802);
  });

  test('stand by rising number in a table, and give the tickets of one made by itself', () => {
    const table = growingTable(all.length);
    for (const call of readyCalls(db, window, false)) table.add(call);
    const calls = table.byNumber();
    expect(Buffer.from(poolLines(calls)).toString('utf8')).toBe(all.map(callLine).join(''));
    const key = Buffer.alloc(32, 7);
    const wanted = all.map(({ callId, sellerId, source, externalId }) => ({
      callId,
      sellerId,
      ticket: ticketOf(key, source, externalId),
    }));
    expect([...ticketed(calls, key)]).toEqual(wanted);
    const gone = new Set([all[0]?.callId ?? 0, all[1500]?.callId ?? 0, all.at(-1)?.callId ?? 0]);
    expect([...ticketed(without(calls, gone), key)]).toEqual(
      wanted.filter(({ callId }) => !gone.has(callId)),
    );
  });

  test('are read one by one as well', () => {
    const call = all[1234] ?? expect.fail('too few');
    const read = poolCall(db, call.callId) ?? expect.fail('not found');
    expect(Buffer.from(read.text.subarray(read.from, read.to)).toString('utf8')).toBe(
      callLine(call),
    );
    expect(poolCall(db, 1_000_000)).toBeNull();
  });
});

test('an id that holds a line feed, which no code of ours can, is named and not taken for two', () => {
  const { company, all } = companyOfMany();
  const { callId } = all[7] ?? expect.fail('too few');
  for (const externalId of ['a\nb', '\n1\t1\tcall\t1\t1\tpbx\tx']) {
    company.app.db.orm.$client
      .prepare('UPDATE calls SET external_id = ? WHERE id = ?')
      .run(externalId, callId);
    expect(() => [...readyCalls(company.app.db, window, false)]).toThrow(/holds a line feed/);
  }
});

test('a ready call that has lost its seller is still among them, of nobody', () => {
  const { company, all } = companyOfMany();
  const { callId } = all[7] ?? expect.fail('too few');
  company.app.db.orm.$client.prepare('UPDATE calls SET seller_id = NULL WHERE id = ?').run(callId);
  const read = [...readyCalls(company.app.db, window, false)];
  expect(read.length).toBe(all.length);
  expect(read.find((call) => call.callId === callId)?.sellerId).toBe(0);
});
