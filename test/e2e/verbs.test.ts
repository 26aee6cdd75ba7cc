import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import type { Person as Human } from '../../src/domain/person.ts';
import type { Verb } from '../../src/domain/status.ts';
import type { Status } from '../../src/domain/statuses.ts';
import { createLocalTelegram } from '../../src/sandbox/telegram/server.ts';
import { startService } from '../../src/service.ts';
import {
  callFor,
  expectedOf,
  now,
  people,
  type Situation,
  situations,
  type Who,
} from '../domain/status-matrix.ts';
import { serviceConfig } from '../support/service-config.ts';
import {
  checklist,
  plantCall,
  plantDraft,
  plantPeople,
  telegramIdOf,
} from '../support/situations.ts';
import { type Chats, openChats } from './chat.ts';
import { watchedLog } from './watched-log.ts';

/** The whole bot over HTTP, with the people of the matrix, at the matrix's own moment. */
const folder = mkdtempSync(join(tmpdir(), 'razbor-verbs-'));
const persons = Object.entries(people) as [Exclude<Who, 'system'>, Human][];
let db: Db;
let chats: Chats;
const botToken = '7000001:verbs-verbs-verbs-verbs-verbs-verbs';
/** What the service's log says, of refused taps among others. */
const { log, logged, errors, keepsStill } = watchedLog(botToken);
let stop = async () => {};

