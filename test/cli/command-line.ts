import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '../../src/cli/run.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';

/** A folder with a database of its own, or with none yet, and the command line on it. */
export function commandLine({ database = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env: Record<string, string> = { DATABASE_PATH: join(folder, 'razbor.db') };
  if (database) {
    const made = openDatabase(env.DATABASE_PATH ?? '');
    if (!made.ok) throw new Error(made.problem);
    made.db.close();
  }
  /** Monday morning in Moscow. */
  const clock = { now: Date.parse('2026-11-23T07:00:00Z') };
  const parts = { env, clock: () => clock.now, random: randomBytes };

  return {
    folder,
    env,
    clock,
    file(name: string, content: string): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    run: (...words: string[]) => runCommandLine(words, parts),
    /** The exit code and the data of `--json`. */
    async json(...words: string[]): Promise<{ exit: number; data: Record<string, unknown> }> {
      const { exit, out } = await runCommandLine([...words, '--json'], parts);
      return { exit, data: JSON.parse(out) as Record<string, unknown> };
    },
    /** Another connection to the database, as a running service has one. */
    database(): Db {
      const opened = openDatabase(env.DATABASE_PATH ?? '');
      if (!opened.ok) throw new Error(opened.problem);
      onTestFinished(() => opened.db.close());
      return opened.db;
    },
  };
}

export const people = `
- {externalId: s1, name: Иван, roles: [{role: seller}], direction: Опт, extensions: [{source: pbx, extension: "101"}]}
- {externalId: c1, name: Ольга, roles: [{role: controller}]}
- {externalId: h1, name: Пётр, roles: [{role: supervisor}]}
`;

export function calls(...externalIds: string[]): string {
  return JSON.stringify(
    externalIds.map((externalId) => ({
      source: 'pbx',
      externalId,
      direction: 'in',
      sellerExtension: '101',
      externalNumber: '+79161234567',
      startedAt: '2026-11-23T09:30:00+03:00',
      durationS: 100,
      talkS: 90,
      recording: { path: `${externalId}.ogg` },
    })),
  );
}
