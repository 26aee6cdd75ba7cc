import { eq } from 'drizzle-orm';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { settings } from './schema/jobs.ts';

const byName = prepared((orm, { name }: Given<{ name: string }>) =>
  orm.select({ value: settings.value }).from(settings).where(eq(settings.name, name)),
);

export function setting(db: Db, name: string): string | null {
  return byName(db).get({ name })?.value ?? null;
}

const save = prepared((orm, { name, value }: Given<{ name: string; value: string }>) =>
  orm
    .insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } }),
);

export function saveSetting(tx: Tx, name: string, value: string): void {
  save(tx).run({ name, value });
}
