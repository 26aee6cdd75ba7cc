import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { examineDatabase } from '../../../src/app/company/doctor.ts';
import { housekeeping } from '../../../src/app/company/job-runs.ts';
import { followFile } from '../../../src/app/intake/follow-file.ts';
import { heldCallsTaker, takeOrHold } from '../../../src/app/intake/hold-calls.ts';
import { receiveReports } from '../../../src/app/intake/receive-telephony.ts';
import { registerCalls } from '../../../src/app/intake/register-calls.ts';
import { heldBySource } from '../../../src/db/held-calls.ts';
import { callByExternalId } from '../../../src/db/intake.ts';
import type { ItemResult } from '../../../src/domain/intake.ts';
import { testCompany } from '../../support/company.ts';

/** What a telephone system whose clock is right tells of a call that has just ended. */
const told = (externalId: string, startedAt = '2026-11-23T12:00:00+03:00') => ({
  externalId,
  direction: 'in' as const,
  extension: '101',
  number: '+79161234567',
  startedAt: Date.parse(startedAt),
  durationS: 130,
  talkS: 120,
  recording: { url: 'https://pbx.example/a.ogg' },
});

/** A company whose own clock is behind the true time, by an hour and a half unless it is said otherwise. */
function behind(at = '2026-11-23T10:30:00+03:00') {
  const company = testCompany();
  company.clock.at(at);
  const { app } = company;
  const refused: ItemResult[] = [];
  const take = heldCallsTaker((result) => refused.push(result));
  return {
    ...company,
    refused,
    take: () => take(app),
    known: (externalId: string, source = 'pbx') => callByExternalId(app.db, source, externalId),
    held: () => heldBySource(app.db),
    isTold: () => app.incidents.isOpen('calls_ahead'),
    finding: () => examineDatabase(app).find(({ check }) => check === 'telephony'),
  };
}

test('a call of the present that comes while our clock is behind is taken in once the clock is put right', () => {
  const { app, clock, take, known, held, refused } = behind();
  expect(receiveReports(app, 'pbx', [told('a'), told('b')])).toMatchObject({
    taken: [],
    waiting: 0,
    refused: [
      { externalId: 'a', error: { detail: expect.stringMatching(/ahead of this.*it is held/) } },
      { externalId: 'b' },
    ],
  });
  take();
  expect([known('a'), held()]).toMatchObject([null, [{ source: 'pbx', calls: 2 }]]);
  clock.set('PT1H32M');
  take();
  const sellerId = expect.any(Number);
  const whole = { sellerId, talkS: 120, phone: '+79161234567', readyAt: clock.now };
  expect([known('a'), known('b')]).toMatchObject([whole, whole]);
  expect([held(), refused]).toEqual([[], []]);
  // Told of once more by the system, as some do.
  expect(receiveReports(app, 'pbx', [told('a')]).taken).toMatchObject([{ result: 'unchanged' }]);
});

test('where the clock stays wrong it is taken in when that shows its start, and not a second sooner', () => {
  const { app, clock, take, known } = behind();
  receiveReports(app, 'pbx', [told('a')]);
  clock.at('2026-11-23T11:44:59+03:00');
  take();
  expect(known('a')).toBeNull();
  clock.advance('PT1S');
  take();
  expect(known('a')).toMatchObject({ readyAt: clock.now });
});

test('what is told of it meanwhile is not lost, and it is one call', () => {
  const { app, clock, take, known, held } = behind();
  const { recording, ...first } = told('a');
  receiveReports(app, 'pbx', [first]);
  receiveReports(app, 'pbx', [{ externalId: 'a', recording }]);
  expect(held()).toMatchObject([{ calls: 1 }]);
  clock.at('2026-11-23T12:03:00+03:00');
  take();
  expect(known('a')).toMatchObject({ recordingUrl: recording.url });
});

test('one that says something else than is known by then is refused, and said to', () => {
  const { app, clock, take, refused, held } = behind();
  receiveReports(app, 'pbx', [told('a'), told('b')]);
  clock.at('2026-11-23T12:03:00+03:00');
  const { sellerExternalId, ...known } = {
    ...{ source: 'pbx', externalId: 'a', direction: 'out', externalNumber: null },
    ...{ startedAt: '2026-11-23T09:00:00Z', durationS: 130, talkS: 120, sellerExternalId: 'anna' },
  };
  expect(registerCalls(app, [{ ...known, sellerExternalId }])).toMatchObject([
    { result: 'created' },
  ]);
  take();
  expect(refused).toMatchObject([{ externalId: 'a', error: { code: 'conflict' } }]);
  expect(held()).toEqual([]);
});

