import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { migrationsOf, restoreDatabase } from '../db/restore.ts';
import { type Command, done, findings } from './command.ts';

export const restore: Command = {
  name: 'restore',
  usage: 'FILE [--with-wal]',
  about: 'Put a backup in the place of the database; the service has to be stopped',
  help: `It is read through first; what stood there is kept under another name, together with its write-ahead log.
--with-wal: what FILE-wal beside it holds belongs to it (both were copied from one database) and is brought in too.
Recordings are not in it: put RECORDINGS_DIR back as well.`,
  options: { 'with-wal': { type: 'boolean' } },
  words: [1, 1],
  run({ config: { databasePath: path }, clock }, { args: [file = ''], options }) {
    const restored = restoreDatabase(file, path, {
      now: clock(),
      withWal: options['with-wal'] === true,
    });
    if (!restored.ok) {
      return findings(`Nothing was changed. ${restored.problem}.`, { problem: restored.problem });
    }
    const { bytes, replaced, kept, migrations } = restored;
    const back = replaced === null ? '' : ` To go back to it: razbor restore ${replaced}`;
    const lines = [
      `${path} is now what ${file} holds: ${bytes} bytes, read through and sound.`,
      kept.length === 0
        ? 'Nothing stood in its place.'
        : `What stood there is kept as ${kept.join(', ')}.${back}`,
      ...(migrations === 0
        ? []
        : [`It is of an earlier version: the next start applies ${migrationsOf(migrations)}.`]),
      ...litestreamHint(path),
      'Start the service. What happened after the backup was made is not in it; notices that waited then leave again.',
    ];
    return done(lines.join('\n'), { file, database: path, bytes, replaced, kept, migrations });
  },
};

/** What Litestream remembers of a database beside it; of another one that is wrong. */
function litestreamHint(path: string): string[] {
  const folder = join(dirname(path), `.${basename(path)}-litestream`);
  if (!existsSync(folder)) return [];
  return [`Litestream followed what stood there: end it, remove ${folder}, and start it again.`];
}
