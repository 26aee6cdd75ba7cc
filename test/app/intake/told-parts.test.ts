import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../../src/app/draw/plan-draws.ts';
import { followFile } from '../../../src/app/intake/follow-file.ts';
import { receiveReports } from '../../../src/app/intake/receive-telephony.ts';
import { registerClients } from '../../../src/app/intake/register-clients.ts';
import { cdrRules, takeCdr } from '../../../src/app/intake/take-cdr.ts';
import { tellLateWords } from '../../../src/app/intake/tell-late-words.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { telephonyMark } from '../../../src/db/telephony.ts';
import { readCdr } from '../../../src/telephony/cdr/cdr.ts';
import type { CdrSource } from '../../../src/telephony/cdr/format.ts';
import type { CallReport } from '../../../src/telephony/provider.ts';
import { cdrDay } from '../../support/cdr-day.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { fixtures } from '../../telephony/fixtures.ts';

const source = 'own';

/** A company whose sellers have the extensions of the rows, and a client of one of the numbers. */
function company(): Company {
  const made = testCompany();
  made.clock.at('2026-11-27T12:00:00+03:00');
  for (const extension of ['101', '102', '103', '11', '7003']) {
    made.hire({
      ...{ externalId: `of-${extension}`, roles: [{ role: 'seller' }], direction: 'Опт' },
      extensions: [{ source, extension }],
    });
  }
  registerClients(made.app, [
    { externalId: 'c-1', name: 'Один', phones: ['79161000001', '79265554433'] },
    { externalId: 'c-2', name: 'Два', phones: ['79161000002'] },
  ]);
  return made;
}

/** Every call with all that is told of it, by its id; not when it came. */
const callsOf = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], unknown>(
      `SELECT external_id, flow, seller_id, seller_extension, direction_id, phone, raw_number, started_at,
              duration_s, talk_s, recording_url, recording_path, client_id, status, ready_at IS NULL waits,
              (SELECT json_group_array(json_array(extension, talk_s) ORDER BY extension)
                 FROM other_talks WHERE call_id = calls.id) others
         FROM calls ORDER BY external_id`,
    )
    .all();
const lateOf = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], { callId: number; said: string }>(
      'SELECT call_id callId, said FROM late_words ORDER BY 1',
    )
    .all()
    .map(({ callId, said }) => ({ callId, said: JSON.parse(said) as object }));

/** Reads rows as a file that grows: at each cut it is quiet, or another file begins. */
function readRows(
  { app }: Company,
  format: CdrSource,
  pieces: readonly { rows: readonly string[]; end: 'more' | 'quiet' | 'file' }[],
  head = '',
): void {
  const settings = { source, zone: null, extensions: '', recordingPath: null };
  const rules = cdrRules(app, settings);
  const begin = () => {
    const reader = readCdr(format, rules);
    takeCdr(app, rules, reader.push(Buffer.from(head), 0));
    return reader;
  };
  let reader = begin();
  for (const { rows, end } of pieces) {
    takeCdr(app, rules, reader.push(Buffer.from(rows.join('')), 0));
    if (end === 'quiet') takeCdr(app, rules, reader.settle(1));
    if (end !== 'file') continue;
    takeCdr(app, rules, reader.end());
    reader = begin();
  }
  takeCdr(app, rules, reader.end());
}

const ends = fc.constantFrom('more' as const, 'quiet' as const, 'file' as const);

/** Some of the rows, all of them and some twice, in any order and cut anywhere. */
const cut = (rows: readonly string[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...rows], { minLength: rows.length }),
      fc.array(fc.constantFrom(...rows), { maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(rows.length), ends), { maxLength: rows.length }),
    )
    .map(([shuffled, again, cuts]) => {
      const all = [...shuffled, ...again];
      const at = new Map(cuts);
      return all.map((row, index) => ({ rows: [row], end: at.get(index) ?? ('more' as const) }));
    });

