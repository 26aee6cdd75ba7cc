import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { appealKinds, decisions, giveBackReasons } from '../domain/call.ts';
import { verdicts } from '../domain/checklist.ts';
import { causes } from '../domain/ledger.ts';
import { languages, roles } from '../domain/person.ts';
import { absenceKinds, personChanges } from '../domain/person-facts.ts';
import { recordingFaults, type Stretch } from '../domain/recording.ts';
import type { SkippedTicket } from '../domain/sampling.ts';
import { type Status, statuses, transitions, type Verb } from '../domain/status.ts';

/**
 * The database. Instants (`…_at`) are integer UTC milliseconds; dates are `YYYY-MM-DD` in the
 * policy's zone. What the schema language cannot say (triggers) is in drizzle/migrations by hand.
 */

const oneOf = (column: AnySQLiteColumn, values: readonly string[]) =>
  sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

const id = () => integer('id').primaryKey({ autoIncrement: true });
const at = (name: string) => integer(name);

// ── people ───────────────────────────────────────────────────────────────────────────────────────

export const directions = sqliteTable('directions', {
  id: id(),
  name: text('name').notNull().unique(),
});

export const people = sqliteTable(
  'people',
  {
    id: id(),
    externalId: text('external_id').notNull().unique(),
    name: text('name').notNull(),
    directionId: integer('direction_id').references(() => directions.id),
    language: text('language', { enum: languages }).notNull(),
    telegramId: integer('telegram_id').unique(),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
    createdAt: at('created_at').notNull(),
    /** Whether they want the week's digest. */
    digest: integer('digest', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [index('people_by_name').on(t.active, t.name)],
);

/** Who changed what of a person, and when; append-only. */
export const peopleChanges = sqliteTable(
  'people_changes',
  {
    id: id(),
    at: at('at').notNull(),
    /** Null: the API, a file or the command line. */
    byId: integer('by_id').references(() => people.id),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    what: text('what', { enum: personChanges }).notNull(),
    /** What differs, as it was and as it became: `PersonFacts` of domain/person-facts.ts. */
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('people_changes_by_person').on(t.personId, t.id)],
);

export const personRoles = sqliteTable(
  'person_roles',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    role: text('role', { enum: roles }).notNull(),
    /** A supervisor of every direction. */
    allDirections: integer('all_directions', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.personId, t.role] }),
    index('person_roles_by_role').on(t.role, t.personId),
    check('person_roles_role', oneOf(t.role, roles)),
  ],
);

export const personScopes = sqliteTable(
  'person_scopes',
  {
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    directionId: integer('direction_id')
      .notNull()
      .references(() => directions.id),
  },
  (t) => [primaryKey({ columns: [t.personId, t.directionId] })],
);

export const extensions = sqliteTable(
  'extensions',
  {
    source: text('source').notNull(),
    extension: text('extension').notNull(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.extension] }),
    index('extensions_by_person').on(t.personId),
  ],
);

export const mentorships = sqliteTable(
  'mentorships',
  {
    id: id(),
    mentorId: integer('mentor_id')
      .notNull()
      .references(() => people.id),
    menteeId: integer('mentee_id')
      .notNull()
      .references(() => people.id),
    fromAt: at('from_at').notNull(),
    toAt: at('to_at'),
  },
  (t) => [
    index('mentorships_by_mentor').on(t.mentorId),
    index('mentorships_by_mentee').on(t.menteeId),
    uniqueIndex('mentorships_present').on(t.mentorId, t.menteeId).where(sql`${t.toAt} IS NULL`),
  ],
);

