import { otherAdmin } from '../../app/people/act-on-self.ts';
import { setMentor, setMentorFrom } from '../../app/people/manage-person.ts';
import { mentorsToChoose, type PersonPage, personPage } from '../../app/people/read-people.ts';
import { readSpan } from '../../domain/absence-dates.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { dayMonth } from '../words.ts';
import { peopleScreen } from './people-screens.ts';
import { aboutOther, changed, problemText } from './person-change.ts';

/** Who teaches somebody, and from which day on. */

const mentorsPerPage = 8;

function mentorsScreen(ctx: Ctx, id: number, at = 0): Screen | null {
  const found = personPage(ctx.app, ctx.member, id);
  if (!found.ok) return null;
  const { words } = ctx;
  const present = found.page.mentors.map(({ personId, ...mentor }) => ({
    id: personId,
    ...mentor,
  }));
  const ids = new Set(present.map((mentor) => mentor.id));
  const others = mentorsToChoose(ctx.app)
    .filter((one) => one.id !== id && !ids.has(one.id))
    .map(({ id: mentorId, name }) => ({ id: mentorId, name, fromAt: null }));
  const other = otherAdmin(ctx.app, ctx.member);
  const everybody = [...present, ...others];
  const all = everybody.filter((one) => other === null || one.id !== ctx.member.id);
  const pages = Math.max(1, Math.ceil(all.length / mentorsPerPage));
  const shown = all.slice(at * mentorsPerPage, (at + 1) * mentorsPerPage);
  return screen(
    [
      `<b>${words.t('person-mentors-title', { name: found.page.person.name })}</b>`,
      words.t(everybody.length === 0 ? 'person-mentors-none' : 'person-mentors-how'),
      all.length < everybody.length && words.t('person-mentors-own', { name: other?.name ?? '—' }),
    ],
    [
      ...shown.map(({ id: mentorId, name, fromAt }) =>
        fromAt === null
          ? [button(`☐ ${name}`, 'person-mentor', id, mentorId, 'on', at)]
          : [
              button(`☑ ${cut(name, 40)}`, 'person-mentor', id, mentorId, 'off', at),
              button(`📅 ${sinceText(ctx, fromAt)}`, 'person-mentor-day', id, mentorId, at),
            ],
      ),
      [
        ...(at > 0 ? [button('◀', 'person-mentors', id, at - 1)] : []),
        ...(at + 1 < pages ? [button('▶', 'person-mentors', id, at + 1)] : []),
      ],
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

const sinceText = ({ words }: Ctx, fromAt: number) =>
  words.plain('mentor-since', { at: dayMonth(words, fromAt) });

function dayScreen(
  { words }: Ctx,
  { person }: PersonPage,
  mentor: PersonPage['mentors'][number],
  at: number,
  problem: string | null = null,
): Screen {
  return screen(
    [
      `<b>${words.t('mentor-day-title', { mentor: mentor.name, name: person.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('mentor-day-how'),
    ],
    [
      [
        button(
          words.plain('button-mentor-today'),
          'person-mentor-day',
          person.id,
          mentor.personId,
          at,
          'today',
        ),
        button(words.plain('button-back'), 'person-mentors', person.id, at),
      ],
    ],
  );
}

const pageOf = (given = '') => Math.max(0, Number.parseInt(given, 10) || 0);

const mentorOf = ({ mentors }: PersonPage, given: string | undefined) =>
  mentors.find(({ personId }) => String(personId) === given);

function showMentors(ctx: Ctx, id: number, at: number): Reply {
  const shown = mentorsScreen(ctx, id, at);
  return shown ? { screen: shown } : {};
}

export const personMentorsTaps = {
  'person-mentors': aboutOther((ctx, { person }, at) => showMentors(ctx, person.id, pageOf(at))),
  'person-mentor': aboutOther((ctx, { person: { id } }, given, way, at) => {
    const mentor = personPage(ctx.app, ctx.member, Number(given));
    if (!mentor.ok) return refused(ctx, mentor.refusal, mentorsScreen(ctx, id));
    const done = setMentor(ctx.app, ctx.member, id, mentor.page.person, way === 'on');
    return changed(ctx, done, id, () => mentorsScreen(ctx, id, pageOf(at)));
  }),
  'person-mentor-day': aboutOther((ctx, page, given, place, when) => {
    const { id } = page.person;
    const at = pageOf(place);
    const mentor = mentorOf(page, given);
    if (!mentor) return refused(ctx, 'stale', mentorsScreen(ctx, id, at));
    const { personId: mentorId } = mentor;
    if (when === 'today') {
      const done = setMentorFrom(ctx.app, ctx.member, id, { mentorId, date: page.today });
      return changed(ctx, done, id, () => mentorsScreen(ctx, id, at));
    }
    return {
      screen: dayScreen(ctx, page, mentor, at),
      ask: { kind: 'person_mentor_day', about: `${id}:${mentorId}:${at}` },
    };
  }),
} satisfies Taps;

/** The day from which on a mentor teaches: `01.12`. */
export const takeMentorDay: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const [given, mentorGiven, place] = about.split(':');
  const found = personPage(ctx.app, ctx.member, Number(given));
  if (!found.ok) return found;
  const { page } = found;
  const mentor = mentorOf(page, mentorGiven);
  if (!mentor) return { ok: false, refusal: 'stale' };
  const { id } = page.person;
  const at = pageOf(place);
  const span = readSpan(text, page.today);
  const done =
    span && span.from === span.to
      ? setMentorFrom(ctx.app, ctx.member, id, { mentorId: mentor.personId, date: span.from })
      : null;
  if (done?.ok) return { ok: true, screen: mentorsScreen(ctx, id, at) ?? peopleScreen(ctx) };
  const problem =
    done?.refusal === 'other_admin'
      ? problemText(ctx, done)
      : ctx.words.plain('mentor-day-unread', { text: cut(text, 60) });
  return { ok: true, screen: dayScreen(ctx, page, mentor, at, problem), again: true };
};
