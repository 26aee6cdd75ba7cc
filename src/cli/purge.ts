import { leftText, purgeRecordings } from '../app/recordings/purge-recordings.ts';
import { toRfc3339 } from '../domain/time.ts';
import { type Command, done, findings, withApp } from './command.ts';

export const purge: Command = {
  name: 'purge',
  usage: '[--dry-run]',
  about: 'Delete the recordings whose time is over, as the service does every night; scores stay',
  help: `
How long recordings are kept is the rule recordingDays. --dry-run says what would go and deletes nothing.
Our own copies go; the files below RECORDINGS_DIR only with RECORDINGS_PURGE=originals.`,
  options: { 'dry-run': { type: 'boolean' } },
  words: [0, 0],
  run: withApp(async (app, { options }) => {
    const dryRun = options['dry-run'] === true;
    const purged = await purgeRecordings(app, dryRun);
    const { beforeAt, recordings, kept, left, oldestAt } = purged;
    const before = toRfc3339(beforeAt);
    const oldest = oldestAt === null ? null : toRfc3339(oldestAt);
    const text =
      recordings === 0
        ? `No call from before ${before} has a recording.`
        : `${dryRun ? 'Would delete' : 'Deleted'} ${recordings - left} recordings of calls from ${oldest} to ${before}, ${kept} of them kept here.`;
    const data = { dryRun, before, oldest, recordings, kept, left };
    return left > 0 ? findings(`${text}\n${leftText(purged)}.`, data) : done(text, data);
  }),
};
