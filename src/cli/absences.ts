import type { App } from '../app/app.ts';
import { absencesNow, addAbsence, removeAbsence } from '../app/people/manage-absences.ts';
import { personOf } from '../app/people/read-people.ts';
import { yearsMax } from '../domain/absence-dates.ts';
import { absenceKinds } from '../domain/person-facts.ts';
import type { Refusal } from '../domain/refusal.ts';
import { localDateOf } from '../domain/time.ts';
import { readDays } from '../domain/typed-dates.ts';
import {
  type Command,
  columns,
  done,
  findings,
  type Result,
  usageProblem,
  withApp,
} from './command.ts';
import { nobody } from './people.ts';

export const absences: Command = {
  name: 'absences',
  usage: 'list [EXTERNAL_ID] | add EXTERNAL_ID KIND DATES | remove ID',
  about: 'Who is away: not drawn, and the time to appeal stands still',
  help: `
KIND is one of: ${absenceKinds.join(', ')}. DATES are days, both ends included: 2026-12-01..2026-12-14,
01.12-14.12, or one day. list shows present and coming ones with the ID that remove takes.`,
  options: {},
  words: [1, 4],
  run: withApp((app, { args: [act, ...words] }) => {
    if (act === 'list' && words.length <= 1) return listed(app, words[0] ?? null);
    if (act === 'add' && words.length === 3) return added(app, words);
    if (act === 'remove' && words.length === 1) return removed(app, words[0] ?? '');
    return usageProblem('say "absences list", "absences add EXTERNAL_ID holiday 01.12-14.12"');
  }),
};

function listed(app: App, externalId: string | null): Result {
  const person = externalId === null ? null : personOf(app, externalId);
  if (externalId !== null && !person) return nobody(externalId);
  const found = absencesNow(app, person?.id ?? null);
  const rows = found.map(({ id, externalId: whose, name, kind, from, to }) => [
    id,
    whose,
    name,
    kind,
    from,
    to,
  ]);
  const head = ['ID', 'external id', 'name', 'kind', 'from', 'to'];
  const text = found.length > 0 ? columns([head, ...rows]) : 'Nobody is away, now or soon.';
  return done(text, { absences: found });
}

function added(app: App, [externalId = '', word = '', dates = '']: readonly string[]): Result {
  const kind = absenceKinds.find((known) => known === word);
  if (!kind) return usageProblem(`"${word}" is no kind; say one of ${absenceKinds.join(', ')}`);
  const span = readDays(dates, localDateOf(app.now(), app.policy().timeZone), 'near');
  if (!span) return usageProblem(`"${dates}" are no dates such as 2026-12-01..2026-12-14`);
  const person = personOf(app, externalId);
  if (!person) return nobody(externalId);
  const saved = addAbsence(app, null, person.id, { kind, ...span });
  if (!saved.ok) return refusedResult(saved.refusal);
  const text = `${externalId} is away from ${span.from} to ${span.to} (${kind}, ID ${saved.id})`;
  return done(`${text}${movedText(saved.moved)}`, {
    id: saved.id,
    externalId,
    kind,
    ...span,
    movedDeadlines: saved.moved,
  });
}

function removed(app: App, given: string): Result {
  const id = Number(given);
  if (!Number.isSafeInteger(id)) return usageProblem(`"${given}" is no ID of "absences list"`);
  const gone = removeAbsence(app, null, id);
  if (!gone.ok) return refusedResult(gone.refusal);
  return done(`Absence ${id} is removed${movedText(gone.moved)}`, {
    id,
    movedDeadlines: gone.moved,
  });
}

const movedText = (moved: number) =>
  moved > 0 ? `; the time to appeal was moved for calls: ${moved}` : '';

const reasons: Partial<Record<Refusal, string>> = {
  dates_wrong: `The end may not be before the beginning, and ${yearsMax} years are the most.`,
  absence_known: 'This absence is recorded already.',
  absence_not_found: 'There is no absence of this ID; "absences list" shows them.',
};

function refusedResult(refusal: Refusal): Result {
  return findings(`Nothing was changed. ${reasons[refusal] ?? refusal}`, { error: refusal });
}
