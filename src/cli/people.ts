import type { App } from '../app/app.ts';
import { inviteAgain, setActive } from '../app/people/manage-person.ts';
import type { Managed } from '../app/people/managed.ts';
import type { Member } from '../app/people/members.ts';
import { type PersonPage, peoplePage, personOf, personPage } from '../app/people/read-people.ts';
import type { Refusal } from '../domain/refusal.ts';
import { toRfc3339 } from '../domain/time.ts';
import {
  type Command,
  columns,
  done,
  findings,
  type Result,
  usageProblem,
  withApp,
} from './command.ts';

const acts = {
  show: shown,
  invite: invited,
  activate: (app: App, person: Member) => switched(app, person, true),
  deactivate: (app: App, person: Member) => switched(app, person, false),
} satisfies Record<string, (app: App, person: Member) => Result>;

export const people: Command = {
  name: 'people',
  usage: 'list [WORD…] | show|invite|activate|deactivate EXTERNAL_ID',
  about: 'List the people, look at one, invite, lock out or let in again',
  help: `
list WORD… narrows by the beginning of a name, a direction or an external id. invite makes a new one-time
link, those before it become void. deactivate locks out at once: what they hold is freed, their calls stay.
People are brought in and changed by "import people FILE", or in the chat by /people.`,
  options: {},
  words: [1, Number.POSITIVE_INFINITY],
  run: withApp((app, { args: [act = '', ...words] }) => {
    if (act === 'list') return listed(app, words.join(' '));
    const known = Object.entries(acts).find(([name]) => name === act);
    const [externalId] = words;
    if (!known || externalId === undefined || words.length > 1) {
      return usageProblem('say "people list", or "people show EXTERNAL_ID"');
    }
    const person = personOf(app, externalId);
    return person ? known[1](app, person) : nobody(externalId);
  }),
};

const listMax = 10_000;

function listed(app: App, search: string): Result {
  const page = peoplePage(app, null, { search, from: null, most: listMax });
  const people = page.ok ? page.people : [];
  const rows = people.map((person) => [
    person.externalId,
    person.name,
    [...person.roles].join(', '),
    person.directionName ?? '',
    [
      person.active ? '' : 'inactive',
      person.absent ? 'absent' : '',
      person.bound ? '' : 'no Telegram',
    ]
      .filter(Boolean)
      .join(', '),
  ]);
  const head = ['external id', 'name', 'roles', 'direction', ''];
  const text = people.length > 0 ? columns([head, ...rows]) : 'Nobody was found.';
  return done(text, { people });
}

function shown(app: App, person: Member): Result {
  const found = personPage(app, null, person.id);
  if (!found.ok) return nobody(person.externalId);
  const data = dataOf(found.page);
  const text = Object.entries(data)
    .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])
    .filter(([, value]) => value !== 'null' && value !== '[]');
  return done(columns(text as string[][]), data);
}

function dataOf({ person, facts, mentors, mentees, absences, inviteUntilAt, holds }: PersonPage) {
  const since = ({ personId, name, fromAt }: PersonPage['mentors'][number]) => ({
    id: personId,
    name,
    from: toRfc3339(fromAt),
  });
  return {
    id: person.id,
    externalId: person.externalId,
    ...facts,
    mentors: mentors.map(since),
    mentees: mentees.map(since),
    absences: absences.map(({ id, kind, from, to }) => ({ id, kind, from, to })),
    invitedUntil: inviteUntilAt === null ? null : toRfc3339(inviteUntilAt),
    holds,
  };
}

function invited(app: App, person: Member): Result {
  const made = inviteAgain(app, null, person.id);
  if (!made.ok) return refusedResult(made);
  const { inviteUrl } = made;
  const text = `${person.externalId}  ${inviteUrl}\nFor one person and one use; earlier links are void.`;
  return done(text, { externalId: person.externalId, inviteUrl });
}

function switched(app: App, person: Member, active: boolean): Result {
  const saved = setActive(app, null, person.id, active);
  if (!saved.ok) return refusedResult(saved);
  const { externalId } = person;
  return done(`${externalId} is ${active ? 'active' : 'locked out'}`, { externalId, active });
}

export function nobody(externalId: string): Result {
  return findings(`Nobody here has the external id "${externalId}".`, {
    error: 'person_not_found',
    externalId,
  });
}

const reasons: Partial<Record<Refusal, string>> = {
  already_bound: 'A Telegram account is bound already; unbind it in the chat first (/people).',
  person_inactive: 'This person is inactive: activate them first.',
};

function refusedResult(problem: Exclude<Managed, { ok: true }>): Result {
  const text = problem.refusal
    ? (reasons[problem.refusal] ?? problem.refusal)
    : `${problem.error.field} ${problem.error.detail}`;
  const error = problem.refusal ?? problem.error;
  return findings(`Nothing was changed. ${text}`, { error });
}
