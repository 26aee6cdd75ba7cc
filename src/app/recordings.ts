import {
  dropDeletion,
  dueDeletions,
  saveDeletion,
  saveTelegramFile,
  telegramFileOf,
} from '../db/recordings.ts';
import type { App } from './app.ts';

/** Telegram lets a bot delete its messages for 48 hours; recordings go an hour earlier. */
const keptInChatMs = 47 * 3_600_000;

/** The recording as Telegram already has it, so that it is uploaded once. */
export function knownFile(app: App, callId: number) {
  return telegramFileOf(app.db, callId);
}

/** Remembers a recording that was sent: its file for the next time, its message to take back. */
export function recordingSent(
  app: App,
  sent: {
    callId: number;
    chatId: number;
    messageId: number;
    kind: 'voice' | 'audio';
    fileId: string;
  },
): void {
  app.db.transaction((tx) => {
    saveTelegramFile(tx, sent.callId, sent.kind, sent.fileId);
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
