CREATE TABLE `absences` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `absences_by_person` ON `absences` (`person_id`,`to_date`);--> statement-breakpoint
CREATE TABLE `advice_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`question` text,
	`asked_at` integer NOT NULL,
	`begun_by_id` integer,
	`begun_at` integer,
	`ended_at` integer,
	`end` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`begun_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `advice_requests_open` ON `advice_requests` (`call_id`) WHERE "advice_requests"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX `advice_requests_waiting` ON `advice_requests` (`asked_at`,`id`) WHERE "advice_requests"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX `advice_requests_by_call` ON `advice_requests` (`call_id`,`id`);--> statement-breakpoint
CREATE INDEX `advice_requests_by_seller` ON `advice_requests` (`seller_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `appeal_items` (
	`appeal_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`decision` text,
	PRIMARY KEY(`appeal_id`, `item_code`),
	FOREIGN KEY (`appeal_id`) REFERENCES `appeals`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `appeals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`review_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`state` text NOT NULL,
	`kind` text NOT NULL,
	`reason` text,
	`reason_voice` text,
	`opened_at` integer,
	`answer` text,
	`answered_at` integer,
	`begun_by_id` integer,
	`begun_at` integer,
	`reminded_at` integer,
	`escalated_at` integer,
	`decision_reason` text,
	`decided_by_id` integer,
	`decided_at` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`begun_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "appeals_kind" CHECK("appeals"."kind" IN ('items', 'wrong_type', 'not_my_call'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_by_review` ON `appeals` (`review_id`);--> statement-breakpoint
CREATE INDEX `appeals_by_call` ON `appeals` (`call_id`);--> statement-breakpoint
CREATE INDEX `appeals_open` ON `appeals` (`opened_at`,`id`) WHERE "appeals"."state" = 'open';--> statement-breakpoint
CREATE INDEX `appeals_open_by_seller` ON `appeals` (`seller_id`) WHERE "appeals"."state" = 'open';--> statement-breakpoint
CREATE INDEX `appeals_decided` ON `appeals` (`decided_at`) WHERE "appeals"."decided_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `call_filters` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`filter` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `call_history` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_id` integer,
	`verb` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`note` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "call_history_transition" CHECK("call_history"."verb" || '|' || coalesce("call_history"."from_status", '') || '|' || "call_history"."to_status" IN ('register||unclassified', 'classify||classified_auto', 'classify|unclassified|classified_auto', 'link|unclassified|classified_manual', 'link|classified_auto|classified_manual', 'link|classified_manual|classified_manual', 'link|listening_advice|listening_advice', 'link|listening_credit|listening_credit', 'link|listening_training|listening_training', 'link|scored_pending|scored_pending', 'link|scored_appealed|scored_appealed', 'link|approved_training|approved_training', 'link|approved_scored|approved_scored', 'link|approved_overturned|approved_overturned', 'sample|unclassified|listening_credit', 'sample|classified_auto|listening_credit', 'sample|classified_manual|listening_credit', 'sample|listening_advice|listening_credit', 'sample|listening_training|listening_credit', 'send|unclassified|listening_credit', 'send|classified_auto|listening_credit', 'send|classified_manual|listening_credit', 'ask|unclassified|listening_advice', 'ask|classified_auto|listening_advice', 'ask|classified_manual|listening_advice', 'begin|listening_advice|listening_advice', 'take|unclassified|listening_training', 'take|classified_auto|listening_training', 'take|classified_manual|listening_training', 'give_back|listening_advice|unclassified', 'give_back|listening_advice|classified_auto', 'give_back|listening_advice|classified_manual', 'give_back|listening_credit|unclassified', 'give_back|listening_credit|classified_auto', 'give_back|listening_credit|classified_manual', 'give_back|listening_training|unclassified', 'give_back|listening_training|classified_auto', 'give_back|listening_training|classified_manual', 'score|listening_credit|scored_pending', 'score|listening_advice|approved_training', 'score|listening_training|approved_training', 'recall|scored_pending|listening_credit', 'accept|scored_pending|approved_scored', 'appeal|scored_pending|scored_appealed', 'approve|scored_pending|approved_scored', 'uphold|scored_appealed|approved_overturned', 'reject|scored_appealed|approved_scored', 'annul|scored_appealed|approved_training', 'concede|scored_appealed|approved_overturned', 'review|listening_advice|listening_advice', 'review|listening_credit|listening_credit', 'review|listening_training|listening_training', 'review|scored_pending|scored_pending', 'review|scored_appealed|scored_appealed', 'review|approved_training|approved_training', 'review|approved_scored|approved_scored', 'review|approved_overturned|approved_overturned'))
);
--> statement-breakpoint
CREATE INDEX `call_history_by_call` ON `call_history` (`call_id`,`id`);--> statement-breakpoint
CREATE INDEX `call_history_sent` ON `call_history` (`at`,`call_id`) WHERE "call_history"."verb" = 'send';--> statement-breakpoint
CREATE INDEX `call_history_given_back` ON `call_history` (`actor_id`,`at`) WHERE "call_history"."verb" = 'give_back';--> statement-breakpoint
CREATE TABLE `calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`flow` text NOT NULL,
	`seller_id` integer,
	`seller_extension` text,
	`seller_external_id` text,
	`direction_id` integer,
	`phone` text,
	`raw_number` text NOT NULL,
	`started_at` integer NOT NULL,
	`duration_s` integer,
	`talk_s` integer,
	`recording_url` text,
	`recording_path` text,
	`client_id` integer,
	`order_id` integer,
	`client_external_id` text,
	`order_external_id` text,
	`ready_at` integer,
	`status` text NOT NULL,
	`origin_status` text,
	`reviewer_id` integer,
	`scored_by_id` integer,
	`checklist_id` integer,
	`draw_id` integer,
	`sent_by_id` integer,
	`queued_at` integer,
	`notice_left_at` integer,
	`clock_from_at` integer,
	`deadline_at` integer,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`direction_id`) REFERENCES `directions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`scored_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checklist_id`) REFERENCES `checklists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sent_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calls_status" CHECK("calls"."status" IN ('unclassified', 'classified_auto', 'classified_manual', 'listening_advice', 'listening_credit', 'listening_training', 'scored_pending', 'scored_appealed', 'approved_training', 'approved_scored', 'approved_overturned')),
	CONSTRAINT "calls_talk" CHECK("calls"."talk_s" >= 0 AND "calls"."duration_s" >= 0),
	CONSTRAINT "calls_origin" CHECK("calls"."origin_status" IS NULL OR "calls"."origin_status" IN ('unclassified', 'classified_auto', 'classified_manual'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_by_external_id` ON `calls` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `calls_by_status` ON `calls` (`status`,`started_at`);--> statement-breakpoint
