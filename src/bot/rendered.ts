import type { Screen } from './screen.ts';

/** What to do about a notice: a new message, an edit of an earlier one, or nothing any more. */
export type Rendered =
  | { do: 'send'; screen: Screen; silent?: boolean; effect?: string }
  | { do: 'edit'; screen: Screen; at: { chatId: number; messageId: number } }
  | { do: 'drop' };
