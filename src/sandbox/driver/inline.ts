import type { InlineAnswer } from '../telegram/inline-queries.ts';
import type { Endpoint } from './endpoint.ts';
import { fits } from './fits.ts';

type Shown = Omit<InlineAnswer, 'results'> & {
  queryId: string;
  results: { id: string; title: string; description: string }[];
};

/** What somebody types to the bot inline in its own chat, and picks of the answer. */
export function createInline(
  endpoint: Endpoint,
  { id, firstName }: { id: number; firstName: string },
  quiet: () => Promise<void>,
) {
  let query = '';
  let shown: Shown | null = null;

  const lineOf = ({ title, description }: Shown['results'][number]) =>
    [title, description].filter(Boolean).join(' · ');
  const ask = async (offset: string): Promise<string[]> => {
    shown = await endpoint.ask<Shown>('POST', `/chats/${id}/inline`, { query, offset });
    if (!shown.answered) throw new Error(`the search "${query}" was never answered`);
    await quiet();
    const { button, results } = shown;
    return [...(button ? [`[${button.text}]`] : []), ...results.map(lineOf)];
  };

  return {
    searches(typed: string): Promise<string[]> {
      query = typed;
      return ask('');
    },
    async searchesOn(): Promise<string[]> {
      return shown?.nextOffset ? ask(shown.nextOffset) : [];
    },
    async picks(label: string | RegExp): Promise<void> {
      const found = shown?.results.find((result) => fits(lineOf(result), label));
      const lines = shown?.results.map(lineOf).join('\n');
      if (!shown || !found) throw new Error(`${firstName} is shown no ${label} in\n${lines}`);
      const picked = { queryId: shown.queryId, resultId: found.id };
      await endpoint.ask('POST', `/chats/${id}/pick`, picked);
      await quiet();
    },
  };
}
