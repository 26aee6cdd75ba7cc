import type { InlineKeyboardButton } from 'grammy/types';
import { spentButton } from './buttons.ts';

type Button = InlineKeyboardButton;

/**
 * `◀ ▶` below a list of several pages. The way that is not there is greyed, so that the other stays where the
 * thumb is; nothing where there is neither.
 *
 * @param between what stands between the two, such as which page it is
 * @param onward the label of the way on, where it is greyed
 */
export function turnRow(
  before: Button | null | undefined | false,
  after: Button | null | undefined | false,
  between: readonly Button[] = [],
  onward = '▶',
): Button[] {
  if (!before && !after) return [];
  return [before || spentButton('◀'), ...between, after || spentButton(onward)];
}

/** `◀ 1/3 ▶`; nothing where one page is all. Pages count from 0. */
export function pageRow(
  page: number,
  pages: number,
  turn: (label: string, page: number) => Button,
): Button[] {
  return turnRow(page > 0 && turn('◀', page - 1), page + 1 < pages && turn('▶', page + 1), [
    turn(`${page + 1}/${pages}`, page),
  ]);
}
