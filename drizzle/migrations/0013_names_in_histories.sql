-- Whose data is erased stands by name in histories of others too: the client to whom a call was linked, the mentor of a seller.
-- These may be taken out, and nothing else may change.
DROP TRIGGER call_history_no_update;
--> statement-breakpoint
CREATE TRIGGER call_history_only_emptied BEFORE UPDATE ON call_history
WHEN NEW.id IS NOT OLD.id OR NEW.call_id IS NOT OLD.call_id OR NEW.at IS NOT OLD.at
  OR NEW.actor_id IS NOT OLD.actor_id OR NEW.verb IS NOT OLD.verb
  OR NEW.from_status IS NOT OLD.from_status OR NEW.to_status IS NOT OLD.to_status
  OR OLD.verb <> 'link' OR NEW.note IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the history of a call is append-only'); END;
--> statement-breakpoint
DROP TRIGGER people_changes_only_emptied;
--> statement-breakpoint
CREATE TRIGGER people_changes_only_emptied BEFORE UPDATE ON people_changes
WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.by_id IS NOT OLD.by_id
  OR NEW.person_id IS NOT OLD.person_id OR NEW.what IS NOT OLD.what
  OR NOT (NEW.before = '{}' AND NEW.after = '{}'
    OR json_remove(NEW.before, '$.mentors') = json_remove(OLD.before, '$.mentors')
      AND json_remove(NEW.after, '$.mentors') = json_remove(OLD.after, '$.mentors'))
BEGIN SELECT RAISE(ABORT, 'the history of a person is append-only'); END;
