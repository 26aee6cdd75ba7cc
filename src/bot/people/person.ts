import {
  inviteAgain,
  renamePerson,
  setActive,
  setPersonLanguage,
  setRole,
  unbindPerson,
} from '../../app/people/manage-person.ts';
import { type PersonPage, personPage } from '../../app/people/read-people.ts';
import { type Role, roles } from '../../domain/person.ts';
import { type ButtonKind, buttonKind, id, oneOf } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import type { AnswerHandler } from '../questions.ts';
import type { Reply } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { inRows, type Screen, screen } from '../screen.ts';
import { newNameAnswerHandler } from './newcomer.ts';
import {
  inviteButton,
  languageButton,
  nameButton,
  offButton,
  onButton,
  personButton,
  rolesButton,
  unbindButton,
} from './people-buttons.ts';
import { inviteScreen, peopleScreen, personScreen } from './people-screens.ts';
import { aboutOther, aboutPerson, changed, followOwn, problemText } from './person-change.ts';
import { askDirection, scopesScreen } from './person-ties.ts';
import { roleLabel } from './person-words.ts';

const admins = commandRoles.people;
const roleButton = buttonKind('person-role', admins, {
  personId: id,
  role: oneOf(roles),
  to: oneOf(['on', 'off']),
});
const unbindYesButton = buttonKind('person-unbind-yes', admins, { personId: id });
const offYesButton = buttonKind('person-off-yes', admins, { personId: id });

function rolesScreen(ctx: Ctx, personId: number): Screen | null {
  const found = personPage(ctx.app, ctx.member, personId);
  if (!found.ok) return null;
  const { words } = ctx;
  const { person, facts } = found.page;
  return screen(
    [`<b>${words.t('person-roles-title', { name: person.name })}</b>`, words.t('person-roles-how')],
    [
      ...inRows(
        roles.map((role) => {
          const held = facts.roles.includes(role);
          return roleButton.button(`${held ? '☑' : '☐'} ${roleLabel(words, role)}`, {
            personId,
            role,
            to: held ? 'off' : 'on',
          });
        }),
        2,
      ),
      [personButton.button(words.plain('button-back'), { personId })],
    ],
  );
}

/** A question before something that is not undone by another press. */
function sureScreen(
  { words }: Ctx,
  personId: number,
  lines: readonly string[],
  yes: { key: string; kind: ButtonKind<{ personId: number }> },
): Screen {
  return screen(
    [...lines],
    [
      [
        yes.kind.button(words.plain(yes.key), { personId }),
        personButton.button(words.plain('button-back'), { personId }),
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
    [[personButton.button(words.plain('button-cancel'), { personId: person.id })]],
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

function showRoles(ctx: Ctx, personId: number): Reply {
  const shown = rolesScreen(ctx, personId);
  return shown ? { screen: shown } : {};
}

function activate(active: boolean) {
  return aboutPerson((ctx, { person }) =>
    changed(ctx, setActive(ctx.app, ctx.member, person.id, active), person.id),
  );
}

export const personHandlers = [
  personButton.on(
    aboutPerson((ctx, { person }) => {
      const shown = personScreen(ctx, person.id);
      return shown ? { screen: shown } : {};
    }),
  ),

  nameButton.on(
    aboutPerson((ctx, page) => ({
      screen: nameScreen(ctx, page),
      ask: { kind: 'person_name', about: { personId: page.person.id } },
    })),
  ),

  rolesButton.on(aboutOther((ctx, { person }) => showRoles(ctx, person.id))),
  roleButton.on(aboutOther((ctx, page, { role, to }) => changeRole(ctx, page, role, to === 'on'))),

  languageButton.on(
    aboutPerson((ctx, { person }, { language }) =>
      changed(ctx, setPersonLanguage(ctx.app, ctx.member, person.id, language), person.id),
    ),
  ),

  inviteButton.on(
    aboutPerson((ctx, { person }) => {
      const done = inviteAgain(ctx.app, ctx.member, person.id);
      if (!done.ok) return changed(ctx, done, person.id);
      const shown = personScreen(ctx, person.id);
      return {
        ...(shown ? { screen: shown } : {}),
        below: inviteScreen(ctx, { name: person.name, inviteUrl: done.inviteUrl }),
        toast: ctx.words.plain('person-invited'),
      };
    }),
  ),

  unbindButton.on(
    aboutPerson((ctx, { person }) => ({
      screen: sureScreen(
        ctx,
        person.id,
        [
          `<b>${ctx.words.t('person-unbind-title', { name: person.name })}</b>`,
          ctx.words.t('person-unbind-what'),
        ],
        { key: 'button-person-unbind-yes', kind: unbindYesButton },
      ),
    })),
  ),
  unbindYesButton.on(
    aboutPerson((ctx, { person }) =>
      changed(ctx, unbindPerson(ctx.app, ctx.member, person.id), person.id),
    ),
  ),

  offButton.on(
    aboutPerson((ctx, page) => ({
      screen: sureScreen(ctx, page.person.id, offLines(ctx, page), {
        key: 'button-person-off-yes',
        kind: offYesButton,
      }),
    })),
  ),
  offYesButton.on(activate(false)),
  onButton.on(activate(true)),
];

/** A new name for somebody. */
export const personNameAnswerHandler: AnswerHandler<'person_name'> = (ctx, about, given) => {
  if ('newcomer' in about) return newNameAnswerHandler(ctx, about, given);
  const { text } = given;
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const found = personPage(ctx.app, ctx.member, about.personId);
  if (!found.ok) return found;
  const done = renamePerson(ctx.app, ctx.member, found.page.person.id, text.replace(/\s+/g, ' '));
  if (!done.ok) {
    return { ok: true, screen: nameScreen(ctx, found.page, problemText(ctx, done)), again: true };
  }
  followOwn(ctx, done.person);
  return { ok: true, screen: personScreen(ctx, done.person.id) ?? peopleScreen(ctx) };
};
