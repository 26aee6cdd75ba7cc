import type { Row, Rows } from './rows.ts';

interface Held {
  source: string;
  extension: string;
}

/**
 * People whose extensions say no source, as `107`, get the only one there is. Where there are several, or
 * none yet, the row is refused and says how it is written.
 */
export function withSources(rows: Rows, sources: readonly string[]): Rows {
  if (!rows.ok) return rows;
  return { ...rows, rows: rows.rows.map((row) => withSource(row, sources)) };
}

function withSource(row: Row, sources: readonly string[]): Row {
  if (!('raw' in row)) return row;
  const raw = row.raw as { extensions?: readonly Held[] };
  const bare = raw.extensions?.find(({ source, extension }) => source === '' && extension !== '');
  if (!raw.extensions || !bare) return row;
  const [only, ...others] = sources;
  if (only === undefined || others.length > 0) {
    const known = sources.length > 0 ? sources : ['pbx'];
    const written = known.map((source) => `${source}:${bare.extension}`).join(' or ');
    const problem = `"${bare.extension}" says no source; write ${written}`;
    return { line: row.line, field: 'extensions', problem };
  }
  const extensions = raw.extensions.map((held) =>
    held.source === '' ? { ...held, source: only } : held,
  );
  return { ...row, raw: { ...raw, extensions } };
}
