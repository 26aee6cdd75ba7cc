import { type Period, type PeriodRow, periodRows, periodsOf } from '../../db/periods.ts';
import { policyById } from '../../db/policy.ts';
import type { LocalMonth } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { countCredit } from './count-credit.ts';
import { type Form, forms, frozenHash, frozenRows, frozenText } from './frozen-month.ts';

export interface VerifiedPeriod {
  month: LocalMonth;
  ok: boolean;
  versions: {
    version: number;
    sha256: string;
    rows: number;
    reopened: boolean;
    /** Null: its hash is that of no form. */
    form: Form | null;
  }[];
  problems: string[];
}

/**
 * Recomputes what was frozen: the hash of every version from its rows, and the rows of the version that
 * stands from the reviews and the ledger. What was closed in an earlier form was counted by other rules,
 * so that of it the hash alone is checked. Null: the month was never closed.
 */
export function verifyPeriod(app: App, month: LocalMonth): VerifiedPeriod | null {
  return app.db.snapshot(() => {
    const versions = periodsOf(app.db, month).reverse();
    if (versions.length === 0) return null;
    const read = versions.map((period) => {
      const rows = periodRows(app.db, period.id);
      return { period, rows, form: formOf(period, rows) };
    });
    const problems = read.flatMap(({ period, rows, form }) => [
      ...(form === null
        ? [
            `version ${period.version}: its rows have SHA-256 ${frozenHash(month, rows)}, not ${period.sha256}`,
          ]
        : []),
      ...(period.reopenedAt === null && form !== 1 ? differences(app, period, rows) : []),
    ]);
    return {
      month,
      ok: problems.length === 0,
      versions: read.map(({ period, rows, form }) => ({
        version: period.version,
        sha256: period.sha256,
        rows: rows.length,
        reopened: period.reopenedAt !== null,
        form,
      })),
      problems,
    };
  });
}

/** The text whose hash the latest version of a month carries; null where it was never closed. */
export function hashedText(app: App, month: LocalMonth): string | null {
  const [latest] = periodsOf(app.db, month);
  if (!latest) return null;
  const rows = periodRows(app.db, latest.id);
  return frozenText(month, rows, formOf(latest, rows) ?? undefined);
}

function formOf({ month, sha256 }: Period, rows: readonly PeriodRow[]): Form | null {
  return forms.find((form) => frozenHash(month, rows, form) === sha256) ?? null;
}

function differences(app: App, period: Period, rows: readonly PeriodRow[]): string[] {
  const policy = policyById(app.db, period.policyId);
  const keyOf = ({ kind, ofId }: PeriodRow) => `${kind} ${ofId}`;
  const frozen = new Map(rows.map((row) => [keyOf(row), row.body]));
  const counted = new Map(
    frozenRows(countCredit(app, period.month, policy)).map((row) => [keyOf(row), row.body]),
  );
  const wrong = [...new Set([...frozen.keys(), ...counted.keys()])].filter(
    (key) => frozen.get(key) !== counted.get(key),
  );
  return wrong.map(
    (key) =>
      `version ${period.version}, ${key}: frozen ${frozen.get(key) ?? 'nothing'}, counted ${counted.get(key) ?? 'nothing'}`,
  );
}
