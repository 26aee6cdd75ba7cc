ALTER TABLE `draws` ADD `frozen_at` integer;--> statement-breakpoint
ALTER TABLE `draws` ADD `pool_sha256` text;--> statement-breakpoint
ALTER TABLE `draws` ADD `entropy` text;--> statement-breakpoint
ALTER TABLE `draws` ADD `struck` text;--> statement-breakpoint
ALTER TABLE `draws` ADD `record_sha256` text;--> statement-breakpoint
ALTER TABLE `draws` ADD `previous_sha256` text;--> statement-breakpoint
CREATE UNIQUE INDEX `draws_after_record` ON `draws` (`previous_sha256`) WHERE "draws"."previous_sha256" IS NOT NULL;--> statement-breakpoint
CREATE TRIGGER draws_frozen BEFORE UPDATE ON draws
WHEN OLD.frozen_at IS NOT NULL AND (NEW.frozen_at IS NOT OLD.frozen_at OR NEW.pool_sha256 IS NOT OLD.pool_sha256
  OR NEW.policy IS NOT OLD.policy OR NEW.seed IS NOT OLD.seed OR NEW.window_from_at IS NOT OLD.window_from_at
  OR NEW.window_to_at IS NOT OLD.window_to_at)
BEGIN SELECT RAISE(ABORT, 'a pool is frozen once'); END;
