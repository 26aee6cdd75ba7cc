import {
  allBest,
  type BestExample,
  bestById,
  bestOfCall,
  bestOfSeller,
  insertBest,
  removeBest,
  setReleased,
} from '../../db/best-examples.ts';
import { type CallView, callFacts, callView } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import type { Member } from '../../db/people.ts';
import { capacitiesOf } from '../../domain/access.ts';
import { type Item, itemsOf } from '../../domain/checklist.ts';
import { asActor } from '../../domain/person.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import type { App } from '../app.ts';
import { creditSheet } from '../calls/read-call.ts';
import { callSeenBy } from '../calls/second-view.ts';
import { itemOf } from '../company/worded-item.ts';
import { notify } from '../notices/notify.ts';
import { isAudible } from '../scoring/calibration-facts.ts';

/** An example with what is to be read of it. */
export interface ShownExample extends BestExample {
  item: Item;
  view: CallView;
  /** Its recording is still kept. */
  isAudible: boolean;
}

/** What a head can mark on a call: the items that were done, with the moment where one was noted. */
export interface Markable {
  view: CallView;
  versionId: number;
  items: { item: Item; momentS: number | null; marked: BestExample | null }[];
}

/** The items of an approved credit score that can serve as examples, for a head of the call's direction. */
export function markable(app: App, member: Member, callId: number): Outcome<{ found: Markable }> {
  const call = callFacts(app.db, callId);
  const view = callView(app.db, callId);
  if (!call || !view) return refuse('not_found');
  if (!capacitiesOf(asActor(member), call).has('supervisor')) return refuse('not_found');
  const { status } = callSeenBy(member, call, app.now());
  if (status !== 'approved_scored' && status !== 'approved_overturned') {
    return refuse('wrong_status');
  }
  const sheet = creditSheet(app, callId);
  if (!sheet?.version || view.sellerId === null) return refuse('not_found');
  if (!isAudible(app, callId)) return refuse('best_inaudible');
  const { version, standing } = sheet;
  const items = itemsOf(version.checklist)
    .filter(({ code }) => standing.get(code)?.verdict === 'pass')
    .map((item) => {
      const known = bestOfCall(app.db, callId, item.code);
      return {
        item,
        momentS: standing.get(item.code)?.momentS ?? null,
        marked: known?.removedAt === null ? known : null,
      };
    });
  return { ok: true, found: { view, versionId: version.id, items } };
}

/** Marks a moment of a call as an example; its seller is asked whether colleagues may hear it. */
export function markBest(
  app: App,
  member: Member,
  { callId, itemCode, momentS }: { callId: number; itemCode: string; momentS: number },
): Outcome<{ example: BestExample }> {
  const read = markable(app, member, callId);
  if (!read.ok) return read;
  const { view, versionId, items } = read.found;
  const wanted = items.find(({ item }) => item.code === itemCode);
  if (!wanted || view.sellerId === null) return refuse('stale');
  if (momentS > (view.durationS ?? view.talkS ?? momentS)) return refuse('no_such_moment');
  const { sellerId } = view;
  return app.db.transaction((tx): Outcome<{ example: BestExample }> => {
    const known = bestOfCall(tx, callId, itemCode);
    // A second tap marks nothing again.
    if (known?.removedAt === null && known.momentS === momentS) return { ok: true, example: known };
    // Who has said no is not asked again and again.
    if (known?.released === false) return refuse('best_declined');
    const now = app.now();
    const marked = { callId, itemCode, versionId, sellerId, momentS };
    const example = insertBest(tx, { ...marked, markedById: member.id, now });
    notify(tx, app, {
      key: `best_asked:${example.id}:${now}`,
      personId: sellerId,
      kind: 'best_asked',
      callId,
      payload: { exampleId: example.id },
    });
    return { ok: true, example };
  });
}

/** The examples of the calls of a head's directions, item by item. */
export function bestList(app: App, member: Member): ShownExample[] {
  const actor = asActor(member);
  return allBest(app.db).flatMap((example) => {
    const call = callFacts(app.db, example.callId);
    if (!call || !capacitiesOf(actor, call).has('supervisor')) return [];
    return shown(app, example) ?? [];
  });
}

/** A seller's own: what colleagues hear of them, or may be allowed to. */
export function ownExamples(app: App, member: Member): ShownExample[] {
  return bestOfSeller(app.db, member.id).flatMap((example) => shown(app, example) ?? []);
}

export function shown(app: App, example: BestExample): ShownExample | null {
  const item = itemOf(app.db, example);
  const view = callView(app.db, example.callId);
  return item && view
    ? { ...example, item, view, isAudible: isAudible(app, example.callId) }
    : null;
}

/**
 * Whoever's voice it is lets colleagues hear it, or takes that back, at any time. Their yes is to the moment that they
 * were shown (`momentS`), and not to one that a head has put in its place since.
 */
export function releaseBest(
  app: App,
  member: Member,
  exampleId: number,
  released: boolean,
  momentS?: number,
): Outcome<{ example: ShownExample }> {
  return app.db.transaction((tx): Outcome<{ example: ShownExample }> => {
    const example = bestById(tx, exampleId);
    if (example?.sellerId !== member.id) return refuse('not_found');
    if (example.removedAt !== null) return refuse('stale');
    const isOther = momentS !== undefined && momentS !== example.momentS;
    if (released && isOther) return refuse('stale');
    if (example.released !== released) setReleased(tx, exampleId, released, app.now());
    const now = shown(app, { ...example, released });
    return now ? { ok: true, example: now } : refuse('not_found');
  });
}

/** A head of the direction does not want an example any more. */
export function unmarkBest(app: App, member: Member, exampleId: number): Outcome<object> {
  const found = bestList(app, member).find(({ id }) => id === exampleId);
  if (!found) return refuse('stale');
  return app.db.transaction(
    (tx): Outcome<object> =>
      removeBest(tx, exampleId, app.now()) ? { ok: true } : refuse('stale'),
  );
}

/** What a notice asks its seller about; null: there is nothing to ask any more. */
export function askedOf(app: App, member: Member, exampleId: number): ShownExample | null {
  const example = bestById(app.db, exampleId);
  if (example?.sellerId !== member.id || example.removedAt !== null) return null;
  return shown(app, example);
}

/** The checklist whose item an example shows. */
export const checklistOf = (app: App, { versionId }: BestExample): number | null =>
  versionById(app.db, versionId)?.checklistId ?? null;
