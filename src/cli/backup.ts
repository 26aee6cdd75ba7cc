import { existsSync, statSync } from 'node:fs';
import { writeBackup } from '../db/backup.ts';
import { type Command, done, findings, usageProblem, withApp } from './command.ts';

export const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  about: 'Write the whole database, as it is at this moment, into a new file; the service goes on',
  help: 'Recordings are not in it: keep RECORDINGS_DIR as well. "restore FILE" brings it back.',
  options: {},
  words: [1, 1],
  run: withApp(async (app, { args: [file = ''] }) => {
    if (existsSync(file)) return usageProblem(`${file} is there already; name a new file`);
    try {
      await writeBackup(app.db.path, file, app.ending);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return findings(`${file} could not be written: ${problem}`, { file, problem });
    }
    const { size } = statSync(file);
    return done(`${file}: ${size} bytes, read back and sound.`, { file, bytes: size });
  }),
};
