import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { App } from '../app/app.ts';
import { publishChecklist } from '../app/company/publish-checklist.ts';
import { renameDirection } from '../db/people-writes.ts';
import type { Language } from '../domain/person.ts';
import { clientsIn, directionNames, peopleIn } from './company/in-language.ts';
import type { PersonItem } from './company/items.ts';
import { apiToken, folder } from './demo-config.ts';
import { type OwnCalls, ownSource } from './own-calls.ts';

interface Answer {
  externalId: string;
  result: string;
  inviteUrl?: string;
}

/** Brings items in over the product's own API; answers what became of each. */
export async function send(
  apiUrl: string,
  method: string,
  noun: string,
  items: readonly unknown[],
): Promise<Answer[]> {
  const response = await fetch(`${apiUrl}/v1/${noun}`, {
    method,
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  const { items: answers } = (await response.json()) as { items: Answer[] };
  const refused = answers.find(({ result }) => result === 'refused');
  if (refused) throw new Error(`the demo's ${noun} were refused: ${JSON.stringify(refused)}`);
  return answers;
}

/** The checklists in a language: a new version of each, where the current one says it otherwise. */
export function publishChecklists(app: App, language: Language): void {
  const from = folder(language === 'ru' ? 'checklists' : `checklists-${language}`);
  for (const file of readdirSync(from).sort()) {
    publishChecklist(app, parse(readFileSync(`${from}/${file}`, 'utf8')), null);
  }
}

/**
 * Checklists, directions, people and clients as they are called in a language, which all of the people then speak;
 * answers the people. What was said and scored before stays as it was.
 */
export async function bringCompany(
  app: App,
  apiUrl: string,
  { language, own }: { language: Language; own: OwnCalls | null },
): Promise<Answer[]> {
  publishChecklists(app, language);
  app.db.transaction((tx) => {
    for (const names of directionNames) {
      for (const before of Object.values(names)) renameDirection(tx, before, names[language]);
    }
  });
  const people = peopleIn(language);
  const known = await send(apiUrl, 'PUT', 'people', own ? withExtensions(people, own) : people);
  await send(apiUrl, 'PUT', 'clients', clientsIn(language));
  return known;
}

/** The demo's sellers with the extensions of the calls that somebody brought, dealt out in turn. */
function withExtensions(people: PersonItem[], { extensions }: OwnCalls): PersonItem[] {
  const sellers = people.filter(({ roles }) => roles.some(({ role }) => role === 'seller'));
  return people.map((person) => {
    const at = sellers.indexOf(person);
    if (at === -1) return person;
    const dealt = extensions.filter((_, index) => index % sellers.length === at);
    return { ...person, extensions: dealt.map((extension) => ({ source: ownSource, extension })) };
  });
}