CREATE INDEX `calls_by_seller_status` ON `calls` (`seller_id`,`status`,`started_at`);--> statement-breakpoint
CREATE INDEX `calls_by_direction_status` ON `calls` (`direction_id`,`status`,`started_at`);--> statement-breakpoint
CREATE INDEX `calls_by_client` ON `calls` (`client_id`,`started_at`) WHERE "calls"."client_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_order` ON `calls` (`order_id`,`started_at`) WHERE "calls"."order_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_reviewer` ON `calls` (`reviewer_id`,`status`,`started_at`) WHERE "calls"."reviewer_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_scorer` ON `calls` (`scored_by_id`,`status`,`started_at`) WHERE "calls"."scored_by_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_scorer_type` ON `calls` (`scored_by_id`,`checklist_id`,`started_at`) WHERE "calls"."scored_by_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_seller_scorer` ON `calls` (`seller_id`,`scored_by_id`,`started_at`) WHERE "calls"."scored_by_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_direction_scorer` ON `calls` (`direction_id`,`scored_by_id`,`started_at`) WHERE "calls"."scored_by_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_type` ON `calls` (`checklist_id`,`started_at`) WHERE "calls"."checklist_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_seller_type` ON `calls` (`seller_id`,`checklist_id`,`started_at`) WHERE "calls"."checklist_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_by_direction_type` ON `calls` (`direction_id`,`checklist_id`,`started_at`) WHERE "calls"."checklist_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_ready` ON `calls` (`ready_at`) WHERE "calls"."ready_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_unready` ON `calls` (`received_at`) WHERE "calls"."ready_at" IS NULL;--> statement-breakpoint
CREATE INDEX `calls_queued` ON `calls` (`queued_at`,`id`) WHERE "calls"."status" = 'listening_credit';--> statement-breakpoint
CREATE INDEX `calls_taught` ON `calls` (`id`) WHERE "calls"."status" = 'listening_training';--> statement-breakpoint
CREATE INDEX `calls_due` ON `calls` (`deadline_at`,`id`) WHERE "calls"."status" = 'scored_pending';--> statement-breakpoint
CREATE INDEX `calls_unmatched_by_phone` ON `calls` (`phone`) WHERE "calls"."status" = 'unclassified';--> statement-breakpoint
CREATE INDEX `calls_unmatched_by_client` ON `calls` (`client_external_id`) WHERE "calls"."status" = 'unclassified' AND "calls"."client_external_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_unmatched_by_order` ON `calls` (`order_external_id`) WHERE "calls"."status" = 'unclassified' AND "calls"."order_external_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `calls_without_seller` ON `calls` (`source`,`seller_extension`) WHERE "calls"."seller_id" IS NULL;--> statement-breakpoint
CREATE INDEX `calls_without_named_seller` ON `calls` (`seller_external_id`) WHERE "calls"."seller_id" IS NULL AND "calls"."seller_external_id" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `chat_deletions` (
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `message_id`)
);
--> statement-breakpoint
CREATE INDEX `chat_deletions_due` ON `chat_deletions` (`due_at`);--> statement-breakpoint
CREATE TABLE `chat_states` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `checklist_versions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`checklist_id` integer NOT NULL,
	`version` integer NOT NULL,
	`name` text NOT NULL,
	`body` text NOT NULL,
	`published_at` integer NOT NULL,
	`published_by_id` integer,
	FOREIGN KEY (`checklist_id`) REFERENCES `checklists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checklist_versions_by_version` ON `checklist_versions` (`checklist_id`,`version`);--> statement-breakpoint
CREATE TABLE `checklists` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`active` integer DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `checklists_code_unique` ON `checklists` (`code`);--> statement-breakpoint
CREATE TABLE `client_phones` (
	`phone` text NOT NULL,
	`client_id` integer NOT NULL,
	PRIMARY KEY(`phone`, `client_id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_phones_by_client` ON `client_phones` (`client_id`);--> statement-breakpoint
CREATE TABLE `client_searches` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`in_work_only` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `client_words` (
	`client_id` integer NOT NULL,
	`word` text NOT NULL,
	PRIMARY KEY(`client_id`, `word`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `client_words_by_word` ON `client_words` (`word`,`client_id`);--> statement-breakpoint
CREATE TABLE `clients` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clients_external_id_unique` ON `clients` (`external_id`);--> statement-breakpoint
CREATE TABLE `decision_drafts` (
	`appeal_id` integer NOT NULL,
	`supervisor_id` integer NOT NULL,
	`decisions` text NOT NULL,
	`annul` integer,
	`reason` text,
	PRIMARY KEY(`appeal_id`, `supervisor_id`),
	FOREIGN KEY (`appeal_id`) REFERENCES `appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`supervisor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `directions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `directions_name_unique` ON `directions` (`name`);--> statement-breakpoint
CREATE TABLE `draw_sellers` (
	`draw_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`month` text NOT NULL,
	`eligible` integer NOT NULL,
	`drawn` integer NOT NULL,
	PRIMARY KEY(`draw_id`, `seller_id`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `draw_sellers_by_month` ON `draw_sellers` (`month`,`seller_id`);--> statement-breakpoint
CREATE TABLE `drawn_calls` (
	`draw_id` integer NOT NULL,
	`call_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`ticket` text NOT NULL,
	`replaces_call_id` integer,
	PRIMARY KEY(`draw_id`, `call_id`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`replaces_call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drawn_calls_call_id_unique` ON `drawn_calls` (`call_id`);--> statement-breakpoint
CREATE TABLE `draws` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`window_from_at` integer NOT NULL,
	`window_to_at` integer NOT NULL,
	`date` text NOT NULL,
	`month` text NOT NULL,
	`seed` blob NOT NULL,
	`seed_sha256` text NOT NULL,
	`committed_at` integer NOT NULL,
	`drawn_at` integer,
	`policy` text,
	`eligible` blob,
	`eligible_count` integer,
	`left_out` text,
	CONSTRAINT "draws_window" CHECK("draws"."window_from_at" < "draws"."window_to_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draws_by_window` ON `draws` (`window_from_at`);--> statement-breakpoint
CREATE INDEX `draws_by_date` ON `draws` (`date`);--> statement-breakpoint
CREATE INDEX `draws_undrawn` ON `draws` (`window_to_at`) WHERE "draws"."drawn_at" IS NULL;--> statement-breakpoint
CREATE TABLE `extensions` (
	`source` text NOT NULL,
	`extension` text NOT NULL,
	`person_id` integer NOT NULL,
	PRIMARY KEY(`source`, `extension`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `extensions_by_person` ON `extensions` (`person_id`);--> statement-breakpoint
CREATE TABLE `invites` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_sha256` text NOT NULL,
	`person_id` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invites_token_sha256_unique` ON `invites` (`token_sha256`);--> statement-breakpoint
CREATE INDEX `invites_by_person` ON `invites` (`person_id`);--> statement-breakpoint
CREATE TABLE `job_runs` (
	`name` text NOT NULL,
	`due_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`error` text,
	PRIMARY KEY(`name`, `due_at`)
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`controller_id` integer NOT NULL,
	`given_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`ended_at` integer,
	`end` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`controller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leases_held_call` ON `leases` (`call_id`) WHERE "leases"."ended_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `leases_held_by` ON `leases` (`controller_id`) WHERE "leases"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX `leases_by_controller` ON `leases` (`controller_id`,`id`);--> statement-breakpoint
CREATE INDEX `leases_by_call` ON `leases` (`call_id`,`id`);--> statement-breakpoint
CREATE INDEX `leases_until` ON `leases` (`until_at`) WHERE "leases"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX `leases_expired` ON `leases` (`controller_id`,`ended_at`) WHERE "leases"."end" = 'expired';--> statement-breakpoint
CREATE TABLE `ledger` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`month` text NOT NULL,
	`from_person_id` integer,
	`to_person_id` integer,
	`points` integer NOT NULL,
	`cause` text NOT NULL,
	`review_id` integer NOT NULL,
	`item_code` text DEFAULT '' NOT NULL,
	`reverses_id` integer,
	`reason` text,
	FOREIGN KEY (`from_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_points" CHECK("ledger"."points" > 0),
	CONSTRAINT "ledger_two_accounts" CHECK("ledger"."from_person_id" IS NOT "ledger"."to_person_id"),
	CONSTRAINT "ledger_cause" CHECK("ledger"."cause" IN ('review', 'violation', 'appeal', 'appeal_unclear', 'concession', 'concession_fund', 'wrong_type', 'reversal'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_reverses_id_unique` ON `ledger` (`reverses_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_by_cause` ON `ledger` (`review_id`,`cause`,`item_code`) WHERE "ledger"."reverses_id" IS NULL;--> statement-breakpoint
CREATE INDEX `ledger_by_review` ON `ledger` (`review_id`);--> statement-breakpoint
CREATE INDEX `ledger_from` ON `ledger` (`from_person_id`,`month`);--> statement-breakpoint
CREATE INDEX `ledger_to` ON `ledger` (`to_person_id`,`month`);--> statement-breakpoint
CREATE TABLE `mentorships` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`mentor_id` integer NOT NULL,
	`mentee_id` integer NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer,
	FOREIGN KEY (`mentor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`mentee_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mentorships_by_mentor` ON `mentorships` (`mentor_id`);--> statement-breakpoint
CREATE INDEX `mentorships_by_mentee` ON `mentorships` (`mentee_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `mentorships_present` ON `mentorships` (`mentor_id`,`mentee_id`) WHERE "mentorships"."to_at" IS NULL;--> statement-breakpoint
CREATE TABLE `order_phones` (
	`phone` text NOT NULL,
	`order_id` integer NOT NULL,
	PRIMARY KEY(`phone`, `order_id`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_phones_by_order` ON `order_phones` (`order_id`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_id` text NOT NULL,
	`number` text NOT NULL,
	`client_id` integer NOT NULL,
	`seller_id` integer,
	`in_work` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_external_id_unique` ON `orders` (`external_id`);--> statement-breakpoint
CREATE INDEX `orders_in_work_by_client` ON `orders` (`client_id`) WHERE "orders"."in_work" = 1;--> statement-breakpoint
CREATE INDEX `orders_by_number` ON `orders` (`number`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`call_id` integer,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_attempt_at` integer,
	`sent_at` integer,
	`chat_id` integer,
	`message_id` integer,
	`last_error` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key_unique` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`,`id`) WHERE "outbox"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX `outbox_by_call` ON `outbox` (`call_id`,`kind`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`external_id` text NOT NULL,
	`name` text NOT NULL,
	`direction_id` integer,
	`language` text NOT NULL,
	`telegram_id` integer,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`direction_id`) REFERENCES `directions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_external_id_unique` ON `people` (`external_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_telegram_id_unique` ON `people` (`telegram_id`);--> statement-breakpoint
CREATE INDEX `people_by_name` ON `people` (`active`,`name`);--> statement-breakpoint
CREATE TABLE `people_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	`person_id` integer NOT NULL,
	`what` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	FOREIGN KEY (`by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `people_changes_by_person` ON `people_changes` (`person_id`,`id`);--> statement-breakpoint
CREATE TABLE `person_roles` (
	`person_id` integer NOT NULL,
	`role` text NOT NULL,
	`all_directions` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`person_id`, `role`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "person_roles_role" CHECK("person_roles"."role" IN ('seller', 'controller', 'mentor', 'supervisor', 'admin'))
);
--> statement-breakpoint
CREATE INDEX `person_roles_by_role` ON `person_roles` (`role`,`person_id`);--> statement-breakpoint
CREATE TABLE `person_scopes` (
	`person_id` integer NOT NULL,
	`direction_id` integer NOT NULL,
	PRIMARY KEY(`person_id`, `direction_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`direction_id`) REFERENCES `directions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `policy_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`by_id` integer,
	`policy` text NOT NULL,
	FOREIGN KEY (`by_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `review_items` (
	`review_id` integer NOT NULL,
	`item_code` text NOT NULL,
	`verdict` text NOT NULL,
	`comment` text,
	`moment_s` integer,
	PRIMARY KEY(`review_id`, `item_code`),
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "review_items_verdict" CHECK("review_items"."verdict" IN ('pass', 'fail', 'na'))
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call_id` integer NOT NULL,
	`reviewer_id` integer NOT NULL,
	`purpose` text NOT NULL,
	`state` text NOT NULL,
	`version_id` integer,
	`cursor_item` text,
	`last_failed_item` text,
	`recommendation` text,
	`voice` text,
	`started_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`recording_sent_at` integer,
	`submitted_at` integer,
	`read_at` integer,
	`too_fast` integer DEFAULT false NOT NULL,
	`handed_in_earned` integer,
	`handed_in_possible` integer,
	`earned` integer,
	`possible` integer,
	`approved_at` integer,
	`credit_month` text,
	`policy_id` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_id`) REFERENCES `checklist_versions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`policy_id`) REFERENCES `policy_changes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reviews_points" CHECK("reviews"."earned" IS NULL OR "reviews"."earned" BETWEEN 0 AND "reviews"."possible"),
	CONSTRAINT "reviews_teaching_never_counts" CHECK("reviews"."purpose" = 'credit' OR "reviews"."credit_month" IS NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_one_draft` ON `reviews` (`call_id`,`reviewer_id`) WHERE "reviews"."state" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_one_credit` ON `reviews` (`call_id`) WHERE "reviews"."purpose" = 'credit' AND "reviews"."state" <> 'draft';--> statement-breakpoint
CREATE INDEX `reviews_by_call` ON `reviews` (`call_id`,`id`);--> statement-breakpoint
CREATE INDEX `reviews_drafts` ON `reviews` (`reviewer_id`,`touched_at`) WHERE "reviews"."state" = 'draft';--> statement-breakpoint
CREATE INDEX `reviews_by_reviewer` ON `reviews` (`reviewer_id`,`submitted_at`);--> statement-breakpoint
CREATE INDEX `reviews_by_credit_month` ON `reviews` (`credit_month`,`id`) WHERE "reviews"."credit_month" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `telegram_files` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`file_id` text NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `telegram_updates` (
	`update_id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `telegram_updates_by_age` ON `telegram_updates` (`at`);--> statement-breakpoint
CREATE TABLE `upload_files` (
	`upload_id` integer NOT NULL,
	`part` integer NOT NULL,
	`content` blob NOT NULL,
	PRIMARY KEY(`upload_id`, `part`),
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `upload_refusals` (
	`upload_id` integer NOT NULL,
	`row_index` integer NOT NULL,
	`line` integer NOT NULL,
	`external_id` text,
	`field` text NOT NULL,
	`code` text NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`upload_id`, `row_index`),
	FOREIGN KEY (`upload_id`) REFERENCES `uploads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `uploads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person_id` integer NOT NULL,
	`noun` text,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`rows_total` integer,
	`rows_done` integer DEFAULT 0 NOT NULL,
	`report` text,
	`chat_id` integer,
	`message_id` integer,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `uploads_by_person` ON `uploads` (`person_id`,`id`);--> statement-breakpoint
CREATE INDEX `uploads_unfinished` ON `uploads` (`id`) WHERE "uploads"."finished_at" IS NULL;