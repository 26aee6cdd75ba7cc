ALTER TABLE `reviews` ADD `verdicts` text;
--> statement-breakpoint
UPDATE reviews SET verdicts = (
  SELECT group_concat(letter, '') FROM (
    SELECT CASE coalesce(ai.decision, 'controller_right')
             WHEN 'controller_right' THEN substr(i.verdict, 1, 1)
             WHEN 'not_applicable' THEN 'n'
             ELSE 'p'
           END letter
      FROM review_items i
      LEFT JOIN appeals a ON a.review_id = i.review_id
      LEFT JOIN appeal_items ai ON ai.appeal_id = a.id AND ai.item_code = i.item_code
     WHERE i.review_id = reviews.id ORDER BY i.item_code))
 WHERE purpose = 'credit' AND state <> 'draft';
--> statement-breakpoint
DROP TRIGGER reviews_final_stay;
--> statement-breakpoint
CREATE TRIGGER reviews_final_stay BEFORE UPDATE OF earned, possible, verdicts, approved_at, credit_month ON reviews
WHEN OLD.state IN ('approved', 'overturned', 'annulled')
BEGIN SELECT RAISE(ABORT, 'a final review is not changed'); END;
