import { addAbsence, endAbsence, removeAbsence } from '../../app/people/manage-absences.ts';
import { type PersonPage, personPage } from '../../app/people/read-people.ts';
import { type DateSpan, readSpan } from '../../domain/absence-dates.ts';
import { type AbsenceKind, absenceKinds } from '../../domain/person-facts.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { localDateOf, plusDuration, startOfDay } from '../../domain/time.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { aboutOther } from './person-change.ts';
import { absenceText, spanText } from './person-words.ts';

const kindOf = (given: string | undefined): AbsenceKind | null =>
  absenceKinds.find((kind) => kind === given) ?? null;

function absencesScreen(ctx: Ctx, id: number, note: string | null = null): Screen {
  const found = personPage(ctx.app, ctx.member, id);
  const { words } = ctx;
  if (!found.ok) return screen([words.t(`refusal-${found.refusal}`)]);
  const { person, absences, today } = found.page;
  return screen(
    [
      `<b>${words.t('absences-title', { name: person.name })}</b>`,
      note,
      ...absences.map((absence) => `💤 ${absenceText(words, absence, today)}`),
      words.t('absences-how'),
    ],
    [
      ...absences.map((absence) => {
        const span = spanText(absence, today);
        return [
          ...(absence.from < today
            ? [button(words.plain('button-absence-end', { span }), 'person-back', id, absence.id)]
            : []),
          button(words.plain('button-absence-remove', { span }), 'person-unaway', id, absence.id),
        ];
      }),
      absenceKinds.map((kind) =>
        button(words.plain(`button-absence-${kind}`), 'person-away', id, kind),
      ),
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

function datesScreen(
  { words }: Ctx,
  { person, today }: PersonPage,
  kind: AbsenceKind,
  problem: string | null = null,
): Screen {
  const week = weekOf(today);
  return screen(
    [
      `<b>${words.t('absence-dates-title', { name: person.name, kind: words.plain(`absence-${kind}`) })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('absence-dates-how'),
    ],
    [
      [
        button(words.plain('button-absence-today'), 'person-away', person.id, kind, 'today'),
        button(
          words.plain('button-absence-week', { span: spanText(week, today) }),
          'person-away',
          person.id,
          kind,
          'week',
        ),
      ],
      [button(words.plain('button-back'), 'person-absences', person.id)],
    ],
  );
}

/** From today to the Sunday of this week. */
function weekOf(today: string): DateSpan {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const sunday = plusDuration(startOfDay(today, 'UTC'), `P${6 - weekday}D`, 'UTC');
  return { from: today, to: localDateOf(sunday, 'UTC') };
}

/** The absences after a change, with what it did to running deadlines. */
function after(ctx: Ctx, id: number, done: Outcome<{ moved: number }>): Reply {
  if (!done.ok) return refused(ctx, done.refusal, absencesScreen(ctx, id));
  return { screen: absencesScreen(ctx, id, movedNote(ctx, done.moved)) };
}

function movedNote({ words }: Ctx, moved: number): string | null {
  return moved > 0 ? words.t('absence-moved', { count: moved }) : null;
}

export const personAbsencesTaps = {
  'person-absences': aboutOther((ctx, { person }) => ({ screen: absencesScreen(ctx, person.id) })),
  'person-away': aboutOther((ctx, page, given, when) => {
    const { id } = page.person;
    const kind = kindOf(given);
    if (!kind) return refused(ctx, 'stale', absencesScreen(ctx, id));
    if (when === undefined) {
      return {
        screen: datesScreen(ctx, page, kind),
        ask: { kind: 'person_absence', about: `${id}:${kind}` },
      };
    }
    const span = when === 'week' ? weekOf(page.today) : { from: page.today, to: page.today };
    return after(ctx, id, addAbsence(ctx.app, ctx.member, id, { kind, ...span }));
  }),
  'person-back': aboutOther((ctx, { person }, absenceId) =>
    after(ctx, person.id, endAbsence(ctx.app, ctx.member, Number(absenceId))),
  ),
  'person-unaway': aboutOther((ctx, { person }, absenceId) =>
    after(ctx, person.id, removeAbsence(ctx.app, ctx.member, Number(absenceId))),
  ),
} satisfies Taps;

/** The days of an absence: `01.12-14.12`. */
export const takePersonAbsence: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const [given, word] = about.split(':');
  const kind = kindOf(word);
  const found = personPage(ctx.app, ctx.member, Number(given));
  if (!found.ok) return found;
  if (!kind) return { ok: false, refusal: 'stale' };
  const { page } = found;
  const { id } = page.person;
  const span = readSpan(text, page.today);
  const problem = (words: string) => ({
    ok: true as const,
    screen: datesScreen(ctx, page, kind, words),
    again: true,
  });
  if (!span) return problem(ctx.words.plain('absence-unread', { text: cut(text, 60) }));
  const done = addAbsence(ctx.app, ctx.member, id, { kind, ...span });
  if (!done.ok) return problem(refusalWords(ctx, done.refusal));
  return { ok: true, screen: absencesScreen(ctx, id, movedNote(ctx, done.moved)) };
};
