import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { registerClients } from '../src/app/intake/register-clients.ts';
import { erasePersonalData, exportPersonalData } from '../src/app/people/personal-data.ts';
import { prepareRecording } from '../src/app/recordings/prepare-recording.ts';
import { purgeOrFail, purgeRecordings } from '../src/app/recordings/purge-recordings.ts';
import { backupTo } from '../src/db/backup.ts';
import { openDatabase } from '../src/db/open.ts';
import { createRecordingLibrary } from '../src/media/recording-library.ts';
import { call, startServer } from './http/server.ts';
import { testCompany } from './support/company.ts';
import { forbidWriting } from './support/forbid-writing.ts';

/** Folders that become read-only while the service runs, and can be written again after a while. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-read-only-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const cannot = 'nobody can be kept from writing here';

test('the folder of the database: nothing is taken in that would be lost, reading goes on, and then all goes on', async ({
  skip,
}) => {
  const folder = newFolder();
  const { app } = testCompany({}, { path: join(folder, 'razbor.db') });
  const server = await startServer({ app });
  const [before] = await server.items('POST', '/v1/calls', [call('a')]);
  expect(before).toMatchObject({ result: 'created' });
  // What several connections share in memory is no file that is written: taken away, the system ends the process.
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => join(folder, name));
  const allow = [...files, folder].map(forbidWriting);
  if (process.getuid?.() !== 0 || allow.includes(null)) return skip(cannot);

  const refused = await server.ask('POST', '/v1/calls', { items: [call('b')] });
  expect(refused).toMatchObject({
    status: 503,
    body: { detail: expect.stringMatching(/disk.*nothing was kept|may not be written/) },
  });
  expect((await server.ask('GET', '/v1/calls')).status).toBe(200);
  expect(await server.raw('/readyz')).toMatchObject({ status: 503, body: { ready: false } });

  for (const again of allow) again?.();
  const [after] = await server.items('POST', '/v1/calls', [call('b')]);
  expect(after).toMatchObject({ result: 'created' });
  expect(app.db.orm.$client.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('what connections share in memory: the system ends the process, and nothing that was confirmed is lost', async ({
  skip,
}) => {
  const folder = newFolder();
  const path = join(folder, 'razbor.db');
  const script = fileURLToPath(new URL('support/write-on.ts', import.meta.url));
  const writing = spawn(process.execPath, ['--import', 'tsx', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void writing.kill('SIGKILL'));
  const ended = once(writing, 'exit');
  let confirmed = 0;
  const some = new Promise<void>((resolve) => {
    writing.stdout.on('data', (said: Buffer) => {
      confirmed += said.length;
      if (confirmed >= 3) resolve();
    });
  });
  await some;
  const allow = forbidWriting(`${path}-shm`);
  if (process.getuid?.() !== 0 || !allow) return skip(cannot);
  // Its memory is the file: no program is asked whether it may be written, it is stopped.
  expect(await ended).toEqual([null, 'SIGBUS']);
  expect(openDatabase(path)).toEqual({
    ok: false,
    problem: expect.stringContaining('razbor.db-shm beside it may not be written'),
  });
  allow();
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  const { $client: client } = opened.db.orm;
  expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = client.prepare("SELECT count(*) FROM settings WHERE name LIKE 'written %'").pluck();
  expect(kept.get()).toBeGreaterThanOrEqual(confirmed);
  opened.db.close();
});

test('the folder of the originals: all else is deleted and noted, what is left is said, and goes the next time', async ({
  skip,
}) => {
  const folder = newFolder();
  const [dir, keptIn] = [join(folder, 'recordings'), join(folder, 'heard')];
  for (const one of [join(dir, 'kept'), join(dir, 'free'), join(keptIn, '0')]) {
    mkdirSync(one, { recursive: true });
  }
  const company = testCompany({ recordingDays: 30 });
  const recordings = createRecordingLibrary({
    places: { dir, hosts: [] },
    keptIn,
    ffmpeg: { run: async () => ({ ok: false, why: 'no_room' }) },
    purgeOriginals: true,
  });
  const app = { ...company.app, recordings };
  const paths = ['free/a.ogg', 'kept/b.ogg', 'kept/79161234567.ogg', 'free/d.ogg'];
  const ids = paths.map((path) => {
    writeFileSync(join(dir, path), 'sound');
    const id = company.aCall({ recording: { path } });
    for (const end of ['.ogg', '.ogg.json']) writeFileSync(join(keptIn, '0', `${id}${end}`), 'x');
    return id;
  });
  const allow = forbidWriting(join(dir, 'kept'));
  if (!allow) return skip(cannot);
  company.clock.advance('P31D');
  const there = () => paths.map((path) => existsSync(join(dir, path)));
  const faults = () =>
    app.db.orm.$client.prepare('SELECT recording_fault FROM calls ORDER BY id').pluck().all();

  const told = await purgeOrFail(app).catch((error) => String(error));
  expect(told).toMatch(
    /^Error: 2 recordings could not be deleted \(E\w+: [^,/]+\); let this user write their folder, or set/,
  );
  expect(there()).toEqual([false, true, true, false]);
  expect(faults()).toEqual(['purged', null, null, 'purged']);
  // Nobody hears what is left: our copies are gone, and its time is over.
  expect(readdirSync(join(keptIn, '0'))).toEqual([]);
  expect(await prepareRecording(app, ids[1] ?? 0)).toEqual({ ok: false, fault: 'purged' });

  // A disk that is not mounted is no folder from which all is gone.
  allow();
  renameSync(dir, `${dir}-away`);
  expect(await purgeRecordings(app)).toMatchObject({
    left: 2,
    problem: `${dir} is not there`,
  });
  expect(faults()).toEqual(['purged', null, null, 'purged']);
  renameSync(`${dir}-away`, dir);
  expect(await purgeRecordings(app)).toMatchObject({ recordings: 2, left: 0, problem: null });
  expect(there()).toEqual([false, false, false, false]);
  expect(faults()).toEqual(['purged', 'purged', 'purged', 'purged']);
});

test('a client whose recordings cannot be deleted stays whole until they can', async ({ skip }) => {
  const folder = newFolder();
  const company = testCompany();
  const recordings = createRecordingLibrary({
    places: { dir: folder, hosts: [] },
    keptIn: join(folder, 'heard'),
    ffmpeg: { run: async () => ({ ok: false, why: 'no_room' }) },
    purgeOriginals: true,
  });
  const app = { ...company.app, recordings };
  const phone = '+79161234567';
  registerClients(app, [{ externalId: 'c', name: 'Север', phones: [phone] }]);
  writeFileSync(join(folder, 'a.ogg'), 'sound');
  company.aCall({ externalNumber: phone, recording: { path: 'a.ogg' } });
  const allow = forbidWriting(folder);
  if (!allow) return skip(cannot);
  expect(await erasePersonalData(app, 'clients', 'c')).toMatchObject({
    ok: false,
    why: 'not_deleted',
    left: 1,
    problem: expect.stringMatching(/^E/),
  });
  expect(exportPersonalData(app, 'clients', 'c')).not.toBeNull();
  allow();
  expect(await erasePersonalData(app, 'clients', 'c')).toEqual({ ok: true, recordings: 1 });
  expect(existsSync(join(folder, 'a.ogg'))).toBe(false);
});

test('the folder of our copies: nothing is known against a recording, and the next time it is kept', async ({
  skip,
}) => {
  const folder = newFolder();
  const [dir, keptIn] = [join(folder, 'recordings'), join(folder, 'heard')];
  for (const one of [dir, join(keptIn, '0')]) mkdirSync(one, { recursive: true });
  writeFileSync(join(dir, 'a.wav'), 'sound');
  const kept: (string | null)[] = [];
  const said =
    'Input #0\n  Stream #0:0: Audio: opus, 48000 Hz, mono\nsize=N/A time=00:01:40.00 bitrate=N/A';
  const library = createRecordingLibrary({
    places: { dir, hosts: [] },
    keptIn,
    ffmpeg: {
      // As the decoder does: it writes beside what is kept, or says that it cannot.
      async run(_, output) {
        const target = output.find((part) => part.startsWith('file:'))?.slice('file:'.length);
        try {
          if (target) writeFileSync(target, 'opus');
        } catch {
          return { ok: false, why: 'no_room' };
        }
        return { ok: true, said, out: Buffer.alloc(0) };
      },
    },
    onKept: (error) => kept.push(error === null ? null : String(error)),
  });
  const ref = {
    callId: 7,
    recordingPath: 'a.wav',
    recordingUrl: null,
    talkS: 100,
    durationS: null,
  };
  const rules = { sellerChannel: 'left', longSilenceS: 10 } as const;
  const allow = forbidWriting(join(keptIn, '0'));
  if (!allow) return skip(cannot);
  expect(await library.prepare(ref, rules)).toEqual({ ok: false, problem: 'not_kept' });
  expect(kept).toEqual([expect.any(String)]);
  expect(readdirSync(join(keptIn, '0'))).toEqual([]);
  allow();
  expect(await library.prepare(ref, rules)).toMatchObject({ ok: true });
  expect(kept).toEqual([expect.any(String), null]);
});

test('the folder of backups: it is said, and no half copy is left', ({ skip }) => {
  const folder = newFolder();
  const { db } = testCompany({}, { path: join(folder, 'razbor.db') }).app;
  onTestFinished(() => db.close());
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  const allow = forbidWriting(backups);
  if (!allow) return skip(cannot);
  const file = join(backups, 'copy.db');
  expect(backupTo(db, file)).toEqual({ ok: false, problem: expect.stringContaining('open') });
  expect(existsSync(file)).toBe(false);
  allow();
  expect(backupTo(db, file)).toEqual({ ok: true });
});
