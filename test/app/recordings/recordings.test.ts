import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { confirmReturn, releaseCall } from '../../../src/app/calls/release-call.ts';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { readDraw } from '../../../src/app/draw/read-draw.ts';
import { verifyDraw } from '../../../src/app/draw/verify-draw.ts';
import { registerCalls } from '../../../src/app/intake/register-calls.ts';
import { registerClients } from '../../../src/app/intake/register-clients.ts';
import { erasePersonalData, exportPersonalData } from '../../../src/app/people/personal-data.ts';
import { prepareRecording } from '../../../src/app/recordings/prepare-recording.ts';
import { purgeRecordings } from '../../../src/app/recordings/purge-recordings.ts';
import { recordingSent } from '../../../src/app/recordings/recordings.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { createFfmpeg } from '../../../src/media/ffmpeg.ts';
import { createRecordingLibrary } from '../../../src/media/recording-library.ts';
import { type Company, must, testCompany } from '../../support/company.ts';
import { ffmpegPath } from '../../support/ffmpeg.ts';
import { invariants } from '../../support/invariants.ts';

const folder = mkdtempSync(join(tmpdir(), 'razbor-hear-'));
const tone = "aevalsrc='0.3*sin(2*PI*300*t)':d=12:s=8000:c=mono";
const half = "aevalsrc='0.3*sin(2*PI*300*t)':d=5:s=8000:c=mono";
const silence = "aevalsrc='0':d=12:s=8000:c=mono";

