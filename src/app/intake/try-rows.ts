import { openScratch, type Reference } from '../../db/scratch.ts';
import type { Kind } from '../../domain/upload.ts';
import type { Row } from '../../intake/rows.ts';
import { type App, createApp } from '../app.ts';
import { importRows, type RowResult } from './import-items.ts';

const batchRows = 500;

/**
 * What taking the rows in would come to, batch by batch; nothing is changed. It is tried on a copy of
 * what the rows refer to, so that the company's database is neither locked nor written meanwhile.
 */
export function* tryRows(
  app: App,
  kind: Kind,
  rows: readonly Row[],
  byId: number | null = null,
): Generator<RowResult[]> {
  // A database in memory belongs to one connection: there it is done for real and taken back.
  if (app.db.path === ':memory:') {
    const tried = app.db.transaction((tx) => ({
      ok: false as const,
      results: importRows({ ...app, db: tx, onOutbox: () => {} }, kind, rows, 0, byId),
    }));
    yield tried.results.map(withoutInvite);
    return;
  }
  const scratch = openScratch(app.db.path, kind, rows.map(referenceOf));
  try {
    const { country, language, nextCron, cdr } = app;
    const there = createApp({
      db: scratch,
      clock: app.now,
      random: counted(),
      nextCron,
      country,
      language,
      cdr,
    });
    for (let from = 0; from < rows.length; from += batchRows) {
      const results = importRows(there, kind, rows.slice(from, from + batchRows), from, byId);
      yield results.map(withoutInvite);
    }
  } finally {
    scratch.close();
  }
}

/** An invitation that was only tried opens nothing. */
function withoutInvite({ inviteUrl: _, ...result }: RowResult): RowResult {
  return result;
}

/** Tokens that differ are all that trying needs. */
function counted(): (count: number) => Buffer {
  let made = 0;
  return (count) => {
    made += 1;
    const bytes = Buffer.alloc(count);
    bytes.writeUInt32LE(made);
    return bytes;
  };
}

function referenceOf(row: Row): Reference {
  const raw = 'raw' in row ? row.raw : null;
  const fields = (typeof raw === 'object' ? raw : null) as Record<string, unknown> | null;
  const text = (name: string) => {
    const value = fields?.[name];
    return typeof value === 'string' ? value.trim() : null;
  };
  return {
    externalId: text('externalId'),
    source: text('source'),
    clientExternalId: text('clientExternalId'),
  };
}
