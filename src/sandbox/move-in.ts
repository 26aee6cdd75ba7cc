import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type App, createApp } from '../app/app.ts';
import { publishChecklist } from '../app/company/publish-checklist.ts';
import { firstPolicy } from '../app/draw/change-policy.ts';
import { registerPeople } from '../app/people/register-people.ts';
import type { ServiceConfig } from '../config.ts';
import { backupTo } from '../db/backup.ts';
import { numberCallsAfter } from '../db/numbering.ts';
import { openDatabase } from '../db/open.ts';
import { nextCron } from '../schedule.ts';
import type { Service } from '../service.ts';
import { callsOfDay } from './company/calls-of-day.ts';
import { accountOf, clients, demoPeople, orders, people } from './company/company.ts';
import type { PersonItem } from './company/items.ts';
import { livePast, seededRandom } from './company/past.ts';
import { apiToken, folder, timeZone } from './demo-config.ts';
import { bringPast } from './kept-past.ts';
import { type OwnCalls, ownSource } from './own-calls.ts';
import type { LocalTelegram } from './telegram/server.ts';

/** Before the first of the months lived through. */
const pastMs = 100 * 24 * 3_600_000;

/** The company moves in over the product's own API, and everybody presses Start. */
export async function moveIn(
  service: Service,
  telegram: LocalTelegram,
  telegramUrl: string,
  apiUrl: string,
  { day, own }: { day: string; own: OwnCalls | null },
): Promise<void> {
  publishChecklists(service.app);
  const { db } = service.app;
  db.transaction((tx) => numberCallsAfter(tx, 1200));
  const answers = await send(
    apiUrl,
    'PUT',
    'people',
    own ? withExtensions(own.extensions) : people,
  );
  await send(apiUrl, 'PUT', 'clients', clients);
  await send(apiUrl, 'PUT', 'orders', orders);
  await send(apiUrl, 'POST', 'calls', own?.items ?? callsOfDay(day, timeZone));
  for (const person of demoPeople) {
    const answer = answers.find(({ externalId }) => externalId === person.externalId);
    const startPayload = answer?.inviteUrl?.split('start=')[1] ?? '';
    telegram.addPerson({ ...accountOf(person), startPayload });
    await post(`${telegramUrl}/sandbox/chats/${person.telegramId}/messages`, { startPayload });
  }
}

function publishChecklists(app: App): void {
  for (const file of readdirSync(folder('checklists')).sort()) {
    const text = readFileSync(`${folder('checklists')}/${file}`, 'utf8');
    publishChecklist(app, parse(text), null);
  }
}

/** The months before, in the database in which the service then begins; `lived`: how much of them, 0 to 1. */
export async function liveBefore(
  { databasePath, policy }: ServiceConfig,
  day: string,
  lived: (share: number) => void,
): Promise<void> {
  await bringPast(databasePath, { policy, day }, async (file) => {
    // In memory each day's draw stays on this thread, and seventy of them take no time.
    const opened = openDatabase(':memory:');
    if (!opened.ok) throw new Error(opened.problem);
    const { db } = opened;
    const clock = { now: Date.parse(`${day}T00:00:00Z`) - pastMs };
    const roll = seededRandom(7);
    // The same past in every demo.
    const random = (count: number) => Buffer.from(Array.from({ length: count }, () => roll(256)));
    const app = createApp({ db, clock: () => clock.now, random, nextCron });
    firstPolicy(app, policy);
    publishChecklists(app);
    registerPeople(app, people);
    await livePast(app, clock, day, lived);
    const written = backupTo(db, file);
    if (!written.ok) throw new Error(written.problem);
    db.close();
  });
}

/** The demo's sellers with the extensions of the calls that somebody brought, dealt out in turn. */
function withExtensions(extensions: readonly string[]): PersonItem[] {
  const sellers = people.filter(({ roles }) => roles.some(({ role }) => role === 'seller'));
  return people.map((person) => {
    const at = sellers.indexOf(person);
    if (at === -1) return person;
    const own = extensions.filter((_, index) => index % sellers.length === at);
    return { ...person, extensions: own.map((extension) => ({ source: ownSource, extension })) };
  });
}

interface Answer {
  externalId: string;
  result: string;
  inviteUrl?: string;
}

async function send(
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

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
