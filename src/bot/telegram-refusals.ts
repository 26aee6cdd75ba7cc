import { GrammyError, HttpError } from 'grammy';

/** What Telegram's refusal of a call means for what was asked. */
export type Outcome =
  /** Not now; asked again later it may be done: too many requests, or a fault of Telegram's. */
  | 'wait'
  /** The operator mends it, and nothing that waits to be sent is lost meanwhile. */
  | 'token refused'
  /** Another program uses the token as well. */
  | 'token shared'
  /** The message, the file or the press is not there any more. */
  | 'gone'
  /** It is there, and too old for what was asked. */
  | 'late'
  /** Nobody can be written to in this chat: the bot was blocked, the account is deleted, or it was never begun. */
  | 'blocked'
  /** It is so already. */
  | 'unchanged'
  /** The person takes no voice messages. */
  | 'no voices'
  | 'too big'
  /** What was asked is wrong: our mistake, and the same again is refused again. */
  | 'bug';

export interface TelegramRefusal {
  readonly outcome: Outcome;
  /** So long Telegram asks to wait; null: it does not. */
  readonly waitMs: number | null;
  /** No answer that can be relied on: what was asked may have been done all the same. */
  readonly unanswered: boolean;
  /** Telegram's words. */
  readonly description: string;
}

type Row = readonly [code: number | 'any', says: RegExp, outcome: Outcome];

/** Refusals of whatever method, as the Bot API server words them (telegram-bot-api: Client.cpp, ClientManager.cpp). */
const ofAny: readonly Row[] = [
  [429, /^/, 'wait'],
  [401, /^/, 'token refused'],
  [421, /^/, 'token refused'],
  [409, /^/, 'token shared'],
  // It is no token at all; a method that is not there says so.
  [404, /^Not Found$/, 'token refused'],
  [400, /Logged out|the bot has already been closed/, 'token refused'],
];

const ofChat: readonly Row[] = [
  [403, /^/, 'blocked'],
  [400, /chat not found|PEER_ID_INVALID|user is deactivated|USER_DEACTIVATED/i, 'blocked'],
  [400, /have no write access to the chat/i, 'blocked'],
];

const ofFile: readonly Row[] = [
  [413, /^/, 'too big'],
  [400, /file is too big/i, 'too big'],
  [400, /wrong file[ _]id|wrong remote file|invalid file_id|invalid remote file/i, 'gone'],
  [400, /file not found|FILE_REFERENCE|can't use file of type/i, 'gone'],
  [400, /temporarily unavailable|file download has failed|failed to reupload/i, 'wait'],
];

const ofEdit: readonly Row[] = [
  [400, /message is not modified/i, 'unchanged'],
  [400, /message to edit not found|MESSAGE_ID_INVALID/, 'gone'],
  [400, /there is no (text|media|caption) in the message to edit/i, 'late'],
  [400, /message (media )?can't be edited|MESSAGE_EDIT_TIME_EXPIRED/i, 'late'],
];

const ofDeletion: readonly Row[] = [
  [400, /message to delete not found|MESSAGE_ID_INVALID/, 'gone'],
  [400, /message can't be deleted/i, 'late'],
];

const ofVoice: readonly Row[] = [
  ['any', /VOICE_MESSAGES_FORBIDDEN|restricted receiving of voice/i, 'no voices'],
];

const ofPress: readonly Row[] = [[400, /query is too old|QUERY_ID_INVALID/, 'late']];

/** Inline mode may have been switched off since somebody typed. */
const ofInline: readonly Row[] = [...ofPress, [400, /USER_BOT_INVALID/, 'gone']];

/** Every method that the bot calls, with how it is refused; what stands in no row is our mistake. */
const rowsOf = {
  getMe: [],
  getUpdates: [],
  setWebhook: [],
  deleteWebhook: [],
  getWebhookInfo: [],
  setMyCommands: ofChat,
  deleteMyCommands: ofChat,
  getFile: ofFile,
  sendMessage: ofChat,
  sendVoice: [...ofVoice, ...ofFile, ...ofChat],
  sendAudio: [...ofVoice, ...ofFile, ...ofChat],
  sendPhoto: [...ofFile, ...ofChat],
  sendDocument: [...ofFile, ...ofChat],
  editMessageText: [...ofEdit, ...ofChat],
  editMessageMedia: [...ofEdit, ...ofFile, ...ofChat],
  deleteMessage: [...ofDeletion, ...ofChat],
  answerCallbackQuery: ofPress,
  answerInlineQuery: ofInline,
} satisfies Readonly<Record<string, readonly Row[]>>;

/** The methods whose refusals are known. */
export const knownMethods = Object.keys(rowsOf);

/** What an error of a call to Telegram means; null: it is no such error. */
export function telegramRefusal(error: unknown): TelegramRefusal | null {
  if (error instanceof HttpError) {
    return { outcome: 'wait', waitMs: null, unanswered: true, description: error.message };
  }
  if (!(error instanceof GrammyError)) return null;
  const { method, error_code: code, description, parameters } = error;
  return {
    outcome: outcomeOf(method, code, description),
    waitMs: code === 429 ? (parameters.retry_after ?? 1) * 1000 : null,
    unanswered: code >= 500,
    description,
  };
}

/** What a refusal of this method means, by its code and words. */
export function outcomeOf(method: string, code: number, description: string): Outcome {
  if (code >= 500) return 'wait';
  const own: readonly Row[] = Object.hasOwn(rowsOf, method)
    ? rowsOf[method as keyof typeof rowsOf]
    : [];
  const row = [...own, ...ofAny].find(
    ([of, says]) => (of === 'any' || of === code) && says.test(description),
  );
  return row?.[2] ?? 'bug';
}

/** Whether the same may be done later, without anything being mended in it. */
export function isForLater(outcome: Outcome): boolean {
  return outcome === 'wait' || outcome === 'token refused' || outcome === 'token shared';
}

/** Whether the message that was to be changed is not there to be changed any more. */
export function isGone(error: unknown): boolean {
  const outcome = telegramRefusal(error)?.outcome;
  return outcome === 'gone' || outcome === 'late';
}

/** Whether the call was refused for a reason that is not ours. */
export function isRefusal(error: unknown): boolean {
  const refusal = telegramRefusal(error);
  return refusal !== null && refusal.outcome !== 'bug';
}

/** For `catch`, where it is no harm that Telegram refuses: only what is our mistake is thrown on. */
export function unlessBug(error: unknown): undefined {
  if (!isRefusal(error)) throw error;
}
