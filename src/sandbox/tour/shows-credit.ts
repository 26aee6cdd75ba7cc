import { wordsIn } from '../../bot/words.ts';
import type { Member } from '../../db/people.ts';
import { languages } from '../../domain/person.ts';
import type { World } from '../telegram/world.ts';

const open = '\u0000';

/** What a month's credit begins with in each language, up to the name of the month. */
const beginnings = languages.flatMap((language) => {
  const words = wordsIn(language, 'UTC');
  const values = { month: open, mean: '', count: 0 };
  return ['credit-seller', 'credit-no-calls'].map(
    (key) => words.plain(key, values).split(open)[0] ?? open,
  );
});

/** Whether the bot has shown this person a month's credit since `at`. */
export function showsCredit({ chats, bot }: World, { telegramId }: Member, at: number): boolean {
  const messages = telegramId === null ? undefined : chats.get(telegramId)?.messages;
  return [...(messages?.values() ?? [])].some(({ from, text, caption, date, edit_date }) => {
    const said = text ?? caption ?? '';
    const shown = 1000 * (edit_date ?? date) >= at - 999 && from.id === bot.id;
    return shown && beginnings.some((beginning) => said.includes(beginning));
  });
}