beforeAll(() => {
  for (const [name, source] of [
    ['call.ogg', tone],
    ['silent.ogg', silence],
    ['half.ogg', half],
  ] as const) {
    const how = ['-c:a', 'libopus', '-ar', '16000', join(folder, name)];
    spawnSync(ffmpegPath, ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...how]);
  }
  writeFileSync(join(folder, 'broken.wav'), 'no sound');
  writeFileSync(join(folder, 'a.vox'), 'sound of another kind');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let desks = 0;
/** The company with ears: what it draws and plays lies in a folder. */
function hearing(company: Company): App {
  desks += 1;
  const recordings = createRecordingLibrary({
    places: { dir: folder, hosts: [] },
    keptIn: join(folder, `heard-${desks}`),
    ffmpeg: createFfmpeg(ffmpegPath),
  });
  return { ...company.app, recordings };
}

const kept = (callId: number) => join(folder, `heard-${desks}`, '0', `${callId}.ogg`);
const talk = { durationS: 20, talkS: 12 };
const short = { minTalkS: 10 };

describe('the draw listens before it is committed', () => {
  test('what cannot be scored is left out with its reason, and others are drawn instead', async () => {
    const company = testCompany({ ...short, perSeller: 2 });
    const app = hearing(company);
    const good = [1, 2, 3].map(() => company.aCall(talk));
    const bad = ['silent.ogg', 'broken.wav', 'gone.ogg', 'silent.ogg'].map((path) =>
      company.aCall({ ...talk, recording: { path } }),
    );
    company.clock.at('2026-11-23T19:00:00+03:00');
    expect(await drawDue(app)).toMatchObject([{ drawn: 2 }]);
    const draw = readDraw(app, '2026-11-23');
    expect(draw?.drawn).toHaveLength(2);
    for (const id of draw?.drawn ?? []) expect(good).toContain(id);
    // Only those that the lots fell on were listened to.
    const found = Object.entries(draw?.leftOut ?? {}).reduce((sum, [, count]) => sum + count, 0);
    expect(found).toBeLessThanOrEqual(bad.length);
    for (const reason of Object.keys(draw?.leftOut ?? {})) expect(reason).toMatch(/^recording_/);
    expect(verifyDraw(app, '2026-11-23')?.problems).toEqual([]);
    for (const id of draw?.eligible.map(({ callId }) => callId) ?? []) {
      expect(
        app.db.orm.$client
          .prepare<[number], { fault: string | null }>(
            'SELECT recording_fault fault FROM calls WHERE id = ?',
          )
          .get(id)?.fault,
      ).toBeNull();
    }
  });

  test('where nothing can be scored nothing is drawn, each reason counted', async () => {
    const company = testCompany({ ...short, perSeller: 5 });
    const app = hearing(company);
    for (const path of ['silent.ogg', 'broken.wav', 'gone.ogg', 'half.ogg', 'a.vox'])
      company.aCall({ ...talk, recording: { path } });
    company.clock.at('2026-11-23T19:00:00+03:00');
    expect(await drawDue(app)).toMatchObject([{ drawn: 0, eligible: 0 }]);
    expect(readDraw(app, '2026-11-23')?.leftOut).toEqual({
      recording_silent: 1,
      recording_damaged: 1,
      recording_missing: 1,
      recording_other_length: 1,
      recording_unread: 1,
    });
    expect(verifyDraw(app, '2026-11-23')?.problems).toEqual([]);
  });

  test('a recording whose place does not answer stays in: nothing is known against it', async () => {
    const company = testCompany(short);
    const app = hearing(company);
    const id = company.aCall({ ...talk, recording: { url: 'https://records.example.com/1.wav' } });
    company.clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    expect(company.call(id).status).toBe('listening_credit');
  });

  test('a replacement is not taken from what is known to be unfit', async () => {
    const company = testCompany({ ...short, perSeller: 1 });
    const app = hearing(company);
    const ids = [1, 2].map(() => company.aCall(talk));
    company.clock.at('2026-11-23T19:00:00+03:00');
    await drawDue(app);
    const drawn = ids.find((id) => company.call(id).status === 'listening_credit') ?? 0;
    const other = ids.find((id) => id !== drawn) ?? 0;
    app.db.orm.$client
      .prepare("UPDATE calls SET recording_fault = 'silent' WHERE id = ?")
      .run(other);
    must(nextCall(app, company.as('olga')));
    must(releaseCall(app, company.as('olga'), drawn, 'inaudible'));
    must(confirmReturn(app, company.as('petr'), drawn));
    expect(company.call(drawn).status).toBe('unclassified');
    expect(company.call(other).status).toBe('unclassified');
  });
});

test('what is heard stands on the card, and a file that came late is found after all', async () => {
  const company = testCompany();
  const app = hearing(company);
  const id = company.aCall({ ...talk, recording: { path: 'late.ogg' } });
  expect(await prepareRecording(app, id)).toEqual({ ok: false, fault: 'missing' });
  const card = () => must(callCard(app, company.as('anna'), id)).card;
  expect(card()).toMatchObject({ fault: 'missing', heard: null });
  spawnSync('cp', [join(folder, 'call.ogg'), join(folder, 'late.ogg')]);
  expect(await prepareRecording(app, id)).toMatchObject({ ok: true });
  expect(card()).toMatchObject({ fault: null, heard: { lengthS: 12, channels: 1 } });
});

describe('keeping', () => {
  test('a recording goes when its time is over, the score stays', async () => {
    const company = testCompany({ recordingDays: 30 });
    const app = hearing(company);
    const id = await company.told();
    await prepareRecording(app, id);
    recordingSent(app, {
      callId: id,
      chatId: 1,
      messageId: 2,
      clip: false,
      file: { kind: 'voice', fromS: 0, toS: 0, fileId: 'f' },
    });
    const before = app.db.orm.$client.prepare('SELECT * FROM reviews').all();
    company.clock.advance('P29D');
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 0 });
    company.clock.advance('P1D');
    const young = company.aCall();
    expect(await purgeRecordings(app, true)).toMatchObject({ recordings: 1, kept: 1 });
    expect(must(callCard(app, company.as('anna'), id)).card.hasRecording).toBe(true);
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 1 });
    const { card } = must(callCard(app, company.as('anna'), id));
    expect(card).toMatchObject({ hasRecording: false, fault: 'purged' });
    expect(existsSync(kept(id))).toBe(false);
    expect(app.db.orm.$client.prepare('SELECT * FROM telegram_files').all()).toEqual([]);
    expect(app.db.orm.$client.prepare('SELECT * FROM reviews').all()).toEqual(before);
    expect(await prepareRecording(app, id)).toEqual({ ok: false, fault: 'purged' });
    expect(must(callCard(app, company.as('anna'), young)).card.hasRecording).toBe(true);
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 0 });
  });

  test('once recordings are kept for longer, what comes in meanwhile is not forgotten', async () => {
    const company = testCompany({ recordingDays: 30 });
    const app = hearing(company);
    await purgeRecordings(app);
    expect(changePolicy(app, { recordingDays: 60 }, null).ok).toBe(true);
    const startedAt = new Date(app.now() - 40 * 86_400_000).toISOString();
    const id = company.aCall({ startedAt });
    const kept = () => must(callCard(app, company.as('anna'), id)).card.hasRecording;
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 0 });
    expect(kept()).toBe(true);
    company.clock.advance('P20D');
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 0 });
    company.clock.advance('P1D');
    expect(await purgeRecordings(app)).toMatchObject({ recordings: 1 });
    expect(kept()).toBe(false);
  });

  test('a call told once more does not bring its recording back, nor an old one bring it at all', () => {
    const company = testCompany({ recordingDays: 30 });
    const { app } = company;
    const call = {
      source: 'pbx',
      externalId: 'old',
      direction: 'in',
      sellerExternalId: 'anna',
      externalNumber: '+79161234567',
      startedAt: new Date(app.now() - 31 * 86_400_000).toISOString(),
      durationS: 100,
      talkS: 90,
      recording: { path: 'call.ogg' },
    };
    const [taken] = registerCalls(app, [call]);
    expect(must(callCard(app, company.as('anna'), taken?.id ?? 0)).card.hasRecording).toBe(false);
    expect(registerCalls(app, [call])).toMatchObject([{ result: 'unchanged' }]);
  });
});

