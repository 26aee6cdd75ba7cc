import type { ButtonHandler } from '../../src/bot/buttons.ts';
import type { Ctx } from '../../src/bot/context.ts';
import type { Screen } from '../../src/bot/screen.ts';
import { wordsIn } from '../../src/bot/words.ts';
import type { Company } from './company.ts';
import { readsCall, watchRuns } from './watch-runs.ts';

/** What a handler or a screen needs to know of somebody who presses a button. */
export const ctxOf = ({ app, as }: Pick<Company, 'app' | 'as'>, who: string) =>
  ({ app, member: as(who), words: wordsIn('ru', 'Europe/Moscow') }) as Ctx;

/** Presses a button by its data; answers the screen that it leads to, and how often the call was read for it. */
export async function pressButton(
  handlers: ReadonlyMap<string, ButtonHandler>,
  { app, as }: Company,
  who: string,
  data: string,
) {
  let reads = 0;
  const watched = watchRuns(app, (text) => {
    if (readsCall(text)) reads += 1;
  });
  const [verb = '', ...parts] = data.split(':');
  const reply = await handlers.get(verb)?.press(ctxOf({ app: watched, as }, who), parts);
  return { screen: shownOf(reply?.screen), reads };
}

/** What a screen shows, without the functions that draw it. */
export const shownOf = (screen: Screen | null | undefined) =>
  screen && { text: screen.text, rows: screen.rows, payload: screen.menu?.payload };
