import { type PersonChangeRow, peopleHistory, personPage } from '../../app/people/read-people.ts';
import { localDateOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { escapeHtml } from '../words.ts';
import { changeHead, changeLines } from './person-words.ts';

const perPage = 8;

/** Who changed what, the newest first: of somebody, or of all. */
function shown(ctx: Ctx, personId: number | null, before: string | undefined): Reply {
  const beforeId = Number.parseInt(before ?? '', 10) || null;
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
  const verb = personId === null ? 'people-history' : 'person-history';
  const of = personId === null ? [] : [personId];
  const back =
    personId === null
      ? button(words.plain('button-people'), 'people')
      : button(words.plain('button-back'), 'person', personId);
  return fitting((most) =>
    screen(
      [
        `<b>${titleOf(ctx, personId)}</b>`,
        ...(changes.length === 0 ? [words.t('people-history-none')] : []),
        ...changes.flatMap((change) => [
          `<b>${escapeHtml(changeHead(words, change))}</b>${whose(change, personId)}`,
          ...changeLines(words, change, today).map((line) => `    ${escapeHtml(cut(line, most))}`),
        ]),
      ],
      [
        [
          ...(beforeId !== null ? [button(words.plain('button-people-newer'), verb, ...of)] : []),
          ...(more
            ? [button(words.plain('button-people-older'), verb, ...of, changes.at(-1)?.id ?? 0)]
            : []),
        ],
        [back],
      ],
    ),
  );
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

export const peopleHistoryTaps = {
  'people-history': (ctx, before) => shown(ctx, null, before),
  'person-history': (ctx, id, before) => shown(ctx, Number(id), before),
} satisfies Taps;
