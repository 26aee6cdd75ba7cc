import axe from 'axe-core';
import type { Page } from 'playwright-core';

const themes = ['light', 'dark'] as const;
const worst = ['serious', 'critical'];
/** What moves has its colours only where it ends; what moves for ever has them at any time. */
const stillness = `Promise.all(document.getAnimations()
  .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
  .map((one) => one.finished.catch(() => {})))`;

/** What axe finds on the page as it stands, in both themes, that somebody could not use it for. */
export async function findings(page: Page): Promise<string[]> {
  const found = new Set<string>();
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(stillness);
    await page.evaluate(axe.source);
    const { violations }: axe.AxeResults = await page.evaluate(
      'axe.run(document, { resultTypes: ["violations"] })',
    );
    for (const { id, impact, nodes } of violations) {
      if (!worst.includes(impact ?? '')) continue;
      for (const { html, failureSummary } of nodes) {
        found.add(`${id}, ${colorScheme}: ${html.slice(0, 160)}\n${failureSummary}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: null });
  return [...found];
}
