-- Two tables are made anew for their checks: nothing refers to them, so that no foreign key is in the way.
CREATE TABLE `__new_call_history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`verb` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`note` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "call_history_transition" CHECK("__new_call_history"."verb" || '|' || coalesce("__new_call_history"."from_status", '') || '|' || "__new_call_history"."to_status" IN ('register||unclassified', 'classify||classified_auto', 'classify|unclassified|classified_auto', 'link|unclassified|classified_manual', 'link|classified_auto|classified_manual', 'link|classified_manual|classified_manual', 'link|listening_advice|listening_advice', 'link|listening_credit|listening_credit', 'link|listening_training|listening_training', 'link|scored_pending|scored_pending', 'link|scored_appealed|scored_appealed', 'link|approved_training|approved_training', 'link|approved_scored|approved_scored', 'link|approved_overturned|approved_overturned', 'sample|unclassified|listening_credit', 'sample|classified_auto|listening_credit', 'sample|classified_manual|listening_credit', 'sample|listening_advice|listening_credit', 'sample|listening_training|listening_credit', 'send|unclassified|listening_credit', 'send|classified_auto|listening_credit', 'send|classified_manual|listening_credit', 'ask|unclassified|listening_advice', 'ask|classified_auto|listening_advice', 'ask|classified_manual|listening_advice', 'begin|listening_advice|listening_advice', 'take|unclassified|listening_training', 'take|classified_auto|listening_training', 'take|classified_manual|listening_training', 'give_back|listening_advice|unclassified', 'give_back|listening_advice|classified_auto', 'give_back|listening_advice|classified_manual', 'give_back|listening_training|unclassified', 'give_back|listening_training|classified_auto', 'give_back|listening_training|classified_manual', 'give_back|listening_credit|listening_credit', 'give_back|listening_credit|unclassified', 'give_back|listening_credit|classified_auto', 'give_back|listening_credit|classified_manual', 'score|listening_credit|scored_pending', 'score|listening_advice|approved_training', 'score|listening_training|approved_training', 'recall|scored_pending|listening_credit', 'accept|scored_pending|approved_scored', 'appeal|scored_pending|scored_appealed', 'approve|scored_pending|approved_scored', 'uphold|scored_appealed|approved_overturned', 'reject|scored_appealed|approved_scored', 'annul|scored_appealed|approved_training', 'concede|scored_appealed|approved_overturned', 'review|listening_advice|listening_advice', 'review|listening_credit|listening_credit', 'review|listening_training|listening_training', 'review|scored_pending|scored_pending', 'review|scored_appealed|scored_appealed', 'review|approved_training|approved_training', 'review|approved_scored|approved_scored', 'review|approved_overturned|approved_overturned', 'annul|approved_overturned|approved_training'))
);
--> statement-breakpoint
INSERT INTO `__new_call_history`("id", "call_id", "at", "actor_id", "verb", "from_status", "to_status", "note") SELECT "id", "call_id", "at", "actor_id", "verb", "from_status", "to_status", "note" FROM `call_history`;--> statement-breakpoint
DROP TABLE `call_history`;--> statement-breakpoint
ALTER TABLE `__new_call_history` RENAME TO `call_history`;--> statement-breakpoint
CREATE INDEX `call_history_by_call` ON `call_history` (`call_id`,`id`);--> statement-breakpoint
CREATE INDEX `call_history_sent` ON `call_history` (`at`,`call_id`) WHERE "call_history"."verb" = 'send';--> statement-breakpoint
CREATE INDEX `call_history_given_back` ON `call_history` (`actor_id`,`at`) WHERE "call_history"."verb" = 'give_back';--> statement-breakpoint
CREATE INDEX `call_history_taken` ON `call_history` (`actor_id`,`at`) WHERE "call_history"."verb" = 'take';--> statement-breakpoint
CREATE TABLE `__new_ledger` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`month` text NOT NULL,
	`from_person_id` integer,
	`to_person_id` integer,
	`points` integer NOT NULL,
	`cause` text NOT NULL,
	`review_id` integer,
	`item_code` text DEFAULT '' NOT NULL,
	`reverses_id` integer,
	`reason` text,
	FOREIGN KEY (`from_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_points" CHECK("__new_ledger"."points" > 0),
	CONSTRAINT "ledger_two_accounts" CHECK("__new_ledger"."from_person_id" IS NOT "__new_ledger"."to_person_id"),
	CONSTRAINT "ledger_cause" CHECK("__new_ledger"."cause" IN ('review', 'violation', 'appeal', 'appeal_unclear', 'concession', 'concession_fund', 'wrong_type', 'nothing_left', 'write_off', 'reversal')),
	CONSTRAINT "ledger_review" CHECK("__new_ledger"."review_id" IS NOT NULL OR ("__new_ledger"."reason" IS NOT NULL AND "__new_ledger"."cause" IN ('write_off', 'reversal')))
);
--> statement-breakpoint
INSERT INTO `__new_ledger`("id", "at", "month", "from_person_id", "to_person_id", "points", "cause", "review_id", "item_code", "reverses_id", "reason") SELECT "id", "at", "month", "from_person_id", "to_person_id", "points", "cause", "review_id", "item_code", "reverses_id", "reason" FROM `ledger`;--> statement-breakpoint
DROP TABLE `ledger`;--> statement-breakpoint
ALTER TABLE `__new_ledger` RENAME TO `ledger`;--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_reverses_id_unique` ON `ledger` (`reverses_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_by_cause` ON `ledger` (`review_id`,`cause`,`item_code`) WHERE "ledger"."reverses_id" IS NULL;--> statement-breakpoint
CREATE INDEX `ledger_by_review` ON `ledger` (`review_id`);--> statement-breakpoint
CREATE INDEX `ledger_from` ON `ledger` (`from_person_id`,`month`);--> statement-breakpoint
CREATE INDEX `ledger_to` ON `ledger` (`to_person_id`,`month`);--> statement-breakpoint
ALTER TABLE `absences` ADD `recorded_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `calls` ADD `queued_month` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `returned_by_id` integer REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `calls` ADD `returned_at` integer;--> statement-breakpoint
ALTER TABLE `calls` ADD `return_reason` text;--> statement-breakpoint
ALTER TABLE `draw_sellers` ADD `drawn_this_month` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `drawn_calls` ADD `replaced_at` integer;--> statement-breakpoint
ALTER TABLE `drawn_calls` ADD `skipped` text;--> statement-breakpoint
ALTER TABLE `draws` ADD `left_out_calls` blob;--> statement-breakpoint
CREATE INDEX `reviews_by_approval` ON `reviews` (`approved_at`) WHERE "reviews"."credit_month" IS NOT NULL;--> statement-breakpoint
CREATE TRIGGER call_history_no_update BEFORE UPDATE ON call_history
BEGIN SELECT RAISE(ABORT, 'the history of a call is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER call_history_no_delete BEFORE DELETE ON call_history
BEGIN SELECT RAISE(ABORT, 'the history of a call is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
--> statement-breakpoint
-- The month in which a call was drawn or sent. SQLite knows no time zones: of calls sent before now, Moscow's.
UPDATE calls SET queued_month = (SELECT month FROM draws WHERE draws.id = calls.draw_id)
 WHERE draw_id IS NOT NULL;
--> statement-breakpoint
UPDATE calls SET queued_month = strftime('%Y-%m', queued_at / 1000, 'unixepoch', '+3 hours')
 WHERE draw_id IS NULL AND sent_by_id IS NOT NULL AND queued_at IS NOT NULL;
--> statement-breakpoint
UPDATE draw_sellers SET drawn_this_month = coalesce((
  SELECT sum(e.drawn) FROM draw_sellers e
   WHERE e.seller_id = draw_sellers.seller_id AND e.month = draw_sellers.month
     AND e.draw_id < draw_sellers.draw_id), 0);
--> statement-breakpoint
-- Scores in which an appeal left nothing that counts: no month with one could be counted or closed. They
-- are annulled as they would be now: what was paid is taken back, the controller pays one appeal.
CREATE TABLE nothing_left AS
SELECT r.id review_id, r.call_id, r.reviewer_id, r.credit_month, c.seller_id,
       (SELECT json_extract(p.policy, '$.appealPoints') FROM policy_changes p WHERE p.id = r.policy_id) points,
       CAST(strftime('%s', 'now') AS INTEGER) * 1000 at
  FROM reviews r JOIN calls c ON c.id = r.call_id
 WHERE r.credit_month IS NOT NULL AND r.possible = 0 AND c.status = 'approved_overturned';
--> statement-breakpoint
INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code, reverses_id, reason)
SELECT n.at, l.month, l.to_person_id, l.from_person_id, l.points, 'reversal', l.review_id, l.item_code, l.id,
       'after the appeal nothing counts in this score: annulled'
  FROM nothing_left n JOIN ledger l ON l.review_id = n.review_id
 WHERE l.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM ledger x WHERE x.reverses_id = l.id)
 ORDER BY l.id;
