import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Told } from '../domain/listen.ts';
import type { RecordingFacts, RecordingFault } from '../domain/recording.ts';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { chatDeletions } from './schema/outbox.ts';
import { recordings, telegramFiles } from './schema/recordings.ts';

type FileRow = typeof telegramFiles.$inferSelect;

/** How Telegram keeps a sound: somebody who forbids voices gets it as audio. */
export type SoundKind = FileRow['kind'];

/** A recording or a stretch of it that Telegram has; `toS` 0: to its end. */
export type TelegramFile = Pick<FileRow, 'kind' | 'fromS' | 'toS' | 'fileId'>;

const files = prepared((orm, given: Given<{ callId: number; kind: SoundKind; clip: 0 | 1 }>) =>
  orm
    .select({
      kind: telegramFiles.kind,
      fromS: telegramFiles.fromS,
      toS: telegramFiles.toS,
      fileId: telegramFiles.fileId,
    })
    .from(telegramFiles)
    .where(
      and(
        eq(telegramFiles.callId, given.callId),
        eq(telegramFiles.kind, given.kind),
        eq(telegramFiles.clip, given.clip),
      ),
    )
    .orderBy(asc(telegramFiles.fromS)),
);

/** The parts of the whole recording in their order, or its clips. */
export function telegramFilesOf(
  db: Db,
  of: { callId: number; kind: SoundKind; clip: boolean },
): TelegramFile[] {
  return files(db).all({ ...of, clip: of.clip ? 1 : 0 });
}

const saveFile = prepared((orm, given: Given<FileRow>) =>
  orm
    .insert(telegramFiles)
    .values({
      callId: given.callId,
      kind: given.kind,
      fromS: given.fromS,
      toS: given.toS,
      clip: given.clip,
      fileId: given.fileId,
    })
    .onConflictDoUpdate({
      target: [
        telegramFiles.callId,
        telegramFiles.kind,
        telegramFiles.clip,
        telegramFiles.fromS,
        telegramFiles.toS,
      ],
      set: { fileId: given.fileId },
    }),
);

export function saveTelegramFile(tx: Tx, callId: number, clip: boolean, file: TelegramFile): void {
  saveFile(tx).run({ callId, clip, ...file });
}

const ofCall = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({
      callId: calls.id,
      recordingPath: calls.recordingPath,
      recordingUrl: calls.recordingUrl,
      talkS: calls.talkS,
      durationS: calls.durationS,
      startedAt: calls.startedAt,
      fault: calls.recordingFault,
    })
    .from(calls)
    .where(eq(calls.id, callId)),
);

/** What is known of a call's recording before anybody has listened. */
export type CallRecording = NonNullable<ReturnType<ReturnType<typeof ofCall>['get']>>;

export function callRecording(db: Db, callId: number): CallRecording | null {
  return ofCall(db).get({ callId }) ?? null;
}

const setFault = prepared(
  (orm, { callId, fault }: Given<{ callId: number; fault: RecordingFault | null }>) =>
    orm.update(calls).set({ recordingFault: fault }).where(eq(calls.id, callId)),
);

export function setRecordingFault(tx: Tx, callId: number, fault: RecordingFault | null): void {
  setFault(tx).run({ callId, fault });
}

const save = prepared((orm, given: Given<typeof recordings.$inferSelect>) => {
  const facts = {
    lengthS: given.lengthS,
    channels: given.channels,
    sellerTalkS: given.sellerTalkS,
    clientTalkS: given.clientTalkS,
    longSilences: given.longSilences,
  };
  return orm
    .insert(recordings)
    .values({ callId: given.callId, heardAt: given.heardAt, ...facts })
    .onConflictDoUpdate({ target: recordings.callId, set: facts });
});

export function saveHeard(tx: Tx, callId: number, facts: RecordingFacts, now: Instant): void {
  save(tx).run({
    callId,
    lengthS: Math.round(facts.lengthS),
    channels: facts.channels,
    sellerTalkS: rounded(facts.sellerTalkS),
    clientTalkS: rounded(facts.clientTalkS),
    longSilences: facts.longSilences,
    heardAt: now,
  });
}

const rounded = (seconds: number | null) => (seconds === null ? null : Math.round(seconds));

const heard = prepared((orm, { callId }: Given<{ callId: number }>) =>
  orm
    .select({
      lengthS: recordings.lengthS,
      channels: recordings.channels,
      sellerTalkS: recordings.sellerTalkS,
      clientTalkS: recordings.clientTalkS,
      longSilences: recordings.longSilences,
    })
    .from(recordings)
    .where(eq(recordings.callId, callId)),
);

/** What was heard of a recording; null: nobody has listened yet. */
export function heardOf(db: Db, callId: number): RecordingFacts | null {
  return heard(db).get({ callId }) ?? null;
}

/** How long its call was, as the telephone system said. */
export function toldOf(db: Db, callId: number): Told {
  const { talkS = null, durationS = null } = callRecording(db, callId) ?? {};
  return { talkS, durationS };
}

const insertDeletion = prepared((orm, given: Given<typeof chatDeletions.$inferSelect>) =>
  orm
    .insert(chatDeletions)
    .values({ chatId: given.chatId, messageId: given.messageId, dueAt: given.dueAt })
    .onConflictDoNothing(),
);

export function saveDeletion(tx: Tx, chatId: number, messageId: number, dueAt: Instant): void {
  insertDeletion(tx).run({ chatId, messageId, dueAt });
}

const due = prepared((orm, { now, most }: Given<{ now: Instant; most: number }>) =>
  orm
    .select({ chatId: chatDeletions.chatId, messageId: chatDeletions.messageId })
    .from(chatDeletions)
    .where(lte(chatDeletions.dueAt, now))
    .orderBy(asc(chatDeletions.dueAt))
    .limit(most),
);

export function dueDeletions(db: Db, now: Instant, most: number) {
  return due(db).all({ now, most });
}

const postpone = prepared((orm, given: Given<typeof chatDeletions.$inferSelect>) =>
  orm
    .update(chatDeletions)
    .set({ dueAt: given.dueAt })
    .where(
      and(eq(chatDeletions.chatId, given.chatId), eq(chatDeletions.messageId, given.messageId)),
    ),
);

const drop = prepared((orm, { chatId, messageId }: Given<{ chatId: number; messageId: number }>) =>
  orm
    .delete(chatDeletions)
    .where(and(eq(chatDeletions.chatId, chatId), eq(chatDeletions.messageId, messageId))),
);

export function postponeDeletion(tx: Tx, chatId: number, messageId: number, dueAt: Instant): void {
  postpone(tx).run({ chatId, messageId, dueAt });
}

export function dropDeletion(tx: Tx, chatId: number, messageId: number): void {
  drop(tx).run({ chatId, messageId });
}

const recordedSeconds = preparedSql(
  ({ id }: Given<{ id: number }>) =>
    sql<{
      seconds: number;
    }>`SELECT max(coalesce(${calls.talkS}, 0), coalesce(${calls.durationS}, 0),
        coalesce((SELECT ${recordings.lengthS} FROM ${recordings}
                   WHERE ${recordings.callId} = ${calls.id}), 0)) seconds
      FROM ${calls} WHERE ${calls.id} = ${id}`,
);

/** How long a call's recording can be at most, by what is known of the call; without end if nothing is. */
export function recordedSecondsOf(db: Db, id: number): number {
  return recordedSeconds(db).get({ id })?.seconds || Number.POSITIVE_INFINITY;
}