export const absences = sqliteTable(
  'absences',
  {
    id: id(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    /** Inclusive local dates. */
    fromDate: text('from_date').notNull(),
    toDate: text('to_date').notNull(),
    kind: text('kind', { enum: absenceKinds }).notNull(),
    /** Calls made before it was recorded are drawn as if it were not there. */
    recordedAt: at('recorded_at').notNull().default(0),
  },
  (t) => [index('absences_by_person').on(t.personId, t.toDate)],
);

export const invites = sqliteTable(
  'invites',
  {
    id: id(),
    /** SHA-256 of the token, as hex: the token itself is never kept. */
    tokenSha256: text('token_sha256').notNull().unique(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [index('invites_by_person').on(t.personId)],
);

// ── clients and orders ───────────────────────────────────────────────────────────────────────────

export const clients = sqliteTable('clients', {
  id: id(),
  externalId: text('external_id').notNull().unique(),
  name: text('name').notNull(),
});

export const clientPhones = sqliteTable(
  'client_phones',
  {
    /** E.164. */
    phone: text('phone').notNull(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
  },
  (t) => [
    primaryKey({ columns: [t.phone, t.clientId] }),
    index('client_phones_by_client').on(t.clientId),
  ],
);

/** The words of a client's name as search-words.ts makes them, each once. */
export const clientWords = sqliteTable(
  'client_words',
  {
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    word: text('word').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.clientId, t.word] }),
    index('client_words_by_word').on(t.word, t.clientId),
  ],
);

export const orders = sqliteTable(
  'orders',
  {
    id: id(),
    externalId: text('external_id').notNull().unique(),
    number: text('number').notNull(),
    clientId: integer('client_id')
      .notNull()
      .references(() => clients.id),
    sellerId: integer('seller_id').references(() => people.id),
    inWork: integer('in_work', { mode: 'boolean' }).notNull(),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
  },
  (t) => [
    index('orders_in_work_by_client').on(t.clientId).where(sql`${t.inWork} = 1`),
    index('orders_by_number').on(t.number),
  ],
);

export const orderPhones = sqliteTable(
  'order_phones',
  {
    phone: text('phone').notNull(),
    orderId: integer('order_id')
      .notNull()
      .references(() => orders.id),
  },
  (t) => [
    primaryKey({ columns: [t.phone, t.orderId] }),
    index('order_phones_by_order').on(t.orderId),
  ],
);

// ── calls ────────────────────────────────────────────────────────────────────────────────────────

export const calls = sqliteTable(
  'calls',
  {
    /** The number that people see. */
    id: id(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    flow: text('flow', { enum: ['in', 'out'] }).notNull(),
    sellerId: integer('seller_id').references(() => people.id),
    /** As the telephone system named it; matched when it becomes known. */
    sellerExtension: text('seller_extension'),
    sellerExternalId: text('seller_external_id'),
    /** The seller's direction when the call came in. */
    directionId: integer('direction_id').references(() => directions.id),
    /** E.164, or null for a hidden or unusable number. */
    phone: text('phone'),
    rawNumber: text('raw_number').notNull(),
    startedAt: at('started_at').notNull(),
    durationS: integer('duration_s'),
    talkS: integer('talk_s'),
    recordingUrl: text('recording_url'),
    recordingPath: text('recording_path'),
    clientId: integer('client_id').references(() => clients.id),
    orderId: integer('order_id').references(() => orders.id),
    clientExternalId: text('client_external_id'),
    orderExternalId: text('order_external_id'),
    /** When seller, talk time and recording were first all known (3.1); null until then. */
    readyAt: at('ready_at'),
    status: text('status', { enum: statuses as [Status, ...Status[]] }).notNull(),
    /** The preliminary status it left, to go back to. */
    originStatus: text('origin_status', { enum: statuses as [Status, ...Status[]] }),
    /** Who holds it at present. */
    reviewerId: integer('reviewer_id').references(() => people.id),
    /** The controller of the credit score. */
    scoredById: integer('scored_by_id').references(() => people.id),
    /** The call type that its credit score was made on. */
    checklistId: integer('checklist_id').references((): AnySQLiteColumn => checklists.id),
    drawId: integer('draw_id').references(() => draws.id),
    sentById: integer('sent_by_id').references(() => people.id),
    /** When it joined the controllers' queue. */
    queuedAt: at('queued_at'),
    /** The month in which it was drawn (its draw's) or sent: where its credit belongs while that is open. */
    queuedMonth: text('queued_month'),
    /** The controller who gave this drawn call back and the reason: a second person is to say whether it is so. */
    returnedById: integer('returned_by_id').references(() => people.id),
    returnedAt: at('returned_at'),
    returnReason: text('return_reason', { enum: giveBackReasons }),
    /** When delivery of the score's notice began; the score can then no longer be taken back. */
    noticeLeftAt: at('notice_left_at'),
    /** From when the seller's time to appeal runs, and until when. */
    clockFromAt: at('clock_from_at'),
    deadlineAt: at('deadline_at'),
    receivedAt: at('received_at').notNull(),
    /** What was found out against its recording; null: nothing, or nobody has listened yet. */
    recordingFault: text('recording_fault', { enum: recordingFaults }),
  },
  (t) => [
    uniqueIndex('calls_by_external_id').on(t.source, t.externalId),
    // The lists (call-lists.ts). What is not partial, every call taken in pays for, so there is none by
    // the start alone: the eleven statuses are merged. The id needs no place: each index ends in it.
    index('calls_by_status').on(t.status, t.startedAt),
    index('calls_by_seller_status').on(t.sellerId, t.status, t.startedAt),
    index('calls_by_direction_status').on(t.directionId, t.status, t.startedAt),
    index('calls_by_client').on(t.clientId, t.startedAt).where(sql`${t.clientId} IS NOT NULL`),
    index('calls_by_order').on(t.orderId, t.startedAt).where(sql`${t.orderId} IS NOT NULL`),
    index('calls_by_reviewer')
      .on(t.reviewerId, t.status, t.startedAt)
      .where(sql`${t.reviewerId} IS NOT NULL`),
    index('calls_by_scorer')
      .on(t.scoredById, t.status, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_scorer_type')
      .on(t.scoredById, t.checklistId, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_seller_scorer')
      .on(t.sellerId, t.scoredById, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_direction_scorer')
      .on(t.directionId, t.scoredById, t.startedAt)
      .where(sql`${t.scoredById} IS NOT NULL`),
    index('calls_by_type').on(t.checklistId, t.startedAt).where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_by_seller_type')
      .on(t.sellerId, t.checklistId, t.startedAt)
      .where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_by_direction_type')
      .on(t.directionId, t.checklistId, t.startedAt)
      .where(sql`${t.checklistId} IS NOT NULL`),
    index('calls_ready').on(t.readyAt).where(sql`${t.readyAt} IS NOT NULL`),
    index('calls_unready').on(t.receivedAt).where(sql`${t.readyAt} IS NULL`),
    index('calls_queued').on(t.queuedAt, t.id).where(sql`${t.status} = 'listening_credit'`),
    index('calls_taught').on(t.id).where(sql`${t.status} = 'listening_training'`),
    index('calls_due').on(t.deadlineAt, t.id).where(sql`${t.status} = 'scored_pending'`),
    index('calls_unmatched_by_phone').on(t.phone).where(sql`${t.status} = 'unclassified'`),
    index('calls_unmatched_by_client')
      .on(t.clientExternalId)
      .where(sql`${t.status} = 'unclassified' AND ${t.clientExternalId} IS NOT NULL`),
    index('calls_unmatched_by_order')
      .on(t.orderExternalId)
      .where(sql`${t.status} = 'unclassified' AND ${t.orderExternalId} IS NOT NULL`),
    index('calls_without_seller').on(t.source, t.sellerExtension).where(sql`${t.sellerId} IS NULL`),
    index('calls_without_named_seller')
      .on(t.sellerExternalId)
      .where(sql`${t.sellerId} IS NULL AND ${t.sellerExternalId} IS NOT NULL`),
    check('calls_status', oneOf(t.status, statuses)),
    check('calls_talk', sql`${t.talkS} >= 0 AND ${t.durationS} >= 0`),
    check(
      'calls_origin',
      sql`${t.originStatus} IS NULL OR ${oneOf(t.originStatus, ['unclassified', 'classified_auto', 'classified_manual'])}`,
    ),
  ],
);

/** A line that only a migration wrote, where scores had been left in which nothing counts. */
const healed = "'annul|approved_overturned|approved_training'";

/** Every (verb, from, to) of the status table, as one condition. */
function allowedTransitions(verb: AnySQLiteColumn, from: AnySQLiteColumn, to: AnySQLiteColumn) {
  const known = transitions().map((t) => `'${t.verb}|${t.from ?? ''}|${t.to}'`);
  const rows = [...new Set([...known, healed])];
  return sql`${verb} || '|' || coalesce(${from}, '') || '|' || ${to} IN (${sql.raw(rows.join(', '))})`;
}

export const callHistory = sqliteTable(
  'call_history',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    at: at('at').notNull(),
    /** Null: the system. */
    actorId: integer('actor_id').references(() => people.id),
    verb: text('verb').$type<Verb>().notNull(),
    fromStatus: text('from_status').$type<Status>(),
    toStatus: text('to_status').$type<Status>().notNull(),
    note: text('note'),
  },
  (t) => [
    index('call_history_by_call').on(t.callId, t.id),
    index('call_history_sent').on(t.at, t.callId).where(sql`${t.verb} = 'send'`),
    index('call_history_given_back').on(t.actorId, t.at).where(sql`${t.verb} = 'give_back'`),
    index('call_history_taken').on(t.actorId, t.at).where(sql`${t.verb} = 'take'`),
    check('call_history_transition', allowedTransitions(t.verb, t.fromStatus, t.toStatus)),
  ],
);

/** What was heard of a recording, once somebody listened or the call was drawn. */
export const recordings = sqliteTable('recordings', {
  callId: integer('call_id')
    .primaryKey()
    .references(() => calls.id),
  lengthS: integer('length_s').notNull(),
  channels: integer('channels').notNull(),
  /** Seconds in which each speaks; null where both are on one channel. */
  sellerTalkS: integer('seller_talk_s'),
  clientTalkS: integer('client_talk_s'),
  longSilences: text('long_silences', { mode: 'json' }).$type<readonly Stretch[]>().notNull(),
  heardAt: at('heard_at').notNull(),
});

/** A recording, or a clip of it, that Telegram already has is sent again by its file id. */
export const telegramFiles = sqliteTable(
  'telegram_files',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    kind: text('kind', { enum: ['voice', 'audio'] }).notNull(),
    /** The stretch of the recording in seconds; to 0: to its end. */
    fromS: integer('from_s').notNull(),
    toS: integer('to_s').notNull(),
    clip: integer('clip', { mode: 'boolean' }).notNull(),
    fileId: text('file_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.kind, t.clip, t.fromS, t.toS] })],
);

/**
 * What the events of a telephone system told of a call so far, merged: they come in any order, and a
 * call is taken in once enough of it is known.
 */
export const telephonyCalls = sqliteTable(
  'telephony_calls',
  {
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    /** `CallReport` of telephony/provider.ts. */
    report: text('report', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    heardAt: at('heard_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.externalId] }),
    index('telephony_calls_by_age').on(t.heardAt),
  ],
);

/** How far each telephone system was read: a report asked for, or a file followed as it grows. */
export const telephonyMarks = sqliteTable('telephony_marks', {
  /** The provider's code, or that of a format. */
  name: text('name').primaryKey(),
  /** Up to when a report was asked for. */
  askedToAt: at('asked_to_at'),
  /** The file (its inode and first bytes tell it from the one it is rotated to), and the next byte to read. */
  fileId: text('file_id'),
  offsetBytes: integer('offset_bytes'),
  lastCallAt: at('last_call_at'),
  /** Calls left out since nobody has the extension, and the names last seen. */
  skipped: integer('skipped').notNull().default(0),
  skippedNames: text('skipped_names', { mode: 'json' }).$type<readonly string[]>(),
  problem: text('problem'),
  problemAt: at('problem_at'),
});

// ── draws and the queue ──────────────────────────────────────────────────────────────────────────

export const draws = sqliteTable(
  'draws',
  {
    id: id(),
    /** Half-open window of `ready_at`. */
    windowFromAt: at('window_from_at').notNull(),
    windowToAt: at('window_to_at').notNull(),
    /** The local date of the window's end. */
    date: text('date').notNull(),
    month: text('month').notNull(),
    /** 32 bytes, secret until the draw. */
    seed: blob('seed', { mode: 'buffer' }).notNull(),
    seedSha256: text('seed_sha256').notNull(),
    committedAt: at('committed_at').notNull(),
    drawnAt: at('drawn_at'),
    policy: text('policy', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** The frozen eligible calls: pairs of little-endian uint32 (call id, seller id). */
    eligible: blob('eligible', { mode: 'buffer' }),
    eligibleCount: integer('eligible_count'),
    leftOut: text('left_out', { mode: 'json' }).$type<Record<string, number>>(),
    /** The calls left out: pairs of little-endian uint32 (call id, place of its reason in `leftOutReasons`). */
    leftOutCalls: blob('left_out_calls', { mode: 'buffer' }),
  },
  (t) => [
    uniqueIndex('draws_by_window').on(t.windowFromAt),
    index('draws_by_date').on(t.date),
    index('draws_undrawn').on(t.windowToAt).where(sql`${t.drawnAt} IS NULL`),
    check('draws_window', sql`${t.windowFromAt} < ${t.windowToAt}`),
  ],
);

export const drawnCalls = sqliteTable(
  'drawn_calls',
  {
    drawId: integer('draw_id')
      .notNull()
      .references(() => draws.id),
    callId: integer('call_id')
      .notNull()
      .unique()
      .references(() => calls.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    ticket: text('ticket').notNull(),
    /** The call that this one stands in for. */
    replacesCallId: integer('replaces_call_id').references(() => calls.id),
    /** When this one was itself replaced, or would have been, had a ticket been left. */
    replacedAt: at('replaced_at'),
    /** The tickets passed over on the way to its replacement, lowest first, and why. */
    skipped: text('skipped', { mode: 'json' }).$type<readonly SkippedTicket[]>(),
  },
  (t) => [primaryKey({ columns: [t.drawId, t.callId] })],
);

export const drawSellers = sqliteTable(
  'draw_sellers',
  {
    drawId: integer('draw_id')
      .notNull()
      .references(() => draws.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    month: text('month').notNull(),
    eligible: integer('eligible').notNull(),
    drawn: integer('drawn').notNull(),
    /** What had been drawn of theirs in that month before, as this draw took it into account. */
    drawnThisMonth: integer('drawn_this_month').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.drawId, t.sellerId] }),
    index('draw_sellers_by_month').on(t.month, t.sellerId),
  ],
);

export const leases = sqliteTable(
  'leases',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    controllerId: integer('controller_id')
      .notNull()
      .references(() => people.id),
    givenAt: at('given_at').notNull(),
    untilAt: at('until_at').notNull(),
    endedAt: at('ended_at'),
    end: text('end', { enum: ['scored', 'expired', 'given_back', 'freed'] }),
  },
  (t) => [
    uniqueIndex('leases_held_call').on(t.callId).where(sql`${t.endedAt} IS NULL`),
    uniqueIndex('leases_held_by').on(t.controllerId).where(sql`${t.endedAt} IS NULL`),
    index('leases_by_controller').on(t.controllerId, t.id),
    index('leases_by_call').on(t.callId, t.id),
    index('leases_until').on(t.untilAt).where(sql`${t.endedAt} IS NULL`),
    index('leases_expired').on(t.controllerId, t.endedAt).where(sql`${t.end} = 'expired'`),
  ],
);

// ── checklists and reviews ───────────────────────────────────────────────────────────────────────

export const checklists = sqliteTable('checklists', {
  id: id(),
  /** The call type's code. */
  code: text('code').notNull().unique(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
});

export const checklistVersions = sqliteTable(
  'checklist_versions',
  {
    id: id(),
    checklistId: integer('checklist_id')
      .notNull()
      .references(() => checklists.id),
    version: integer('version').notNull(),
    name: text('name').notNull(),
    /** The whole checklist as published: `Checklist` of domain/checklist.ts. */
    body: text('body', { mode: 'json' }).$type<unknown>().notNull(),
    publishedAt: at('published_at').notNull(),
    publishedById: integer('published_by_id').references(() => people.id),
  },
  (t) => [uniqueIndex('checklist_versions_by_version').on(t.checklistId, t.version)],
);

export const reviews = sqliteTable(
  'reviews',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    reviewerId: integer('reviewer_id')
      .notNull()
      .references(() => people.id),
    /** `side`: a teaching review of a call that keeps its status and credit. */
    purpose: text('purpose', { enum: ['credit', 'advice', 'training', 'side'] }).notNull(),
    state: text('state', {
      enum: ['draft', 'submitted', 'approved', 'overturned', 'annulled'],
    }).notNull(),
    versionId: integer('version_id').references(() => checklistVersions.id),
    /** Where the scoring screen stands: the item shown, and the last ❌, to which typed words belong. */
    cursorItem: text('cursor_item'),
    lastFailedItem: text('last_failed_item'),
    recommendation: text('recommendation'),
    /** A teaching review's spoken words, as Telegram's file id. */
    voice: text('voice'),
    startedAt: at('started_at').notNull(),
    /** When its reviewer last put a hand to it. */
    touchedAt: at('touched_at').notNull(),
    recordingSentAt: at('recording_sent_at'),
    submittedAt: at('submitted_at'),
    /** When the seller said that they have read a teaching review. */
    readAt: at('read_at'),
    tooFast: integer('too_fast', { mode: 'boolean' }).notNull().default(false),
    /** Sums of weights as handed in, and as they stand (after an appeal). */
    handedInEarned: integer('handed_in_earned'),
    handedInPossible: integer('handed_in_possible'),
    earned: integer('earned'),
    possible: integer('possible'),
    /** Of a credit score: each item's verdict as it stands (`verdictWord` of domain/verdicts.ts). */
    verdicts: text('verdicts'),
    /** The month of the final approval, and the policy then in force. */
    approvedAt: at('approved_at'),
    creditMonth: text('credit_month'),
    policyId: integer('policy_id').references(() => policyChanges.id),
  },
  (t) => [
    uniqueIndex('reviews_one_draft').on(t.callId, t.reviewerId).where(sql`${t.state} = 'draft'`),
    uniqueIndex('reviews_one_credit')
      .on(t.callId)
      .where(sql`${t.purpose} = 'credit' AND ${t.state} <> 'draft'`),
    index('reviews_by_call').on(t.callId, t.id),
    index('reviews_drafts').on(t.reviewerId, t.touchedAt).where(sql`${t.state} = 'draft'`),
    index('reviews_by_reviewer').on(t.reviewerId, t.submittedAt),
    index('reviews_by_credit_month')
      .on(t.creditMonth, t.id)
      .where(sql`${t.creditMonth} IS NOT NULL`),
    index('reviews_by_approval').on(t.approvedAt).where(sql`${t.creditMonth} IS NOT NULL`),
    check('reviews_points', sql`${t.earned} IS NULL OR ${t.earned} BETWEEN 0 AND ${t.possible}`),
    check(
      'reviews_teaching_never_counts',
      sql`${t.purpose} = 'credit' OR ${t.creditMonth} IS NULL`,
    ),
  ],
);

export const reviewItems = sqliteTable(
  'review_items',
  {
    reviewId: integer('review_id')
      .notNull()
      .references(() => reviews.id),
    itemCode: text('item_code').notNull(),
    verdict: text('verdict', { enum: verdicts }).notNull(),
    comment: text('comment'),
    momentS: integer('moment_s'),
  },
  (t) => [
    primaryKey({ columns: [t.reviewId, t.itemCode] }),
    check('review_items_verdict', oneOf(t.verdict, verdicts)),
  ],
);

/** What a seller asked their heads about a call; open until it is answered, withdrawn or given back. */
export const adviceRequests = sqliteTable(
  'advice_requests',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    question: text('question'),
    askedAt: at('asked_at').notNull(),
    begunById: integer('begun_by_id').references(() => people.id),
    begunAt: at('begun_at'),
    endedAt: at('ended_at'),
    end: text('end', { enum: ['answered', 'withdrawn', 'given_back'] }),
  },
  (t) => [
    uniqueIndex('advice_requests_open').on(t.callId).where(sql`${t.endedAt} IS NULL`),
    index('advice_requests_waiting').on(t.askedAt, t.id).where(sql`${t.endedAt} IS NULL`),
    index('advice_requests_by_call').on(t.callId, t.id),
    index('advice_requests_by_seller').on(t.sellerId, t.askedAt),
  ],
);

// ── appeals ──────────────────────────────────────────────────────────────────────────────────────

export const appeals = sqliteTable(
  'appeals',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    reviewId: integer('review_id')
      .notNull()
      .references(() => reviews.id),
    sellerId: integer('seller_id')
      .notNull()
      .references(() => people.id),
    state: text('state', {
      enum: ['draft', 'open', 'upheld', 'rejected', 'annulled', 'conceded'],
    }).notNull(),
    kind: text('kind', { enum: appealKinds }).notNull(),
    reason: text('reason'),
    /** A spoken reason, as Telegram's file id. */
    reasonVoice: text('reason_voice'),
    openedAt: at('opened_at'),
    answer: text('answer'),
    answeredAt: at('answered_at'),
    begunById: integer('begun_by_id').references(() => people.id),
    begunAt: at('begun_at'),
    remindedAt: at('reminded_at'),
    escalatedAt: at('escalated_at'),
    decisionReason: text('decision_reason'),
    decidedById: integer('decided_by_id').references(() => people.id),
    decidedAt: at('decided_at'),
  },
  (t) => [
    uniqueIndex('appeals_by_review').on(t.reviewId),
    index('appeals_by_call').on(t.callId),
    index('appeals_open').on(t.openedAt, t.id).where(sql`${t.state} = 'open'`),
    index('appeals_open_by_seller').on(t.sellerId).where(sql`${t.state} = 'open'`),
    index('appeals_decided').on(t.decidedAt).where(sql`${t.decidedAt} IS NOT NULL`),
    check('appeals_kind', oneOf(t.kind, appealKinds)),
  ],
);

export const appealItems = sqliteTable(
  'appeal_items',
  {
    appealId: integer('appeal_id')
      .notNull()
      .references(() => appeals.id),
    itemCode: text('item_code').notNull(),
    /** Null until the appeal is decided. */
    decision: text('decision', { enum: decisions }),
  },
  (t) => [primaryKey({ columns: [t.appealId, t.itemCode] })],
);

/** A head's decision while it is being made: one row a person and appeal, so that two never mix. */
export const decisionDrafts = sqliteTable(
  'decision_drafts',
  {
    appealId: integer('appeal_id')
      .notNull()
      .references(() => appeals.id),
    supervisorId: integer('supervisor_id')
      .notNull()
      .references(() => people.id),
    decisions: text('decisions', { mode: 'json' })
      .$type<Record<string, (typeof decisions)[number]>>()
      .notNull(),
    annul: integer('annul', { mode: 'boolean' }),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.appealId, t.supervisorId] })],
);

// ── ledger and policy ────────────────────────────────────────────────────────────────────────────

export const ledger = sqliteTable(
  'ledger',
  {
    id: id(),
    at: at('at').notNull(),
    month: text('month').notNull(),
    /** Null: the company's fund. */
    fromPersonId: integer('from_person_id').references(() => people.id),
    toPersonId: integer('to_person_id').references(() => people.id),
    points: integer('points').notNull(),
    cause: text('cause', { enum: causes }).notNull(),
    /** Null: about no review, such as a debt written off. */
    reviewId: integer('review_id').references(() => reviews.id),
    /** Empty: the review as a whole. */
    itemCode: text('item_code').notNull().default(''),
    reversesId: integer('reverses_id').unique(),
    reason: text('reason'),
  },
  (t) => [
    uniqueIndex('ledger_by_cause')
      .on(t.reviewId, t.cause, t.itemCode)
      .where(sql`${t.reversesId} IS NULL`),
    index('ledger_by_review').on(t.reviewId),
    index('ledger_from').on(t.fromPersonId, t.month),
    index('ledger_to').on(t.toPersonId, t.month),
    check('ledger_points', sql`${t.points} > 0`),
    check('ledger_two_accounts', sql`${t.fromPersonId} IS NOT ${t.toPersonId}`),
    check('ledger_cause', oneOf(t.cause, causes)),
    check(
      'ledger_review',
      sql`${t.reviewId} IS NOT NULL OR (${t.reason} IS NOT NULL AND ${oneOf(t.cause, ['write_off', 'reversal'])})`,
    ),
  ],
);

/** Months that were closed; reopened and closed again, a month has a version more. */
export const periods = sqliteTable(
  'periods',
  {
    id: id(),
    month: text('month').notNull(),
    version: integer('version').notNull(),
    closedAt: at('closed_at').notNull(),
    closedById: integer('closed_by_id').references(() => people.id),
    /** Whose scale and prices it was counted with. */
    policyId: integer('policy_id')
      .notNull()
      .references(() => policyChanges.id),
    /** Of the rows' canonical form (domain/canonical.ts). */
    sha256: text('sha256').notNull(),
    reopenedAt: at('reopened_at'),
    reopenedById: integer('reopened_by_id').references(() => people.id),
    reopenReason: text('reopen_reason'),
  },
  (t) => [
    uniqueIndex('periods_by_version').on(t.month, t.version),
    uniqueIndex('periods_one_closed').on(t.month).where(sql`${t.reopenedAt} IS NULL`),
  ],
);

/** The figures of a closed month as they were frozen, a row a person or direction. */
export const periodRows = sqliteTable(
  'period_rows',
  {
    periodId: integer('period_id')
      .notNull()
      .references(() => periods.id),
    kind: text('kind', {
      enum: ['total', 'direction', 'seller', 'controller', 'payout'],
    }).notNull(),
    /** The person or direction; 0 for neither. */
    ofId: integer('of_id').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.periodId, t.kind, t.ofId] })],
);

