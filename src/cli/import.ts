import type { App } from '../app/app.ts';
import { importItems, tryImport } from '../app/import-items.ts';
import type { ItemResult } from '../domain/intake.ts';
import {
  type Command,
  done,
  findings,
  type Given,
  type Result,
  usageProblem,
  withApp,
} from './command.ts';
import { type Kind, kinds, type Row, readRows } from './read-rows.ts';

export const importFile: Command = {
  name: 'import',
  usage: `${kinds.join('|')} FILE [--dry-run]`,
  about: 'Bring in what a file holds, as the API would; refused rows hold up no others',
  help: `
FILE is YAML or JSON (a list of items, or one item a document), or CSV with a header row that names
fields of the item. Items are those of the API (/openapi.json); times are RFC 3339 with an offset.
--dry-run says what would happen and changes nothing.

CSV: cells are separated by a comma, a semicolon or a tab; lists within a cell by ";" (quote the cell).
  people   externalId, name, roles, direction, extensions, mentorExternalIds, language, telegramId, active
           roles: seller, or supervisor:Опт;Розница; extensions: pbx:101;pbx:102; active: yes or no
  clients  externalId, name, phones
  orders   externalId, number, clientExternalId, sellerExternalId, phones, inWork, openedAt, closedAt
  calls    source, externalId, direction, sellerExtension, sellerExternalId, externalNumber, startedAt,
           durationS, talkS, recording (an address or a path), clientExternalId, orderExternalId
Checklists are YAML only, one document a call type. Asterisk's Master.csv is not read yet.`,
  options: { 'dry-run': { type: 'boolean' } },
  words: [2, 2],
  run(desk, given) {
    const [word = '', file = ''] = given.args;
    const kind = kinds.find((candidate) => candidate === word);
    if (!kind) return usageProblem(`"${word}" cannot be imported; say one of ${kinds.join(', ')}`);
    const read = readRows(kind, file);
    if (read.ok) return withApp((app) => importRows(app, kind, read.rows, given))(desk, given);
    if (read.unreadable) return usageProblem(`${file} cannot be read: ${read.problem}`);
    const at = read.line === null ? file : `${file}, line ${read.line}`;
    const { line, problem } = read;
    return findings(`${at}: ${problem}\nNothing was imported.`, { kind, line, problem });
  },
};

interface Imported extends Omit<ItemResult, 'index'> {
  line: number;
}

function importRows(app: App, kind: Kind, rows: readonly Row[], { options }: Given): Result {
  const dryRun = options['dry-run'] === true;
  const items = rows.flatMap((row) => ('raw' in row ? [row.raw] : []));
  const answers = (dryRun ? tryImport : importItems)(app, kind, items)[Symbol.iterator]();
  const imported = rows.map(({ line, ...row }): Imported => {
    if ('problem' in row) return unreadable(line, row.problem);
    const { index: _, ...answer }: ItemResult = answers.next().value as ItemResult;
    return { line, ...answer };
  });
  const count = (result: ItemResult['result']) =>
    imported.filter((row) => row.result === result).length;
  const counts = {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
  const text = [
    `${kind}: ${Object.entries(counts)
      .map(([result, n]) => `${n} ${result}`)
      .join(', ')}${dryRun ? ' (dry run: nothing was changed)' : ''}`,
    ...refusals(imported),
    ...invitations(imported),
  ].join('\n');
  const data = { kind, dryRun, ...counts, rows: imported };
  return counts.refused === 0 ? done(text, data) : findings(text, data);
}

function unreadable(line: number, detail: string): Imported {
  const error = { field: '', code: 'invalid', detail } as const;
  return { line, externalId: null, result: 'refused', error };
}

const shownMost = 50;

function refusals(rows: readonly Imported[]): string[] {
  const refused = rows.filter((row) => row.result === 'refused');
  const shown = refused.slice(0, shownMost).map(({ line, externalId, error }) => {
    const whose = externalId === null ? '' : ` (${externalId})`;
    return `  line ${line}${whose}: ${[error?.field, error?.detail].filter(Boolean).join(' ')}`;
  });
  const more = refused.length - shown.length;
  return more > 0 ? [...shown, `  and ${more} more; --json tells them all`] : shown;
}

function invitations(rows: readonly Imported[]): string[] {
  const lines = rows.flatMap(({ externalId, inviteUrl }) =>
    inviteUrl ? [`  ${externalId}  ${inviteUrl}`] : [],
  );
  return lines.length > 0 ? ['Invitations, each for one person and one use:', ...lines] : [];
}
