CREATE TABLE `held_calls` (
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`item` text NOT NULL,
	`started_at` integer NOT NULL,
	`held_at` integer NOT NULL,
	PRIMARY KEY(`source`, `external_id`)
);
--> statement-breakpoint
CREATE INDEX `held_calls_by_start` ON `held_calls` (`started_at`);