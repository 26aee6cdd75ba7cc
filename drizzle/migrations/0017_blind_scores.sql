CREATE TABLE `blind_answers` (
	`score_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`verdict` text NOT NULL,
	`comment` text,
	`moment_s` integer,
	PRIMARY KEY(`score_id`, `item_code`),
	FOREIGN KEY (`score_id`) REFERENCES `blind_scores`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "blind_answers_verdict" CHECK("blind_answers"."verdict" IN ('pass', 'fail', 'na'))
);
--> statement-breakpoint
CREATE TABLE `blind_scores` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`purpose` text NOT NULL,
	`call_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`version_id` integer NOT NULL,
	`cursor_item` text,
	`started_at` integer NOT NULL,
	`submitted_at` integer,
	`opened_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `checklist_versions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "blind_scores_purpose" CHECK("blind_scores"."purpose" IN ('self', 'calibration', 'benchmark'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `blind_scores_self` ON `blind_scores` (`call_id`,`person_id`) WHERE "blind_scores"."purpose" = 'self';--> statement-breakpoint
CREATE INDEX `blind_scores_by_person` ON `blind_scores` (`person_id`,`id`);