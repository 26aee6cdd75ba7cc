import type { Api } from 'grammy';
import type { App } from '../../app/app.ts';
import type { TellDirectly } from '../../app/company/tell-incidents.ts';
import type { IncidentNews } from '../../app/incidents.ts';
import { isQuietNow } from '../../app/notices/notify.ts';
import type { PendingNotice } from '../../app/notices/read-notice.ts';
import type { Rendered } from '../rendered.ts';
import { messageOptions, type Screen, screen } from '../screen.ts';
import { instant, span, type Words, wordsIn } from '../words.ts';

/** What is wrong with the service, since when and what to do; or that it is over. */
function incidentScreen(words: Words, { kind, about, sinceAt, overAt }: IncidentNews): Screen {
  const what = words.t(`incident-${kind}`, { about });
  const since = instant(words, sinceAt);
  if (overAt === null) {
    return screen([
      `<b>⚠️ ${what}</b>`,
      words.t('incident-since', { since }),
      words.t(`incident-cure-${kind}`),
    ]);
  }
  const lasted = span(words, overAt - sinceAt);
  return screen([
    `<b>✅ ${words.t('incident-over')}</b>`,
    what,
    words.t('incident-lasted', { since, lasted }),
  ]);
}

/** One that is over by the time at which its beginning could leave is told of once, at its end. */
export function incidentNotice(
  app: App,
  words: Words,
  { payload }: PendingNotice<'incident'>,
): Rendered {
  const { kind, about, sinceAt, overAt } = payload;
  const lasts = app.incidents.open().some((one) => one.kind === kind && one.about === about);
  if (overAt === null && !lasts) return { do: 'drop' };
  return {
    do: 'send',
    silent: isQuietNow(app),
    screen: incidentScreen(words, { kind, about, sinceAt, overAt }),
  };
}

/**
 * Past the outbox, which the database that fails may not let anything into.
 *
 * @param zone the company's as it is then
 */
export function incidentTeller(api: Api, zone: () => string): TellDirectly {
  return async ({ telegramId, language }, news) => {
    if (telegramId === null) return;
    const shown = incidentScreen(wordsIn(language, zone()), news);
    await api.sendMessage(telegramId, shown.text, messageOptions(shown, null));
  };
}
