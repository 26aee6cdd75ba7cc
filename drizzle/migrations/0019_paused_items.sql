CREATE TABLE `paused_items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`checklist_id` integer NOT NULL,
	`version_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`paused_by_id` integer NOT NULL,
	`paused_at` integer NOT NULL,
	`resumed_by_id` integer,
	`resumed_at` integer,
	FOREIGN KEY (`checklist_id`) REFERENCES `checklists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `checklist_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`paused_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resumed_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `paused_items_by_checklist` ON `paused_items` (`checklist_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `paused_items_one` ON `paused_items` (`version_id`,`item_code`) WHERE "paused_items"."resumed_at" IS NULL;