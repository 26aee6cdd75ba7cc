CREATE INDEX `appeal_items_decided` ON `appeal_items` (`item_code`,`appeal_id`) WHERE "appeal_items"."decision" IS NOT NULL;
--> statement-breakpoint
-- Decided items by the words of the item, the comment and the seller's reason, without the words themselves. A row's number is its
-- appeal's times 64, and the item's place among the appeal's by code.
CREATE VIRTUAL TABLE precedent_words USING fts5(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');
--> statement-breakpoint
CREATE TRIGGER appeal_items_decided_words AFTER UPDATE OF decision ON appeal_items
WHEN OLD.decision IS NULL AND NEW.decision IS NOT NULL
BEGIN INSERT INTO precedent_words (rowid, words) SELECT NEW.appeal_id * 64 + (SELECT count(*) FROM appeal_items o
    WHERE o.appeal_id = NEW.appeal_id AND o.item_code < NEW.item_code),
 replace(replace(
  coalesce((SELECT json_extract(i.value, '$.text')
              FROM reviews r JOIN checklist_versions v ON v.id = r.version_id,
                   json_each(v.body, '$.sections') s, json_each(s.value, '$.items') i
             WHERE r.id = a.review_id AND json_extract(i.value, '$.code') = NEW.item_code), '')
  || ' ' || coalesce((SELECT ri.comment FROM review_items ri
             WHERE ri.review_id = a.review_id AND ri.item_code = NEW.item_code), '')
  || ' ' || coalesce(a.reason, ''), 'ё', 'е'), 'Ё', 'Е')
  FROM appeals a WHERE a.id = NEW.appeal_id; END;
--> statement-breakpoint
INSERT INTO precedent_words (rowid, words) SELECT n.appeal_id * 64 + (SELECT count(*) FROM appeal_items o
    WHERE o.appeal_id = n.appeal_id AND o.item_code < n.item_code),
 replace(replace(
  coalesce((SELECT json_extract(i.value, '$.text')
              FROM reviews r JOIN checklist_versions v ON v.id = r.version_id,
                   json_each(v.body, '$.sections') s, json_each(s.value, '$.items') i
             WHERE r.id = a.review_id AND json_extract(i.value, '$.code') = n.item_code), '')
  || ' ' || coalesce((SELECT ri.comment FROM review_items ri
             WHERE ri.review_id = a.review_id AND ri.item_code = n.item_code), '')
  || ' ' || coalesce(a.reason, ''), 'ё', 'е'), 'Ё', 'Е')
  FROM appeal_items n JOIN appeals a ON a.id = n.appeal_id WHERE n.decision IS NOT NULL;
