import { addPerson } from '../../app/people/manage-person.ts';
import { directionMeant, directionOf, directionsOf } from '../../app/people/read-people.ts';
import { roles } from '../../domain/person.ts';
import { buttonKind, id, idOr, oneOf } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { peopleButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { type Reply, refused } from '../reply.ts';
import { commandRoles } from '../roles.ts';
import { cut, inRows, type Screen, screen } from '../screen.ts';
import {
  allDirections,
  begun,
  type Draft,
  draftIn,
  draftTitle,
  given,
  keep,
  keeping,
} from './newcomer-draft.ts';
import { contactsButton, newPersonButton } from './people-buttons.ts';
import { directionRows, inviteScreen, peopleScreen, personScreen } from './people-screens.ts';
import { problemText } from './person-change.ts';
import { roleLabel } from './person-words.ts';
import { askContacts } from './share-contacts.ts';

const nameMax = 200;

const admins = commandRoles.people;
const roleButton = buttonKind('new-role', admins, { role: oneOf(roles) });
const nextButton = buttonKind('new-next', admins);
const directionButton = buttonKind('new-direction', admins, { directionId: id });
const scopeButton = buttonKind('new-scope', admins, { directionId: idOr('all') });

const isAdmin = ({ member }: Ctx) => member.roles.includes('admin');

function nameScreen({ words }: Ctx, problem: string | null = null): Screen {
  return screen(
    [
      `<b>${words.t('new-title')}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('new-name-how'),
    ],
    [[peopleButton.button(words.plain('button-cancel'), {})]],
  );
}

function rolesScreen({ words }: Ctx, draft: Draft): Screen {
  return screen(
    [
      `<b>${draftTitle(words, draft)}</b>`,
      words.t(draft.name === null ? 'contacts-roles-how' : 'new-roles-how'),
    ],
    [
      ...inRows(
        roles.map((role) =>
          roleButton.button(`${draft.roles.includes(role) ? '☑' : '☐'} ${roleLabel(words, role)}`, {
            role,
          }),
        ),
        2,
      ),
      [
        nextButton.button(words.plain('button-forward'), {}),
        peopleButton.button(words.plain('button-cancel'), {}),
      ],
    ],
  );
}

function directionScreen({ app, words }: Ctx, draft: Draft, problem: string | null = null): Screen {
  const directions = directionsOf(app);
  return screen(
    [
      `<b>${draftTitle(words, draft)}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t(directions.length > 0 ? 'new-direction-how' : 'new-direction-first'),
    ],
    [
      ...directionRows(directions, ({ id: directionId, name }) =>
        directionButton.button(name, { directionId }),
      ),
      [peopleButton.button(words.plain('button-cancel'), {})],
    ],
  );
}

function scopeScreen({ app, words }: Ctx, draft: Draft): Screen {
  return screen(
    [`<b>${draftTitle(words, draft)}</b>`, words.t('new-scope-how')],
    [
      [scopeButton.button(words.plain('scope-all'), { directionId: 'all' })],
      ...directionRows(directionsOf(app), ({ id: directionId, name }) =>
        scopeButton.button(name, { directionId }),
      ),
      [peopleButton.button(words.plain('button-cancel'), {})],
    ],
  );
}

/** What is asked next, else somebody is added and their link stands below, or contacts are picked. */
function goOn(ctx: Ctx, draft: Draft): Reply {
  if (draft.roles.length === 0) return refused(ctx, 'nothing_chosen');
  if (draft.roles.includes('seller') && draft.direction === null) {
    return {
      screen: directionScreen(ctx, draft),
      ask: { kind: 'person_direction', about: { newcomer: true } },
    };
  }
  if (draft.roles.includes('supervisor') && draft.scope === null) {
    return { screen: scopeScreen(ctx, draft) };
  }
  return add(ctx, draft);
}

function add(ctx: Ctx, draft: Draft): Reply {
  const { name } = draft;
  if (name === null) return askContacts(ctx, draft);
  const done = addPerson(ctx.app, ctx.member, { name, ...given(draft) });
  if (!done.ok) return { toast: problemText(ctx, done), alert: true, screen: peopleScreen(ctx) };
  keep(ctx, null);
  return {
    screen: personScreen(ctx, done.person.id) ?? peopleScreen(ctx),
    below: inviteScreen(ctx, { name, inviteUrl: done.inviteUrl }),
    toast: ctx.words.plain('new-added'),
  };
}

/** A step of the draft; where there is none any more the list is shown. */
function step<Values>(act: (ctx: Ctx, draft: Draft, values: Values) => Reply) {
  return (ctx: Ctx, values: Values): Reply => {
    const draft = draftIn(ctx);
    return draft ? act(ctx, draft, values) : refused(ctx, 'stale', peopleScreen(ctx));
  };
}

export const newcomerHandlers = [
  contactsButton.on((ctx) => ({ screen: rolesScreen(ctx, keeping(ctx, begun(null))) })),

  newPersonButton.on((ctx) => ({
    screen: nameScreen(ctx),
    ask: { kind: 'person_name', about: { newcomer: true } },
  })),

  roleButton.on(
    step((ctx, draft, { role }) => {
      const others = draft.roles.filter((one) => one !== role);
      const chosen = others.length < draft.roles.length ? others : [...others, role];
      return { screen: rolesScreen(ctx, keeping(ctx, { ...draft, roles: chosen })) };
    }),
  ),

  nextButton.on(step((ctx, draft) => goOn(ctx, draft))),

  directionButton.on(
    step((ctx, draft, { directionId }) => {
      const direction = directionOf(ctx.app, directionId);
      if (!direction) return refused(ctx, 'stale', directionScreen(ctx, draft));
      return goOn(ctx, keeping(ctx, { ...draft, direction: direction.name }));
    }),
  ),

  scopeButton.on(
    step((ctx, draft, { directionId }) => {
      if (directionId === 'all') return goOn(ctx, keeping(ctx, { ...draft, scope: allDirections }));
      const direction = directionOf(ctx.app, directionId);
      if (!direction) return refused(ctx, 'stale', scopeScreen(ctx, draft));
      return goOn(ctx, keeping(ctx, { ...draft, scope: direction.name }));
    }),
  ),
];

/** The name of somebody new: a draft begins. */
export const newNameAnswerHandler: AnswerHandler<'person_name'> = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const name = text.replace(/\s+/g, ' ').trim();
  if (name.length > nameMax) {
    const problem = ctx.words.plain('new-name-long', { most: nameMax });
    return { ok: true, screen: nameScreen(ctx, problem), again: true };
  }
  const draft = keeping(ctx, begun(name));
  return { ok: true, screen: rolesScreen(ctx, draft) };
};

/** A direction typed for somebody new. */
export const newDirectionAnswerHandler: AnswerHandler<'person_direction'> = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const draft = draftIn(ctx);
  if (!draft) return { ok: true, screen: peopleScreen(ctx) };
  const direction = cut(directionMeant(ctx.app, text), nameMax);
  const { screen: next, below } = goOn(ctx, keeping(ctx, { ...draft, direction }));
  return { ok: true, screen: next ?? peopleScreen(ctx), ...(below ? { below } : {}) };
};
