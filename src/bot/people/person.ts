import {
  inviteAgain,
  renamePerson,
  setActive,
  setPersonLanguage,
  setRole,
  unbindPerson,
} from '../../app/people/manage-person.ts';
import { type PersonPage, personPage } from '../../app/people/read-people.ts';
import { languages, type Role, roles } from '../../domain/person.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { inviteScreen, peopleScreen, personScreen } from './people-screens.ts';
import { aboutOther, aboutPerson, changed, followOwn, problemText } from './person-change.ts';
import { askDirection, scopesScreen } from './person-ties.ts';
import { roleLabel } from './person-words.ts';

function rolesScreen(ctx: Ctx, id: number): Screen | null {
  const found = personPage(ctx.app, ctx.member, id);
  if (!found.ok) return null;
  const { words } = ctx;
  const { person, facts } = found.page;
  return screen(
    [`<b>${words.t('person-roles-title', { name: person.name })}</b>`, words.t('person-roles-how')],
    [
      ...inRows(
        roles.map((role) => {
          const held = facts.roles.includes(role);
          return button(
            `${held ? '☑' : '☐'} ${roleLabel(words, role)}`,
            'person-role',
            id,
            role,
            held ? 'off' : 'on',
          );
        }),
        2,
      ),
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

/** A question before something that is not undone by another tap. */
function sureScreen(
  { words }: Ctx,
  id: number,
  lines: readonly string[],
  yes: { key: string; data: readonly [string, ...string[]] },
): Screen {
  const [verb, ...args] = yes.data;
  return screen(
    [...lines],
    [
      [
        button(words.plain(yes.key), verb, id, ...args),
        button(words.plain('button-back'), 'person', id),
      ],
    ],
  );
}

function offLines({ words }: Ctx, { person, holds }: PersonPage): string[] {
  return [
    `<b>${words.t('person-off-title', { name: person.name })}</b>`,
    words.t('person-off-out'),
    ...(holds.leased !== null
      ? [words.t('person-off-leased', { number: String(holds.leased) })]
      : []),
    ...(holds.teaching.length > 0
      ? [words.t('person-off-teaching', { count: holds.teaching.length })]
      : []),
    words.t('person-off-kept'),
  ];
}

function nameScreen({ words }: Ctx, { person }: PersonPage, problem: string | null = null): Screen {
  return screen(
    [
      `<b>${words.t('person-name-title', { name: person.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('person-name-how'),
    ],
    [[button(words.plain('button-cancel'), 'person', person.id)]],
  );
}

/** Gives or takes a role. What it needs beside is asked for first: a direction, what one heads. */
function changeRole(ctx: Ctx, page: PersonPage, role: Role, held: boolean): Reply {
  const { id } = page.person;
  if (role === 'supervisor' && held) {
    const shown = scopesScreen(ctx, id);
    return shown ? { screen: shown } : {};
  }
  const done = setRole(ctx.app, ctx.member, id, role, held);
  const error = done.ok ? undefined : done.error;
  if (error?.field === 'direction') return askDirection(ctx, page, 'seller');
  if (error?.field === 'roles' && error.code === 'invalid') {
    return { toast: ctx.words.plain('person-roles-last'), alert: true };
  }
  return changed(ctx, done, id, () => rolesScreen(ctx, id));
}

export const personTaps = {
  person: aboutPerson((ctx, { person }) => {
    const shown = personScreen(ctx, person.id);
    return shown ? { screen: shown } : {};
  }),
  'person-name': aboutPerson((ctx, page) => ({
    screen: nameScreen(ctx, page),
    ask: { kind: 'person_name', about: String(page.person.id) },
  })),
  'person-roles': aboutOther((ctx, { person }) => {
    const shown = rolesScreen(ctx, person.id);
    return shown ? { screen: shown } : {};
  }),
  'person-role': aboutOther((ctx, page, given, way) => {
    const role = roles.find((known) => known === given);
    if (!role) return refused(ctx, 'stale', rolesScreen(ctx, page.person.id));
    return changeRole(ctx, page, role, way === 'on');
  }),
  'person-language': aboutPerson((ctx, { person }, given) => {
    const code = languages.find((known) => known === given);
    if (!code) return refused(ctx, 'stale', personScreen(ctx, person.id));
    return changed(ctx, setPersonLanguage(ctx.app, ctx.member, person.id, code), person.id);
  }),
  'person-invite': aboutPerson((ctx, { person }) => {
    const done = inviteAgain(ctx.app, ctx.member, person.id);
    if (!done.ok) return changed(ctx, done, person.id);
    const shown = personScreen(ctx, person.id);
    return {
      ...(shown ? { screen: shown } : {}),
      below: inviteScreen(ctx, { name: person.name, inviteUrl: done.inviteUrl }),
      toast: ctx.words.plain('person-invited'),
    };
  }),
  'person-unbind': aboutPerson((ctx, { person }) => ({
    screen: sureScreen(
      ctx,
      person.id,
      [
        `<b>${ctx.words.t('person-unbind-title', { name: person.name })}</b>`,
        ctx.words.t('person-unbind-what'),
      ],
      { key: 'button-person-unbind-yes', data: ['person-unbind-yes'] },
    ),
  })),
  'person-unbind-yes': aboutPerson((ctx, { person }) =>
    changed(ctx, unbindPerson(ctx.app, ctx.member, person.id), person.id),
  ),
  'person-off': aboutPerson((ctx, page) => ({
    screen: sureScreen(ctx, page.person.id, offLines(ctx, page), {
      key: 'button-person-off-yes',
      data: ['person-off-yes'],
    }),
  })),
  'person-off-yes': aboutPerson((ctx, { person }) =>
    changed(ctx, setActive(ctx.app, ctx.member, person.id, false), person.id),
  ),
  'person-on': aboutPerson((ctx, { person }) =>
    changed(ctx, setActive(ctx.app, ctx.member, person.id, true), person.id),
  ),
} satisfies Taps;

/** A new name for somebody. */
export const takePersonName: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const found = personPage(ctx.app, ctx.member, Number(about));
  if (!found.ok) return found;
  const done = renamePerson(ctx.app, ctx.member, found.page.person.id, text.replace(/\s+/g, ' '));
  if (!done.ok) {
    return { ok: true, screen: nameScreen(ctx, found.page, problemText(ctx, done)), again: true };
  }
  followOwn(ctx, done.person);
  return { ok: true, screen: personScreen(ctx, done.person.id) ?? peopleScreen(ctx) };
};
