import type { Member } from '../../db/people.ts';
import { percentText, ppmOf } from '../../domain/credit.ts';
import { type LocalMonth, localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import type { ItemCredit, TypeCredit } from './credit-figures.ts';
import { readCredit } from './read-credit.ts';

/** How often an item failed in the calls of several sellers together. */
export type TeamItem = Pick<ItemCredit, 'text' | 'calls' | 'failed' | 'failedPercent'>;

export interface TeamCredit {
  month: LocalMonth;
  sellers: { name: string; types: TypeCredit[] }[];
  items: TeamItem[];
}

/** The present month of some sellers, in their order, whoever has no counted call with no types. */
export function teamCredit(app: App, people: readonly Member[]): TeamCredit {
  const month = localMonthOf(app.now(), app.policy().timeZone);
  const credit = readCredit(app, month);
  const found = new Map(credit.sellers.map((row) => [row.sellerId, row]));
  const sellers = people.map(({ id, name }) => ({ name, types: found.get(id)?.types ?? [] }));
  const items = new Map<string, { text: string; calls: number; failed: number }>();
  for (const { type, items: ofType } of sellers.flatMap(({ types }) => types)) {
    for (const { code, text, calls, failed } of ofType) {
      const key = `${type} ${code}`;
      const sum = items.get(key) ?? { text, calls: 0, failed: 0 };
      items.set(key, { text, calls: sum.calls + calls, failed: sum.failed + failed });
    }
  }
  return {
    month,
    sellers,
    items: [...items.values()].map((item) => ({
      ...item,
      failedPercent: item.calls === 0 ? null : percentText(ppmOf(item.failed, item.calls)),
    })),
  };
}
