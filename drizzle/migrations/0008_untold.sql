CREATE TABLE `send_attempts` (
	`notice_id` integer NOT NULL,
	`attempt` integer NOT NULL,
	`started_at` integer NOT NULL,
	`chat_id` integer NOT NULL,
	`buttons` text NOT NULL,
	`message_id` integer,
	PRIMARY KEY(`notice_id`, `attempt`),
	FOREIGN KEY (`notice_id`) REFERENCES `outbox`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `send_attempts_by_chat` ON `send_attempts` (`chat_id`,`message_id`);--> statement-breakpoint
CREATE INDEX `outbox_unheard` ON `outbox` (`person_id`,`id`) WHERE "outbox"."state" = 'given_up';