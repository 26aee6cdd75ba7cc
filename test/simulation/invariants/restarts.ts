import type { Db } from '../../../src/db/open.ts';

/** All that was committed, page by page: it is the same after a kill. */
export function committedPages({ orm }: Db): Buffer {
  return orm.$client.serialize();
}
