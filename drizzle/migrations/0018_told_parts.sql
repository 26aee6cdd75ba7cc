CREATE TABLE `late_words` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`said` text NOT NULL,
	`heard_at` integer NOT NULL,
	`told_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `late_words_untold` ON `late_words` (`heard_at`) WHERE "late_words"."told_at" IS NULL;--> statement-breakpoint
-- What was merged before stands as one part: of a call that was taken in by it nobody knows whether it is the whole.
CREATE TABLE `__new_telephony_calls` (
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`part_of` text,
	`parts` text NOT NULL,
	`whole` integer NOT NULL,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`source`, `external_id`)
);
--> statement-breakpoint
INSERT INTO `__new_telephony_calls` (`source`, `external_id`, `parts`, `whole`, `heard_at`)
SELECT t.source, t.external_id, json_array(json(t.report)),
       NOT EXISTS (SELECT 1 FROM calls c WHERE c.source = t.source AND c.external_id = t.external_id), t.heard_at
  FROM telephony_calls t;
--> statement-breakpoint
DROP TABLE `telephony_calls`;--> statement-breakpoint
ALTER TABLE `__new_telephony_calls` RENAME TO `telephony_calls`;--> statement-breakpoint
CREATE INDEX `telephony_calls_by_age` ON `telephony_calls` (`heard_at`);--> statement-breakpoint
ALTER TABLE `telephony_marks` ADD `joined` integer DEFAULT 0 NOT NULL;
