import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import { addPerson } from '../../app/people/manage-person.ts';
import { directionMeant, directionOf, directionsOf } from '../../app/people/read-people.ts';
import { type Role, roles } from '../../domain/person.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, inRows, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { directionRows, inviteScreen, peopleScreen, personScreen } from './people-screens.ts';
import { problemText } from './person-change.ts';
import { roleLabel } from './person-words.ts';

/** Somebody who is being added: kept with the chat until it is done. */
interface Draft {
  name: string;
  roles: Role[];
  direction: string | null;
  scope: string | null;
}

const nameMost = 200;
/** What stands for every direction in a draft's scope. */
const all = '*';

const isAdmin = ({ member }: Ctx) => member.roles.includes('admin');

function draftIn(ctx: Ctx): Draft | null {
  const saved = ctx.chat && chatNote(ctx.app, ctx.chat.id, 'newcomer');
  return saved ? (JSON.parse(saved) as Draft) : null;
}

function keep(ctx: Ctx, draft: Draft | null): void {
  if (!ctx.chat) return;
  writeChatNote(ctx.app, ctx.chat.id, 'newcomer', draft ? JSON.stringify(draft) : '');
}

function nameScreen({ words }: Ctx, problem: string | null = null): Screen {
  return screen(
    [
      `<b>${words.t('new-title')}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('new-name-how'),
    ],
    [[button(words.plain('button-cancel'), 'people')]],
  );
}

function rolesScreen({ words }: Ctx, draft: Draft): Screen {
  return screen(
    [`<b>${words.t('new-title-of', { name: draft.name })}</b>`, words.t('new-roles-how')],
    [
      ...inRows(
        roles.map((role) =>
          button(
            `${draft.roles.includes(role) ? '☑' : '☐'} ${roleLabel(words, role)}`,
            'new-role',
            role,
          ),
        ),
        2,
      ),
      [
        button(words.plain('button-forward'), 'new-next'),
        button(words.plain('button-cancel'), 'people'),
      ],
    ],
  );
}

function directionScreen({ app, words }: Ctx, draft: Draft, problem: string | null = null): Screen {
  const directions = directionsOf(app);
  return screen(
    [
      `<b>${words.t('new-title-of', { name: draft.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t(directions.length > 0 ? 'new-direction-how' : 'new-direction-first'),
    ],
    [
      ...directionRows(directions, ({ id, name }) => ({
        label: name,
        data: ['new-direction', id],
      })),
      [button(words.plain('button-cancel'), 'people')],
    ],
  );
}

function scopeScreen({ app, words }: Ctx, draft: Draft): Screen {
  return screen(
    [`<b>${words.t('new-title-of', { name: draft.name })}</b>`, words.t('new-scope-how')],
    [
      [button(words.plain('scope-all'), 'new-scope', 'all')],
      ...directionRows(directionsOf(app), ({ id, name }) => ({
        label: name,
        data: ['new-scope', id],
      })),
      [button(words.plain('button-cancel'), 'people')],
    ],
  );
}

/** What is asked next, else somebody is added and their link stands below. */
function goOn(ctx: Ctx, draft: Draft): Reply {
  if (draft.roles.length === 0) return refused(ctx, 'nothing_chosen');
  if (draft.roles.includes('seller') && draft.direction === null) {
    return {
      screen: directionScreen(ctx, draft),
      ask: { kind: 'person_direction', about: 'new' },
    };
  }
  if (draft.roles.includes('supervisor') && draft.scope === null) {
    return { screen: scopeScreen(ctx, draft) };
  }
  return add(ctx, draft);
}

function add(ctx: Ctx, draft: Draft): Reply {
  const { name, direction, scope } = draft;
  const directions = scope === null || scope === all ? {} : { directions: [scope] };
  const held = draft.roles.map((role) =>
    role === 'supervisor' ? { role, ...directions } : { role },
  );
  const done = addPerson(ctx.app, ctx.member, { name, roles: held, direction });
  if (!done.ok) return { toast: problemText(ctx, done), alert: true, screen: peopleScreen(ctx) };
  keep(ctx, null);
  return {
    screen: personScreen(ctx, done.person.id) ?? peopleScreen(ctx),
    below: inviteScreen(ctx, { name, inviteUrl: done.inviteUrl }),
    toast: ctx.words.plain('new-added'),
  };
}

/** A step of the draft; where there is none any more the list is shown. */
function step(act: (ctx: Ctx, draft: Draft, given: string | undefined) => Reply): Taps[string] {
  return (ctx, given) => {
    const draft = draftIn(ctx);
    return draft ? act(ctx, draft, given) : refused(ctx, 'stale', peopleScreen(ctx));
  };
}

function keeping(ctx: Ctx, draft: Draft): Draft {
  keep(ctx, draft);
  return draft;
}

export const newcomerTaps = {
  'person-new': (ctx) => ({
    screen: nameScreen(ctx),
    ask: { kind: 'person_name', about: 'new' },
  }),
  'new-role': step((ctx, draft, given) => {
    const role = roles.find((known) => known === given);
    if (!role) return refused(ctx, 'stale', rolesScreen(ctx, draft));
    const others = draft.roles.filter((one) => one !== role);
    const chosen = others.length < draft.roles.length ? others : [...others, role];
    return { screen: rolesScreen(ctx, keeping(ctx, { ...draft, roles: chosen })) };
  }),
  'new-next': step((ctx, draft) => goOn(ctx, draft)),
  'new-direction': step((ctx, draft, given) => {
    const direction = directionOf(ctx.app, Number(given));
    if (!direction) return refused(ctx, 'stale', directionScreen(ctx, draft));
    return goOn(ctx, keeping(ctx, { ...draft, direction: direction.name }));
  }),
  'new-scope': step((ctx, draft, given) => {
    const direction = given === 'all' ? null : directionOf(ctx.app, Number(given));
    if (given !== 'all' && !direction) return refused(ctx, 'stale', scopeScreen(ctx, draft));
    return goOn(ctx, keeping(ctx, { ...draft, scope: direction?.name ?? all }));
  }),
} satisfies Taps;

/** The name of somebody new: a draft begins. */
export const takeNewName: Taker = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const name = text.replace(/\s+/g, ' ').trim();
  if (name.length > nameMost) {
    const problem = ctx.words.plain('new-name-long', { most: nameMost });
    return { ok: true, screen: nameScreen(ctx, problem), again: true };
  }
  const draft = keeping(ctx, { name, roles: [], direction: null, scope: null });
  return { ok: true, screen: rolesScreen(ctx, draft) };
};

/** A direction typed for somebody new. */
export const takeNewDirection: Taker = (ctx, _, { text }) => {
  if (!isAdmin(ctx)) return { ok: false, refusal: 'not_allowed' };
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const draft = draftIn(ctx);
  if (!draft) return { ok: true, screen: peopleScreen(ctx) };
  const direction = cut(directionMeant(ctx.app, text), nameMost);
  const { screen: next, below } = goOn(ctx, keeping(ctx, { ...draft, direction }));
  return { ok: true, screen: next ?? peopleScreen(ctx), ...(below ? { below } : {}) };
};
