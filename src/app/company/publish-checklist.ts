import { latestVersionOf } from '../../db/checklist-lists.ts';
import { currentVersions, insertVersion, type Version } from '../../db/checklists.ts';
import { checklistSchema } from '../../domain/checklist.ts';
import { type ItemResult, readItem } from '../../domain/intake.ts';
import type { App } from '../app.ts';

export type { Version } from '../../db/checklists.ts';

/**
 * Publishes a checklist as the new version of its call type; the same content again is `unchanged`.
 * Reviews keep the version they were scored on. A type taken away from the choice stays away.
 */
export function publishChecklist(
  app: App,
  raw: unknown,
  by: number | null,
): Pick<ItemResult, 'result' | 'externalId' | 'error'> & { version?: number } {
  const read = readItem(checklistSchema, raw);
  if (!read.ok) {
    const type = typeof raw === 'object' && raw && 'type' in raw ? String(raw.type) : null;
    return { externalId: type, result: 'refused', error: read.error };
  }
  return app.db.transaction((tx) => {
    const current = latestVersionOf(tx, read.item.type);
    const externalId = read.item.type;
    if (current && JSON.stringify(current.checklist) === JSON.stringify(read.item)) {
      return { externalId, result: 'unchanged', version: current.version };
    }
    const version = (current?.version ?? 0) + 1;
    insertVersion(tx, read.item, version, by, app.now());
    return { externalId, result: current ? 'updated' : 'created', version };
  });
}

/** The call types that a controller chooses from. */
export function callTypes(app: App): Version[] {
  return currentVersions(app.db);
}