const sums = (app: App) => ({
  ledger: app.db.orm.$client.prepare('SELECT * FROM ledger ORDER BY id').all(),
  reviews: app.db.orm.$client
    .prepare('SELECT id, earned, possible, credit_month FROM reviews ORDER BY id')
    .all(),
});

/** Everything in the database as one text, to look for what must not be there. */
function everything(app: App): string {
  const tables = app.db.orm.$client
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all();
  return tables
    .map(({ name }) => JSON.stringify(app.db.orm.$client.prepare(`SELECT * FROM "${name}"`).all()))
    .join('\n');
}

describe("a person's data", () => {
  test('of a seller: exported whole, then name and account are nowhere, and no sum has moved', async () => {
    const company = testCompany();
    const { app } = company;
    company.hire({
      externalId: 'anna-rare',
      name: 'Аннабелла Редкая',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      telegramId: 4_242_424_242,
      extensions: [{ source: 'pbx', extension: '98765' }],
    });
    const id = await company.told({ seller: 'anna-rare' });
    company.clock.advance('P3D');
    const before = sums(app);
    const data = exportPersonalData(app, 'people', 'anna-rare');
    expect(data).toMatchObject({
      person: [{ name: 'Аннабелла Редкая' }],
      calls: [{ id }],
      extensions: [{ extension: '98765' }],
    });
    expect(await erasePersonalData(app, 'people', 'anna-rare')).toEqual({
      ok: false,
      why: 'active',
    });
    company.hire({
      externalId: 'anna-rare',
      name: 'Аннабелла Редкая',
      roles: [{ role: 'seller' }],
      direction: 'Опт',
      active: false,
    });
    expect(await erasePersonalData(app, 'people', 'anna-rare')).toEqual({
      ok: true,
      recordings: 0,
    });
    expect(everything(app)).not.toMatch(/Аннабелла|4242424242|98765|anna-rare/);
    expect(sums(app)).toEqual(before);
    for (const [rule, holds] of Object.entries(invariants))
      expect([rule, holds(app.db)]).toEqual([rule, []]);
    expect(await erasePersonalData(app, 'people', 'anna-rare')).toEqual({
      ok: false,
      why: 'not_found',
    });
  });

  test('of a client: their number, name and recordings go, and do not come back', async () => {
    const company = testCompany();
    const app = hearing(company);
    registerClients(app, [
      { externalId: 'c-rare', name: 'Ефросинья Редкая', phones: ['+7 916 555-44-33'] },
    ]);
    const fields = {
      ...talk,
      externalNumber: '8 916 555 44 33',
      recording: { path: 'call.ogg' },
      externalId: 'told-again',
    };
    const id = company.aCall(fields);
    await prepareRecording(app, id);
    expect(existsSync(kept(id))).toBe(true);
    expect(exportPersonalData(app, 'clients', 'c-rare')).toMatchObject({
      calls: [{ id, phone: '+79165554433' }],
    });
    expect(await erasePersonalData(app, 'clients', 'c-rare')).toEqual({ ok: true, recordings: 1 });
    expect(existsSync(kept(id))).toBe(false);
    expect(company.aCall(fields)).toBe(id);
    expect(everything(app)).not.toMatch(/Ефросинья|ефросинья|5554433|555 44 33|c-rare/);
  });
});
