import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openForReading } from '../../src/db/open.ts';
import { people, putUnderLoad } from './busy-company.ts';
import { until } from './chat.ts';
import { serviceProcess } from './process.ts';

const config = fileURLToPath(new URL('../../docs/operations/litestream.yml', import.meta.url));

/** As npm carries it for this machine, or the one that `LITESTREAM` names; null: there is none. */
function litestreamPath(): string | null {
  if (process.env.LITESTREAM) return process.env.LITESTREAM;
  try {
    const name = `@flydotio/litestream-${process.platform}-${process.arch}`;
    const path = join(
      dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)),
      'litestream',
    );
    return spawnSync(path, ['version']).status === 0 ? path : null;
  } catch {
    return null;
  }
}

/** When the newest file below a folder was written; 0: there is none. */
function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const written = files.map((name) => statSync(join(folder, name), { throwIfNoEntry: false }));
  return Math.max(0, ...written.map((file) => (file?.isFile() ? file.mtimeMs : 0)));
}

test('with Litestream beside it, a database that is lost comes back with what was confirmed a moment before', async ({
  skip,
}) => {
  const litestream = litestreamPath();
  if (!litestream) return skip('npm has no Litestream for this machine; LITESTREAM may name one');
  const service = await serviceProcess(
    { POLICY_QUIET_HOURS: '', POLICY_NOTICE_HOLD: 'PT0S', BACKUP_CRON: 'off' },
    { people, movedInMsAgo: 86_400_000 },
  );
  onTestFinished(() => service.close());
  const standby = mkdtempSync(join(tmpdir(), 'razbor-standby-'));
  onTestFinished(() => rmSync(standby, { recursive: true }));
  const { databasePath: path } = service;
  const env = { ...process.env, DATABASE_PATH: path, STANDBY_DIR: standby };

  await service.start();
  const replicating = spawn(litestream, ['replicate', '-config', config], { env, stdio: 'ignore' });
  const stopped = once(replicating, 'exit');
  onTestFinished(() => void replicating.kill('SIGKILL'));
  const load = putUnderLoad(service, 1);
  await until('the standby is written', () => (newestIn(standby) > 0 ? true : undefined));
  const calls = load.calls.size;
  await until('calls come in beside it', () => (load.calls.size > calls + 20 ? true : undefined));
  const confirmed = { calls: [...load.calls], people: [...load.people] };
  const confirmedAt = Date.now();
  // Of what comes now the standby has begun a file, so that what came before is in one that is whole.
  for (let after = confirmedAt, files = 0; files < 2; files += 1) {
    after = await until('the standby goes on', () => {
      const newest = newestIn(standby);
      return newest > after ? newest : undefined;
    });
  }
  const behindMs = Date.now() - confirmedAt;
  await service.kill();
  replicating.kill('SIGKILL');
  await stopped;
  await load.stop();
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });

  const back = join(standby, 'back.db');
  execFileSync(litestream, ['restore', '-config', config, '-o', back, path], {
    env,
    stdio: 'pipe',
  });
  expect(await service.razbor('restore', back)).toBe(0);
  await service.start();
  expect(await service.end()).toBe(0);
  const db = openForReading(path);
  const { $client: client } = db.orm;
  expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  const kept = (text: string) => new Set(client.prepare(text).pluck().all());
  const [callsKept, known] = [
    kept('SELECT external_id FROM calls'),
    kept('SELECT external_id FROM people'),
  ];
  db.close();
  expect(
    confirmed.calls.filter((id) => !callsKept.has(id)),
    `${behindMs} ms later`,
  ).toEqual([]);
  expect(
    confirmed.people.filter((id) => !known.has(id)),
    `${behindMs} ms later`,
  ).toEqual([]);
});
