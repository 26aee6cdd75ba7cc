import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backupTo } from '../src/db/backup.ts';
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
  const ref = { callId: 7, recordingPath: 'a.wav', recordingUrl: null, talkS: 100 };
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
