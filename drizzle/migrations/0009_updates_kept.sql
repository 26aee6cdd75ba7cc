ALTER TABLE `telegram_updates` ADD `content` text;--> statement-breakpoint
ALTER TABLE `telegram_updates` ADD `starts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `telegram_updates_open` ON `telegram_updates` (`update_id`) WHERE "telegram_updates"."content" IS NOT NULL;