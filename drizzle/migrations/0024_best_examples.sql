CREATE TABLE `best_examples` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`version_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`moment_s` integer NOT NULL,
	`marked_by_id` integer NOT NULL,
	`marked_at` integer NOT NULL,
	`released` integer,
	`answered_at` integer,
	`removed_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `checklist_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`marked_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `best_examples_by_call` ON `best_examples` (`call_id`,`item_code`);--> statement-breakpoint
CREATE INDEX `best_examples_by_item` ON `best_examples` (`item_code`,`id`) WHERE "best_examples"."removed_at" IS NULL;--> statement-breakpoint
CREATE INDEX `best_examples_by_seller` ON `best_examples` (`seller_id`,`id`) WHERE "best_examples"."removed_at" IS NULL;--> statement-breakpoint
CREATE TABLE `heard_items` (
	`person_id` integer NOT NULL,
	`checklist_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`heard_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `checklist_id`, `item_code`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checklist_id`) REFERENCES `checklists`(`id`) ON UPDATE no action ON DELETE no action
);
