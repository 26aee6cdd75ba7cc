CREATE TABLE `second_decisions` (
	`appeal_id` integer PRIMARY KEY NOT NULL,
	`first_by_id` integer NOT NULL,
	`first` text NOT NULL,
	`is_proposal` integer NOT NULL,
	`any_head` integer NOT NULL,
	`queued_at` integer NOT NULL,
	`second_by_id` integer,
	`second` text,
	`decided_at` integer,
	`dropped_at` integer,
	FOREIGN KEY (`appeal_id`) REFERENCES `appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`first_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`second_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `second_decisions_waiting` ON `second_decisions` (`queued_at`,`appeal_id`) WHERE "second_decisions"."decided_at" IS NULL AND "second_decisions"."dropped_at" IS NULL;--> statement-breakpoint
CREATE INDEX `second_decisions_decided` ON `second_decisions` (`decided_at`) WHERE "second_decisions"."decided_at" IS NOT NULL;