import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';

/** What the events of a telephone system told of a call so far; null: nothing. */
export function reportOf<T>(db: Db, source: string, externalId: string): T | null {
  const text = 'SELECT report FROM telephony_calls WHERE source = ? AND external_id = ?';
  const row = db.sql<[string, string], { report: string }>(text).get(source, externalId);
  return row ? (JSON.parse(row.report) as T) : null;
}

export function saveReport(
  tx: Tx,
  call: { source: string; externalId: string; report: unknown },
  now: Instant,
): void {
  tx.sql(
    `INSERT INTO telephony_calls (source, external_id, report, heard_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, external_id)
     DO UPDATE SET report = excluded.report, heard_at = excluded.heard_at`,
  ).run(call.source, call.externalId, JSON.stringify(call.report), now);
}

export function forgetReportsBefore(tx: Tx, before: Instant): void {
  tx.sql('DELETE FROM telephony_calls WHERE heard_at < ?').run(before);
}

/** How far a telephone system was read, and what last went wrong. */
export interface TelephonyMark {
  askedToAt: Instant | null;
  fileId: string | null;
  offsetBytes: number | null;
  lastCallAt: Instant | null;
  skipped: number;
  skippedNames: string[];
  problem: string | null;
  problemAt: Instant | null;
}

const markColumns: Record<keyof TelephonyMark, string> = {
  askedToAt: 'asked_to_at',
  fileId: 'file_id',
  offsetBytes: 'offset_bytes',
  lastCallAt: 'last_call_at',
  skipped: 'skipped',
  skippedNames: 'skipped_names',
  problem: 'problem',
  problemAt: 'problem_at',
};
const markKeys = Object.keys(markColumns) as (keyof TelephonyMark)[];
const selectMark = `SELECT name, ${markKeys.map((key) => `${markColumns[key]} ${key}`).join(', ')}
  FROM telephony_marks`;

type MarkRow = Omit<TelephonyMark, 'skippedNames'> & { name: string; skippedNames: string | null };

const markOf = ({ name, skippedNames, ...row }: MarkRow) => ({
  ...row,
  skippedNames: JSON.parse(skippedNames ?? '[]') as string[],
});

export function telephonyMark(db: Db, name: string): TelephonyMark | null {
  const row = db.sql<[string], MarkRow>(`${selectMark} WHERE name = ?`).get(name);
  return row ? markOf(row) : null;
}

export function telephonyMarks(db: Db): (TelephonyMark & { name: string })[] {
  const rows = db.sql<[], MarkRow>(`${selectMark} ORDER BY name`).all();
  return rows.map((row) => ({ name: row.name, ...markOf(row) }));
}

/** Notes what changed of a mark, making it where there is none. */
export function setTelephonyMark(tx: Tx, name: string, change: Partial<TelephonyMark>): void {
  tx.sql('INSERT INTO telephony_marks (name) VALUES (?) ON CONFLICT DO NOTHING').run(name);
  const keys = Object.keys(change) as (keyof TelephonyMark)[];
  if (keys.length === 0) return;
  const sets = keys.map((key) => `${markColumns[key]} = ?`).join(', ');
  const values = keys.map((key) =>
    key === 'skippedNames' ? JSON.stringify(change.skippedNames) : (change[key] ?? null),
  );
  tx.sql<unknown[], never>(`UPDATE telephony_marks SET ${sets} WHERE name = ?`).run(
    ...values,
    name,
  );
}

/** The extensions that people have in a telephone system. */
export function extensionsOfSource(db: Db, source: string): Set<string> {
  const text = 'SELECT extension FROM extensions WHERE source = ?';
  const rows = db.sql<[string], { extension: string }>(text).all(source);
  return new Set(rows.map(({ extension }) => extension));
}
