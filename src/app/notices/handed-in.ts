import { z } from 'zod';
import { callFacts } from '../../db/calls.ts';
import type { Tx } from '../../db/open.ts';
import { personById } from '../../db/people.ts';
import { readStored } from '../../domain/stored.ts';
import type { App } from '../app.ts';
import { chatNote, writeChatNote } from '../people/chat-notes.ts';
import { notify } from './notify.ts';

/** Messages of a chat that say of a score that it can still be taken back. */
const placesSchema = z.array(z.object({ call: z.int(), at: z.int() }));

/** More than anybody hands in within the time that a notice is held. */
const placesMax = 30;

const placesOf = (app: App, chatId: number) =>
  readStored(placesSchema, chatNote(app, chatId, 'handed-in')) ?? [];

/** Notes of which call a message says that its score is handed in; null: it has come to show something else. */
export function noteHandedIn(app: App, chatId: number, messageId: number, callId: number | null) {
  const places = placesOf(app, chatId);
  const others = places.filter(({ call, at }) => at !== messageId && call !== callId);
  if (callId === null && others.length === places.length) return;
  const now = callId === null ? others : [{ call: callId, at: messageId }, ...others];
  writeChatNote(app, chatId, 'handed-in', JSON.stringify(now.slice(0, placesMax)));
}

/** The message that says so of a call; null where there is none. */
export function handedInAt(app: App, chatId: number, callId: number): number | null {
  return placesOf(app, chatId).find(({ call }) => call === callId)?.at ?? null;
}

/** The score is on its way to its seller: where its controller reads that it can be taken back, it cannot any more. */
export function tellScoreLeft(tx: Tx, app: App, callId: number): void {
  const controllerId = callFacts(tx, callId)?.scoredById ?? null;
  const controller = controllerId === null ? null : personById(tx, controllerId, app.now());
  const chatId = controller?.telegramId ?? null;
  if (!controller || chatId === null || handedInAt(app, chatId, callId) === null) return;
  notify(tx, app, {
    key: `score_left:${callId}:${app.now()}`,
    personId: controller.id,
    kind: 'score_left',
    callId,
    dueAt: app.now(),
  });
}
