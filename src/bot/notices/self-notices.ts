import type { App } from '../../app/app.ts';
import { type PendingNotice, selfActOf } from '../../app/notices/read-notice.ts';
import { localDateOf } from '../../domain/time.ts';
import { changeLines } from '../people/person-words.ts';
import type { Rendered } from '../rendered.ts';
import { cut, fitting, screen } from '../screen.ts';
import { escapeHtml, monthName, type Words } from '../words.ts';

/** What somebody changed of themselves, or closed though they are paid in it, for their heads. */
export function onSelf(app: App, words: Words, notice: PendingNotice<'on_self'>): Rendered {
  const act = selfActOf(app, notice);
  if (!act) return { do: 'drop' };
  const { name } = act;
  if ('period' in act) {
    const month = monthName(words, act.period.month);
    const lines = [words.t('on-self-closed', { name, month }), words.t('on-self-why')];
    return { do: 'send', screen: screen(lines) };
  }
  const { change } = act;
  const today = localDateOf(app.now(), words.zone);
  const whose = change.personId === change.byId ? '' : ` (${change.personName})`;
  return {
    do: 'send',
    screen: fitting((most) =>
      screen([
        `<b>${words.t('on-self-changed', { name })}</b>`,
        ...changeLines(words, change, today).map((line) =>
          escapeHtml(`${cut(line, most)}${cut(whose, most)}`),
        ),
        words.t('on-self-why'),
      ]),
    ),
  };
}
