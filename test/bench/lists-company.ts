import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { registerPeople } from '../../src/app/people/register-people.ts';
import type { Db } from '../../src/db/open.ts';
import { type Status, statuses, statusKinds } from '../../src/domain/statuses.ts';
import {
  appOn,
  numbersTo,
  open,
  seedPeople,
  sellersInCompany,
  settle,
  startAt,
  withoutIndexes,
} from './company.ts';

export const sellers = 20;
const typesAndControllers = 5;
const callsPerDay = 1000;
const clientsPerDay = 50;
/** A client calls twenty times within two days, always to the same seller. */
const blockDays = 2;
const block = blockDays * callsPerDay;
const clientsPerBlock = blockDays * clientsPerDay;
const dayMs = 86_400_000;

/** Scatters the numbers of calls, so that what they get does not go with their seller. */
const scattered = (times: number, below: number) =>
  `((i * ${times}) % 2147483647 % 1000003) % ${below}`;

const pick = (values: readonly string[], n: string) =>
  `CASE ${n} ${values.map((value, at) => `WHEN ${at} THEN '${value}'`).join(' ')} END`;

const isScored = (status: Status) => ['scored', 'final'].includes(statusKinds[status]);

/**
 * A company that has taken in a thousand calls a day up to now: the same people, statuses, types and
 * controllers whatever the number of calls, and clients that come and go.
 */
export function seedCalls(path: string, calls: number): void {
  const db = open(path);
  const app = appOn(db, { now: startAt });
  seedPeople(app);
  for (let type = 1; type <= typesAndControllers; type += 1) {
    const items = [{ code: 'one', text: 'Did what is asked for' }];
    const sections = [{ code: 'all', name: 'All', items }];
    publishChecklist(app, { type: `type-${type}`, name: `Type ${type}`, sections }, null);
  }
  registerPeople(
    app,
    [
      person('admin', 'admin'),
      person('head', 'supervisor', ['Direction 2']),
      person('heads', 'supervisor', ['Direction 2', 'Direction 3', 'Direction 4']),
      person('mentor', 'mentor'),
    ].map((item, index) => ({ ...item, telegramId: 1 + index })),
  );
  db.orm.$client
    .prepare(
      `INSERT INTO mentorships (mentor_id, mentee_id, from_at)
     SELECT p.id, m.id, 0 FROM people p, people m WHERE p.external_id = 'mentor' AND m.id IN (1, 12)`,
    )
    .run();
  withoutIndexes(db, ['calls', 'clients', 'orders'], () => fill(db, calls));
  settle(db);
  db.close();
}

function person(externalId: string, role: string, directions?: readonly string[]) {
  const roles = [directions ? { role, directions } : { role }];
  return { externalId, name: externalId, roles };
}

function fill(db: Db, calls: number): void {
  const clients = (calls / block) * clientsPerBlock;
  const status = pick(statuses, scattered(48_271, statuses.length));
  const scored = statuses.filter(isScored).map((name) => `'${name}'`);
  const whenScored = (value: string) =>
    `CASE WHEN status IN (${scored.join(', ')}) THEN ${value} END`;
  for (const text of [
    `${numbersTo(clients)} INSERT INTO clients (external_id, name)
       SELECT 'client-' || i, 'Client ' || i FROM n`,
    `${numbersTo(clients)} INSERT INTO orders (external_id, number, client_id, in_work, opened_at)
       SELECT 'order-' || i, i, i, 1, 0 FROM n`,
    `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${calls - 1}),
       c AS (SELECT i, ${status} status, (${calls} - 1 - i) / ${block} * ${clientsPerBlock}
                    + i % ${clientsPerBlock} + 1 client, 1 + i % ${sellers} seller FROM n)
     INSERT INTO calls (source, external_id, flow, seller_id, direction_id, phone, raw_number,
       started_at, duration_s, talk_s, recording_path, client_id, order_id, ready_at, status,
       reviewer_id, scored_by_id, checklist_id, received_at)
     SELECT 'pbx', i, 'in', seller, 1 + seller % 10, '+79' || printf('%09d', client), '',
            ${startAt} - (${calls} - i) * ${dayMs / callsPerDay}, 130, 100, i || '.ogg', client, client,
            ${startAt}, status, CASE WHEN i % 1999 = 0 AND status = 'listening_credit'
              THEN ${sellersInCompany + 1} END,
            ${whenScored(`${sellersInCompany + 1} + ${scattered(69_621, typesAndControllers)}`)},
            ${whenScored(`1 + ${scattered(16_807, typesAndControllers)}`)}, ${startAt}
       FROM c`,
  ]) {
    db.orm.$client.prepare(text).run();
  }
}
