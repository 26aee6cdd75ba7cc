import type { Db } from '../../db/open.ts';
import type { Member } from '../../db/people.ts';
import type { DecidedItem } from '../../db/precedents.ts';
import type { Decision } from '../../domain/call.ts';
import type { Item } from '../../domain/checklist.ts';
import { type Tally, tallyOf } from '../../domain/precedent.ts';
import type { Outcome } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { FailedItem } from '../calls/read-call.ts';
import { itemOf } from '../company/worded-item.ts';
import { decidedAlike, decidedSame, type Hidden, hiddenFrom, showsAlike } from './decided-items.ts';
import { caseView, undecidedOf } from './read-case.ts';
import { appealDraft } from './read-draft.ts';

/** How an item was decided once; whose call it was, nobody is told. */
export interface Precedent {
  itemText: string;
  decision: Decision;
  /** The head's, as it is kept; null where the controller conceded. */
  reason: string | null;
  /** The controller's: for those who decide alone. */
  comment: string | null;
  decidedAt: Instant;
}

/** How a failed item, as it is worded now, was decided before, and what is similar to it. */
export interface Precedents {
  item: Item;
  tally: Tally;
  same: Precedent[];
  similar: Precedent[];
}

/** How many are shown of each. */
interface Most {
  same: number;
  similar: number;
}
const ofOne: Most = { same: 3, similar: 3 };
const ofSeveral: Most = { same: 2, similar: 0 };

/** Of the items that a seller may name in the appeal which they are making. */
export function precedentsOfDraft(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ precedents: Precedents[] }> {
  const found = appealDraft(app, member, callId);
  if (!found.ok) return found;
  const { failures, checklistId } = found.draft;
  const most = showsAlike(failures) ? ofOne : ofSeveral;
  return {
    ok: true,
    precedents: failures.map((failed) =>
      precedentsOf(app.db, checklistId, failed, { sellerSays: null, hidden: new Set(), most }),
    ),
  };
}

/** Of the item that a head has to decide now; none where all of them are. */
export function precedentsOfCase(
  app: App,
  member: Member,
  callId: number,
): Outcome<{ precedents: Precedents[] }> {
  const found = caseView(app, member, callId);
  if (!found.ok) return found;
  const undecided = undecidedOf(found.found);
  if (!undecided) return { ok: true, precedents: [] };
  const { sheet, appeal } = found.found;
  const checklistId = sheet.version?.checklistId ?? 0;
  const asked = { sellerSays: appeal.reason, hidden: hiddenFrom(app.db, member), most: ofOne };
  return { ok: true, precedents: [precedentsOf(app.db, checklistId, undecided, asked)] };
}

interface Asked {
  sellerSays: string | null;
  hidden: Hidden;
  most: Most;
}

function precedentsOf(
  db: Db,
  checklistId: number,
  failed: FailedItem,
  { sellerSays, hidden, most }: Asked,
): Precedents {
  const { item } = failed;
  const same = decidedSame(db, checklistId, failed, hidden);
  const known = new Set(same.map(keyOf));
  // Of the nearest no more can be of the item itself than are known to be.
  const looked = { most: most.similar + same.length, hidden };
  const near =
    most.similar === 0
      ? []
      : decidedAlike(db, failed, sellerSays, looked).filter(
          (decided) => !known.has(keyOf(decided)),
        );
  const seen = (list: readonly DecidedItem[], count: number) =>
    list.slice(0, count).map((decided) => precedentOf(db, decided));
  return {
    ...{ item, tally: tallyOf(same) },
    ...{ same: seen(same, most.same), similar: seen(near, most.similar) },
  };
}

const keyOf = ({ appealId, itemCode }: DecidedItem) => `${appealId}:${itemCode}`;

function precedentOf(db: Db, decided: DecidedItem): Precedent {
  const { decision, reason, comment, decidedAt, itemCode } = decided;
  const itemText = itemOf(db, decided)?.text ?? itemCode;
  return { itemText, decision, reason, comment, decidedAt };
}
