import type { Question, Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { button, screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { newcomerTaps, takeNewDirection, takeNewName } from './newcomer.ts';
import { peopleHistoryTaps } from './people-history.ts';
import { type From, peopleScreen, searchOf } from './people-screens.ts';
import { personTaps, takePersonName } from './person.ts';
import { personAbsencesTaps, takePersonAbsence } from './person-absences.ts';
import { personMentorsTaps, takeMentorDay } from './person-mentors.ts';
import { personTiesTaps, takePersonDirection, takePersonExtension } from './person-ties.ts';

const isAdmin = ({ member }: Ctx) => member.roles.includes('admin');

/** `/people`, or `/people Иван` at once. */
export async function openPeople(ctx: Ctx): Promise<void> {
  const typed = typeof ctx.match === 'string' ? ctx.match : '';
  await sendScreen(ctx, peopleScreen(ctx, searchOf(typed)));
}

function fromOf(way: string | undefined, id: string | undefined): From {
  const found = Number.parseInt(id ?? '', 10);
  return (way === 'after' || way === 'before') && found > 0 ? { way, id: found } : null;
}

export const peopleTaps = {
  ...newcomerTaps,
  ...personTaps,
  ...personTiesTaps,
  ...personMentorsTaps,
  ...personAbsencesTaps,
  ...peopleHistoryTaps,
  people: (ctx, way, id, search = '') => ({
    screen: peopleScreen(ctx, searchOf(search), fromOf(way, id)),
  }),
  'people-find': (ctx) => {
    const { words } = ctx;
    return {
      screen: screen(
        [`<b>${words.t('people-find-title')}</b>`, words.t('people-find-how')],
        [[button(words.plain('button-cancel'), 'people')]],
      ),
      ask: { kind: 'person_search', about: '' },
    };
  },
} satisfies Taps;

/** Narrows the list to what is typed; the next words narrow it anew. */
const takePersonSearch: Taker = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  return { ok: true, screen: peopleScreen(ctx, searchOf(text)), again: true };
};

/** The same questions are asked of somebody new (`new`) and of somebody known (their id). */
const ofNew =
  (takeNew: Taker, takeKnown: Taker): Taker =>
  (ctx, about, given) =>
    (about === 'new' ? takeNew : takeKnown)(ctx, about, given);

export const peopleTakers = {
  person_search: takePersonSearch,
  person_name: ofNew(takeNewName, takePersonName),
  person_direction: ofNew(takeNewDirection, takePersonDirection),
  person_extension: takePersonExtension,
  person_absence: takePersonAbsence,
  person_mentor_day: takeMentorDay,
} satisfies Partial<Record<Question['kind'], Taker>>;
