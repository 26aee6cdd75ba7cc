CREATE TABLE `calibration_answers` (
	`calibration_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`verdict` text NOT NULL,
	PRIMARY KEY(`calibration_id`, `item_code`),
	FOREIGN KEY (`calibration_id`) REFERENCES `calibrations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calibration_answers_verdict" CHECK("calibration_answers"."verdict" IN ('pass', 'fail', 'na'))
);
--> statement-breakpoint
CREATE TABLE `calibrations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`version_id` integer NOT NULL,
	`leader_id` integer NOT NULL,
	`working_days` integer NOT NULL,
	`started_at` integer,
	`deadline_at` integer,
	`ready_at` integer,
	`closed_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `checklist_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`leader_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calibrations_of_call` ON `calibrations` (`call_id`) WHERE "calibrations"."started_at" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `calibrations_draft` ON `calibrations` (`call_id`,`leader_id`) WHERE "calibrations"."started_at" IS NULL;--> statement-breakpoint
ALTER TABLE `blind_scores` ADD `calibration_id` integer REFERENCES calibrations(id);--> statement-breakpoint
CREATE UNIQUE INDEX `blind_scores_calibration` ON `blind_scores` (`calibration_id`,`person_id`) WHERE "blind_scores"."calibration_id" IS NOT NULL;