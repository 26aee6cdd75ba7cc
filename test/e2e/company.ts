import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect } from 'vitest';
import type { z } from 'zod';
import { type Db, openForReading } from '../../src/db/open.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { localMonthOf, plusDuration } from '../../src/domain/time.ts';
import { callAnswer, itemsAnswer } from '../../src/http/answers.ts';
import { creditAnswer, ledgerAnswer } from '../../src/http/credit-answers.ts';
import type { Pictures } from '../../src/reports/pictures.ts';
import { type Demo, demoSecrets, startDemo } from '../../src/sandbox/demo-company.ts';
import type { DemoOptions } from '../../src/sandbox/demo-options.ts';
import { emptyDatabase } from '../support/empty-database.ts';
import { listenOnce } from '../support/listen-once.ts';
import { type Chats, openChats, openImpatientChats, type Person } from './chat.ts';
import { watchedLog } from './watched-log.ts';

export type CallJson = z.output<typeof callAnswer>;
type Credit = z.output<typeof creditAnswer>;

const zone = 'Europe/Moscow';

/** Every drawn call can be scored, told and settled at once; a test names what it wants otherwise. */
const handy: Partial<Policy> = {
  perSeller: 50,
  quietHours: '',
  noticeHold: 'PT0S',
  leaseMinutes: 600,
  secondScorePercent: 0,
  secondDecisionPercent: 0,
  secondHeadFellPercent: 100,
  secondHeadSellerItems: 100,
};

export interface Scored {
  id: number;
  seller: Person;
}

export interface ScoreOptions {
  by?: string;
  /** Numbers of the items that fail, each with the comment `0:07 не сказал`. */
  fails?: readonly number[];
  type?: string;
}

export interface Company {
  demo: Demo;
  chats: Chats;
  /** Errors that the service logged. */
  errors: object[];
  person(firstName: string): Person;
  /** The same somebody, who goes on while a recording or a picture is on its way. */
  impatient(firstName: string): Person;
  /** Somebody with a Telegram account of whom the company knows nothing. */
  newcomer(firstName: string): Promise<Person>;
  now(): number;
  /** Moves the clock on; answers when all that fell due is done. */
  later(duration: string): Promise<void>;
  /** Lets all that is due now be done. */
  settle(): Promise<void>;
  fault(fault: {
    method: string;
    error: number | string;
    times?: number;
    chatId?: number;
    retryAfter?: number;
    /** Telegram's words; the usual ones of that code where there are none. */
    description?: string;
  }): Promise<void>;
  /** Brings one item in over the API; answers the token of an invitation. */
  put(noun: 'people', item: object): Promise<string>;
  call(id: number): Promise<CallJson>;
  /** Transfers of a call as `[from, to, points, cause, item]`. */
  ledger(id: number): Promise<unknown[][]>;
  /** Of a month; of the present one, where none is named. */
  credit(month?: string): Promise<Credit>;
  /** A controller takes the next call and hands in its score. */
  score(options?: ScoreOptions): Promise<Scored>;
  /** The same, and its seller has been told. */
  told(options?: ScoreOptions): Promise<Scored>;
  /** A call of this seller that nobody has taken up, with a recording. */
  untouched(firstName: string): number;
  /** How many rows there are of everything that an act could leave behind. */
  rows(): Record<string, number>;
  /** How many rows a table has. */
  counts(table: string): number;
  /** What the bot's conversations with a person keep, as text; null where none is under way. */
  conversationsOf(person: Person): string | null;
  /** Restarts the service, so that nothing is under way, and puts something else in its place. */
  forgeConversations(person: Person, state: object): Promise<void>;
  restart(): Promise<void>;
}

interface CompanyOptions {
  past?: boolean;
  events?: () => DemoOptions['events'];
  pictures?: Pictures;
}

