import type { Db } from '../../db/open.ts';
import { lastClosed } from '../../db/periods.ts';
import { type LocalMonth, nextMonth } from '../../domain/time.ts';

/** Where what belongs to a month counts: in it, or, once it is closed, in the earliest open one. */
export function openMonthFrom(db: Db, month: LocalMonth): LocalMonth {
  const last = lastClosed(db)?.month;
  return last === undefined || last < month ? month : nextMonth(last);
}
