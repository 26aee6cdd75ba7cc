import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { blindPurposes } from '../../domain/blind-score.ts';
import { verdicts } from '../../domain/checklist.ts';
import { calibrations } from './calibrations.ts';
import { calls } from './calls.ts';
import { checklistVersions } from './checklists.ts';
import { at, id, oneOf } from './columns.ts';
import { people } from './people.ts';

/** Scores of calls that were made blind and count for nothing: no review of the call has part in them. */
export const blindScores = sqliteTable(
  'blind_scores',
  {
    id: id(),
    purpose: text('purpose', { enum: blindPurposes }).notNull(),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id),
    versionId: integer('version_id')
      .notNull()
      .references(() => checklistVersions.id),
    /** The item that the sheet shows; null: all of them. */
    cursorItem: text('cursor_item'),
    startedAt: at('started_at').notNull(),
    submittedAt: at('submitted_at'),
    /** When its maker saw what it is held against; from then on nothing blind can be begun. */
    openedAt: at('opened_at'),
    /** The calibration that it is part of, or against whose outcome it is held; null: a self-check. */
    calibrationId: integer('calibration_id').references(() => calibrations.id),
  },
  (t) => [
    uniqueIndex('blind_scores_self').on(t.callId, t.personId).where(sql`${t.purpose} = 'self'`),
    uniqueIndex('blind_scores_calibration')
      .on(t.calibrationId, t.personId)
      .where(sql`${t.calibrationId} IS NOT NULL`),
    index('blind_scores_by_person').on(t.personId, t.id),
    check('blind_scores_purpose', oneOf(t.purpose, blindPurposes)),
  ],
);

export const blindAnswers = sqliteTable(
  'blind_answers',
  {
    scoreId: integer('score_id')
      .notNull()
      .references(() => blindScores.id),
    itemCode: text('item_code').notNull(),
    verdict: text('verdict', { enum: verdicts }).notNull(),
    comment: text('comment'),
    momentS: integer('moment_s'),
  },
  (t) => [
    primaryKey({ columns: [t.scoreId, t.itemCode] }),
    check('blind_answers_verdict', oneOf(t.verdict, verdicts)),
  ],
);
