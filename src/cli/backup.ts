import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { backupTo } from '../db/backup.ts';
import { examine } from '../db/examine.ts';
import { type Command, done, findings, usageProblem, withApp } from './command.ts';

export const backup: Command = {
  name: 'backup',
  usage: 'FILE',
  about: 'Write the whole database, as it is at this moment, into a new file; the service goes on',
  help: 'Recordings are not in it: keep RECORDINGS_DIR as well.',
  options: {},
  words: [1, 1],
  run: withApp((app, { args: [file = ''] }) => {
    if (existsSync(file)) return usageProblem(`${file} is there already; name a new file`);
    // Under another name until it is whole and has been read back.
    const partial = `${file}.partial`;
    rmSync(partial, { force: true });
    const written = backupTo(app.db, partial);
    const problem = written.ok ? examine(partial, Number.POSITIVE_INFINITY) : written.problem;
    if (problem !== null) {
      rmSync(partial, { force: true });
      return findings(`${file} could not be written: ${problem}`, { file, problem });
    }
    // It holds personal data and the seeds of coming draws.
    chmodSync(partial, 0o600);
    renameSync(partial, file);
    const { size } = statSync(file);
    return done(`${file}: ${size} bytes, read back and sound.`, { file, bytes: size });
  }),
};