/** The demo company on the evening of its day, all its calls drawn, for the tests of one file. */
export function company(
  policy: Partial<Policy> = {},
  { past = false, events, pictures }: CompanyOptions = {},
): Company {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-e2e-'));
  const { log, errors, keepsStill } = watchedLog(...demoSecrets);
  let newcomers = 0;
  let parts: { demo: Demo; chats: Chats; impatient: Chats; db: Db } | null = null;
  const running = () => {
    if (!parts) throw new Error('the company opens before the first test');
    return parts;
  };

  beforeAll(async () => {
    const databasePath = join(folder, 'demo.db');
    if (!past) writeFileSync(databasePath, emptyDatabase());
    const demo = await startDemo({
      databasePath,
      port: 0,
      log,
      past,
      ffmpeg: listenOnce,
      ...(events ? { events: events() ?? null } : {}),
      ...(pictures ? { pictures } : {}),
      policy: { ...handy, ...policy },
    });
    const chats = await openChats(demo.telegramUrl);
    const impatient = await openImpatientChats(demo.telegramUrl);
    parts = { demo, chats, impatient, db: openForReading(databasePath) };
    await open.person('Виктор').reads(/Виктор Штерн/);
    await open.person('Виктор').press('English');
    await open.person('Виктор').press('Русский');
    const now = demo.clock.now();
    await chats.sandbox('POST', '/clock', { now: plusDuration(now, 'PT31M', zone) });
  });
  afterAll(async () => {
    await parts?.demo.stop();
    if (parts) keepsStill(parts.db);
    parts?.db.close();
    rmSync(folder, { recursive: true, force: true });
    expect(errors).toEqual([]);
  });

  async function get<T>(path: string, shape: z.ZodType<T>): Promise<T> {
    const { apiUrl, apiToken } = running().demo;
    const response = await fetch(apiUrl + path, {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    expect(response.status, path).toBe(200);
    return shape.parse(await response.json());
  }

  const open: Company = {
    get demo() {
      return running().demo;
    },
    get chats() {
      return running().chats;
    },
    errors,
    person: (firstName) => running().chats.person(firstName),
    impatient: (firstName) => running().impatient.person(firstName),
    async newcomer(firstName) {
      newcomers += 1;
      running().demo.addPerson({ id: 2000 + newcomers, firstName, languageCode: 'ru' });
      await running().chats.refresh();
      return open.person(firstName);
    },
    async put(noun, item) {
      const { apiUrl, apiToken } = running().demo;
      const response = await fetch(`${apiUrl}/v1/${noun}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ items: [item] }),
      });
      const { items } = itemsAnswer.parse(await response.json());
      expect(items[0]?.error).toBeUndefined();
      return items[0]?.inviteUrl?.split('start=')[1] ?? '';
    },
    now: () => running().demo.clock.now(),
    async later(duration) {
      const now = plusDuration(open.now(), duration, zone);
      await running().chats.sandbox('POST', '/clock', { now });
    },
    settle: () => open.later('PT1S'),
    fault: (fault) => running().chats.sandbox('PUT', '/faults', fault),
    call: (id) => get(`/v1/calls/${id}`, callAnswer),
    async ledger(id) {
      const call = await open.call(id);
      const names = new Map<unknown, string>([
        [call.sellerId, 'seller'],
        [call.reviews[0]?.reviewerId, 'controller'],
      ]);
      const { items } = await get('/v1/ledger?limit=200', ledgerAnswer);
      const name = (account: unknown) => names.get(account) ?? account;
      return items
        .filter((item) => item.callId === id)
        .map((item) => [name(item.from), name(item.to), item.points, item.cause, item.itemCode]);
    },
    credit: (month = localMonthOf(open.now(), zone)) => get(`/v1/credit/${month}`, creditAnswer),
    async score({ by = 'Ольга', fails = [], type = 'Исходящий: холодный' } = {}) {
      const controller = open.person(by);
      await controller.say('/next');
      const id = Number(/№(\d+)/.exec(await controller.last())?.[1]);
      await controller.press(type);
      for (let item = 1; item <= Math.max(0, ...fails); item += 1) {
        if (!fails.includes(item)) await controller.press('Выполнено');
        else {
          await controller.press('Не выполнено');
          await controller.say('0:07 не сказал');
        }
      }
      await controller.press('Остальное');
      await controller.press('Отправить оценку');
      const sellerName = (await open.call(id)).sellerName ?? '';
      return { id, seller: open.person(sellerName.split(' ')[0] ?? '') };
    },
    async told(options) {
      const scored = await open.score(options);
      await open.settle();
      await scored.seller.reads(new RegExp(`№${scored.id} проверен`));
      return scored;
    },
    untouched(firstName) {
      const text = `SELECT c.id FROM calls c JOIN people p ON p.id = c.seller_id
        WHERE p.name LIKE ? || ' %' AND c.origin_status IS NULL AND c.ready_at IS NOT NULL
          AND c.status IN ('unclassified', 'classified_auto', 'classified_manual')
        ORDER BY c.id LIMIT 1`;
      const found = running().db.orm.$client.prepare<[string], { id: number }>(text).get(firstName);
      if (!found) throw new Error(`no call of ${firstName} is left`);
      return found.id;
    },
    rows() {
      const tables = [
        'call_history',
        'ledger',
        'reviews',
        'review_items',
        'blind_scores',
        'blind_answers',
        'calibrations',
        'calibration_answers',
        'appeals',
        'appeal_items WHERE decision IS NULL',
        'leases',
        'people',
        'invites',
        // How many heads are told of an appeal depends on the direction; of an item overturned often, once.
        "outbox WHERE kind NOT IN ('appeal_waiting', 'appeal_answered', 'item_overturned')",
      ];
      const count = (table: string) =>
        running().db.orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()
          ?.n ?? 0;
      return Object.fromEntries(tables.map((table) => [table, count(table)]));
    },
    counts: (table) =>
      running().db.orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()
        ?.n ?? 0,
    conversationsOf: ({ telegramId }) =>
      running()
        .db.orm.$client.prepare<[string], { value: string }>(
          'SELECT value FROM chat_states WHERE key = ?',
        )
        .get(String(telegramId))?.value ?? null,
    async forgeConversations({ telegramId }, state) {
      await open.restart();
      const db = new Database(join(folder, 'demo.db'));
      db.prepare('INSERT OR REPLACE INTO chat_states (key, value) VALUES (?, ?)').run(
        String(telegramId),
        JSON.stringify(state),
      );
      db.close();
    },
    restart: () => running().demo.restart(),
  };
  return open;
}
