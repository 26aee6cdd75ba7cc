import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import type { App } from '../app/app.ts';
import {
  type CdrResult,
  cdrRules,
  countJoined,
  defaultCdr,
  type TakenCdr,
  takeCdr,
} from '../app/intake/take-cdr.ts';
import { tryRows } from '../app/intake/try-rows.ts';
import { countResults, noCounts } from '../domain/upload.ts';
import { rowsOfBatch } from '../intake/cdr-rows.ts';
import { type CdrBatch, readCdr } from '../telephony/cdr/cdr.ts';
import { type CdrSource, looksLikeCdr } from '../telephony/cdr/format.ts';
import {
  type CliApp,
  done,
  findings,
  type Given,
  type Result,
  stoppedBy,
  withApp,
} from './command.ts';
import { inSlices, stoppedLines, type Watched } from './in-slices.ts';
import { refusals } from './refused-rows.ts';

const firstBytes = 64 * 1024;
const chunkBytes = 256 * 1024;
const sliceCalls = 500;
const refusalsKeptMax = 1000;

/** Which telephone system wrote a file; null: none, or it cannot be read. */
export function cdrFormat(path: string): CdrSource | null {
  try {
    const file = openSync(path, 'r');
    const bytes = Buffer.alloc(firstBytes);
    const count = readSync(file, bytes, 0, firstBytes, 0);
    closeSync(file);
    return looksLikeCdr(bytes.subarray(0, count));
  } catch {
    return null;
  }
}

/** Reads a file of calls from its beginning to its end, in memory that does not grow with it. */
export function importCdr(
  cliApp: CliApp,
  given: Given,
  path: string,
  format: CdrSource,
): Result | Promise<Result> {
  return withApp(async (app, { options }) => {
    const settings = app.cdr[format] ?? defaultCdr(format);
    const dryRun = options['dry-run'] === true;
    const rules = cdrRules(app, settings);
    const reader = readCdr(format, rules);
    let counts = noCounts;
    const refused: CdrResult[] = [];
    const left = { internal: 0, strangers: 0, joined: 0, names: new Set<string>() };
    const { size } = statSync(path);
    const come = { rows: 0, bytes: 0 };
    /** False where somebody stopped it. */
    const take = async (batch: CdrBatch, { show, isOver }: Watched): Promise<boolean> => {
      left.internal += batch.internal;
      for (const name of batch.names) if (left.names.size < 10) left.names.add(name);
      for (const slice of slicesOf(batch)) {
        if (await isOver()) return false;
        const { results, strangers, joined } = dryRun
          ? tried(app, format, slice)
          : takeCdr(app, rules, slice);
        left.strangers += strangers;
        left.joined += joined;
        counts = countResults(counts, results);
        const bad = results.filter(({ result }) => result === 'refused');
        refused.push(...bad.slice(0, refusalsKeptMax - refused.length));
        show(come.rows, come.bytes / size);
      }
      return true;
    };
    const stopped = await inSlices(cliApp, async (watched) => {
      for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
        const bytes = chunk as Buffer;
        come.rows += rowsIn(bytes);
        come.bytes += bytes.length;
        if (!(await take(reader.push(bytes, 0), watched))) return;
        watched.show(come.rows, come.bytes / size);
      }
      // What is not through yet, of a file that was read to its end.
      await take(reader.end(), watched);
    });
    countJoined(app, format, left.joined);
    const text = [
      `calls (${format}, source ${settings.source}): ${Object.entries(counts)
        .map(([result, n]) => `${n} ${result}`)
        .join(', ')}${dryRun ? ' (dry run: nothing was changed)' : ''}`,
      ...stoppedLines(stopped, dryRun),
      ...leftOut(format, left),
      ...refusals(refused),
    ].join('\n');
    const names = [...left.names];
    const data = {
      kind: 'calls',
      format,
      dryRun,
      stopped,
      ...counts,
      ...left,
      names,
      rows: refused,
    };
    if (stopped) return stoppedBy(text, data);
    return counts.refused === 0 ? done(text, data) : findings(text, data);
  }, makesDatabase)(cliApp, given);
}

/** What is only tried makes no database. */
export const makesDatabase = ({ options }: Given) => options['dry-run'] !== true;

function rowsIn(bytes: Buffer): number {
  let rows = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows += 1;
  return rows;
}

function leftOut(
  format: CdrSource,
  {
    internal,
    strangers,
    joined,
    names,
  }: { internal: number; strangers: number; joined: number; names: Set<string> },
): string[] {
  return [
    ...(joined > 0
      ? [`  ${joined} were told of once for each of their legs, and are one each`]
      : []),
    ...(internal > 0 ? [`  ${internal} within the company were left out`] : []),
    ...(strangers > 0
      ? [
          `  ${strangers} in which no known extension had a part were left out (${[...names].join(', ')}); give people their extensions, or list them in TELEPHONY_${format.toUpperCase()}_EXTENSIONS, and import the file again`,
        ]
      : []),
  ];
}

function* slicesOf(batch: CdrBatch): Generator<CdrBatch> {
  const { calls, apart } = batch;
  const most = Math.max(calls.length, apart.length);
  if (most === 0 && batch.refused.length === 0) return;
  for (let at = 0; at === 0 || at < most; at += sliceCalls) {
    const refused = at === 0 ? batch.refused : [];
    const [from, to] = [at, at + sliceCalls];
    yield { ...batch, calls: calls.slice(from, to), apart: apart.slice(from, to), refused };
  }
}

/** What would happen, tried on a copy of what the calls refer to. */
function tried(app: App, format: CdrSource, batch: CdrBatch): TakenCdr {
  const rows = rowsOfBatch(format, batch);
  const results = [...tryRows(app, 'calls', rows)].flat();
  return {
    results: results.map(({ rowIndex: index, ...row }) => ({ ...row, index })),
    strangers: batch.strangers.length,
    joined: 0,
  };
}
