import { latestVersionOf, type PublishedVersion } from '../../db/checklist-lists.ts';
import {
  type ChecklistUpload,
  checklistUpload,
  closeChecklistUpload,
  insertChecklistUpload,
  noteSeen,
} from '../../db/checklist-uploads.ts';
import type { Db, Tx } from '../../db/open.ts';
import { finishUpload, uploadContent } from '../../db/uploads.ts';
import { type Checklist, type Item, itemsOf, saysTheSame } from '../../domain/checklist.ts';
import { type ChecklistChange, checklistChanges } from '../../domain/checklist-diff.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { decodeText } from '../../domain/text-encoding.ts';
import { type ChecklistProblem, readChecklists } from '../../intake/read-checklists.ts';
import type { GivenFile } from '../../intake/rows.ts';
import type { App } from '../app.ts';
import type { Member } from '../people/members.ts';
import { pausedNow } from './paused-items.ts';
import { publishChecklist } from './publish-checklist.ts';

/** A checklist that was sent, beside what it would take the place of. */
export interface ProposedChecklist {
  readonly checklist: Checklist;
  /** Null: a call type that there is not yet. */
  readonly current: PublishedVersion | null;
  /** What publishing would change; nothing: it is the current version once more. */
  readonly changes: readonly ChecklistChange[];
  /** Paused items of the current version: those that publishing would end the pause of, and the others. */
  readonly pauses: { readonly ended: readonly Item[]; readonly kept: readonly Item[] };
}

export interface Preview {
  /** Null where there is nothing to publish, so nothing is kept. */
  readonly id: number | null;
  readonly fileName: string;
  readonly proposed: readonly ProposedChecklist[];
}

export type Received =
  | { result: 'preview'; preview: Preview }
  | { result: 'problems'; problems: readonly ChecklistProblem[] };

/** Reads checklists that an admin sent and keeps them to be published on their word; changes nothing else. */
export function receiveChecklists(app: App, member: Member, file: GivenFile): Outcome<Received> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const read = readChecklists(decodeText(file.bytes));
  if (!read.ok) return { ok: true, result: 'problems', problems: read.problems };
  return app.db.transaction((tx): Outcome<Received> => {
    const proposed = propose(tx, read.checklists);
    const { name: fileName, bytes: content } = file;
    const id = changesAny(proposed)
      ? insertChecklistUpload(
          tx,
          { personId: member.id, fileName, content, seen: seenIn(proposed) },
          app.now(),
        )
      : null;
    return { ok: true, result: 'preview', preview: { id, fileName, proposed } };
  });
}

/** What of the proposed would be published. */
export function isNews({ current, changes }: ProposedChecklist): boolean {
  return current === null || changes.length > 0;
}

const changesAny = (proposed: readonly ProposedChecklist[]) => proposed.some(isNews);

function propose(db: Db, checklists: readonly Checklist[]): ProposedChecklist[] {
  return checklists.map((checklist) => {
    const current = latestVersionOf(db, checklist.type);
    const changes = current ? checklistChanges(current.checklist, checklist) : [];
    return { checklist, current, changes, pauses: pausesAfter(db, current, checklist) };
  });
}

function pausesAfter(
  db: Db,
  current: PublishedVersion | null,
  checklist: Checklist,
): ProposedChecklist['pauses'] {
  const now = current ? pausedNow(db, current) : new Map();
  const paused = current ? itemsOf(current.checklist).filter(({ code }) => now.has(code)) : [];
  const after = new Map(itemsOf(checklist).map((item) => [item.code, item]));
  const isKept = (item: Item) => saysTheSame(item, after.get(item.code));
  return { ended: paused.filter((item) => !isKept(item)), kept: paused.filter(isKept) };
}

function seenIn(proposed: readonly ProposedChecklist[]): ChecklistUpload['seen'] {
  return Object.fromEntries(
    proposed.map(({ checklist, current }) => [checklist.type, current?.id ?? 0]),
  );
}

/** What one sent and has not yet said yes or no to, compared with what is current now. */
export function previewOf(app: App, member: Member, id: number): Outcome<{ preview: Preview }> {
  const open = openUpload(app.db, member, id);
  if (!open.ok) return open;
  const { upload, checklists } = open;
  const proposed = propose(app.db, checklists);
  return { ok: true, preview: { id, fileName: upload.fileName, proposed } };
}

function openUpload(
  db: Db,
  member: Member,
  id: number,
): Outcome<{ upload: ChecklistUpload; checklists: Checklist[] }> {
  if (!member.roles.includes('admin')) return refuse('not_allowed');
  const upload = checklistUpload(db, id);
  if (upload?.personId !== member.id) return refuse('not_allowed');
  const content = upload.state === 'checked' ? uploadContent(db, id) : null;
  const read = content ? readChecklists(decodeText(content)) : null;
  return read?.ok ? { ok: true, upload, checklists: read.checklists } : refuse('stale');
}

export type Published =
  | { result: 'published'; published: PublishedVersion[] }
  /** Another version came meanwhile: the comparison is another now, nothing was published. */
  | { result: 'redrawn'; preview: Preview };

/** Publishes what the preview showed, exactly once; what is the same as before stays the version it is. */
export function publishUpload(app: App, member: Member, id: number): Outcome<Published> {
  return app.db.transaction((tx): Outcome<Published> => {
    const open = openUpload(tx, member, id);
    if (!open.ok) return open;
    const { upload, checklists } = open;
    const proposed = propose(tx, checklists);
    const seen = seenIn(proposed);
    if (checklists.some(({ type }) => upload.seen[type] !== seen[type])) {
      noteSeen(tx, id, seen);
      return {
        ok: true,
        result: 'redrawn',
        preview: { id, fileName: upload.fileName, proposed },
      };
    }
    return { ok: true, result: 'published', published: publishAll(tx, app, member, id, proposed) };
  });
}

function publishAll(
  tx: Tx,
  app: App,
  member: Member,
  id: number,
  proposed: readonly ProposedChecklist[],
): PublishedVersion[] {
  const published = proposed.filter(isNews).flatMap(({ checklist }) => {
    publishChecklist({ ...app, db: tx }, checklist, member.id);
    return latestVersionOf(tx, checklist.type) ?? [];
  });
  closeChecklistUpload(tx, id, 'done');
  finishUpload(tx, id, app.now());
  return published;
}

/** Says no to what was sent. */
export function discardUpload(app: App, member: Member, id: number): Outcome<object> {
  return app.db.transaction((tx): Outcome<object> => {
    const open = openUpload(tx, member, id);
    if (!open.ok) return open;
    closeChecklistUpload(tx, id, 'cancelled');
    finishUpload(tx, id, app.now());
    return { ok: true };
  });
}
