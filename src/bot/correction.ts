import type { Context } from 'grammy';

type Update = Pick<Context, 'message' | 'editedMessage'>;

/** The message that was sent, or changed where it stands. */
export function saidIn({ message, editedMessage }: Update): Context['message'] {
  return message ?? editedMessage;
}

/**
 * Whether a message was changed that could not be taken as the answer it was meant to be: the words are an
 * answer now. Any other message that is changed says nothing any more: what it once said was taken.
 *
 * @param refused the messages that were sent in answer to what is still asked
 */
export function isCorrection({ editedMessage }: Update, refused: readonly number[]): boolean {
  const { message_id: id, text } = editedMessage ?? {};
  return id !== undefined && refused.includes(id) && text !== undefined && !text.startsWith('/');
}
