import { done } from '../reply.ts';
import { answerCallbackQuery } from './callback.ts';
import { getChat, getMe, sendChatAction } from './chat.ts';
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands.ts';
import {
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from './edit.ts';
import { getUpdates } from './get-updates.ts';
import { answerInlineQuery } from './inline.ts';
import { getFile, sendMedia } from './media.ts';
import type { Method, MethodCall } from './method.ts';
import { deleteMessage, deleteMessages } from './remove.ts';
import { sendMessage } from './send.ts';
import { deleteWebhook, getWebhookInfo, setWebhook } from './set-webhook.ts';
import { refusedParameter } from './unserved.ts';

/** Settings of the bot's profile: taken, and without effect on a chat. */
const accept: Method = () => done(true);

const methods: Readonly<Record<string, Method>> = {
  getMe,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  answerInlineQuery,
  sendVoice: sendMedia('voice'),
  sendAudio: sendMedia('audio'),
  sendDocument: sendMedia('document'),
  sendPhoto: sendMedia('photo'),
  sendChatAction,
  getFile,
  getChat,
  setMyCommands,
  getMyCommands,
  deleteMyCommands,
  setMyName: accept,
  setMyDescription: accept,
  setMyShortDescription: accept,
  setMyDefaultAdministratorRights: accept,
  setChatMenuButton: accept,
  logOut: accept,
  close: accept,
};

// Telegram does not mind the case of a method's name.
const byLowerName = new Map(
  Object.entries(methods).map(([name, method]) => [
    name.toLowerCase(),
    {
      name,
      method: (call: MethodCall) => refusedParameter(name, call.params) ?? method(call),
    },
  ]),
);

export const servedMethods = Object.keys(methods);

/** The method of that name, with its name as it is usually written; undefined where there is none. */
export function findMethod(name: string): { name: string; method: Method } | undefined {
  return byLowerName.get(name.toLowerCase());
}
