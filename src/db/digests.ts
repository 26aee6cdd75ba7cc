import type { Db, Tx } from './open.ts';

/** Active people with a chat who want the week's digest. */
export function digestReaders(db: Db): number[] {
  const text = `SELECT id FROM people WHERE active = 1 AND digest = 1 AND telegram_id IS NOT NULL
    ORDER BY id`;
  return db.sql<[], number>(text).pluck().all();
}

export function wantsDigest(db: Db, personId: number): boolean {
  const text = 'SELECT digest FROM people WHERE id = ?';
  return db.sql<[number], number>(text).pluck().get(personId) === 1;
}

export function saveWantsDigest(tx: Tx, personId: number, wanted: boolean): void {
  tx.sql('UPDATE people SET digest = ? WHERE id = ?').run(wanted ? 1 : 0, personId);
}
