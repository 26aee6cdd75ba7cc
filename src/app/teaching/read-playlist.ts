import { bestById, heardOf, noteHeard, releasedBest } from '../../db/best-examples.ts';
import { type CallView, callView } from '../../db/calls.ts';
import { type Member, personById } from '../../db/people.ts';
import { approvedScoresOf } from '../../db/reviews.ts';
import type { Item } from '../../domain/checklist.ts';
import { wordingOf } from '../../domain/paused-item.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type Instant, plusDuration } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { failuresOf, reviewSheet } from '../calls/read-call.ts';
import { isAudible } from '../scoring/calibration-facts.ts';
import { checklistOf, type ShownExample, shown } from './best-examples.ts';

/** So far back one's own misses are looked at. */
const playlistSpan = 'P90D';

/** A miss of one's own: the call, and the second that the controller noted. */
export interface Miss {
  callId: number;
  momentS: number | null;
  comment: string | null;
  at: Instant;
}

/** An item that a seller missed, with what there is to hear of it. */
export interface Lesson {
  checklistId: number;
  versionId: number;
  typeName: string;
  item: Item;
  /** The latest first; only such as can still be heard. */
  misses: Miss[];
  /** How often it was missed in all. */
  missed: number;
  /** Colleagues' examples that they have released, the latest first. */
  examples: ShownExample[];
  /** When the seller said they had heard it, where they have not missed it since. */
  heardAt: Instant | null;
}

/**
 * What a seller can learn from: the items of their approved scores that were not done, those missed most
 * often first, and those that they have heard last. Kept recordings alone are played.
 */
export function playlistOf(app: App, member: Member): Lesson[] {
  if (!member.roles.includes('seller')) return [];
  const since = plusDuration(app.now(), `-${playlistSpan}`, app.policy().timeZone);
  const lessons = new Map<string, Lesson>();
  const heard = heardOf(app.db, member.id);
  for (const review of approvedScoresOf(app.db, member.id, since)) {
    const sheet = reviewSheet(app, review);
    const { version } = sheet;
    if (!version) continue;
    const canHear = isAudible(app, review.callId);
    for (const { item, momentS, comment } of failuresOf(sheet)) {
      const { checklistId } = version;
      // One that was worded again since is another one; the latest wording comes first.
      const key = `${checklistId} ${item.code}`;
      const at = review.approvedAt ?? 0;
      const lesson = lessons.get(key) ?? {
        ...{ checklistId, versionId: version.id, typeName: version.checklist.name, item },
        ...{ misses: [], missed: 0, examples: [], heardAt: null },
      };
      if (wordingOf(lesson.item) !== wordingOf(item)) continue;
      lesson.missed += 1;
      if (canHear) lesson.misses.push({ callId: review.callId, momentS, comment, at });
      const heardAt = heard.get(key) ?? null;
      if (lesson.missed === 1) lesson.heardAt = heardAt !== null && heardAt > at ? heardAt : null;
      lessons.set(key, lesson);
    }
  }
  return [...lessons.values()]
    .map((lesson) => ({ ...lesson, examples: examplesFor(app, member, lesson) }))
    .sort(
      (a, b) =>
        Number(a.heardAt !== null) - Number(b.heardAt !== null) ||
        b.missed - a.missed ||
        a.item.text.localeCompare(b.item.text),
    );
}

function examplesFor(app: App, member: Member, { item, checklistId }: Lesson): ShownExample[] {
  return (
    releasedBest(app.db, item.code)
      .filter((example) => example.sellerId !== member.id)
      // Who has left cannot take their word back.
      .filter((example) => personById(app.db, example.sellerId, app.now())?.active === true)
      .filter((example) => checklistOf(app, example) === checklistId)
      .flatMap((example) => shown(app, example) ?? [])
      .filter((one) => one.isAudible && wordingOf(one.item) === wordingOf(item))
  );
}

interface Place {
  checklistId: number;
  itemCode: string;
}

export function lessonOf(app: App, member: Member, place: Place): Lesson | null {
  const found = playlistOf(app, member).find(
    ({ checklistId, item }) => checklistId === place.checklistId && item.code === place.itemCode,
  );
  return found ?? null;
}

/** One tap, for oneself: heard it. Counts for nothing. */
export function hearLesson(app: App, member: Member, place: Place): Outcome<{ lesson: Lesson }> {
  if (!lessonOf(app, member, place)) return refuse('stale');
  app.db.transaction((tx) => noteHeard(tx, { personId: member.id, ...place, now: app.now() }));
  const lesson = lessonOf(app, member, place);
  return lesson ? { ok: true, lesson } : refuse('stale');
}

/** A colleague's example that this seller may hear: released, kept, and of an item that they missed. */
export function exampleToHear(
  app: App,
  member: Member,
  exampleId: number,
): Outcome<{ view: CallView; momentS: number }> {
  const example = bestById(app.db, exampleId);
  const checklistId = example && checklistOf(app, example);
  if (!example || checklistId === null) return refuse('not_found');
  const lesson = lessonOf(app, member, { checklistId, itemCode: example.itemCode });
  if (!lesson?.examples.some(({ id }) => id === exampleId)) return refuse('example_gone');
  const view = callView(app.db, example.callId);
  return view ? { ok: true, view, momentS: example.momentS } : refuse('not_found');
}
