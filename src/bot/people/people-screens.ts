import type { InlineKeyboardButton } from 'grammy/types';
import { otherAdmin } from '../../app/people/act-on-self.ts';
import {
  type Direction,
  type ListedPerson,
  type PersonPage,
  peoplePage,
  personPage,
} from '../../app/people/read-people.ts';
import { languages } from '../../domain/person.ts';
import { searchWords } from '../../domain/search-words.ts';
import { type ButtonKind, copyButton } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { menuButton, peopleButton } from '../menu-buttons.ts';
import { turnRow } from '../pager.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { callLink, dayMonth, escapeHtml, html, type Words, wordsIn } from '../words.ts';
import {
  absencesButton,
  contactsButton,
  directionButton,
  extensionsButton,
  findPeopleButton,
  inviteButton,
  languageButton,
  mentorsButton,
  nameButton,
  newPersonButton,
  offButton,
  onButton,
  peopleHistoryButton,
  personButton,
  personHistoryButton,
  rolesButton,
  scopesButton,
  unbindButton,
} from './people-buttons.ts';
import {
  absenceText,
  changeText,
  extensionText,
  roleIcons,
  roleNames,
  scopesText,
} from './person-words.ts';

const perPage = 10;
/** Callback data holds 64 bytes: the way, an id and what was typed. */
const searchBytes = 40;
const namesMax = 10;

/** What was typed as it fits into a button: its words, without signs. */
export function searchOf(typed: string): string {
  let kept = '';
  for (const sign of searchWords(typed).join(' ')) {
    if (Buffer.byteLength(kept + sign) > searchBytes) break;
    kept += sign;
  }
  return kept.trim();
}

export type From = { way: 'after' | 'before'; id: number } | null;

/** The people, ten a page: pressing one opens their page. */
export function peopleScreen(ctx: Ctx, search = '', from: From = null): Screen {
  const { words } = ctx;
  const found = peoplePage(ctx.app, ctx.member, { search, from, most: perPage });
  const page = found.ok ? found : { people: [], earlier: false, later: false };
  const [first] = page.people;
  const last = page.people.at(-1);
  return screen(
    [
      `<b>${words.t('people-title')}</b>${search ? ` · ${words.t('people-found-by', { search })}` : ''}`,
      words.t(page.people.length > 0 ? 'people-legend' : 'people-none'),
    ],
    [
      ...page.people.map((person) => [
        personButton.button(personLabel(person), { personId: person.id }),
      ]),
      turnRow(
        page.earlier && first && turnButton('◀', 'before', first, search),
        page.later && last && turnButton('▶', 'after', last, search),
      ),
      [
        findPeopleButton.button(words.plain('button-people-find'), {}),
        search
          ? peopleButton.button(words.plain('button-people-all'), {})
          : newPersonButton.button(words.plain('button-person-new'), {}),
      ],
      search ? [] : [contactsButton.button(words.plain('button-person-contacts'), {})],
      [
        peopleHistoryButton.button(words.plain('button-people-history'), {}),
        menuButton.button(words.plain('button-menu'), {}),
      ],
    ],
  );
}

function turnButton(
  label: string,
  way: 'after' | 'before',
  { id: personId }: ListedPerson,
  search: string,
) {
  return peopleButton.button(label, { way, personId, search: search || undefined });
}

function personLabel({ name, roles, directionName, active, absent, bound }: ListedPerson): string {
  const marks = `${active ? '' : '⛔'}${absent ? '💤' : ''}${active && !bound ? '📵' : ''}`;
  const direction = directionName === null ? '' : ` · ${cut(directionName, 14)}`;
  return `${roleIcons(roles)} ${cut(name, 28)}${direction}${marks && ` ${marks}`}`;
}

/** Somebody's page; null where there is nobody to show or one may not. */
export function personScreen(ctx: Ctx, id: number): Screen | null {
  const found = personPage(ctx.app, ctx.member, id);
  if (!found.ok) return null;
  const own = found.page.person.id === ctx.member.id;
  const other = own ? otherAdmin(ctx.app, ctx.member) : null;
  return fitting((most) =>
    screen(
      [...pageLines(ctx.words, found.page, most), own && ownLine(ctx.words, other?.name ?? null)],
      pageRows(ctx.words, found.page, other !== null),
    ),
  );
}

/** Who changes what an administrator does not change of themselves. */
function ownLine(words: Words, name: string | null): string {
  return name === null ? words.t('person-own-alone') : words.t('person-own', { name });
}

