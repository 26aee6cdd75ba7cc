import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { App } from '../app/app.ts';
import { importRows, type RowResult } from '../app/intake/import-items.ts';
import { cdrRules, defaultCdr } from '../app/intake/take-cdr.ts';
import { tryRows } from '../app/intake/try-rows.ts';
import { knownSources } from '../app/people/known-sources.ts';
import {
  countResults,
  type FileProblem,
  type Kind,
  kinds,
  noCounts,
  type Remark,
} from '../domain/upload.ts';
import { openFile, problemIn, rowsOf } from '../intake/read-file.ts';
import { fileBytesMax, fileMegabytesMax, type GivenFile, type Row } from '../intake/rows.ts';
import type { CdrSource } from '../telephony/cdr/format.ts';
import {
  type CliApp,
  type Command,
  done,
  findings,
  type Given,
  type Result,
  stoppedBy,
  usageProblem,
  withApp,
} from './command.ts';
import { cdrFormat, importCdr, makesDatabase } from './import-cdr.ts';
import { inSlices, stoppedLines } from './in-slices.ts';
import { refusals } from './refused-rows.ts';

export const importFile: Command = {
  name: 'import',
  usage: `${kinds.join('|')} FILE [--dry-run]`,
  about: 'Bring in what a file holds, as the API would; refused rows hold up no others',
  help: `
FILE is a table (.xlsx, its first visible sheet; or CSV) whose first row names the columns, or YAML or JSON (a list
of items, or one item a document). Items are those of the API (/openapi.json). Text is UTF-8 or
Windows-1251. --dry-run says what would happen and changes nothing.

CSV: cells are separated by a comma, a semicolon or a tab; lists within a cell by ";" (quote the cell).
Columns are named as the fields or in Russian (Код, Имя, Роль …). A cell with a formula is refused.
Times are RFC 3339 with an offset, or 23.11.2026 14:05 in the company's time zone.
  people   externalId, name, roles, direction, extensions, mentorExternalIds, language, telegramId, active
           roles: seller, or supervisor:Опт;Розница; extensions: pbx:101;pbx:102, or 101 alone where there is
           one source; active: yes or no
  clients  externalId, name, phones
  orders   externalId, number, clientExternalId, sellerExternalId, phones, inWork, openedAt, closedAt
  calls    source, externalId, direction, sellerExtension, sellerExternalId, externalNumber, startedAt,
           durationS, talkS, recording (an address or a path; or recording.path, recording.url),
           clientExternalId, orderExternalId
Checklists are YAML only, one document a call type.
Asterisk's Master.csv, FreePBX's export of cdr and FreeSWITCH's cdr_csv are told by their columns and read as
they stand, of any length: TELEPHONY_ASTERISK_SOURCE, _EXTENSIONS, _TIME_ZONE and _RECORDING_PATH say how.`,
  options: { 'dry-run': { type: 'boolean' } },
  words: [2, 2],
  async run(cliApp, given) {
    const [word = '', path = ''] = given.args;
    const kind = kinds.find((candidate) => candidate === word);
    if (!kind) return usageProblem(`"${word}" cannot be imported; say one of ${kinds.join(', ')}`);
    const cdr = kind === 'calls' ? cdrFormat(path) : null;
    if (cdr) return importCdr(cliApp, given, path, cdr);
    const file = readGiven(path);
    if (!file.ok) return usageProblem(`${path} cannot be read: ${file.problem}`);
    const opened = await openFile(file);
    const problem = problemIn(opened, kind);
    if (problem) return unusable(kind, path, problem);
    const work = withApp((app) => {
      const rules = (format: CdrSource) => cdrRules(app, app.cdr[format] ?? defaultCdr(format));
      const read = rowsOf(opened, kind, app.policy().timeZone, knownSources(app), rules);
      if (!read.ok) return unusable(kind, path, read.problem);
      return bringIn(cliApp, app, kind, read.rows, read.remarks.map(remarkText), given);
    }, makesDatabase);
    return work(cliApp, given);
  },
};

function remarkText({ code, values }: Remark): string {
  const { sheet = '', count = 0 } = values;
  if (code === 'sheet') return `The sheet "${sheet}" was read.`;
  if (code === 'above_header') return `${count} rows above the names of the columns were left out.`;
  return `The first sheet that is not hidden, "${sheet}", was read; ${count} more were not.`;
}

function readGiven(path: string): ({ ok: true } & GivenFile) | { ok: false; problem: string } {
  try {
    if (statSync(path).size > fileBytesMax) {
      return { ok: false, problem: `it is larger than ${fileMegabytesMax} MB; split it` };
    }
    return { ok: true, name: basename(path), bytes: readFileSync(path) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function unusable(kind: Kind, path: string, { line, detail: problem }: FileProblem): Result {
  const at = line === null ? path : `${path}, line ${line}`;
  return findings(`${at}: ${problem}\nNothing was imported.`, { kind, line, problem });
}

const sliceRows = 200;

async function bringIn(
  cliApp: CliApp,
  app: App,
  kind: Kind,
  rows: readonly Row[],
  remarks: readonly string[],
  { options }: Given,
): Promise<Result> {
  const dryRun = options['dry-run'] === true;
  const results: RowResult[] = [];
  const stopped = await inSlices(cliApp, async ({ show, isOver }) => {
    for (const batch of dryRun ? tryRows(app, kind, rows) : imported(app, kind, rows)) {
      results.push(...batch);
      show(results.length, results.length / rows.length);
      if (results.length < rows.length && (await isOver())) return;
    }
  });
  const counts = countResults(noCounts, results);
  const text = [
    `${kind}: ${Object.entries(counts)
      .map(([result, n]) => `${n} ${result}`)
      .join(', ')}${dryRun ? ' (dry run: nothing was changed)' : ''}`,
    ...stoppedLines(stopped, dryRun),
    ...remarks,
    ...refusals(results),
    ...invitations(results),
  ].join('\n');
  const data = {
    kind,
    dryRun,
    stopped,
    ...counts,
    rows: results.map(({ rowIndex: _, ...row }) => row),
  };
  if (stopped) return stoppedBy(text, data);
  return counts.refused === 0 ? done(text, data) : findings(text, data);
}

function* imported(app: App, kind: Kind, rows: readonly Row[]): Generator<RowResult[]> {
  for (let from = 0; from < rows.length; from += sliceRows)
    yield importRows(app, kind, rows.slice(from, from + sliceRows), from);
}

function invitations(rows: readonly RowResult[]): string[] {
  const lines = rows.flatMap(({ externalId, inviteUrl }) =>
    inviteUrl ? [`  ${externalId}  ${inviteUrl}`] : [],
  );
  return lines.length > 0 ? ['Invitations, each for one person and one use:', ...lines] : [];
}
