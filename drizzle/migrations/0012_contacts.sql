ALTER TABLE `invites` ADD `telegram_id` integer;--> statement-breakpoint
CREATE INDEX `invites_by_account` ON `invites` (`telegram_id`) WHERE "invites"."telegram_id" IS NOT NULL;