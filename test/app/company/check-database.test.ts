import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkDatabase } from '../../../src/app/company/check-database.ts';
import { examine } from '../../../src/db/examine.ts';
import { testCompany } from '../../support/company.ts';

test('a page that is damaged makes the service not ready, though a start that only looks at the head does not see it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-check-'));
  const path = join(folder, 'razbor.db');
  const { app } = testCompany({}, { path });
  onTestFinished(() => {
    app.db.close();
    rmSync(folder, { recursive: true });
  });
  await checkDatabase(app);
  expect(app.incidents.problems()).toEqual([]);

  const client = app.db.orm.$client;
  const pageOf = client.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'directions'");
  const at = ((pageOf.pluck().get() as number) - 1) * 4096;
  client.pragma('wal_checkpoint(TRUNCATE)');
  const sound = readFileSync(path);
  writeFileSync(path, Buffer.from(sound).fill(0xff, at, at + 4096));
  expect(examine(path)).toContain('is damaged');
  expect(examine(path, 0)).toBeNull();
  await checkDatabase(app);
  expect(app.incidents.problems()).toEqual([expect.stringContaining('the database is damaged')]);

  writeFileSync(path, sound);
  await checkDatabase(app);
  expect(app.incidents.problems()).toEqual([]);
});

test('the end of the service breaks the check off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-check-'));
  const { app } = testCompany({}, { path: join(folder, 'razbor.db') });
  onTestFinished(() => {
    app.db.close();
    rmSync(folder, { recursive: true });
  });
  await expect(checkDatabase({ ...app, ending: AbortSignal.abort() })).rejects.toThrow(/abort/i);
});
