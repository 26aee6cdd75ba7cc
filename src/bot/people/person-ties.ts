import { setDirection, setScopes } from '../../app/people/manage-person.ts';
import {
  directionMeant,
  directionOf,
  directionsOf,
  type PersonPage,
  personPage,
} from '../../app/people/read-people.ts';
import { buttonKind, id, idOr, oneOf, optional } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { type Screen, screen } from '../screen.ts';
import { newDirectionAnswerHandler } from './newcomer.ts';
import { directionButton, personButton, scopesButton } from './people-buttons.ts';
import { directionRows, peopleScreen, personScreen } from './people-screens.ts';
import { aboutOther, changed, problemText } from './person-change.ts';

/** To whom and what somebody belongs: direction, scopes. */

const box = (chosen: boolean) => (chosen ? '☑' : '☐');

/** Why a direction is asked for: `seller`, where it is all that keeps them from being one. */
const whys = ['seller', 'only'] as const;
type Why = (typeof whys)[number];

const admins = commandRoles.people;
const inButton = buttonKind('person-in', admins, {
  personId: id,
  directionId: idOr('none'),
  why: oneOf(whys),
});
const scopeButton = buttonKind('person-scope', admins, {
  personId: id,
  directionId: idOr('all'),
  to: optional(oneOf(['on', 'off'])),
});

function directionScreen(
  ctx: Ctx,
  page: PersonPage,
  why: Why,
  problem: string | null = null,
): Screen {
  const { words, app } = ctx;
  const { id: personId, name } = page.person;
  const needed = why === 'seller' || page.facts.roles.includes('seller');
  return screen(
    [
      `<b>${words.t('person-direction-title', { name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t(why === 'seller' ? 'person-direction-needed' : 'person-direction-how'),
    ],
    [
      ...directionRows(directionsOf(app), (direction) =>
        inButton.button(`${box(direction.name === page.facts.direction)} ${direction.name}`, {
          personId,
          directionId: direction.id,
          why,
        }),
      ),
      needed || page.facts.direction === null
        ? []
        : [
            inButton.button(words.plain('button-direction-none'), {
              personId,
              directionId: 'none',
              why,
            }),
          ],
      [personButton.button(words.plain('button-back'), { personId })],
    ],
  );
}

/** Asks for a direction: one of those there are, or a new one typed. */
export function askDirection(ctx: Ctx, page: PersonPage, why: Why): Reply {
  return {
    screen: directionScreen(ctx, page, why),
    ask: { kind: 'person_direction', about: { personId: page.person.id, why } },
  };
}

export function scopesScreen(ctx: Ctx, personId: number): Screen | null {
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return null;
  const { words, app } = ctx;
  const { person, facts } = found.page;
  const heads = (name: string) => facts.scopes !== 'all' && facts.scopes.includes(name);
  return screen(
    [
      `<b>${words.t('person-scopes-title', { name: person.name })}</b>`,
      words.t('person-scopes-how'),
    ],
    [
      [
        scopeButton.button(`${box(facts.scopes === 'all')} ${words.plain('scope-all')}`, {
          personId,
          directionId: 'all',
        }),
      ],
      ...directionRows(directionsOf(app), (direction) =>
        scopeButton.button(`${box(heads(direction.name))} ${direction.name}`, {
          personId,
          directionId: direction.id,
          to: heads(direction.name) ? 'off' : 'on',
        }),
      ),
      [personButton.button(words.plain('button-back'), { personId })],
    ],
  );
}

/** The directions after one was put in or taken out. */
function scopesAfter({ facts }: PersonPage, name: string, put: boolean): string[] {
  const others = facts.scopes === 'all' ? [] : facts.scopes.filter((scope) => scope !== name);
  return put ? [...others, name] : others;
}

export const personTiesHandlers = [
  directionButton.on(aboutOther((ctx, page) => askDirection(ctx, page, 'only'))),

  inButton.on(
    aboutOther((ctx, page, { personId, directionId, why }) => {
      const direction = directionId === 'none' ? null : directionOf(ctx.app, directionId);
      if (directionId !== 'none' && !direction) {
        return refused(ctx, 'stale', directionScreen(ctx, page, why));
      }
      const name = direction?.name ?? null;
      const done = setDirection(ctx.app, ctx.member, personId, name, why === 'seller');
      return changed(ctx, done, personId);
    }),
  ),

  scopesButton.on(
    aboutOther((ctx, { person }) => {
      const shown = scopesScreen(ctx, person.id);
      return shown ? { screen: shown } : {};
    }),
  ),

  scopeButton.on(
    aboutOther((ctx, page, { personId, directionId, to }) => {
      const direction = directionId === 'all' ? null : directionOf(ctx.app, directionId);
      if (directionId !== 'all' && !direction) {
        return refused(ctx, 'stale', scopesScreen(ctx, personId));
      }
      const scopes = direction ? scopesAfter(page, direction.name, to === 'on') : 'all';
      if (scopes.length === 0) return { toast: ctx.words.plain('person-scopes-last'), alert: true };
      const done = setScopes(ctx.app, ctx.member, personId, scopes);
      return changed(ctx, done, personId, () => scopesScreen(ctx, personId));
    }),
  ),
];

/** A direction by its name, a new one as well. */
export const personDirectionAnswerHandler: AnswerHandler<'person_direction'> = (
  ctx,
  about,
  given,
) => {
  if ('newcomer' in about) return newDirectionAnswerHandler(ctx, about, given);
  const { text } = given;
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const found = personPage(ctx.app, ctx.member, about.personId);
  if (!found.ok) return found;
  const { id } = found.page.person;
  const { why } = about;
  const name = directionMeant(ctx.app, text);
  const done = setDirection(ctx.app, ctx.member, id, name, why === 'seller');
  if (!done.ok) {
    const problem = problemText(ctx, done);
    return { ok: true, screen: directionScreen(ctx, found.page, why, problem), again: true };
  }
  return { ok: true, screen: personScreen(ctx, id) ?? peopleScreen(ctx) };
};
