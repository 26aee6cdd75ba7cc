CREATE TABLE `recordings` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`length_s` integer NOT NULL,
	`channels` integer NOT NULL,
	`seller_talk_s` integer,
	`client_talk_s` integer,
	`long_silences` text NOT NULL,
	`heard_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `telephony_calls` (
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`report` text NOT NULL,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`source`, `external_id`)
);
--> statement-breakpoint
CREATE INDEX `telephony_calls_by_age` ON `telephony_calls` (`heard_at`);--> statement-breakpoint
CREATE TABLE `telephony_marks` (
	`name` text PRIMARY KEY NOT NULL,
	`asked_to_at` integer,
	`file_id` text,
	`offset_bytes` integer,
	`last_call_at` integer,
	`skipped` integer DEFAULT 0 NOT NULL,
	`skipped_names` text,
	`problem` text,
	`problem_at` integer
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_telegram_files` (
	`call_id` integer NOT NULL,
	`kind` text NOT NULL,
	`from_s` integer NOT NULL,
	`to_s` integer NOT NULL,
	`clip` integer NOT NULL,
	`file_id` text NOT NULL,
	PRIMARY KEY(`call_id`, `kind`, `clip`, `from_s`, `to_s`),
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_telegram_files`("call_id", "kind", "from_s", "to_s", "clip", "file_id") SELECT "call_id", "kind", 0, 0, 0, "file_id" FROM `telegram_files`;--> statement-breakpoint
DROP TABLE `telegram_files`;--> statement-breakpoint
ALTER TABLE `__new_telegram_files` RENAME TO `telegram_files`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `calls` ADD `recording_fault` text;