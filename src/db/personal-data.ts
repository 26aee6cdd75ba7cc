import type { Db, Tx } from './open.ts';

/** Whose data it is. */
export type Subject = 'people' | 'clients';

export interface SubjectRow {
  id: number;
  name: string;
  active: boolean;
}

export function subjectOf(db: Db, subject: Subject, externalId: string): SubjectRow | null {
  const active = subject === 'people' ? 'active' : '0';
  const text = `SELECT id, name, ${active} active FROM ${subject} WHERE external_id = ?`;
  const row = db.sql<[string], Omit<SubjectRow, 'active'> & { active: number }>(text);
  const found = row.get(externalId);
  return found ? { ...found, active: found.active === 1 } : null;
}

const callColumns = `id, source, external_id, flow, started_at, duration_s, talk_s, status, phone,
  raw_number, recording_url, recording_path`;

/** What is kept of somebody, by what it is about; each a SELECT with their id for its one parameter. */
const exported: Record<Subject, Record<string, string>> = {
  people: {
    person: `SELECT p.id, p.external_id, p.name, p.language, p.telegram_id, p.active, p.created_at,
      d.name direction FROM people p LEFT JOIN directions d ON d.id = p.direction_id WHERE p.id = ?`,
    roles: 'SELECT role FROM person_roles WHERE person_id = ?',
    extensions: 'SELECT source, extension FROM extensions WHERE person_id = ?',
    absences: 'SELECT from_date, to_date, kind FROM absences WHERE person_id = ?',
    mentors: 'SELECT mentor_id, from_at, to_at FROM mentorships WHERE mentee_id = ?',
    mentees: 'SELECT mentee_id, from_at, to_at FROM mentorships WHERE mentor_id = ?',
    changes: 'SELECT at, what, before, after FROM people_changes WHERE person_id = ?',
    calls: `SELECT ${callColumns} FROM calls WHERE seller_id = ?`,
    reviewsOfCalls: `SELECT r.id, r.call_id, r.purpose, r.state, r.recommendation, r.submitted_at,
      r.earned, r.possible, r.credit_month FROM reviews r JOIN calls c ON c.id = r.call_id
      WHERE c.seller_id = ? AND r.state <> 'draft'`,
    reviewsMade: `SELECT id, call_id, purpose, state, recommendation, submitted_at, earned, possible,
      credit_month FROM reviews WHERE reviewer_id = ? AND state <> 'draft'`,
    appeals: `SELECT call_id, kind, state, reason, opened_at, answer, decision_reason, decided_at
      FROM appeals WHERE seller_id = ? AND state <> 'draft'`,
    advice: 'SELECT call_id, question, asked_at, end FROM advice_requests WHERE seller_id = ?',
    pointsReceived: 'SELECT at, month, points, cause, review_id FROM ledger WHERE to_person_id = ?',
    pointsGiven: 'SELECT at, month, points, cause, review_id FROM ledger WHERE from_person_id = ?',
    messages: 'SELECT kind, call_id, state, created_at, sent_at FROM outbox WHERE person_id = ?',
  },
  clients: {
    client: 'SELECT id, external_id, name FROM clients WHERE id = ?',
    phones: 'SELECT phone FROM client_phones WHERE client_id = ?',
    orders: `SELECT id, external_id, number, in_work, opened_at, closed_at FROM orders
      WHERE client_id = ?`,
    orderPhones: `SELECT o.number, p.phone FROM orders o JOIN order_phones p ON p.order_id = o.id
      WHERE o.client_id = ?`,
    calls: `SELECT ${callColumns} FROM calls WHERE client_id = ?`,
  },
};

export function exportedRows(db: Db, subject: Subject, id: number): Record<string, unknown[]> {
  const parts = Object.entries(exported[subject]);
  return Object.fromEntries(
    parts.map(([name, text]) => [name, db.sql<[number], unknown>(text).all(id)]),
  );
}

const accountOf = '(SELECT telegram_id FROM people WHERE id = ?)';

/** Statements that take a person's names and numbers out, in their order; each `?` is their id. */
const personErased = [
  `DELETE FROM chat_states WHERE key = ${accountOf} || '' OR key LIKE '%:' || ${accountOf}`,
  `DELETE FROM settings WHERE name LIKE '%:' || ${accountOf}`,
  `DELETE FROM chat_deletions WHERE chat_id = ${accountOf}`,
  `UPDATE outbox SET state = 'cancelled' WHERE person_id = ? AND state = 'waiting'`,
  'DELETE FROM send_attempts WHERE notice_id IN (SELECT id FROM outbox WHERE person_id = ?)',
  `UPDATE outbox SET payload = '{}', chat_id = NULL, message_id = NULL, last_error = NULL
    WHERE person_id = ?`,
  'DELETE FROM invites WHERE person_id = ?',
  'DELETE FROM extensions WHERE person_id = ?',
  'DELETE FROM absences WHERE person_id = ?',
  'DELETE FROM call_filters WHERE person_id = ?',
  'DELETE FROM client_searches WHERE person_id = ?',
  `UPDATE people_changes SET before = '{}', after = '{}' WHERE person_id = ?`,
  'UPDATE calls SET seller_external_id = NULL WHERE seller_id = ?',
  `UPDATE people SET name = '№' || id, external_id = 'erased:' || id, telegram_id = NULL WHERE id = ?`,
];

/** Of the calls with a client's numbers also those that were never matched to them. */
const ofClient = `(client_id = ? OR phone IN (SELECT phone FROM client_phones WHERE client_id = ?))`;
const clientErased = [
  `DELETE FROM telephony_calls WHERE (source, external_id) IN
    (SELECT source, external_id FROM calls WHERE ${ofClient})`,
  `UPDATE calls SET phone = NULL, raw_number = '', client_external_id = NULL,
    recording_url = NULL, recording_path = NULL, recording_fault = 'purged' WHERE ${ofClient}`,
  'DELETE FROM order_phones WHERE order_id IN (SELECT id FROM orders WHERE client_id = ?)',
  'DELETE FROM client_phones WHERE client_id = ?',
  'DELETE FROM client_words WHERE client_id = ?',
  `UPDATE clients SET name = '№' || id, external_id = 'erased:' || id WHERE id = ?`,
];

export function eraseRows(tx: Tx, subject: Subject, id: number): void {
  for (const text of subject === 'people' ? personErased : clientErased) {
    const ids = Array.from({ length: text.split('?').length - 1 }, () => id);
    tx.sql<number[], never>(text).run(...ids);
  }
}