beforeAll(async () => {
  const path = join(folder, 'verbs.db');
  const clock = {
    now: () => now,
    moveTo: async () => {},
    marks: () => [],
    timeZone: 'Europe/Moscow',
  };
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_bot', clock });
  for (const [, person] of persons) {
    telegram.addPerson({ id: telegramIdOf(person), firstName: person.name });
  }
  const { url } = await telegram.listen();
  const started = await startService({
    config: serviceConfig({
      botToken,
      databasePath: path,
      telegramApiRoot: url,
      recordingsDir: folder,
      policy: {
        timeZone: 'Europe/Moscow',
        minListenShare: 0,
        sendsPerMonth: 1000,
        asksPerWeek: 1000,
        openAppealsMax: 1000,
        secondDecisionPercent: 0,
        secondHeadFellPercent: 100,
        secondHeadSellerItems: 100,
      },
    }),
    clock: () => now,
    random: (count) => Buffer.alloc(count),
    log,
  });
  if (!started.ok) throw new Error(started.problem);
  const { service } = started;
  // Nothing happens by the clock here: only what people do.
  await service.schedule.stop();
  publishChecklist(service.app, checklist, null);
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.problem);
  db = opened.db;
  plantPeople(db);
  db.orm.$client
    .prepare("INSERT INTO clients (id, external_id, name) VALUES (1, 'c1', 'ООО «Север»')")
    .run();
  await service.connected;
  chats = await openChats(url);
  await Promise.all(persons.map(([, person]) => chats.person(person.name).say('/menu')));
  stop = async () => {
    await service.stop();
    await telegram.close();
    expect(errors).toEqual([]);
  };
});
afterAll(async () => {
  keepsStill(db);
  db?.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = (id: number) =>
  db.orm.$client
    .prepare<[number], { status: Status }>('SELECT status FROM calls WHERE id = ?')
    .get(id)?.status;
const stepsOf = (id: number) =>
  db.orm.$client
    .prepare<[number], { verb: Verb }>('SELECT verb FROM call_history WHERE call_id = ?')
    .all(id);

/** The button on a call's card behind which each act of a person lies. */
const buttonOf: Partial<Record<Verb, (place: Situation, person: Human) => string | null>> = {
  link: () => 'link',
  send: () => 'send',
  ask: () => 'ask',
  begin: () => 'begin',
  take: () => 'take',
  give_back: ({ call }, { id }) => {
    if (call.reviewerId === id) return 'give-back';
    return call.returnedById === null ? 'withdraw' : 'returned';
  },
  score: ({ call }) => (call.status === 'listening_credit' ? 'next' : 'resume'),
  recall: () => 'recall',
  accept: () => 'notice',
  appeal: () => 'appeal',
  uphold: () => 'case',
  reject: () => 'case',
  annul: () => 'case',
  concede: () => 'appealed',
  // Whoever holds the call reviews it as it is; a review beside one's own would be the same.
  review: (place, { id }) => (place.call.reviewerId === id ? null : 'side'),
};
const verbs = Object.keys(buttonOf) as Verb[];
const otherButtons = ['▶ Слушать', '📋 Разбор: ', '📄 №', '🎯 Калибровка', '⭐ В образцы'];

const words = wordsIn('ru', 'Europe/Moscow');
const actNames = [
  ...[
    'link',
    'send',
    'ask',
    'begin',
    'take',
    'give-back',
    'withdraw',
    'returned',
    'next',
    'resume',
  ],
  ...['recall', 'notice', 'appeal', 'case', 'appealed', 'side'],
];
/** The act behind a button of the card, by its words; the words themselves where it is none. */
const actOf = (label: string) =>
  actNames.find((name) => words.plain(`button-go-${name}`) === label) ?? label;

describe('the card of a call offers', () => {
  test.each(Object.values(situations).map((place) => [place.name, place] as const))(
    'where %s, each person exactly what the matrix allows',
    async (_, place: Situation) => {
      await Promise.all(
        persons.map(async ([who, person]) => {
          const id = plantCall(db, place, who);
          const chat = chats.person(person.name);
          await chat.say(`/call ${id}`);
          if (expectedOf(place, 'link', who) === 'not found') {
            expect(await chat.last(), who).toBe('Звонок не найден');
            return;
          }
          const card = (await chat.sees()).at(-1);
          const shown = (card?.reply_markup?.inline_keyboard ?? [])
            .flat()
            .filter(({ text }) => !otherButtons.some((label) => text.startsWith(label)))
            .map(({ text }) => actOf(text));
          const allowed = verbs
            .filter((verb) => !['refused', 'not found'].includes(expectedOf(place, verb, who)))
            .flatMap((verb) => buttonOf[verb]?.(place, person) ?? []);
          expect([...new Set(shown)].sort(), who).toEqual([...new Set(allowed)].sort());
        }),
      );
    },
  );
});

interface Forged {
  /** Where somebody may do it, so that everybody else is tried against a call that is ready for it. */
  places: readonly Situation[];
  /** What lies ready, as if all the taps before had been let through. */
  prepare?: (id: number, person: Human) => void;
  data: (id: number, person: Human, place: Situation) => string;
}

const decisionReady =
  (decision: string | null, annul: boolean | null) =>
  (id: number, person: Human): void => {
    const decisions = decision === null ? {} : { greeting: decision, 'next-step': decision };
    db.orm.$client
      .prepare<unknown[], never>(
        `INSERT INTO decision_drafts (appeal_id, supervisor_id, decisions, annul, reason)
       SELECT id, ?, ?, ?, 'послушал' FROM appeals WHERE call_id = ?`,
      )
      .run(person.id, JSON.stringify(decisions), annul === null ? null : Number(annul), id);
  };

/** The last tap of each act, forged by everybody on a call that is ready for it. */
const forged: Partial<Record<Verb, Forged>> = {
  link: {
    places: [situations.unclassified, situations.pending],
    data: (id) => `link-alone:${id}:1`,
  },
  ask: { places: [situations.unclassified, situations.queued], data: (id) => `ask-send:${id}` },
  send: {
    places: [situations.classifiedManual, situations.taught],
    data: (id) => `send-as:${id}:important`,
  },
  begin: { places: [situations.asked, situations.advised], data: (id) => `begin:${id}` },
  take: { places: [situations.classifiedAuto, situations.pending], data: (id) => `take-yes:${id}` },
  give_back: {
    places: [
      situations.asked,
      situations.advised,
      situations.held,
      situations.drawnHeld,
      situations.returned,
      situations.returnedHeld,
      situations.takenByMentor,
    ],
    data: (id, person, place) =>
      callFor(place, 'seller').sellerId === person.id || person.roles.includes('seller')
        ? `withdraw-yes:${id}`
        : `give-back-as:${id}:private`,
  },
  score: {
    places: [
      situations.held,
      situations.returnedHeld,
      situations.advised,
      situations.takenBySupervisor,
    ],
    prepare: (id, person) => {
      const purposes: Partial<Record<Status, string>> = {
        listening_credit: 'credit',
        listening_advice: 'advice',
      };
      const purpose = purposes[statusOf(id) ?? 'listening_training'];
      plantDraft(db, id, person.id, purpose ?? 'training');
    },
    data: (id) => `submit:${id}`,
  },
  review: {
    places: [situations.pending, situations.approved, situations.unclassified],
    prepare: (id, person) => void plantDraft(db, id, person.id, 'side'),
    data: (id) => `submit:${id}`,
  },
  recall: { places: [situations.recallable, situations.pending], data: (id) => `recall:${id}` },
  accept: { places: [situations.pending, situations.recallable], data: (id) => `accept-yes:${id}` },
  appeal: {
    places: [situations.pending, situations.due],
    prepare: (id, person) => {
      db.orm.$client
        .prepare<unknown[], never>(
          `INSERT INTO appeals (call_id, review_id, seller_id, state, kind, reason)
         SELECT call_id, id, ?, 'draft', 'items', 'слышно' FROM reviews WHERE call_id = ?`,
        )
        .run(person.id, id);
      db.orm.$client
        .prepare<unknown[], never>(
          `INSERT INTO appeal_items (appeal_id, item_code)
         SELECT id, 'greeting' FROM appeals WHERE call_id = ?`,
        )
        .run(id);
    },
    data: (id) => `ap-send:${id}`,
  },
  uphold: {
    places: [situations.appealed, situations.appealBegun],
    prepare: decisionReady('seller_right', null),
    data: (id) => `confirm:${id}`,
  },
  reject: {
    places: [situations.appealed],
    prepare: decisionReady('controller_right', null),
    data: (id) => `confirm:${id}`,
  },
  annul: {
    places: [situations.wrongType, situations.notMyCall],
    prepare: decisionReady(null, true),
    data: (id) => `confirm:${id}`,
  },
  concede: {
    places: [situations.appealed, situations.appealBegun],
    data: (id) => `concede-yes:${id}`,
  },
};

const tries = Object.entries(forged).flatMap(([verb, { places }]) =>
  places.map((place) => [verb as Verb, place.name, place] as const),
);

describe('a forged tap is let through for nobody but whom the matrix names', () => {
  test.each(tries)('%s, where %s', async (verb, _, place: Situation) => {
    const act = forged[verb];
    if (!act) throw new Error(`nothing is forged for ${verb}`);
    for (const [who, person] of persons) {
      const id = plantCall(db, place, who);
      act.prepare?.(id, person);
      const before = { status: statusOf(id), steps: stepsOf(id) };
      const toast = await chats.person(person.name).forge(act.data(id, person, place));
      const expected = expectedOf(place, verb, who);
      const done = !['refused', 'not found'].includes(expected);
      const what = `${who} ${verb}: ${toast}`;
      if (done) {
        expect(statusOf(id), what).toBe(expected);
        expect(stepsOf(id).at(-1)?.verb, what).toBe(verb);
      } else {
        expect({ status: statusOf(id), steps: stepsOf(id) }, what).toEqual(before);
        expect(toast, what).toMatch(/[а-яё]/i);
        if (expected === 'not found' && verb !== 'score') {
          expect(logged).toContainEqual(
            expect.objectContaining({ personId: person.id, button: act.data(id, person, place) }),
          );
        }
      }
    }
  });
});
