import { createHash } from 'node:crypto';
import type { Db } from '../../../src/db/open.ts';

const tables = [
  'calls',
  'call_history',
  'reviews',
  'review_items',
  'appeals',
  'appeal_items',
  'decision_drafts',
  'ledger',
  'outbox',
  'leases',
  'draws',
  'drawn_calls',
  'people_changes',
  'periods',
  'advice_requests',
];

/** All that was committed, as one hash: it is the same after a kill. */
export function committedHash({ orm }: Db): string {
  const hash = createHash('sha256');
  for (const table of tables) {
    for (const row of orm.$client.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().iterate()) {
      hash.update(JSON.stringify(row));
    }
  }
  return hash.digest('hex');
}
