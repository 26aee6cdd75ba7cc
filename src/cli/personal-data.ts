import { existsSync, writeFileSync } from 'node:fs';
import type { App } from '../app/app.ts';
import {
  erasePersonalData,
  exportPersonalData,
  type Subject,
} from '../app/people/personal-data.ts';
import { leftText } from '../app/recordings/purge-recordings.ts';
import { type Command, done, findings, type Result, usageProblem, withApp } from './command.ts';

const subjects = ['people', 'clients'] as const;

export const personalData: Command = {
  name: 'personal-data',
  usage: 'export|erase people|clients EXTERNAL_ID [FILE] [--yes]',
  about: 'All that is kept of a person or a client, as JSON; or take their names and numbers out',
  help: `
export prints JSON, or writes it into a new FILE. erase --yes cannot be undone: names, numbers, accounts, voices
and a client's recordings go; scores, credit and ledger stay under a number, with every sum as it was. Files that
wait in the chat for a yes are called off: they may hold anybody. A person is deactivated first (people deactivate).
Comments are not searched for names; backups made before hold everything.`,
  options: { yes: { type: 'boolean' } },
  words: [3, 4],
  run: withApp((app, { args: [act, noun, externalId = '', file], options }) => {
    const subject = subjects.find((known) => known === noun);
    if (!subject) return usageProblem(`"${noun}" is not kept; say people or clients`);
    if (act === 'export') return exported(app, subject, externalId, file);
    if (act !== 'erase') return usageProblem(`"${act}" is not known; say export or erase`);
    if (options.yes !== true) return usageProblem('erasing cannot be undone; say --yes to do it');
    return erased(app, subject, externalId);
  }),
};

function exported(app: App, subject: Subject, externalId: string, file?: string): Result {
  const data = exportPersonalData(app, subject, externalId);
  if (!data) return nobody(subject, externalId);
  const text = JSON.stringify(data, null, 2);
  if (file === undefined) return done(text, data);
  if (existsSync(file)) return usageProblem(`${file} is there already; name a new file`);
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return done(`${file}: all that is kept of ${externalId}.`, { file });
}

async function erased(app: App, subject: Subject, externalId: string): Promise<Result> {
  const result = await erasePersonalData(app, subject, externalId);
  if (result.ok) {
    const more = result.recordings > 0 ? ` ${result.recordings} recordings were deleted.` : '';
    return done(`The names and numbers of ${externalId} are erased.${more}`, result);
  }
  if (result.why === 'not_found') return nobody(subject, externalId);
  if (result.why === 'not_deleted') {
    const text = `${leftText(result)}. Nothing else of ${externalId} was erased; once that is mended, say it again.`;
    return findings(text, { error: 'not_deleted', externalId, left: result.left });
  }
  const text = `${externalId} is at work. Nothing was changed; first: people deactivate ${externalId}`;
  return findings(text, { error: 'active', externalId });
}

function nobody(subject: Subject, externalId: string): Result {
  const text = `None of the ${subject} has the external id "${externalId}".`;
  return findings(text, { error: 'not_found', externalId });
}
