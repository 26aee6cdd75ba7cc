import { type PersonChangeRow, peopleHistory, personPage } from '../../app/people/read-people.ts';
import { isOnSelf } from '../../domain/person-facts.ts';
import { localDateOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { peopleButton } from '../menu-buttons.ts';
import { type Reply, refused } from '../reply.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { escapeHtml, instant, type Words } from '../words.ts';
import { peopleHistoryButton, personButton, personHistoryButton } from './people-buttons.ts';
import { changeLines } from './person-words.ts';

const perPage = 8;

/** Who changed what, the newest first: of somebody, or of all. */
function shown(ctx: Ctx, personId: number | null, beforeId: number | null): Reply {
  const found = peopleHistory(ctx.app, ctx.member, { personId, beforeId, most: perPage });
  if (!found.ok) return refused(ctx, found.refusal);
  return { screen: historyScreen(ctx, personId, found, beforeId) };
}

function historyScreen(
  ctx: Ctx,
  personId: number | null,
  { changes, more }: { changes: PersonChangeRow[]; more: boolean },
  beforeId: number | null,
): Screen {
  const { words } = ctx;
  const today = localDateOf(ctx.app.now(), words.zone);
  const last = changes.at(-1);
  const historyButton = (key: string, before?: number) =>
    personId === null
      ? peopleHistoryButton.button(words.plain(key), { beforeId: before })
      : personHistoryButton.button(words.plain(key), { personId, beforeId: before });
  const back =
    personId === null
      ? peopleButton.button(words.plain('button-people'), {})
      : personButton.button(words.plain('button-back'), { personId });
  return fitting((most) =>
    screen(
      [
        `<b>${titleOf(ctx, personId)}</b>`,
        ...(changes.length === 0 ? [words.t('people-history-none')] : []),
        ...changes.flatMap((change) => [
          `<b>${changeHead(words, change)}</b>${whose(change, personId)}`,
          ...changeLines(words, change, today).map((line) => `    ${escapeHtml(cut(line, most))}`),
        ]),
      ],
      [
        [
          ...(beforeId === null ? [] : [historyButton('button-people-newer')]),
          ...(more && last ? [historyButton('button-people-older', last.id)] : []),
        ],
        [back],
      ],
    ),
  );
}

/** `24.11 14:05 · Юлия Маркова`: when, and who, also where to themselves;
 * a change without a name came by API, file or command. */
function changeHead(words: Words, change: PersonChangeRow): string {
  const by = change.byName ?? words.plain('people-by-system');
  const self = isOnSelf(change) ? ` · ${words.plain('people-on-self')}` : '';
  return `${instant(words, change.at).html} · ${escapeHtml(by + self)}`;
}

/** Whom a change is about, where that is not said otherwise. */
function whose(change: PersonChangeRow, personId: number | null): string {
  const known = personId !== null || change.byId === change.personId;
  return known ? '' : ` · ${escapeHtml(cut(change.personName, 60))}`;
}

function titleOf({ app, member, words }: Ctx, personId: number | null): string {
  if (personId === null) return words.t('people-history-title');
  const found = personPage(app, member, personId);
  return words.t('person-history-title', { name: found.ok ? found.page.person.name : '—' });
}

export const peopleHistoryHandlers = [
  peopleHistoryButton.on((ctx, { beforeId = null }) => shown(ctx, null, beforeId)),
  personHistoryButton.on((ctx, { personId, beforeId = null }) => shown(ctx, personId, beforeId)),
];
