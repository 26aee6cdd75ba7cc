CREATE TABLE `other_talks` (
	`call_id` integer NOT NULL,
	`extension` text NOT NULL,
	`seller_id` integer,
	`talk_s` integer,
	PRIMARY KEY(`call_id`, `extension`),
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `other_talks_by_seller` ON `other_talks` (`seller_id`) WHERE "other_talks"."seller_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `other_talks_of_nobody` ON `other_talks` (`extension`) WHERE "other_talks"."seller_id" IS NULL;