export const policyChanges = sqliteTable('policy_changes', {
  id: id(),
  at: at('at').notNull(),
  /** Null: the first values, from the environment and the defaults. */
  byId: integer('by_id').references(() => people.id),
  /** The whole policy in force from here on. */
  policy: text('policy', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
});

// ── messages and jobs ────────────────────────────────────────────────────────────────────────────

export const outbox = sqliteTable(
  'outbox',
  {
    id: id(),
    /** One message a key, however often it is asked for. */
    key: text('key').notNull().unique(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    kind: text('kind').notNull(),
    callId: integer('call_id').references(() => calls.id),
    payload: text('payload', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** `caught_up`: given up, and told of once its person could be reached again. */
    state: text('state', {
      enum: ['waiting', 'sent', 'given_up', 'caught_up', 'cancelled'],
    }).notNull(),
    createdAt: at('created_at').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    firstAttemptAt: at('first_attempt_at'),
    sentAt: at('sent_at'),
    chatId: integer('chat_id'),
    messageId: integer('message_id'),
    lastError: text('last_error'),
  },
  (t) => [
    index('outbox_due').on(t.dueAt, t.id).where(sql`${t.state} = 'waiting'`),
    index('outbox_by_call').on(t.callId, t.kind),
    index('outbox_unheard').on(t.personId, t.id).where(sql`${t.state} = 'given_up'`),
  ],
);

/**
 * Attempts to send a notice whose answer never came, so that its message may be in the chat all the
 * same: a row is written before the attempt and goes once it is answered.
 */
export const sendAttempts = sqliteTable(
  'send_attempts',
  {
    noticeId: integer('notice_id')
      .notNull()
      .references(() => outbox.id),
    /** The outbox's count of attempts at that moment. */
    attempt: integer('attempt').notNull(),
    startedAt: at('started_at').notNull(),
    chatId: integer('chat_id').notNull(),
    /** What its buttons do: by this the message is known when one of them is pressed. */
    buttons: text('buttons').notNull(),
    /** Null until then. */
    messageId: integer('message_id'),
  },
  (t) => [
    primaryKey({ columns: [t.noticeId, t.attempt] }),
    index('send_attempts_by_chat').on(t.chatId, t.messageId),
  ],
);

/** Messages to be taken out of a chat again: recordings, before Telegram's 48 hours are over. */
export const chatDeletions = sqliteTable(
  'chat_deletions',
  {
    chatId: integer('chat_id').notNull(),
    messageId: integer('message_id').notNull(),
    dueAt: at('due_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.messageId] }),
    index('chat_deletions_due').on(t.dueAt),
  ],
);

/** A cron tick, claimed: the same tick never runs twice. */
export const jobRuns = sqliteTable(
  'job_runs',
  {
    name: text('name').notNull(),
    dueAt: at('due_at').notNull(),
    startedAt: at('started_at').notNull(),
    finishedAt: at('finished_at'),
    error: text('error'),
  },
  (t) => [primaryKey({ columns: [t.name, t.dueAt] })],
);

/** Telegram updates already taken; Telegram keeps them for 24 h, so older ones are dropped. */
export const telegramUpdates = sqliteTable(
  'telegram_updates',
  {
    updateId: integer('update_id').primaryKey(),
    at: at('at').notNull(),
  },
  (t) => [index('telegram_updates_by_age').on(t.at)],
);

/** What grammY keeps between two updates of a person. */
export const chatStates = sqliteTable('chat_states', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});

/** What the service notes for itself, such as the bot's name for invitation links. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});

export const callFilters = sqliteTable('call_filters', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id),
  filter: text('filter', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
});

/** What somebody last searched for, to turn the pages of what was found. */
export const clientSearches = sqliteTable('client_searches', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id),
  text: text('text').notNull(),
  inWorkOnly: integer('in_work_only', { mode: 'boolean' }).notNull(),
});

/**
 * A file brought in through the chat: checked, confirmed, worked off in slices. The row is small, so
 * that noting how far it is costs little; what is large stands in the two tables after it.
 */
export const uploads = sqliteTable(
  'uploads',
  {
    id: id(),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    /** Null until the columns or the person have told. */
    noun: text('noun', { enum: ['people', 'clients', 'orders', 'calls', 'checklists'] }),
    fileName: text('file_name').notNull(),
    state: text('state', {
      enum: ['checking', 'asking', 'checked', 'importing', 'done', 'cancelled', 'failed'],
    }).notNull(),
    rowsTotal: integer('rows_total'),
    rowsDone: integer('rows_done').notNull().default(0),
    /** Counts by result of the check and of the import, remarks, and why the file cannot be read. */
    report: text('report', { mode: 'json' }).$type<Record<string, unknown>>(),
    chatId: integer('chat_id'),
    messageId: integer('message_id'),
    createdAt: at('created_at').notNull(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('uploads_by_person').on(t.personId, t.id),
    index('uploads_unfinished').on(t.id).where(sql`${t.finishedAt} IS NULL`),
  ],
);

/** The bytes of an upload, until it is over; in parts, so that writing them down holds up nobody. */
export const uploadFiles = sqliteTable(
  'upload_files',
  {
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id),
    part: integer('part').notNull(),
    content: blob('content', { mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.part] })],
);

/** Rows of an upload that were refused, the first ten thousand. */
export const uploadRefusals = sqliteTable(
  'upload_refusals',
  {
    uploadId: integer('upload_id')
      .notNull()
      .references(() => uploads.id),
    /** Which row of the file it is, from 0; several may stand on one line. */
    rowIndex: integer('row_index').notNull(),
    line: integer('line').notNull(),
    externalId: text('external_id'),
    field: text('field').notNull(),
    code: text('code').notNull(),
    detail: text('detail').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.rowIndex] })],
);