describe('a day of Master.csv with queues, groups, transfers, the mailbox and Local channels', () => {
  const rows = cdrDay();
  const atOnce = () => {
    const one = company();
    readRows(one, 'asterisk', [{ rows, end: 'more' }]);
    return callsOf(one);
  };

  test('is read whole: each call once, of whom it was with, for as long as they talked', () => {
    expect(rows).toHaveLength(84);
    const calls = atOnce() as { raw_number: string; talk_s: number; seller_extension: string }[];
    const found = (n: number) => {
      const number = `7916${1_000_000 + n}`;
      const call = calls.find((one) => one.raw_number === number);
      return call && [call.seller_extension, call.talk_s];
    };
    // Of one who waited in a queue, the talk; of a group, its taker; of a transfer, who talked longest.
    expect([1, 2, 3, 4, 5, 6, 7].map(found)).toEqual([
      ['102', 68],
      ['101', 120],
      ['103', 75],
      ['102', 61],
      ['102', 80],
      ['101', 70],
      ['101', 0],
    ]);
    // Nobody had a part in the menu and with a stranger, and colleagues are left out.
    expect([8, 9, 10].map(found)).toEqual([undefined, undefined, undefined]);
  });

  test('followed row by row with quiet in between, it gives the same calls', async () => {
    const one = company();
    const folder = mkdtempSync(join(tmpdir(), 'razbor-parts-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'Master.csv');
    writeFileSync(file, '');
    const refused: unknown[] = [];
    const follower = followFile(one.app, {
      ...{ name: 'asterisk', file, onRefused: (result) => refused.push(result) },
      settings: { source, zone: null, extensions: '', recordingPath: null },
    });
    onTestFinished(() => follower.stop());
    for (const row of rows) {
      appendFileSync(file, row);
      await follower.step();
      one.clock.advance('PT31S');
      await follower.step();
    }
    expect(callsOf(one)).toEqual(atOnce());
    expect([refused, lateOf(one)]).toEqual([[], []]);
    // What only began as nobody's is not counted as such: the menus, mailboxes and strangers of the day are.
    const other = company();
    const whole = join(folder, 'whole.csv');
    writeFileSync(whole, rows.join(''));
    const reading = followFile(other.app, {
      ...{ name: 'asterisk', file: whole, onRefused: (result) => refused.push(result) },
      settings: { source, zone: null, extensions: '', recordingPath: null },
    });
    onTestFinished(() => reading.stop());
    await reading.step();
    other.clock.advance('PT31S');
    await reading.step();
    const skipped = ({ app }: Company) => telephonyMark(app.db, 'asterisk')?.skipped;
    expect(skipped(one)).toBe(skipped(other));
    expect(skipped(one)).toBeGreaterThan(0);
  });

  test('in any order, cut into any files and stretches, some rows twice, it gives the same calls', () => {
    const expected = atOnce();
    fc.assert(
      fc.property(cut(rows), (pieces) => {
        const one = company();
        readRows(one, 'asterisk', pieces);
        expect(callsOf(one)).toEqual(expected);
        expect(lateOf(one)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('FreeSWITCH with both legs logged', () => {
  const row = (
    id: string,
    other: string,
    more: { from?: string; to?: string; talk?: number } = {},
  ) => {
    const { from = '79161234567', to = '101', talk = 60 } = more;
    const answer = talk > 0 ? '2026-11-23 09:05:10' : '';
    return `"","${from}","${to}","default","2026-11-23 09:05:00","${answer}","2026-11-23 09:06:10","70","${talk}","NORMAL_CLEARING","${id}","${other}","","PCMA","PCMA"\n`;
  };
  const rows = [
    row('aa', 'bb', { to: '600', talk: 68 }),
    row('bb', '', { talk: 25 }),
    row('cc', 'dd', { from: '102', to: '79990001122' }),
    row('dd', 'cc', { from: '74950001122', to: '79990001122', talk: 40 }),
    row('ee', '', { to: '103', talk: 33 }),
  ];
  const expected = [
    { external_id: 'aa', seller_extension: '101', talk_s: 25 },
    { external_id: 'cc', seller_extension: '102', talk_s: 40 },
    { external_id: 'ee', seller_extension: '103', talk_s: 33 },
  ];

  test('whichever leg is written first, and whatever lies between them, the two are one call', () => {
    fc.assert(
      fc.property(cut(rows), (pieces) => {
        const one = company();
        readRows(one, 'freeswitch', pieces);
        expect(callsOf(one)).toMatchObject(expected);
        expect(callsOf(one)).toHaveLength(3);
        expect(lateOf(one)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a third leg that shows two known calls to be one leaves one of them that can be drawn', () => {
    const one = company();
    const legs = [row('aa', 'x', { talk: 50 }), row('bb', '', { talk: 40 })];
    readRows(
      one,
      'freeswitch',
      legs.map((text) => ({ rows: [text], end: 'file' as const })),
    );
    expect(callsOf(one)).toHaveLength(2);
    readRows(one, 'freeswitch', [{ rows: [row('x', 'bb', { to: '600' })], end: 'file' }]);
    expect(lateOf(one)).toEqual([{ callId: 2, said: { partOf: 1 } }]);
    const drawable = one.app.db.orm.$client
      .prepare('SELECT count(*) n FROM calls WHERE ready_at IS NOT NULL')
      .pluck();
    expect(drawable.get()).toBeLessThanOrEqual(1);
  });
});

/** What one of the systems leaves to another event. */
const complete = {
  ...{ direction: 'in' as const, extension: '101', durationS: 70, talkS: 60 },
  startedAt: Date.parse('2026-11-23T11:00:00+03:00'),
};

/** Reports cut into events: what each tells, and a second time. */
const eventsOf = (report: CallReport): CallReport[] => {
  const { externalId, direction, extension, number, startedAt, durationS, talkS, recording } =
    report;
  const given = (part: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
  return [
    { externalId, ...given({ direction, startedAt }) },
    { externalId, ...given({ direction, extension, number, startedAt, durationS: 5, talkS: 0 }) },
    { externalId, ...given({ extension, durationS, talkS }) },
    { externalId, ...given({ recording }) },
    report,
  ];
};

describe.each([...new Set(fixtures.map(({ provider }) => provider))])(
  'the events of %s',
  (provider) => {
    const reports = fixtures
      .filter((fixture) => fixture.provider === provider)
      .flatMap(({ expected }) => (expected ? [{ ...complete, ...expected }] : []));
    const events = reports.flatMap(eventsOf);

    test('in any order, any number of them at once, and told twice, give the same calls', () => {
      const whole = company();
      receiveReports(whole.app, source, events);
      const expected = callsOf(whole);
      expect(expected.length).toBeGreaterThan(0);
      fc.assert(
        fc.property(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.array(fc.constantFrom(...events), { maxLength: 4 }),
          fc.array(fc.nat(events.length), { maxLength: 6 }),
          (shuffled, again, cuts) => {
            const one = company();
            const all = [...shuffled, ...again];
            const ends = [...new Set([...cuts, all.length])].sort((a, b) => a - b);
            ends.reduce((from, to) => {
              receiveReports(one.app, source, all.slice(from, to));
              return to;
            }, 0);
            expect(callsOf(one)).toEqual(expected);
            expect(lateOf(one)).toEqual([]);
          },
        ),
        { numRuns: 20 },
      );
    });
  },
);

describe('a call that was put through, of a system whose phones tell of their own parts', () => {
  const at = Date.parse('2026-11-23T11:00:00+03:00');
  const leg = (name: string, more: Partial<CallReport>): CallReport => ({
    ...{ externalId: 'call-1', leg: name, direction: 'in', number: '79165550011' },
    ...{ startedAt: at, durationS: 30, talkS: 0, recording: { path: `${name}.mp3` }, ...more },
  });
  const legs = [
    leg('a', { extension: '101', durationS: 25, talkS: 20 }),
    leg('b', { extension: '102', startedAt: at + 25_000, durationS: 55, talkS: 45 }),
    // Back with the first, and in all for longer than the second.
    leg('c', { extension: '101', startedAt: at + 80_000, durationS: 35, talkS: 30 }),
    leg('d', { extension: '103', startedAt: at + 20_000, durationS: 5 }),
  ];

  test('it is of who talked longest in all their parts, and the others who talked are named', () => {
    const one = company();
    receiveReports(one.app, source, legs);
    expect(callsOf(one)).toMatchObject([
      {
        ...{ seller_extension: '101', talk_s: 50, duration_s: 115, started_at: at },
        ...{ recording_path: 'c.mp3', others: '[["102",45]]' },
      },
    ]);
  });

  test('in any order, any number of them at once, and told twice, it is the same', () => {
    const whole = company();
    receiveReports(whole.app, source, legs);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(legs, { minLength: legs.length }),
        fc.array(fc.constantFrom(...legs), { maxLength: 3 }),
        fc.nat(legs.length),
        (shuffled, again, cutAt) => {
          const one = company();
          const all = [...shuffled, ...again];
          receiveReports(one.app, source, all.slice(0, cutAt));
          receiveReports(one.app, source, all.slice(cutAt));
          expect(callsOf(one)).toEqual(callsOf(whole));
        },
      ),
      { numRuns: 24 },
    );
  });

  test('МегаФон: the part after the transfer has an id of its own, and both are one call', () => {
    const part = (id: string, more: Partial<CallReport>) =>
      leg(id, { externalId: id, cameBy: 'event', ...more });
    const told: CallReport[] = [
      part('mf-1', { extension: '101', talkS: 20 }),
      part('mf-2', { extension: '102', startedAt: at + 30_000, durationS: 50, talkS: 45 }),
      { externalId: 'mf-1', otherId: 'mf-2', cameBy: 'event' },
      // The report has the same ids, and a login in the place of the extension.
      part('mf-2', { extension: 'maria', durationS: 50, talkS: 45, cameBy: 'report' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(told, { minLength: told.length }), (order) => {
        const one = company();
        for (const report of order) receiveReports(one.app, source, [report]);
        const drawable = callsOf(one).filter((call) => (call as { waits: number }).waits === 0);
        expect(drawable).toMatchObject([
          { external_id: 'mf-1', seller_extension: '102', talk_s: 45, others: '[["101",20]]' },
        ]);
      }),
      { numRuns: 24 },
    );
  });

  test('two names for one seller, of the event and of the report, are not two who talked', () => {
    const one = company();
    const told = { startedAt: at, durationS: 70, talkS: 60 };
    receiveReports(one.app, source, [
      leg('x', { ...told, extension: '101', cameBy: 'event' }),
      leg('x', { ...told, extension: 'ivan', cameBy: 'report' }),
    ]);
    expect(callsOf(one)).toMatchObject([{ talk_s: 60, duration_s: 70, others: '[]' }]);
  });
});

describe('МегаФон, whose events may go by another id than its report', () => {
  const at = Date.parse('2026-11-23T11:00:00+03:00');
  const call = (more: Partial<CallReport>): CallReport => ({
    ...{ externalId: 'push-1', direction: 'in', extension: '101', number: '79165550011' },
    ...{ startedAt: at, durationS: 70, talkS: 60, cameBy: 'event', ...more },
  });
  const record = { recording: { url: 'https://records.megapbx.ru/1.mp3' } };
  const told = (...reports: CallReport[]) => {
    const one = company();
    for (const report of reports) receiveReports(one.app, source, [report]);
    return one;
  };

  test('the same seller, number, talk and a start within two seconds is one call, whichever comes first', () => {
    const report = call({ ...record, externalId: 'a-uid', cameBy: 'report', startedAt: at + 2000 });
    const pushed = call({ number: '+7 916 555-00-11' });
    for (const order of [
      [pushed, report],
      [report, pushed],
      [report, pushed, report, pushed],
    ]) {
      const one = told(...order);
      expect(callsOf(one)).toMatchObject([
        { external_id: 'push-1', started_at: at, talk_s: 60, recording_url: record.recording.url },
      ]);
      expect(telephonyMark(one.app.db, source)?.joined).toBe(1);
    }
  });

  test.each<[string, Partial<CallReport>]>([
    ['three seconds apart', { startedAt: at + 2001 }],
    ['another number', { number: '79165550012' }],
    ['another seller', { extension: '102' }],
    ['another talk: two calls, the first of which nobody took', { talkS: 0 }],
    ['told of by two events', { cameBy: 'event' }],
    ['of a system that has one id for both', { cameBy: undefined as never }],
  ])('%s stay two', (_, more) => {
    const { cameBy = 'report', ...rest } = more;
    const other = call({ ...rest, externalId: 'a-uid', cameBy });
    if ('cameBy' in more && more.cameBy === undefined) delete (other as { cameBy?: string }).cameBy;
    expect(callsOf(told(call({}), other))).toHaveLength(2);
    expect(callsOf(told(other, call({})))).toHaveLength(2);
  });

  test('two real calls within two seconds are told apart by their talk, each with its own line of the report', () => {
    const [rang, talked] = [
      call({ talkS: 0, durationS: 1 }),
      call({ externalId: 'push-2', startedAt: at + 2000 }),
    ];
    const lines = [
      call({ externalId: 'uid-1', cameBy: 'report', talkS: 0, durationS: 1 }),
      call({ externalId: 'uid-2', cameBy: 'report', startedAt: at + 2000 }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([rang, talked, ...lines], { minLength: 4 }), (order) => {
        expect(callsOf(told(...order))).toMatchObject([
          { external_id: 'push-1', talk_s: 0 },
          { external_id: 'push-2', talk_s: 60 },
        ]);
      }),
      { numRuns: 24 },
    );
  });
});

describe('once somebody has taken a call up', () => {
  const rows = cdrDay();
  const talk = (one: Company, externalId: string) =>
    one.app.db.orm.$client
      .prepare<[string], { id: number; talk: number; seller: string; ready: number | null }>(
        `SELECT calls.id, talk_s talk, seller_extension seller, ready_at ready FROM calls WHERE external_id = ?`,
      )
      .get(externalId);
  const told = (one: Company) =>
    one
      .deliver()
      .flatMap(({ kind, personId, payload }) =>
        kind === 'late_words' ? [{ personId, payload }] : [],
      );

  test('nothing of it changes whatever comes, and administrators hear of that once a day', () => {
    fc.assert(
      fc.property(cut(rows), fc.nat(rows.length), fc.nat(20), (pieces, after, nth) => {
        const one = company();
        const early = pieces.slice(0, after).map((piece) => ({ ...piece, end: 'quiet' as const }));
        readRows(one, 'asterisk', early);
        const before = callsOf(one) as { external_id: string; seller_id: number }[];
        const taken = before[nth % Math.max(1, before.length)];
        if (!taken) return;
        const { id = 0 } = talk(one, taken.external_id) ?? {};
        must(askAdvice(one.app, one.as(`of-${talk(one, taken.external_id)?.seller}`), id, null));
        const stood = callsOf(one).find(
          (call) => (call as typeof taken).external_id === taken.external_id,
        );
        readRows(one, 'asterisk', pieces.slice(after));
        const stands = callsOf(one).find(
          (call) => (call as typeof taken).external_id === taken.external_id,
        );
        for (const [column, value] of Object.entries(stood as Record<string, unknown>)) {
          // What nobody knew may still be filled in, such as who else talked.
          if (value === null || column === 'waits' || column === 'others') continue;
          expect([column, (stands as Record<string, unknown>)[column]]).toEqual([column, value]);
        }
        one.deliver();
        tellLateWords(one.app);
        const late = lateOf(one);
        expect(told(one).map(({ payload }) => payload)).toEqual(
          late.length === 0 ? [] : [{ callIds: [id], count: 1 }],
        );
        readRows(one, 'asterisk', pieces);
        one.clock.advance('P1D');
        tellLateWords(one.app);
        expect([told(one), lateOf(one)]).toEqual([[], late]);
      }),
      { numRuns: 30 },
    );
  });

  test('a draw takes up what it could have fallen on; what it left out may still be told, and is for the next', async () => {
    const one = testCompany({ perSeller: 1 });
    const { app, clock, hire } = one;
    planDraws(app);
    hire({
      ...{ externalId: 'of-101', roles: [{ role: 'seller' }], direction: 'Опт' },
      extensions: [{ source, extension: '101' }],
    });
    const told = (externalId: string, talkS: number): CallReport => ({
      ...{ externalId, direction: 'in', extension: '101', number: null, durationS: 300, talkS },
      startedAt: clock.now - 600_000,
      recording: { path: `${externalId}.ogg` },
    });
    const reports = [told('one', 70), told('other', 80), told('short', 10)];
    receiveReports(app, source, reports);
    clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    const drawnAt = clock.now;
    clock.advance('PT1H');
    const longer = reports.map((report) => ({ ...report, talkS: 200 }));
    const before = ['one', 'other', 'short'].map((id) => talk(one, id));
    expect(before.filter((call) => call && one.call(call.id).drawn)).toHaveLength(1);
    receiveReports(app, source, longer);
    expect(['one', 'other'].map((id) => talk(one, id))).toEqual(before.slice(0, 2));
    expect(lateOf(one)).toHaveLength(2);
    const short = talk(one, 'short');
    expect(short).toMatchObject({ talk: 200, ready: clock.now });
    expect(before[2]?.ready).toBeLessThan(drawnAt);
  });
});
