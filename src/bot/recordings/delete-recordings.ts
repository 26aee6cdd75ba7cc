import type { Api } from 'grammy';
import type { App } from '../../app/app.ts';
import {
  recordingDeleted,
  recordingDeletionPostponed,
  recordingsToDelete,
} from '../../app/recordings/recordings.ts';
import { isForLater, isRefusal, telegramRefusal } from '../telegram-refusals.ts';

interface DeletingParts {
  app: App;
  api: Api;
  /** Telegram asked to wait: nothing is sent meanwhile. */
  pause(ms: number): void;
  onError(error: unknown, what: string): void;
}

/** Telegram says no reason, or did not answer: so long until it is asked again. */
const againMs = 30_000;

/**
 * Takes recordings whose time is over out of the chats. One that Telegram could not see to just now is
 * tried again until it is gone, or too old to be deleted.
 */
export async function deleteOldRecordings(
  { app, api, pause, onError }: DeletingParts,
  most: number,
): Promise<void> {
  for (const { chatId, messageId } of recordingsToDelete(app, most)) {
    try {
      await api.deleteMessage(chatId, messageId);
    } catch (error) {
      const refusal = telegramRefusal(error);
      if (refusal && isForLater(refusal.outcome)) {
        const { waitMs } = refusal;
        recordingDeletionPostponed(app, chatId, messageId, waitMs ?? againMs);
        if (waitMs !== null) pause(waitMs);
        // The next would hardly fare better just now, and notices wait behind it.
        return;
      }
      // What is too old by now stays: the service was down when it was time.
      if (!isRefusal(error)) onError(error, 'a recording stays in its chat');
    }
    recordingDeleted(app, chatId, messageId);
  }
}
