import type { Db, Tx } from '../../src/db/open.ts';
import type { Person } from '../../src/domain/person.ts';
import {
  callFor,
  disputedItems,
  north,
  now,
  people,
  type Situation,
  south,
  type Who,
} from '../domain/status-matrix.ts';

/** The disputed items of the matrix, and one that nobody disputes. */
export const checklist = {
  type: 'incoming',
  name: 'Входящий',
  sections: [
    {
      code: 'all',
      name: 'Всё',
      items: [...disputedItems, 'polite'].map((code) => ({ code, text: code })),
    },
  ],
};

export const telegramIdOf = (person: Person) => 9000 + person.id;

/** The people of the matrix, under their own numbers, each with a Telegram account. */
export function plantPeople(db: Db): void {
  db.transaction((tx) => {
    const run = (text: string, ...values: unknown[]) =>
      tx.orm.$client.prepare<unknown[], never>(text).run(...values);
    run('INSERT INTO directions (id, name) VALUES (?, ?), (?, ?)', north, 'North', south, 'South');
    for (const person of Object.values<Person>(people)) {
      run(
        `INSERT INTO people (id, external_id, name, direction_id, language, telegram_id, active, created_at)
         VALUES (?, ?, ?, ?, 'ru', ?, 1, 0)`,
        person.id,
        person.name,
        person.name,
        person.directionId,
        telegramIdOf(person),
      );
      for (const role of person.roles) {
        const all = role === 'supervisor' && person.heads === 'all' ? 1 : 0;
        run('INSERT INTO person_roles VALUES (?, ?, ?)', person.id, role, all);
      }
      for (const direction of person.heads === 'all' ? [] : person.heads) {
        run('INSERT INTO person_scopes VALUES (?, ?)', person.id, direction);
      }
    }
    for (const person of Object.values<Person>(people)) {
      for (const mentee of person.menteeIds) {
        run(
          'INSERT INTO mentorships (mentor_id, mentee_id, from_at) VALUES (?, ?, 0)',
          person.id,
          mentee,
        );
      }
    }
  });
}

const creditStates: Partial<Record<string, string>> = {
  scored_pending: 'submitted',
  scored_appealed: 'submitted',
  approved_scored: 'approved',
  approved_overturned: 'overturned',
  approved_training: 'annulled',
};
const appealStates: Partial<Record<string, string>> = {
  scored_appealed: 'open',
  approved_overturned: 'upheld',
  approved_training: 'annulled',
};
const purposes: Partial<Record<string, string>> = {
  listening_credit: 'credit',
  listening_advice: 'advice',
  listening_training: 'training',
};

