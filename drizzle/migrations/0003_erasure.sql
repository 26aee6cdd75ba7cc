-- A person's data can be erased: of the history of a person that empties what was said, and nothing else.
DROP TRIGGER people_changes_no_update;
--> statement-breakpoint
CREATE TRIGGER people_changes_only_emptied BEFORE UPDATE ON people_changes
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.by_id IS NOT OLD.by_id
  OR NEW.person_id IS NOT OLD.person_id OR NEW.what IS NOT OLD.what
  OR NEW.before <> '{}' OR NEW.after <> '{}'
BEGIN SELECT RAISE(ABORT, 'the history of a person is append-only'); END;
