import { createHash } from 'node:crypto';
import {
  type Extension,
  setDirection,
  setExtension,
  setScopes,
} from '../../app/people/manage-person.ts';
import {
  directionMeant,
  directionOf,
  directionsOf,
  type PersonPage,
  personPage,
} from '../../app/people/read-people.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { button, cut, type Screen, screen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { escapeHtml } from '../words.ts';
import { directionRows, peopleScreen, personScreen } from './people-screens.ts';
import { aboutOther, changed, problemText } from './person-change.ts';
import { extensionText } from './person-words.ts';

/** To whom and what somebody belongs: direction, scopes, extensions. */

const extensionsMost = 40;

const box = (chosen: boolean) => (chosen ? '☑' : '☐');

/** `sells`: the direction is all that keeps them from being a seller. */
type Why = 'seller' | 'only';

function directionScreen(
  ctx: Ctx,
  page: PersonPage,
  why: Why,
  problem: string | null = null,
): Screen {
  const { words, app } = ctx;
  const { id, name } = page.person;
  const needed = why === 'seller' || page.facts.roles.includes('seller');
  return screen(
    [
      `<b>${words.t('person-direction-title', { name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t(why === 'seller' ? 'person-direction-needed' : 'person-direction-how'),
    ],
    [
      ...directionRows(directionsOf(app), (direction) => ({
        label: `${box(direction.name === page.facts.direction)} ${direction.name}`,
        data: ['person-in', id, direction.id, why],
      })),
      needed || page.facts.direction === null
        ? []
        : [button(words.plain('button-direction-none'), 'person-in', id, 'none', why)],
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

/** Asks for a direction: one of those there are, or a new one typed. */
export function askDirection(ctx: Ctx, page: PersonPage, why: Why): Reply {
  return {
    screen: directionScreen(ctx, page, why),
    ask: { kind: 'person_direction', about: `${page.person.id}:${why}` },
  };
}

export function scopesScreen(ctx: Ctx, id: number): Screen | null {
  const found = personPage(ctx.app, ctx.member, id);
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
        button(
          `${box(facts.scopes === 'all')} ${words.plain('scope-all')}`,
          'person-scope',
          id,
          'all',
        ),
      ],
      ...directionRows(directionsOf(app), (direction) => ({
        label: `${box(heads(direction.name))} ${direction.name}`,
        data: ['person-scope', id, direction.id, heads(direction.name) ? 'off' : 'on'],
      })),
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

/** The directions after one was put in or taken out. */
function scopesAfter({ facts }: PersonPage, name: string, way: string | undefined): string[] {
  const others = facts.scopes === 'all' ? [] : facts.scopes.filter((scope) => scope !== name);
  return way === 'on' ? [...others, name] : others;
}

/** Names an extension within a button's few bytes. */
const printOf = ({ source, extension }: Extension) =>
  createHash('sha256').update(`${source}\n${extension}`).digest('base64url').slice(0, 12);

function extensionsScreen(ctx: Ctx, id: number, problem: string | null = null): Screen | null {
  const found = personPage(ctx.app, ctx.member, id);
  if (!found.ok) return null;
  const { words } = ctx;
  const { person, facts } = found.page;
  return screen(
    [
      `<b>${words.t('person-extensions-title', { name: person.name })}</b>`,
      problem && words.t('people-problem', { problem }),
      words.t('person-extensions-how'),
    ],
    [
      ...facts.extensions
        .slice(0, extensionsMost)
        .map((extension) => [
          button(
            `🗑 ${cut(extensionText(extension), 40)}`,
            'person-extension',
            id,
            printOf(extension),
          ),
        ]),
      [button(words.plain('button-back'), 'person', id)],
    ],
  );
}

const whyOf = (given: string | undefined): Why => (given === 'seller' ? 'seller' : 'only');

export const personTiesTaps = {
  'person-direction': aboutOther((ctx, page) => askDirection(ctx, page, 'only')),
  'person-in': aboutOther((ctx, page, given, why) => {
    const { id } = page.person;
    const direction = given === 'none' ? null : directionOf(ctx.app, Number(given));
    if (given !== 'none' && !direction) {
      return refused(ctx, 'stale', directionScreen(ctx, page, whyOf(why)));
    }
    const name = direction?.name ?? null;
    const done = setDirection(ctx.app, ctx.member, id, name, whyOf(why) === 'seller');
    return changed(ctx, done, id);
  }),
  'person-scopes': aboutOther((ctx, { person }) => {
    const shown = scopesScreen(ctx, person.id);
    return shown ? { screen: shown } : {};
  }),
  'person-scope': aboutOther((ctx, page, given, way) => {
    const { id } = page.person;
    const direction = given === 'all' ? null : directionOf(ctx.app, Number(given));
    if (given !== 'all' && !direction) return refused(ctx, 'stale', scopesScreen(ctx, id));
    const scopes = direction ? scopesAfter(page, direction.name, way) : 'all';
    if (scopes.length === 0) return { toast: ctx.words.plain('person-scopes-last'), alert: true };
    const done = setScopes(ctx.app, ctx.member, id, scopes);
    return changed(ctx, done, id, () => scopesScreen(ctx, id));
  }),
  'person-extensions': aboutOther((ctx, { person }) => {
    const shown = extensionsScreen(ctx, person.id);
    if (!shown) return {};
    return { screen: shown, ask: { kind: 'person_extension', about: String(person.id) } };
  }),
  'person-extension': aboutOther((ctx, { person: { id }, facts }, print) => {
    const extension = facts.extensions.find((known) => printOf(known) === print);
    if (!extension) return refused(ctx, 'stale', extensionsScreen(ctx, id));
    const done = setExtension(ctx.app, ctx.member, id, extension, false);
    const shown = changed(ctx, done, id, () => extensionsScreen(ctx, id));
    return { ...shown, ask: { kind: 'person_extension', about: String(id) } };
  }),
} satisfies Taps;

/** A direction by its name, a new one as well. */
export const takePersonDirection: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const [given, word] = about.split(':');
  const found = personPage(ctx.app, ctx.member, Number(given));
  if (!found.ok) return found;
  const { id } = found.page.person;
  const why = whyOf(word);
  const name = directionMeant(ctx.app, text);
  const done = setDirection(ctx.app, ctx.member, id, name, why === 'seller');
  if (!done.ok) {
    const problem = problemText(ctx, done);
    return { ok: true, screen: directionScreen(ctx, found.page, why, problem), again: true };
  }
  return { ok: true, screen: personScreen(ctx, id) ?? peopleScreen(ctx) };
};

/** `pbx 101`, or a number alone where the company has one source only. */
export const takePersonExtension: Taker = (ctx, about, { text }) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const found = personPage(ctx.app, ctx.member, Number(about));
  if (!found.ok) return found;
  const { id } = found.page.person;
  const [, source, extension] = /^\s*(\S+?)[\s:]+(\S.*)$/s.exec(text) ?? [];
  const done =
    source && extension
      ? setExtension(ctx.app, ctx.member, id, { source, extension: extension.trim() }, true)
      : null;
  const problem = done?.ok
    ? null
    : done
      ? problemText(ctx, done)
      : ctx.words.plain('person-extension-unread', { text: cut(text, 60) });
  const shown = extensionsScreen(ctx, id, problem);
  return { ok: true, screen: shown ?? screen([escapeHtml(problem ?? '')]), again: true };
};
