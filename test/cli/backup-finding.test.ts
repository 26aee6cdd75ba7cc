import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine, people } from './command-line.ts';

interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  cure: string | null;
}

test('the doctor says how old the last good backup is, and that it is too old', async () => {
  const cli = commandLine();
  await cli.run('import', 'people', cli.file('people.yaml', people));
  const finding = async () => {
    const { data } = await cli.json('doctor');
    return (data.findings as Finding[]).find(({ check }) => check === 'backup');
  };
  expect(await finding()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('there is none in'),
  });
  const folder = join(cli.folder, 'backups');
  mkdirSync(folder);
  expect((await cli.run('backup', join(folder, 'razbor-20261123T000000Z.db'))).exit).toBe(0);
  expect(await finding()).toMatchObject({
    ok: true,
    detail: expect.stringMatching(
      /razbor-20261123T000000Z\.db, of 2026-11-23T00:00:00\.000Z, 7 hours ago$/,
    ),
  });
  // Due at three, and two hours to be made in.
  cli.clock.now = Date.parse('2026-11-24T01:59:59Z');
  expect((await finding())?.ok).toBe(true);
  cli.clock.now = Date.parse('2026-11-24T02:00:00Z');
  expect(await finding()).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^the last good one is old: .* 26 hours ago$/),
    cure: expect.stringContaining(folder),
  });
  cli.env.BACKUP_CRON = 'off';
  expect(await finding()).toMatchObject({
    ok: true,
    detail: expect.stringContaining('BACKUP_CRON=off'),
  });
  cli.env.BACKUP_CRON = '0 3 * * *';
  cli.env.BACKUP_DIR = join(cli.folder, 'none');
  writeFileSync(cli.env.BACKUP_DIR, 'a file');
  expect(await finding()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('cannot be read'),
  });
});
