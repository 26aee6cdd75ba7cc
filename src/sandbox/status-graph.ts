import type { App } from '../app/app.ts';
import { wordsIn } from '../bot/words.ts';
import { historyOf } from '../db/call-history.ts';
import { callFacts } from '../db/calls.ts';
import { transitions, type Verb } from '../domain/status.ts';
import { type Status, statuses, statusKinds } from '../domain/statuses.ts';
import type { CallPath, InLanguages, StatusGraph } from './telegram/company-behind.ts';

const words = { ru: wordsIn('ru', 'UTC'), en: wordsIn('en', 'UTC') };

export function statusLabel(status: Status): InLanguages {
  const key = `status-${status}`;
  return { ru: words.ru.plain(key), en: words.en.plain(key) };
}

/** On an arrow there is room for a word or two. */
const verbs: Readonly<Record<Verb, InLanguages>> = {
  register: { ru: 'пришёл', en: 'came in' },
  classify: { ru: 'узнан номер', en: 'number known' },
  link: { ru: 'привязать', en: 'link' },
  sample: { ru: 'выборка', en: 'draw' },
  send: { ru: 'отправить в зачёт', en: 'send for credit' },
  ask: { ru: 'нужен совет', en: 'ask' },
  begin: { ru: 'начать совет', en: 'begin' },
  take: { ru: 'взять себе', en: 'take' },
  give_back: { ru: 'вернуть', en: 'give back' },
  score: { ru: 'оценить', en: 'score' },
  recall: { ru: 'исправить', en: 'recall' },
  accept: { ru: 'согласиться', en: 'accept' },
  appeal: { ru: 'обжаловать', en: 'appeal' },
  approve: { ru: 'срок прошёл', en: 'time is over' },
  uphold: { ru: 'прав продавец', en: 'uphold' },
  reject: { ru: 'прав контролёр', en: 'reject' },
  annul: { ru: 'снять с зачёта', en: 'annul' },
  concede: { ru: 'признать', en: 'concede' },
  review: { ru: 'разбор', en: 'side review' },
};

/** The table of src/domain/status.ts as a graph: its statuses, and each way once. */
export function statusGraph(): StatusGraph {
  const ways = new Map(transitions().map((way) => [`${way.verb} ${way.from} ${way.to}`, way]));
  return {
    statuses: statuses.map((key) => ({ key, kind: statusKinds[key], label: statusLabel(key) })),
    verbs,
    ways: [...ways.values()],
  };
}

/** How a call came to where it stands. */
export function callPath({ db }: App, callId: number): CallPath | null {
  const call = callFacts(db, callId);
  if (!call) return null;
  const steps = historyOf(db, callId).map(({ verb, from, to, at, actorName }) => ({
    verb,
    from,
    to,
    at,
    who: actorName,
  }));
  return { callId, status: call.status, steps };
}
