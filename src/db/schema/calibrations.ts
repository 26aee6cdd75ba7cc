import { sql } from 'drizzle-orm';
import {
  check,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { verdicts } from '../../domain/checklist.ts';
import { calls } from './calls.ts';
import { checklistVersions } from './checklists.ts';
import { at, id, oneOf } from './columns.ts';
import { people } from './people.ts';

/** Calls that several controllers score blind, to be held side by side; closed ones are benchmarks. */
export const calibrations = sqliteTable(
  'calibrations',
  {
    id: id(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    versionId: integer('version_id')
      .notNull()
      .references(() => checklistVersions.id),
    leaderId: integer('leader_id')
      .notNull()
      .references(() => people.id),
    workingDays: integer('working_days').notNull(),
    /** Null while its leader still chooses who is asked. */
    startedAt: at('started_at'),
    deadlineAt: at('deadline_at'),
    /** When everybody had answered or the deadline had come: from then on the answers are shown. */
    readyAt: at('ready_at'),
    closedAt: at('closed_at'),
  },
  (t) => [
    uniqueIndex('calibrations_of_call').on(t.callId).where(sql`${t.startedAt} IS NOT NULL`),
    uniqueIndex('calibrations_draft').on(t.callId, t.leaderId).where(sql`${t.startedAt} IS NULL`),
  ],
);

/** What was agreed on, an item each. */
export const calibrationAnswers = sqliteTable(
  'calibration_answers',
  {
    calibrationId: integer('calibration_id')
      .notNull()
      .references(() => calibrations.id),
    itemCode: text('item_code').notNull(),
    verdict: text('verdict', { enum: verdicts }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.calibrationId, t.itemCode] }),
    check('calibration_answers_verdict', oneOf(t.verdict, verdicts)),
  ],
);
