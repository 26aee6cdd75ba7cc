import { damageOf } from '../../db/check-file.ts';
import type { App } from '../app.ts';

/**
 * Looks the whole database over for damage: after each start, which itself only looks at its head and its
 * tables, and every night. What it finds makes the service not ready, and administrators are told.
 */
export async function checkDatabase(app: App): Promise<void> {
  if (app.db.path === ':memory:') return;
  const damage = await damageOf(app.db.path, app.ending);
  if (damage === null) app.incidents.over('database_damaged');
  else app.incidents.report('database_damaged', new Error(damage));
}
