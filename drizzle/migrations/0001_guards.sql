-- What the schema language cannot say: history and ledger are append-only, and what is published stays.
CREATE TRIGGER call_history_no_update BEFORE UPDATE ON call_history
BEGIN SELECT RAISE(ABORT, 'the history of a call is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER call_history_no_delete BEFORE DELETE ON call_history
BEGIN SELECT RAISE(ABORT, 'the history of a call is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
--> statement-breakpoint
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reverse the transfer instead'); END;
--> statement-breakpoint
CREATE TRIGGER checklist_versions_no_update BEFORE UPDATE ON checklist_versions
BEGIN SELECT RAISE(ABORT, 'a published checklist is immutable: publish a new version'); END;
--> statement-breakpoint
CREATE TRIGGER checklist_versions_no_delete BEFORE DELETE ON checklist_versions
BEGIN SELECT RAISE(ABORT, 'a published checklist is immutable: publish a new version'); END;
--> statement-breakpoint
CREATE TRIGGER policy_changes_no_update BEFORE UPDATE ON policy_changes
BEGIN SELECT RAISE(ABORT, 'the history of the policy is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER policy_changes_no_delete BEFORE DELETE ON policy_changes
BEGIN SELECT RAISE(ABORT, 'the history of the policy is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER people_changes_no_update BEFORE UPDATE ON people_changes
BEGIN SELECT RAISE(ABORT, 'the history of a person is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER people_changes_no_delete BEFORE DELETE ON people_changes
BEGIN SELECT RAISE(ABORT, 'the history of a person is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER draws_seed_is_committed BEFORE UPDATE OF seed, seed_sha256, committed_at ON draws
BEGIN SELECT RAISE(ABORT, 'the seed of a draw is fixed when it is committed to'); END;
--> statement-breakpoint
CREATE TRIGGER draws_once BEFORE UPDATE ON draws WHEN OLD.drawn_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a draw takes place once'); END;
--> statement-breakpoint
CREATE TRIGGER reviews_final_stay BEFORE UPDATE OF earned, possible, approved_at, credit_month ON reviews
WHEN OLD.state IN ('approved', 'overturned', 'annulled')
BEGIN SELECT RAISE(ABORT, 'a final review is not changed'); END;
--> statement-breakpoint
CREATE TRIGGER review_items_final_stay BEFORE UPDATE ON review_items
WHEN (SELECT state FROM reviews WHERE id = OLD.review_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'only a draft can be changed'); END;
--> statement-breakpoint
CREATE TRIGGER review_items_final_kept BEFORE DELETE ON review_items
WHEN (SELECT state FROM reviews WHERE id = OLD.review_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'only a draft can be changed'); END;
--> statement-breakpoint
CREATE TRIGGER review_items_only_draft BEFORE INSERT ON review_items
WHEN (SELECT state FROM reviews WHERE id = NEW.review_id) <> 'draft'
BEGIN SELECT RAISE(ABORT, 'only a draft can be changed'); END;