--> statement-breakpoint
INSERT INTO ledger (at, month, from_person_id, to_person_id, points, cause, review_id, item_code)
SELECT at, credit_month, reviewer_id, seller_id, points, 'nothing_left', review_id, ''
  FROM nothing_left WHERE points > 0 ORDER BY review_id;
--> statement-breakpoint
INSERT INTO call_history (call_id, at, actor_id, verb, from_status, to_status, note)
SELECT call_id, at, NULL, 'annul', 'approved_overturned', 'approved_training',
       'after the appeal nothing counts in this score'
  FROM nothing_left ORDER BY call_id;
--> statement-breakpoint
UPDATE calls SET status = 'approved_training' WHERE id IN (SELECT call_id FROM nothing_left);
--> statement-breakpoint
UPDATE appeals SET state = 'annulled' WHERE review_id IN (SELECT review_id FROM nothing_left);
--> statement-breakpoint
DROP TRIGGER reviews_final_stay;
--> statement-breakpoint
UPDATE reviews SET state = 'annulled', credit_month = NULL
 WHERE id IN (SELECT review_id FROM nothing_left);
--> statement-breakpoint
CREATE TRIGGER reviews_final_stay BEFORE UPDATE OF earned, possible, verdicts, approved_at, credit_month ON reviews
WHEN OLD.state IN ('approved', 'overturned', 'annulled')
BEGIN SELECT RAISE(ABORT, 'a final review is not changed'); END;
--> statement-breakpoint
DROP TABLE nothing_left;
