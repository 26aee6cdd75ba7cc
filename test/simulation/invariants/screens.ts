import type { Update } from 'grammy/types';
import type { Effect } from '../telegram.ts';
import type { Invariant, Sql, Surroundings } from './invariant.ts';
import { holderOf, maySee } from './rights.ts';

const retriedForMs = 12 * 3_600_000;
const answerWithinMs = 120_000;
const shows = new Set(['sendMessage', 'editMessageText', 'sendVoice', 'sendAudio']);

/** What people see, and what a press is answered with. */
export function screenInvariants({ trueNow, isCalm, clock }: Surroundings): Invariant[] {
  const pressed = new Map<string, { at: number; data: string }>();
  /** What is sent again after a failure was drawn when it was sent first. */
  const sentBefore = new Map<string, number>();
  const repeats = (key: string): boolean => {
    const before = sentBefore.get(key);
    sentBefore.set(key, trueNow());
    return before !== undefined && before > trueNow() - retriedForMs;
  };
  return [
    {
      name: 'nobody reads of a call that they may not see',
      section: '1',
      beforeCall({ method, fields }, sql) {
        const text = String(fields.text ?? fields.caption ?? '');
        const calls = shows.has(method) && !onlyNumbered.test(text) ? callsIn(text) : [];
        const chat = fields.chat_id;
        if (calls.length === 0 || repeats(`${chat} ${method} ${text}`)) return [];
        const person = sql.get<{ id: number }>('SELECT id FROM people WHERE telegram_id = ?', chat);
        if (!person) return [];
        return calls
          .filter((callId) => !maySee(sql, person.id, callId))
          .filter((callId) => !wasJustTheirs(sql, person.id, callId, clock()))
          .map((callId) => ({
            ...{ person: person.id, roles: [...holderOf(sql, person.id).roles] },
            ...{ callId, text: text.slice(0, 300) },
          }));
      },
    },
    {
      name: 'an appeal is refused as too late only when it is',
      section: '3.5',
      // As the process answers, which is the instant of its decision: a moment later it may be too late indeed.
      beforeCall({ method, fields }, sql) {
        if (method !== 'answerCallbackQuery' || !tooLate.test(String(fields.text ?? ''))) return [];
        const callId = callIn(pressed.get(String(fields.callback_query_id))?.data ?? '');
        return sql.all(
          `SELECT id, deadline_at FROM calls WHERE id = ? AND status = 'scored_pending' AND deadline_at > ?`,
          callId,
          clock(),
        );
      },
    },
    {
      name: 'every press is answered',
      section: '4',
      afterUpdate(update: Update) {
        const { callback_query: press } = update;
        if (press?.data) pressed.set(press.id, { at: trueNow(), data: press.data });
        return [];
      },
      afterCall(effect: Effect) {
        if (effect.method === 'answerCallbackQuery')
          pressed.delete(String(effect.fields.callback_query_id));
        return [];
      },
      afterDay() {
        const late = [...pressed.values()].filter(({ at }) => at < trueNow() - answerWithinMs);
        for (const [id, { at }] of pressed) if (at < trueNow() - answerWithinMs) pressed.delete(id);
        return isCalm ? late : [];
      },
    },
  ];
}

/** What tells the number of a call that somebody held, and no more of it: that it was taken from them, where its sheet is. */
const onlyNumbered =
  /^(?:Время на звонок \/call_\d+ вышло|Your time for call \/call_\d+ ran out|Лист звонка №\d+ теперь|The sheet of call №\d+)/;
const tooLate = /Срок обжалования истёк|The time to appeal is over/;

/** The call that a button is about: a menu's has it behind the menu, the row and the column. */
function callIn(data: string): number {
  const [, ofButton = '', , ofMenu = ''] = data.split(/[:/]/);
  return Number.parseInt(data.includes('/') ? ofMenu : ofButton, 10) || 0;
}

/** The calls that a text names: `№1234`, `/call_1234`. */
function callsIn(text: string): number[] {
  return [...text.matchAll(/(?:№\s?|\/call_)(\d+)/g)].map(([, number]) => Number(number));
}

/**
 * Whoever gives a call back, or is told that it was taken from them, still reads its number once; and a sheet that is on its way when
 * its call leaves a controller's hands arrives all the same.
 */
function wasJustTheirs(sql: Sql, personId: number, callId: number, now: number): boolean {
  const since = now - 60_000;
  const found = sql.get(
    `SELECT 1 FROM call_history WHERE call_id = ? AND at > ? AND (actor_id = ? OR verb = 'give_back')
      UNION ALL SELECT 1 FROM leases WHERE call_id = ? AND ended_at > ? AND controller_id = ?`,
    ...[callId, since, personId, callId, since, personId],
  );
  return found !== undefined;
}