/** A call of its own in this situation, as this person meets it; answers its number. */
export function plantCall(db: Db, place: Situation, who: Who): number {
  const call = callFor(place, who);
  return db.transaction((tx) => {
    const insert = (text: string, ...values: unknown[]) =>
      Number(tx.orm.$client.prepare<unknown[], never>(text).run(...values).lastInsertRowid);
    const id = insert(
      `INSERT INTO calls (source, external_id, flow, seller_id, direction_id, raw_number, started_at,
         duration_s, talk_s, recording_path, ready_at, status, origin_status, reviewer_id, scored_by_id,
         sent_by_id, draw_id, returned_by_id, returned_at, return_reason, queued_at, notice_left_at,
         deadline_at, received_at)
       VALUES ('pbx', hex(randomblob(8)), 'in', ?, ?, '', ?, 90, 80, 'call.ogg', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      call.sellerId,
      call.directionId,
      now,
      now,
      call.status,
      call.originStatus,
      call.reviewerId,
      call.scoredById,
      call.sentById,
      call.drawn ? plantDraw(tx) : null,
      call.returnedById,
      call.returnedById && now,
      call.returnedById && 'inaudible',
      now,
      call.noticeLeft ? now : null,
      call.deadlineAt,
      now,
    );
    insert(
      `INSERT INTO call_history (call_id, at, verb, to_status) VALUES (?, ?, 'register', 'unclassified')`,
      id,
      now,
    );
    if (call.status === 'listening_advice') {
      insert(
        'INSERT INTO advice_requests (call_id, seller_id, asked_at, begun_by_id) VALUES (?, ?, ?, ?)',
        id,
        call.sellerId,
        now,
        call.reviewerId,
      );
    }
    if (call.reviewerId !== null) {
      plantDraft(tx, id, call.reviewerId, purposes[call.status] ?? 'credit');
    }
    if (call.reviewerId !== null && call.status === 'listening_credit') {
      tx.orm.$client.prepare('DELETE FROM leases WHERE controller_id = ?').run(call.reviewerId);
      insert(
        'INSERT INTO leases (call_id, controller_id, given_at, until_at) VALUES (?, ?, ?, ?)',
        id,
        call.reviewerId,
        now,
        now + 1_800_000,
      );
    }
    if (call.scoredById !== null) {
      const review = plantDraft(tx, id, call.scoredById, 'credit');
      const state = creditStates[call.status] ?? 'submitted';
      tx.orm.$client
        .prepare(
          `UPDATE reviews SET state = ?, submitted_at = ?, handed_in_earned = 1, handed_in_possible = 3,
           earned = 1, possible = 3 WHERE id = ?`,
        )
        .run(state, now, review);
      if (call.appeal) {
        const appeal = insert(
          `INSERT INTO appeals (call_id, review_id, seller_id, state, kind, reason, opened_at, begun_by_id)
           VALUES (?, ?, ?, ?, ?, 'слышно', ?, ?)`,
          id,
          review,
          call.sellerId,
          appealStates[call.status],
          call.appeal.kind,
          now,
          call.appeal.begunById,
        );
        for (const code of call.appeal.itemCodes) {
          insert('INSERT INTO appeal_items (appeal_id, item_code) VALUES (?, ?)', appeal, code);
        }
      }
    }
    return id;
  });
}

/** A draw that is over, of nothing. */
function plantDraw(tx: Tx): number {
  const known = tx.orm.$client
    .prepare<[], { id: number }>('SELECT id FROM draws WHERE drawn_at IS NOT NULL')
    .get();
  if (known) return known.id;
  const { lastInsertRowid } = tx.orm.$client
    .prepare<unknown[], never>(
      `INSERT INTO draws (window_from_at, window_to_at, date, month, seed, seed_sha256, committed_at,
         drawn_at, policy, eligible, eligible_count, left_out)
       VALUES (0, 1, '1970-01-01', '1970-01', zeroblob(32), '', 0, 1, '{}', zeroblob(0), 0, '{}')`,
    )
    .run();
  return Number(lastInsertRowid);
}

/** A sheet that could be handed in at once: the disputed items fail, something is said. */
export function plantDraft(db: Db, callId: number, reviewerId: number, purpose: string): number {
  return db.transaction((tx: Tx) => {
    const known = tx.orm.$client
      .prepare<[number, number], { id: number }>(
        "SELECT id FROM reviews WHERE call_id = ? AND reviewer_id = ? AND state = 'draft'",
      )
      .get(callId, reviewerId);
    if (known) return known.id;
    const id = Number(
      tx.orm.$client
        .prepare<unknown[], never>(
          `INSERT INTO reviews (call_id, reviewer_id, purpose, state, version_id, recommendation,
             started_at, touched_at) VALUES (?, ?, ?, 'draft', 1, 'Слушайте', ?, ?)`,
        )
        .run(callId, reviewerId, purpose, now, now).lastInsertRowid,
    );
    for (const code of [...disputedItems, 'polite']) {
      tx.orm.$client
        .prepare<unknown[], never>(
          'INSERT INTO review_items (review_id, item_code, verdict, comment) VALUES (?, ?, ?, ?)',
        )
        .run(id, code, code === 'polite' ? 'pass' : 'fail', 'не слышно');
    }
    return id;
  });
}
