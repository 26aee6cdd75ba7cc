import {
  callRecording,
  dropDeletion,
  dueDeletions,
  postponeDeletion,
  type SoundKind,
  saveDeletion,
  saveTelegramFile,
  type TelegramFile,
  telegramFilesOf,
} from '../../db/recordings.ts';
import type { Stretch } from '../../domain/recording.ts';

export type { SoundKind } from '../../db/recordings.ts';

import type { App } from '../app.ts';

/** Telegram lets a bot delete its messages for 48 hours; recordings go an hour earlier. */
const keptInChatMs = 47 * 3_600_000;

/** The whole recording as Telegram already has it, in its parts, so that it is uploaded once. */
export function knownFiles(app: App, callId: number, kind: SoundKind): TelegramFile[] {
  if (isOfOtherLength(app, callId)) return [];
  const parts = telegramFilesOf(app.db, { callId, kind, clip: false });
  // Should the sending of the parts have broken off, they are sent again.
  return parts.at(-1)?.toS === 0 ? parts : [];
}

/** Then it is fetched anew whenever somebody listens: the rest of it may have come since. */
const isOfOtherLength = (app: App, callId: number) =>
  callRecording(app.db, callId)?.fault === 'other_length';

/** A clip as Telegram already has it. */
export function knownClip(
  app: App,
  callId: number,
  kind: SoundKind,
  { fromS, toS }: Stretch,
): TelegramFile[] {
  if (isOfOtherLength(app, callId)) return [];
  const clips = telegramFilesOf(app.db, { callId, kind, clip: true });
  return clips.filter((clip) => clip.fromS === fromS && clip.toS === toS);
}

/** Remembers what was sent of a recording: its file for the next time, its message to take back. */
export function recordingSent(
  app: App,
  sent: { callId: number; chatId: number; messageId: number; clip: boolean; file: TelegramFile },
): void {
  app.db.transaction((tx) => {
    saveTelegramFile(tx, sent.callId, sent.clip, sent.file);
    saveDeletion(tx, sent.chatId, sent.messageId, app.now() + keptInChatMs);
  });
}

/** Recordings whose time in the chat is over. */
export function recordingsToDelete(app: App, most: number) {
  return dueDeletions(app.db, app.now(), most);
}

export function recordingDeleted(app: App, chatId: number, messageId: number): void {
  app.db.transaction((tx) => dropDeletion(tx, chatId, messageId));
}

/** Telegram could not see to it: tried again later. */
export function recordingDeletionPostponed(
  app: App,
  chatId: number,
  messageId: number,
  byMs: number,
): void {
  const dueAt = app.now() + byMs;
  app.db.transaction((tx) => postponeDeletion(tx, chatId, messageId, dueAt));
}
