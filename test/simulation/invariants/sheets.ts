import type { Update } from 'grammy/types';
import { wordsIn } from '../../../src/bot/words.ts';
import type { Db } from '../../../src/db/open.ts';
import { languages } from '../../../src/domain/person.ts';
import { transitions } from '../../../src/domain/status.ts';
import type { Call } from '../telegram.ts';
import type { Invariant, Sql, Surroundings } from './invariant.ts';

/**
 * Notes on the process's own connection what was written of a failed item, in its order, as `watchDrafts` does
 * what was deleted: a comment, or else the ❌, or that its item was gone back to.
 */
export function watchComments({ orm }: Db): void {
  orm.$client.exec(`
    CREATE TEMP TABLE failed (review_id INTEGER, call_id INTEGER, person_id INTEGER, item_code TEXT, is_comment INTEGER);
    CREATE TEMP TRIGGER fails AFTER INSERT ON main.review_items WHEN NEW.verdict = 'fail' BEGIN
      INSERT INTO failed SELECT id, call_id, reviewer_id, NEW.item_code, 0 FROM reviews WHERE id = NEW.review_id;
    END;
    CREATE TEMP TRIGGER comments AFTER UPDATE ON main.review_items WHEN NEW.verdict = 'fail' BEGIN
      INSERT INTO failed SELECT id, call_id, reviewer_id, NEW.item_code,
             NEW.comment IS NOT OLD.comment AND NEW.comment IS NOT NULL FROM reviews WHERE id = NEW.review_id;
    END;
    CREATE TEMP TRIGGER shown AFTER UPDATE OF cursor_item ON main.reviews BEGIN
      INSERT INTO failed SELECT NEW.id, NEW.call_id, NEW.reviewer_id, item_code, 0 FROM review_items
       WHERE review_id = NEW.id AND item_code = NEW.cursor_item AND verdict = 'fail';
    END;`);
}

interface Failed {
  review_id: number;
  call_id: number;
  person_id: number;
  item_code: string;
  is_comment: 0 | 1;
}

/** Whoever holds several sheets, or has older ones in the chat, writes on the one worked last. */
export function sheetInvariants({ inHand }: Surroundings): Invariant[] {
  /** The call whose sheet was drawn or pressed last in a chat. */
  const worked = new Map<number, number>();
  const pressed = new Map<string, { chat: number; callId: number }>();
  /** The last ❌ of a review: given last, or gone back to. */
  const lastFailed = new Map<number, string>();
  return [
    {
      name: 'what is typed is written on the sheet that was worked last, at its last ❌',
      section: '3.3',
      beforeCall({ fields }) {
        // A sheet that looks the same after a press is not drawn again: then the answer says that it was worked.
        const press = pressed.get(String(fields.callback_query_id));
        if (press && !notTheirs.has(String(fields.text))) worked.set(press.chat, press.callId);
        const callId = sheetIn(fields);
        if (callId !== null) worked.set(Number(fields.chat_id), callId);
        return [];
      },
      afterUpdate({ callback_query: press }) {
        const [, callId] = onSheet.exec(press?.data ?? '') ?? [];
        if (press && callId) pressed.set(press.id, { chat: press.from.id, callId: Number(callId) });
        return [];
      },
      afterCall({ method, fields }) {
        if (method === 'answerCallbackQuery') pressed.delete(String(fields.callback_query_id));
        return [];
      },
      afterCommit(sql) {
        const written = sql.all<Failed>('SELECT * FROM temp.failed ORDER BY rowid');
        if (written.length === 0) return [];
        sql.all('DELETE FROM temp.failed RETURNING 1');
        return written.filter((row) => {
          const failed = lastFailed.get(row.review_id) ?? row.item_code;
          if (row.is_comment === 0) lastFailed.set(row.review_id, row.item_code);
          if (row.is_comment === 0) return false;
          const chat = sql.get<{ id: number }>(
            'SELECT telegram_id id FROM people WHERE id = ?',
            row.person_id,
          );
          const typed = inHand().some((update) => chatOfWords(update) === chat?.id);
          if (!typed || chat === undefined) return false;
          const last = worked.get(chat.id) ?? row.call_id;
          const elsewhere = last !== row.call_id && isInHand(sql, last, row.person_id);
          return elsewhere || failed !== row.item_code;
        });
      },
    },
  ];
}

/** What is answered on the sheet of a call that they may not see any more, such as of somebody whom they taught. */
const notTheirs = new Set(
  languages.map((language) => wordsIn(language, 'UTC').plain('refusal-not_found')),
);

const besideCredit = transitions().flatMap(({ verb, from }) =>
  verb === 'review' ? `'${from}'` : [],
);

/**
 * What is not in hand any more says so when it is pressed, and takes no words: such as a review beside the credit of
 * a call that left its way there.
 */
const isInHand = (sql: Sql, callId: number, personId: number) =>
  sql.get(
    `SELECT 1 FROM reviews r JOIN calls c ON c.id = r.call_id
      WHERE r.call_id = ? AND r.reviewer_id = ? AND r.state = 'draft'
        AND (r.purpose = 'side' AND c.status IN (${besideCredit}) OR r.purpose <> 'side' AND c.reviewer_id = r.reviewer_id)`,
    callId,
    personId,
  ) !== undefined;

const chatOfWords = ({ message, edited_message: edited }: Update) => (message ?? edited)?.chat.id;

const onSheet =
  /^(?:type|types|pass|fail|na|item|usual|rest|overview|recommend|submit|sheet|give-back-as):(\d+)/;

function sheetIn({ reply_markup: markup }: Call['fields']): number | null {
  const { inline_keyboard: rows = [] } = (
    typeof markup === 'string' ? JSON.parse(markup) : (markup ?? {})
  ) as { inline_keyboard?: { callback_data?: string }[][] };
  const found = rows
    .flat()
    .flatMap(({ callback_data: data }) => onSheet.exec(data ?? '')?.[1] ?? []);
  return found.length > 0 ? Number(found[0]) : null;
}
