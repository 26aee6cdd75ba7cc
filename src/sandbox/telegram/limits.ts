/** Telegram's limits, as its documentation states them; the bounds of this server stand below. */
export const textLengthMax = 4096;
export const textRawBytesMax = 32_768;
export const captionLengthMax = 1024;
export const callbackDataBytesMax = 64;
export const callbackAnswerLengthMax = 200;
export const inlineButtonsMax = 100;
export const copiedTextLengthMax = 256;
export const requestedUsersMax = 10;
export const inlineQueryLengthMax = 256;
export const inlineResultsMax = 50;
export const inlineResultIdBytesMax = 64;
export const inlineNextOffsetBytesMax = 64;
/** So long the server keeps a query for the bot. */
export const inlineAnswerLifetimeMs = 30 * 1000;
export const startPayloadPattern = /^[A-Za-z0-9_-]{1,64}$/;
export const uploadBytesMax = 50 * 1024 * 1024;
export const photoBytesMax = 10 * 1024 * 1024;
/** Pixels: width and height together, and how much longer than the other one side may be. */
export const photoSidesSumMax = 10_000;
export const photoSidesRatioMax = 20;
export const downloadBytesMax = 20 * 1024 * 1024;
export const deleteWithinMs = 48 * 60 * 60 * 1000;
export const callbackLifetimeMs = 60 * 1000;
export const longPollSecondsMax = 50;

/** How much this server keeps; the oldest goes first. */
export const keptMessagesPerChatMax = 2000;
export const keptKeyboardsMax = 50;
export const keptUpdatesMax = 10_000;
export const keptCallsMax = 5000;
/** Whole requests with their answers, each text cut at so many characters. */
export const keptRequestsMax = 500;
export const keptRequestLengthMax = 12_000;
export const keptCallbacksMax = 1000;
export const keptInlineQueriesMax = 1000;
export const keptFilesMax = 2000;
export const keptFileBytesMax = 512 * 1024 * 1024;
export const keptFaultsMax = 100;
export const listenersMax = 100;

/** How long a person's tap waits for the bot's answer before the page is told that none came. */
export const pressWaitMs = 10_000;
/** The same of what a person types to the bot inline. */
export const inlineWaitMs = 10_000;
