import type { Subject } from '../../db/named-elsewhere.ts';
import { exportedRows, subjectOf } from '../../db/personal-data.ts';
import { eraseRows } from '../../db/personal-erasure.ts';
import { recordingsOfClient } from '../../db/purges.ts';
import type { App } from '../app.ts';
import { purgeRecording } from '../recordings/purge-recordings.ts';

export type { Subject } from '../../db/named-elsewhere.ts';

/** All that is kept of a person or a client, by what it is about; null: there is nobody of that id. */
export function exportPersonalData(
  app: App,
  subject: Subject,
  externalId: string,
): Record<string, unknown[]> | null {
  const found = subjectOf(app.db, subject, externalId);
  return found && app.db.snapshot(() => exportedRows(app.db, subject, found, app.country));
}

export type Erased =
  | { ok: true; recordings: number }
  | { ok: false; why: 'not_found' | 'active' }
  /** Of some recordings a file could not be deleted; the others are gone, and nothing else was changed. */
  | { ok: false; why: 'not_deleted'; left: number; problem: string };

/**
 * Takes somebody's names and numbers out of everything, and a client's recordings with them. What was
 * scored, who scored it and what was paid stay under a number without a name, so that every sum of credit
 * and ledger is as it was. Free text (comments, reasons) is not searched for names.
 */
export async function erasePersonalData(
  app: App,
  subject: Subject,
  externalId: string,
): Promise<Erased> {
  const found = subjectOf(app.db, subject, externalId);
  if (!found) return { ok: false, why: 'not_found' };
  // Somebody at work holds calls and gets notices: they are deactivated first.
  if (found.active) return { ok: false, why: 'active' };
  const recordings = subject === 'clients' ? recordingsOfClient(app.db, found.id) : [];
  const problems: string[] = [];
  for (const recording of recordings) {
    const problem = await purgeRecording(app, recording);
    if (problem !== null) problems.push(problem);
  }
  const [problem] = problems;
  // Without the client nobody would find them any more.
  if (problem !== undefined) {
    return { ok: false, why: 'not_deleted', left: problems.length, problem };
  }
  app.db.transaction((tx) =>
    eraseRows(tx, { subject, named: found, country: app.country, now: app.now() }),
  );
  return { ok: true, recordings: recordings.length };
}