test('administrators hear of a clock that is wrong, and that it is right once no call was ahead of it for an hour', () => {
  const { app, clock, take, isTold, finding } = behind();
  take();
  expect([isTold(), finding()?.ok]).toEqual([false, true]);
  receiveReports(app, 'pbx', [told('a')]);
  take();
  expect(isTold()).toBe(true);
  expect(finding()).toMatchObject({
    ok: false,
    detail: "pbx: 1 calls begin ahead of this server's clock, the last at 2026-11-23T09:00:00.000Z",
    cure: expect.stringMatching(/^set the clock of this server/),
  });
  clock.set('PT1H30M');
  take();
  expect(finding()?.ok).toBe(true);
  clock.advance('PT59M59S');
  take();
  expect(isTold()).toBe(true);
  clock.advance('PT1S');
  take();
  expect(isTold()).toBe(false);
});

test('of a clock of theirs that is years ahead a call is given up after two weeks', () => {
  const { app, clock, take, held } = behind();
  receiveReports(app, 'pbx', [told('a', '2038-01-19T06:14:07+03:00')]);
  clock.advance('P14D');
  housekeeping(app);
  expect(held()).toHaveLength(1);
  clock.advance('PT1S');
  housekeeping(app);
  take();
  expect(held()).toEqual([]);
});

test('no call is held that is refused for anything else', () => {
  const { app, held } = behind();
  const item = {
    ...{ source: 'pbx', externalId: 'a', direction: 'in', sellerExternalId: 'anna' },
    ...{ externalNumber: null, durationS: 130, talkS: 120 },
  };
  const bad = [
    { ...item, startedAt: '2100-01-01T00:00:00Z' },
    { ...item, startedAt: '2026-11-23T12:00:00Z', talkS: 131 },
    { ...item, startedAt: 'tomorrow' },
    null,
  ];
  const known = { ...item, externalId: 'known', startedAt: '2026-11-23T07:00:00Z' };
  expect(takeOrHold(app, [known])).toMatchObject([{ result: 'created' }]);
  const conflict = { result: 'refused', error: { code: 'conflict' } };
  expect(takeOrHold(app, [{ ...known, talkS: 100 }])).toMatchObject([conflict]);
  const refused = { result: 'refused' };
  expect(takeOrHold(app, bad)).toMatchObject([refused, refused, refused, refused]);
  expect(held()).toEqual([]);
});

test('a row of a file that is followed is held as well: it is read but once', async () => {
  const { app, clock, take, known, hire } = behind('2026-11-23T10:30:00+03:00');
  hire({
    ...{ externalId: 'follow', roles: [{ role: 'seller' }], direction: 'Опт' },
    extensions: [{ source: 'asterisk', extension: '501' }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'razbor-held-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'Master.csv');
  const cells = [
    ...['', '79161234567', '501', 'in', '', 'SIP/trunk-01', 'SIP/501-02', 'Dial', ''],
    ...['2026-11-23 12:00:00', '2026-11-23 12:00:05', '2026-11-23 12:01:05'],
  ].map((text) => `"${text}"`);
  const startS = Date.parse('2026-11-23T12:00:00+03:00') / 1000;
  const ends = `65,60,"ANSWERED","DOC","${startS}.1","","","${startS}.1",1`;
  writeFileSync(file, `${cells.join(',')},${ends}\n`);
  const follower = followFile(app, {
    name: 'asterisk',
    file,
    settings: { source: 'asterisk', zone: null, extensions: '', recordingPath: null },
    onRefused: () => {},
  });
  await follower.step();
  clock.advance('PT31S');
  await follower.step();
  await follower.stop();
  expect(known(`${startS}.1`, 'asterisk')).toBeNull();
  clock.at('2026-11-23T12:02:00+03:00');
  take();
  expect(known(`${startS}.1`, 'asterisk')).toMatchObject({ talkS: 60 });
});

test('many are taken in slice by slice, all of them', () => {
  const { app, clock, take, held } = behind();
  receiveReports(
    app,
    'pbx',
    Array.from({ length: 250 }, (_, n) => told(`c${n}`)),
  );
  clock.at('2026-11-23T12:00:00+03:00');
  take();
  expect(held()).toEqual([]);
  const calls = app.db.orm.$client.prepare("SELECT count(*) FROM calls WHERE source = 'pbx'");
  expect(calls.pluck().get()).toBe(250);
});
