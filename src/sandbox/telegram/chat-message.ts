import type {
  Audio,
  Document,
  InlineKeyboardMarkup,
  LinkPreviewOptions,
  MessageEntity,
  PhotoSize,
  User,
  UsersShared,
  Voice,
} from 'grammy/types';

/** A message as the Bot API gives it (https://core.telegram.org/bots/api#message), cut to what is used here. */
export interface ChatMessage {
  message_id: number;
  from: User;
  chat: { id: number; type: 'private'; first_name: string; last_name?: string; username?: string };
  /** Unix seconds. */
  date: number;
  edit_date?: number;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  voice?: Voice;
  audio?: Audio;
  document?: Document;
  photo?: PhotoSize[];
  reply_markup?: InlineKeyboardMarkup;
  effect_id?: string;
  users_shared?: UsersShared;
  via_bot?: User;
  reply_to_message?: ChatMessage;
  has_protected_content?: true;
  link_preview_options?: LinkPreviewOptions;
}
