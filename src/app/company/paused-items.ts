import type { Version } from '../../db/checklists.ts';
import type { Db } from '../../db/open.ts';
import { type Pause, pausesOf } from '../../db/paused-items.ts';
import type { Review } from '../../db/reviews.ts';
import { type Answers, type Item, itemsOf, saysTheSame } from '../../domain/checklist.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { itemOf } from './worded-item.ts';

export type { Pause } from '../../db/paused-items.ts';

type Of = Pick<Version, 'checklistId' | 'checklist'>;

/** The items of a checklist that are paused at an instant in the wording they have there, by their codes. */
export function pausedAt(db: Db, of: Of, at: Instant): Map<string, Pause> {
  return matching(db, of, ({ pausedAt: from, resumedAt: to }) => {
    return from <= at && (to === null || at < to);
  });
}

/** The items of a checklist that are paused in the wording they have there, by their codes. */
export function pausedNow(db: Db, of: Of): Map<string, Pause> {
  return matching(db, of, ({ resumedAt }) => resumedAt === null);
}

/** The items that do not count in a review since they were paused when it was handed in, or, of a draft, are now. */
export function pausedIn(
  app: App,
  { submittedAt }: Pick<Review, 'submittedAt'>,
  version: Version | null,
  answers: Answers,
): ReadonlySet<string> {
  if (!version) return new Set();
  const codes = [...pausedAt(app.db, version, submittedAt ?? app.now()).keys()];
  return new Set(codes.filter((code) => answers.get(code)?.verdict === 'na'));
}

function matching(
  db: Db,
  { checklistId, checklist }: Of,
  holds: (pause: Pause) => boolean,
): Map<string, Pause> {
  const pauses = pausesOf(db, checklistId).filter(holds);
  if (pauses.length === 0) return new Map();
  const items = new Map(itemsOf(checklist).map((item): [string, Item] => [item.code, item]));
  return new Map(
    pauses
      .filter((pause) => saysTheSame(itemOf(db, pause), items.get(pause.itemCode)))
      .map((pause) => [pause.itemCode, pause]),
  );
}
