CREATE TABLE `draw_taps` (
	`draw_id` integer NOT NULL,
	`seller_id` integer NOT NULL,
	`choice` integer NOT NULL,
	`tapped_at` integer NOT NULL,
	PRIMARY KEY(`draw_id`, `seller_id`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
