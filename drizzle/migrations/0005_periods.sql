CREATE TABLE `period_rows` (
	`period_id` integer NOT NULL,
	`kind` text NOT NULL,
	`of_id` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`period_id`, `kind`, `of_id`),
	FOREIGN KEY (`period_id`) REFERENCES `periods`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `periods` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`month` text NOT NULL,
	`version` integer NOT NULL,
	`closed_at` integer NOT NULL,
	`closed_by_id` integer,
	`policy_id` integer NOT NULL,
	`sha256` text NOT NULL,
	`reopened_at` integer,
	`reopened_by_id` integer,
	`reopen_reason` text,
	FOREIGN KEY (`closed_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`policy_id`) REFERENCES `policy_changes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reopened_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `periods_by_version` ON `periods` (`month`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `periods_one_closed` ON `periods` (`month`) WHERE "periods"."reopened_at" IS NULL;--> statement-breakpoint
CREATE TRIGGER periods_no_delete BEFORE DELETE ON periods
BEGIN SELECT RAISE(ABORT, 'a closed period is kept'); END;
--> statement-breakpoint
CREATE TRIGGER periods_only_reopened BEFORE UPDATE ON periods
WHEN OLD.reopened_at IS NOT NULL OR NEW.reopened_at IS NULL OR NEW.id IS NOT OLD.id
  OR NEW.month IS NOT OLD.month OR NEW.version IS NOT OLD.version OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.closed_at IS NOT OLD.closed_at OR NEW.closed_by_id IS NOT OLD.closed_by_id
  OR NEW.policy_id IS NOT OLD.policy_id
BEGIN SELECT RAISE(ABORT, 'a closed period is reopened once, and nothing else'); END;
--> statement-breakpoint
CREATE TRIGGER period_rows_no_update BEFORE UPDATE ON period_rows
BEGIN SELECT RAISE(ABORT, 'a closed period is frozen'); END;
--> statement-breakpoint
CREATE TRIGGER period_rows_no_delete BEFORE DELETE ON period_rows
BEGIN SELECT RAISE(ABORT, 'a closed period is frozen'); END;