function pageLines(words: Words, page: PersonPage, most: number): (string | false | null)[] {
  const { person, facts, mentors, mentees, absences, onSelf, today } = page;
  const named = (people: PersonPage['mentors']) =>
    listed(
      words,
      people.map(({ name, fromAt }) =>
        words.plain('person-since', { name: cut(name, most), at: dayMonth(words, fromAt) }),
      ),
    );
  return [
    `<b>${escapeHtml(person.name)}</b> · ${escapeHtml(roleNames(words, facts.roles))}`,
    !person.active && words.t('person-inactive'),
    facts.direction !== null &&
      words.t('person-direction', { direction: cut(facts.direction, most) }),
    facts.roles.includes('supervisor') &&
      words.t('person-heads', { scopes: cut(scopesText(words, facts.scopes), most) }),
    mentors.length > 0 && words.t('person-mentors', { names: named(mentors) }),
    mentees.length > 0 && words.t('person-mentees', { names: named(mentees) }),
    facts.extensions.length > 0 &&
      words.t('person-extensions', {
        extensions: cut(listed(words, facts.extensions.map(extensionText)), most),
      }),
    onSelf &&
      words.t('person-on-self', {
        at: dayMonth(words, onSelf.at),
        name: onSelf.byName ?? '—',
        what: cut(changeText(words, onSelf, today), most),
      }),
    ...absences.map((absence) => `💤 ${escapeHtml(absenceText(words, absence, today))}`),
    holdsLine(words, page),
    telegramLine(words, page),
    words.t('person-code', { code: person.externalId }),
  ];
}

function listed(words: Words, names: readonly string[]): string {
  const shown = names.slice(0, namesMax).join(', ');
  const more = names.length - namesMax;
  return more > 0 ? `${shown} ${words.plain('and-more', { count: more })}` : shown;
}

function holdsLine(words: Words, { holds }: PersonPage): string | false {
  const links = (ids: readonly number[]) => html(ids.map((id) => callLink(id).html).join(', '));
  const parts = [
    holds.leased !== null && words.t('person-scores', { numbers: links([holds.leased]) }),
    holds.teaching.length > 0 &&
      words.t('person-teaches', { numbers: links(holds.teaching.slice(0, namesMax)) }),
    holds.drafts > 0 && words.t('person-drafts', { count: holds.drafts }),
  ].filter((part) => part !== false);
  return parts.length > 0 && words.t('person-holds', { what: html(parts.join(' · ')) });
}

function telegramLine(words: Words, { person, inviteUntilAt }: PersonPage): string {
  if (person.telegramId !== null) return words.t('person-telegram-bound');
  if (inviteUntilAt === null) return words.t('person-telegram-none');
  return words.t('person-telegram-invited', { at: dayMonth(words, inviteUntilAt) });
}

/** `barred`: it is one's own page, and another administrator changes what nobody changes of themselves. */
function pageRows(words: Words, { person, facts }: PersonPage, barred: boolean) {
  const { id } = person;
  const go = (key: string, kind: ButtonKind<{ personId: number }>) =>
    kind.button(words.plain(key), { personId: id });
  const other = languages.find((code) => code !== person.language) ?? person.language;
  const speak = words.plain('button-person-language', {
    language: wordsIn(other, words.zone).plain('language-name'),
  });
  const sells = facts.roles.includes('seller');
  const ruled = [
    go('button-person-roles', rolesButton),
    go('button-person-direction', directionButton),
    ...(facts.roles.includes('supervisor') ? [go('button-person-scopes', scopesButton)] : []),
    ...(sells || facts.mentors.length > 0 ? [go('button-person-mentors', mentorsButton)] : []),
    go('button-person-extensions', extensionsButton),
    go('button-person-absences', absencesButton),
  ];
  const buttons = [
    go('button-person-name', nameButton),
    ...(barred ? [] : ruled),
    languageButton.button(speak, { personId: id, language: other }),
    ...(person.telegramId !== null
      ? [go('button-person-unbind', unbindButton)]
      : person.active
        ? [go('button-person-invite', inviteButton)]
        : []),
    go('button-person-history', personHistoryButton),
    person.active ? go('button-person-off', offButton) : go('button-person-on', onButton),
  ];
  return [...inRows(buttons, 2), [peopleButton.button(words.plain('button-people'), {})]];
}

/** The personal link, as a message to be forwarded. */
export function inviteScreen(
  { words, app }: Ctx,
  { name, inviteUrl }: { name: string; inviteUrl: string },
): Screen {
  const { inviteDays } = app.policy();
  return screen(
    [words.t('person-invite', { name, link: inviteUrl, days: inviteDays })],
    [[copyButton(words.plain('button-copy-invite'), inviteUrl)]],
  );
}

/** Buttons for directions, two a row. */
export function directionRows(
  directions: readonly Direction[],
  make: (direction: Direction) => InlineKeyboardButton.CallbackButton,
) {
  const buttons = directions.map((direction) => {
    const { text, ...rest } = make(direction);
    return { ...rest, text: cut(text, 28) };
  });
  return inRows(buttons, 2);
}
