import { otherAdmin } from '../../app/people/act-on-self.ts';
import { setMentor, setMentorFrom } from '../../app/people/manage-person.ts';
import { mentorsToChoose, type PersonPage, personPage } from '../../app/people/read-people.ts';
import { yearsMax } from '../../domain/absence-dates.ts';
import { readDay } from '../../domain/typed-dates.ts';
import { buttonKind, id, oneOf, optional, page as pageField } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { turnRow } from '../pager.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { cut, type Screen, screen } from '../screen.ts';
import { dayMonth } from '../words.ts';
import { mentorsButton, personButton } from './people-buttons.ts';
import { peopleScreen } from './people-screens.ts';
import { aboutOther, changed, problemText } from './person-change.ts';

/** Who teaches somebody, and from which day on. */

const mentorsPerPage = 8;

const admins = commandRoles.people;
const mentorButton = buttonKind('person-mentor', admins, {
  personId: id,
  mentorId: id,
  to: oneOf(['on', 'off']),
  page: optional(pageField),
});
const mentorDayButton = buttonKind('person-mentor-day', admins, {
  personId: id,
  mentorId: id,
  page: optional(pageField),
  when: optional(oneOf(['today'])),
});

function mentorsScreen(ctx: Ctx, personId: number, page = 0): Screen | null {
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return null;
  const { words } = ctx;
  const present = found.page.mentors.map(({ personId: mentorId, ...mentor }) => ({
    id: mentorId,
    ...mentor,
  }));
  const ids = new Set(present.map((mentor) => mentor.id));
  const others = mentorsToChoose(ctx.app)
    .filter((one) => one.id !== personId && !ids.has(one.id))
    .map(({ id: mentorId, name }) => ({ id: mentorId, name, fromAt: null }));
  const other = otherAdmin(ctx.app, ctx.member);
  const everybody = [...present, ...others];
  const all = everybody.filter((one) => other === null || one.id !== ctx.member.id);
  const pages = Math.max(1, Math.ceil(all.length / mentorsPerPage));
  const shown = all.slice(page * mentorsPerPage, (page + 1) * mentorsPerPage);
  return screen(
    [
      `<b>${words.t('person-mentors-title', { name: found.page.person.name })}</b>`,
      words.t(everybody.length === 0 ? 'person-mentors-none' : 'person-mentors-how'),
      all.length < everybody.length && words.t('person-mentors-own', { name: other?.name ?? '—' }),
    ],
    [
      ...shown.map(({ id: mentorId, name, fromAt }) =>
        fromAt === null
          ? [mentorButton.button(`☐ ${name}`, { personId, mentorId, to: 'on', page })]
          : [
              mentorButton.button(`☑ ${cut(name, 40)}`, { personId, mentorId, to: 'off', page }),
              mentorDayButton.button(`📅 ${sinceText(ctx, fromAt)}`, { personId, mentorId, page }),
            ],
      ),
      turnRow(
        page > 0 && mentorsButton.button('◀', { personId, page: page - 1 }),
        page + 1 < pages && mentorsButton.button('▶', { personId, page: page + 1 }),
      ),
      [personButton.button(words.plain('button-back'), { personId })],
    ],
  );
}

const sinceText = ({ words }: Ctx, fromAt: number) =>
  words.plain('mentor-since', { at: dayMonth(words, fromAt) });

function dayScreen(
  { words }: Ctx,
  { person }: PersonPage,
  mentor: PersonPage['mentors'][number],
  page: number,
  problem: string | null = null,
): Screen {
  const of = { personId: person.id, page };
  return screen(
    [
      `<b>${words.t('mentor-day-title', { mentor: mentor.name, name: person.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('mentor-day-how'),
    ],
    [
      [
        mentorDayButton.button(words.plain('button-mentor-today'), {
          ...of,
          mentorId: mentor.personId,
          when: 'today',
        }),
        mentorsButton.button(words.plain('button-back'), of),
      ],
    ],
  );
}

const mentorOf = ({ mentors }: PersonPage, mentorId: number) =>
  mentors.find(({ personId }) => personId === mentorId);

function showMentors(ctx: Ctx, personId: number, page: number): Reply {
  const shown = mentorsScreen(ctx, personId, page);
  return shown ? { screen: shown } : {};
}

export const personMentorsHandlers = [
  mentorsButton.on(
    aboutOther((ctx, _, { personId, page = 0 }) => showMentors(ctx, personId, page)),
  ),

  mentorButton.on(
    aboutOther((ctx, _, { personId, mentorId, to, page }) => {
      const mentor = personPage(ctx.app, ctx.member, mentorId);
      if (!mentor.ok) return refused(ctx, mentor.refusal, mentorsScreen(ctx, personId));
      const done = setMentor(ctx.app, ctx.member, personId, mentor.page.person, to === 'on');
      return changed(ctx, done, personId, () => mentorsScreen(ctx, personId, page));
    }),
  ),

  mentorDayButton.on(
    aboutOther((ctx, found, { personId, mentorId, page = 0, when }) => {
      const mentor = mentorOf(found, mentorId);
      if (!mentor) return refused(ctx, 'stale', mentorsScreen(ctx, personId, page));
      if (when === 'today') {
        const from = { mentorId, date: found.today };
        const done = setMentorFrom(ctx.app, ctx.member, personId, from);
        return changed(ctx, done, personId, () => mentorsScreen(ctx, personId, page));
      }
      return {
        screen: dayScreen(ctx, found, mentor, page),
        ask: { kind: 'person_mentor_day', about: { personId, mentorId, page } },
      };
    }),
  ),
];

/** The day from which on a mentor teaches: `01.12`. */
export const mentorDayAnswerHandler: AnswerHandler<'person_mentor_day'> = (
  ctx,
  about,
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const { personId, mentorId, page } = about;
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return found;
  const mentor = mentorOf(found.page, mentorId);
  if (!mentor) return { ok: false, refusal: 'stale' };
  const date = readDay(text, found.page.today, 'near');
  const done =
    date === null ? null : setMentorFrom(ctx.app, ctx.member, personId, { mentorId, date });
  if (done?.ok)
    return { ok: true, screen: mentorsScreen(ctx, personId, page) ?? peopleScreen(ctx) };
  const problem =
    done?.refusal === 'other_admin'
      ? problemText(ctx, done)
      : ctx.words.plain('mentor-day-unread', { text: cut(text, 60), years: yearsMax });
  return { ok: true, screen: dayScreen(ctx, found.page, mentor, page, problem), again: true };
};
