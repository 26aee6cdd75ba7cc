CREATE TABLE `second_differences` (
	`call_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`first` text NOT NULL,
	`second` text NOT NULL,
	`judged_by_id` integer,
	`judged_at` integer,
	`judged` text,
	PRIMARY KEY(`call_id`, `item_code`),
	FOREIGN KEY (`call_id`) REFERENCES `second_scores`(`call_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`judged_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "second_differences_first" CHECK("second_differences"."first" IN ('pass', 'fail', 'na')),
	CONSTRAINT "second_differences_second" CHECK("second_differences"."second" IN ('pass', 'fail', 'na'))
);
--> statement-breakpoint
CREATE INDEX `second_differences_open` ON `second_differences` (`call_id`,`item_code`) WHERE "second_differences"."judged_at" IS NULL;--> statement-breakpoint
CREATE TABLE `second_scores` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`first_review_id` integer NOT NULL,
	`queued_at` integer NOT NULL,
	`controller_id` integer,
	`review_id` integer,
	`final_at` integer,
	`settled_at` integer,
	`dropped_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`first_review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`controller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `second_scores_waiting` ON `second_scores` (`queued_at`,`call_id`) WHERE "second_scores"."review_id" IS NULL AND "second_scores"."dropped_at" IS NULL;--> statement-breakpoint
CREATE INDEX `second_scores_unsettled` ON `second_scores` (`final_at`) WHERE "second_scores"."review_id" IS NOT NULL AND "second_scores"."settled_at" IS NULL;--> statement-breakpoint
CREATE INDEX `second_scores_settled` ON `second_scores` (`settled_at`) WHERE "second_scores"."settled_at" IS NOT NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	CONSTRAINT "ledger_cause" CHECK("__new_ledger"."cause" IN ('review', 'violation', 'appeal', 'appeal_unclear', 'concession', 'concession_fund', 'wrong_type', 'nothing_left', 'missed', 'unfounded', 'write_off', 'reversal')),
	CONSTRAINT "ledger_review" CHECK("__new_ledger"."review_id" IS NOT NULL OR ("__new_ledger"."reason" IS NOT NULL AND "__new_ledger"."cause" IN ('write_off', 'reversal')))
);
--> statement-breakpoint
INSERT INTO `__new_ledger`("id", "at", "month", "from_person_id", "to_person_id", "points", "cause", "review_id", "item_code", "reverses_id", "reason") SELECT "id", "at", "month", "from_person_id", "to_person_id", "points", "cause", "review_id", "item_code", "reverses_id", "reason" FROM `ledger`;--> statement-breakpoint
DROP TABLE `ledger`;--> statement-breakpoint
ALTER TABLE `__new_ledger` RENAME TO `ledger`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_reverses_id_unique` ON `ledger` (`reverses_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_by_cause` ON `ledger` (`review_id`,`cause`,`item_code`) WHERE "ledger"."reverses_id" IS NULL;--> statement-breakpoint
CREATE INDEX `ledger_by_review` ON `ledger` (`review_id`);--> statement-breakpoint
CREATE INDEX `ledger_from` ON `ledger` (`from_person_id`,`month`);--> statement-breakpoint
CREATE INDEX `ledger_to` ON `ledger` (`to_person_id`,`month`);--> statement-breakpoint
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
