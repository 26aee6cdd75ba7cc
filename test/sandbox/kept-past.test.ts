import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bringPast } from '../../src/sandbox/kept-past.ts';

function company() {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-past-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let lives = 0;
  const at = join(folder, 'demo.db');
  return {
    folder,
    /** Answers what the demo begins with, and how often a past was lived. */
    async bring(given: object, keptAt = join(folder, 'kept')) {
      const live = async (file: string) => {
        lives += 1;
        writeFileSync(file, `life ${lives}`);
        return true;
      };
      await bringPast(at, given, live, keptAt);
      return [readFileSync(at, 'utf8'), lives];
    },
  };
}

test('a past is lived once for the same rules and day, and again for others', async () => {
  const { bring } = company();
  expect(await bring({ day: '2026-11-23' })).toEqual(['life 1', 1]);
  expect(await bring({ day: '2026-11-23' })).toEqual(['life 1', 1]);
  expect(await bring({ day: '2026-11-30' })).toEqual(['life 2', 2]);
  expect(await bring({ day: '2026-11-23' })).toEqual(['life 1', 2]);
});

test('only the newest few are kept', async () => {
  const { bring, folder } = company();
  for (let day = 0; day < 7; day += 1) await bring({ day });
  expect(readdirSync(join(folder, 'kept'))).toHaveLength(4);
});

test('where nothing can be kept it is lived at each start', async () => {
  const { bring, folder } = company();
  writeFileSync(join(folder, 'a-file'), '');
  const nowhere = join(folder, 'a-file', 'kept');
  expect(await bring({}, nowhere)).toEqual(['life 1', 1]);
  expect(await bring({}, nowhere)).toEqual(['life 2', 2]);
});
