import { addAbsence, endAbsence, removeAbsence } from '../../app/people/manage-absences.ts';
import { type PersonPage, personPage } from '../../app/people/read-people.ts';
import { type AbsenceKind, absenceKinds } from '../../domain/person-facts.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { localDateOf, plusDuration, startOfDay } from '../../domain/time.ts';
import { type DateSpan, daysText, readDays } from '../../domain/typed-dates.ts';
import { buttonKind, id, oneOf, optional } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { escapeHtml } from '../words.ts';
import { absencesButton, personButton } from './people-buttons.ts';
import { aboutOther } from './person-change.ts';
import { absenceText } from './person-words.ts';

const admins = commandRoles.people;
const ofAbsence = { personId: id, absenceId: id };
const awayButton = buttonKind('person-away', admins, {
  personId: id,
  kind: oneOf(absenceKinds),
  when: optional(oneOf(['today', 'week'])),
});
const backButton = buttonKind('person-back', admins, ofAbsence);
const removeButton = buttonKind('person-unaway', admins, ofAbsence);

function absencesScreen(ctx: Ctx, personId: number, note: string | null = null): Screen {
  const found = personPage(ctx.app, ctx.member, personId);
  const { words } = ctx;
  if (!found.ok) return screen([escapeHtml(refusalWords(ctx, found.refusal))]);
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
        const span = daysText(absence, { language: words.language, today, meant: 'near' });
        const of = { personId, absenceId: absence.id };
        return [
          ...(absence.from < today
            ? [backButton.button(words.plain('button-absence-end', { span }), of)]
            : []),
          removeButton.button(words.plain('button-absence-remove', { span }), of),
        ];
      }),
      absenceKinds.map((kind) =>
        awayButton.button(words.plain(`button-absence-${kind}`), { personId, kind }),
      ),
      [personButton.button(words.plain('button-back'), { personId })],
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
  const of = { personId: person.id, kind };
  return screen(
    [
      `<b>${words.t('absence-dates-title', { name: person.name, kind: words.plain(`absence-${kind}`) })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('absence-dates-how'),
    ],
    [
      [
        awayButton.button(words.plain('button-absence-today'), { ...of, when: 'today' }),
        awayButton.button(
          words.plain('button-absence-week', {
            span: daysText(week, { language: words.language, today, meant: 'near' }),
          }),
          {
            ...of,
            when: 'week',
          },
        ),
      ],
      [absencesButton.button(words.plain('button-back'), { personId: person.id })],
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

export const personAbsencesHandlers = [
  absencesButton.on(aboutOther((ctx, { person }) => ({ screen: absencesScreen(ctx, person.id) }))),

  awayButton.on(
    aboutOther((ctx, page, { personId, kind, when }) => {
      if (when === undefined) {
        return {
          screen: datesScreen(ctx, page, kind),
          ask: { kind: 'person_absence', about: { personId, kind } },
        };
      }
      const span = when === 'week' ? weekOf(page.today) : { from: page.today, to: page.today };
      return after(ctx, personId, addAbsence(ctx.app, ctx.member, personId, { kind, ...span }));
    }),
  ),

  backButton.on(
    aboutOther((ctx, _, { personId, absenceId }) =>
      after(ctx, personId, endAbsence(ctx.app, ctx.member, absenceId)),
    ),
  ),

  removeButton.on(
    aboutOther((ctx, _, { personId, absenceId }) =>
      after(ctx, personId, removeAbsence(ctx.app, ctx.member, absenceId)),
    ),
  ),
];

/** The days of an absence: `01.12-14.12`. */
export const absenceAnswerHandler: AnswerHandler<'person_absence'> = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { personId, kind } = about;
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return found;
  const { page } = found;
  const { id } = page.person;
  const span = readDays(text, page.today, 'near');
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
