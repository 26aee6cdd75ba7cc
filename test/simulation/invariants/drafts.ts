import type { Db } from '../../../src/db/open.ts';
import type { Invariant, Surroundings } from './invariant.ts';

/**
 * Notes on the process's own connection which rows of drafts were deleted, in the transaction that deleted
 * them: temporary triggers, which the file knows nothing of.
 */
export function watchDrafts({ orm }: Db): void {
  orm.$client.exec(`
    CREATE TEMP TABLE lost (kind TEXT, call_id INTEGER, person_id INTEGER, what TEXT);
    CREATE TEMP TRIGGER lost_items BEFORE DELETE ON main.review_items BEGIN
      INSERT INTO lost SELECT 'verdict', call_id, reviewer_id, OLD.item_code FROM reviews WHERE id = OLD.review_id;
    END;
    CREATE TEMP TRIGGER lost_reviews BEFORE DELETE ON main.reviews BEGIN
      INSERT INTO lost VALUES ('review', OLD.call_id, OLD.reviewer_id, OLD.purpose);
    END;
    CREATE TEMP TRIGGER lost_appeals BEFORE DELETE ON main.appeals BEGIN
      INSERT INTO lost VALUES ('appeal', OLD.call_id, OLD.seller_id, OLD.reason);
    END;
    CREATE TEMP TRIGGER lost_decisions BEFORE DELETE ON main.decision_drafts BEGIN
      INSERT INTO lost SELECT 'decision', call_id, OLD.supervisor_id, OLD.reason FROM appeals WHERE id = OLD.appeal_id;
    END;`);
}

interface Lost {
  kind: string;
  call_id: number;
  person_id: number;
  what: string | null;
}

/** A draft goes by its author's own act, or with the call that it was about. */
export function draftInvariants({ inHand }: Surroundings): Invariant[] {
  return [
    {
      name: 'no draft is lost: it goes by its author’s act, or when its call moves on',
      section: '4',
      afterCommit(sql, fresh) {
        const lost = sql.all<Lost>('SELECT * FROM temp.lost');
        if (lost.length === 0) return [];
        sql.all('DELETE FROM temp.lost RETURNING 1');
        const moved = new Set(fresh.map(({ call_id: id }) => id));
        return lost.filter(({ call_id: callId, person_id: personId }) => {
          const chat = sql.get<{ id: number }>(
            'SELECT telegram_id id FROM people WHERE id = ?',
            personId,
          );
          const acts = inHand().some((update) => chatOf(update) === chat?.id);
          return !acts && !moved.has(callId);
        });
      },
    },
  ];
}

const chatOf = (update: {
  message?: { chat: { id: number } };
  callback_query?: { from: { id: number } };
}) => update.message?.chat.id ?? update.callback_query?.from.id;
