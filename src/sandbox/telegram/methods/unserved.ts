import type { Params } from '../params.ts';
import { badRequest, type Refusal, unknownMethod } from '../reply.ts';

/** What Telegram has (Bot API 10.3, as @grammyjs/types tells it) and this server has not: it says so by name. */
const methods = new Set(
  `
  sendRichMessage forwardMessage forwardMessages copyMessage copyMessages sendLivePhoto sendVideo
  sendAnimation sendVideoNote sendPaidMedia sendMediaGroup sendLocation editMessageLiveLocation
  stopMessageLiveLocation sendVenue sendContact sendPoll sendChecklist editMessageChecklist
  sendDice sendMessageDraft sendRichMessageDraft setMessageReaction getUserProfilePhotos
  getUserProfileAudios setUserEmojiStatus banChatMember unbanChatMember restrictChatMember
  promoteChatMember setChatAdministratorCustomTitle setChatMemberTag banChatSenderChat
  unbanChatSenderChat setChatPermissions exportChatInviteLink createChatInviteLink
  editChatInviteLink createChatSubscriptionInviteLink editChatSubscriptionInviteLink
  revokeChatInviteLink approveChatJoinRequest declineChatJoinRequest answerChatJoinRequestQuery
  sendChatJoinRequestWebApp approveSuggestedPost declineSuggestedPost setChatPhoto deleteChatPhoto
  setChatTitle setChatDescription pinChatMessage unpinChatMessage unpinAllChatMessages leaveChat
  getChatAdministrators getChatMemberCount getChatMember getUserPersonalChatMessages
  setChatStickerSet deleteChatStickerSet getForumTopicIconStickers createForumTopic editForumTopic
  closeForumTopic reopenForumTopic deleteForumTopic unpinAllForumTopicMessages
  editGeneralForumTopic closeGeneralForumTopic reopenGeneralForumTopic hideGeneralForumTopic
  unhideGeneralForumTopic unpinAllGeneralForumTopicMessages answerGuestQuery getUserChatBoosts
  getUserGifts getChatGifts getBusinessConnection getManagedBotToken replaceManagedBotToken
  getManagedBotAccessSettings setManagedBotAccessSettings getMyName getMyDescription
  getMyShortDescription setMyProfilePhoto removeMyProfilePhoto getChatMenuButton
  getMyDefaultAdministratorRights getMyStarBalance stopPoll editEphemeralMessageText
  editEphemeralMessageMedia editEphemeralMessageCaption editEphemeralMessageReplyMarkup
  deleteEphemeralMessage deleteMessageReaction deleteAllMessageReactions deleteBusinessMessages
  setBusinessAccountName setBusinessAccountUsername setBusinessAccountBio
  setBusinessAccountProfilePhoto removeBusinessAccountProfilePhoto setBusinessAccountGiftSettings
  getBusinessAccountStarBalance transferBusinessAccountStars getBusinessAccountGifts
  convertGiftToStars upgradeGift transferGift postStory repostStory editStory deleteStory
  sendSticker getStickerSet getCustomEmojiStickers uploadStickerFile createNewStickerSet
  addStickerToSet setStickerPositionInSet deleteStickerFromSet replaceStickerInSet
  setStickerEmojiList setStickerKeywords setStickerMaskPosition setStickerSetTitle
  deleteStickerSet setStickerSetThumbnail setCustomEmojiStickerSetThumbnail getAvailableGifts
  sendGift giftPremiumSubscription answerWebAppQuery savePreparedInlineMessage
  savePreparedKeyboardButton sendInvoice createInvoiceLink answerShippingQuery
  answerPreCheckoutQuery getStarTransactions refundStarPayment editUserStarSubscription verifyUser
  verifyChat removeUserVerification removeChatVerification readBusinessMessage
  setPassportDataErrors sendGame setGameScore getGameHighScores
  `
    .trim()
    .split(/\s+/),
);

const ofSending = [
  'business_connection_id',
  'message_thread_id',
  'direct_messages_topic_id',
  'ephemeral_message_parameters',
  'suggested_post_parameters',
];
const ofEditing = ['business_connection_id', 'inline_message_id'];

/** Parameters of served methods. Whatever Telegram has not is passed over, as Telegram does. */
export const unservedParameters: Readonly<Record<string, readonly string[]>> = {
  setWebhook: ['certificate', 'ip_address'],
  sendMessage: ofSending,
  sendVoice: ofSending,
  sendAudio: ofSending,
  sendDocument: ofSending,
  sendPhoto: ofSending,
  sendChatAction: ['business_connection_id', 'message_thread_id'],
  editMessageText: [...ofEditing, 'rich_message'],
  editMessageCaption: ofEditing,
  editMessageMedia: ofEditing,
  editMessageReplyMarkup: ofEditing,
  answerCallbackQuery: ['url'],
};

/** Fields of objects that are parameters. */
export const unservedOfReply = [
  'chat_id',
  'ephemeral_message_id',
  'checklist_task_id',
  'poll_option_id',
  'quote',
  'quote_parse_mode',
  'quote_entities',
  'quote_position',
];
export const unservedOfInlineButton = ['web_app', 'login_url', 'callback_game', 'pay'];
export const unservedOfKey = [
  'request_chat',
  'request_contact',
  'request_location',
  'request_poll',
  'request_managed_bot',
  'web_app',
];
/** Kinds of results, and fields of what a result sends. */
export const unservedInlineResults = [
  'audio',
  'contact',
  'document',
  'game',
  'gif',
  'location',
  'mpeg4_gif',
  'photo',
  'sticker',
  'venue',
  'video',
  'voice',
];
export const unservedOfInlineResult = [
  'latitude',
  'phone_number',
  'provider_token',
  'rich_message',
];
export const unservedOfResultsButton = ['web_app'];
export const unservedMedia = ['animation', 'live_photo', 'video'];

const lowerNames = new Map([...methods].map((name) => [name.toLowerCase(), name]));

export function notServed(what: string): Refusal {
  return badRequest(`this local Telegram does not serve ${what}`);
}

/** The answer to a method that is not served; Telegram's own where it has none of that name either. */
export function refusedMethod(asked: string): Refusal {
  const name = lowerNames.get(asked.toLowerCase());
  if (name === undefined) return unknownMethod;
  return { ...unknownMethod, description: `Not Found: this local Telegram does not serve ${name}` };
}

/** The first parameter of the call that is not served, where one is given. */
export function refusedParameter(method: string, { fields, uploads }: Params): Refusal | null {
  for (const name of unservedParameters[method] ?? []) {
    if (isGiven(fields[name]) || uploads.has(name)) return notServed(`${name} of ${method}`);
  }
  return null;
}

/** The first of these fields that the object has. */
export function givenOf(object: Record<string, unknown>, names: readonly string[]): string | null {
  return names.find((name) => isGiven(object[name])) ?? null;
}

/** Telegram takes these as if they had been left out. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !['', 'false', '0'].includes(String(value));
}
