import type { RowResult } from '../app/intake/import-items.ts';

const shownMax = 50;

/** As much of a row as its refusal is told by. */
type RefusedRow = Pick<RowResult, 'line' | 'externalId' | 'result' | 'error'>;

/** The refused rows as lines to print: the first fifty, and how many more there are. */
export function refusals(rows: readonly RefusedRow[]): string[] {
  const refused = rows.filter((row) => row.result === 'refused');
  const shown = refused.slice(0, shownMax).map(({ line, externalId, error }) => {
    const whose = externalId === null ? '' : ` (${externalId})`;
    return `  line ${line}${whose}: ${[error?.field, error?.detail].filter(Boolean).join(' ')}`;
  });
  const more = refused.length - shown.length;
  return more > 0 ? [...shown, `  and ${more} more; --json tells them all`] : shown;
}
