import { createHash } from 'node:crypto';
import { type App, type Beacon, createApp } from '../../src/app/app.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { firstPolicy } from '../../src/app/draw/change-policy.ts';
import { drawDue } from '../../src/app/draw/draw-calls.ts';
import { planDraws } from '../../src/app/draw/plan-draws.ts';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import { claimNotices, noticeDelivered } from '../../src/app/notices/deliver-notices.ts';
import { registerPeople } from '../../src/app/people/register-people.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import {
  answerItem,
  answerRestDone,
  chooseType,
  commentLastFailed,
  submitScore,
} from '../../src/app/scoring/score-call.ts';
import { callFacts } from '../../src/db/calls.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { Notice } from '../../src/db/outbox.ts';
import { type Member, personByExternalId } from '../../src/db/people.ts';
import type { Call } from '../../src/domain/call.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { Outcome } from '../../src/domain/refusal.ts';
import { type Instant, plusDuration } from '../../src/domain/time.ts';
import { nextCron } from '../../src/schedule.ts';
import { checklist } from './checklist.ts';

/** Monday 10:00 in Moscow, a working hour. The draw is at 19:00. */
const openingAt = Date.parse('2026-11-23T10:00:00+03:00');
const zone = 'Europe/Moscow';

const seller = (externalId: string, direction: string, extension: string) => ({
  externalId,
  name: externalId,
  roles: [{ role: 'seller' }],
  direction,
  extensions: [{ source: 'pbx', extension }],
});
const holder = (externalId: string, role: string, directions?: string[]) => ({
  externalId,
  name: externalId,
  roles: [{ role, ...(directions ? { directions } : {}) }],
});

/** Two directions; Anna and Ivan sell wholesale under Petr, Boris retail under Raisa. */
const people = [
  holder('marta', 'mentor'),
  { ...seller('anna', 'Опт', '101'), mentorExternalIds: ['marta'] },
  seller('ivan', 'Опт', '102'),
  seller('boris', 'Розница', '201'),
  holder('olga', 'controller'),
  holder('pavel', 'controller'),
  holder('petr', 'supervisor', ['Опт']),
  holder('raisa', 'supervisor', ['Розница']),
  holder('root', 'admin'),
].map((person, index) => ({ ...person, telegramId: 1001 + index }));

export interface ScoreOptions {
  seller?: string;
  by?: string;
  /** Codes of the items that fail. */
  fails?: readonly string[];
  /** What is said of each failed item; null: nothing. */
  comment?: string | null;
}

export interface Company {
  app: App;
  clock: {
    readonly now: Instant;
    at(instant: Instant | string): void;
    advance(duration: string): void;
    /** Sets the clock forward or back: no time goes by with it. */
    set(duration: string): void;
  };
  /** A person as the database knows them at this moment. */
  as(externalId: string): Member;
  hire(person: Record<string, unknown> & { externalId: string }): Member;
  /** A call just taken in, ready to be drawn; answers its number. */
  aCall(fields?: Record<string, unknown>): number;
  /** A call in the controllers' queue, put there by the day's draw. */
  drawn(seller?: string): Promise<number>;
  /** Fills and hands in the score of a call that `by` holds. */
  score(callId: number, options?: ScoreOptions): void;
  /** A call scored by a controller, its notice still held. */
  scored(options?: ScoreOptions): Promise<number>;
  /** A scored call whose notice has just reached its seller. */
  told(options?: ScoreOptions): Promise<number>;
  /** Sends what is due in the outbox, as a chat that takes everything would. */
  deliver(): Notice[];
  call(id: number): Call;
  standing(): Standing;
}

/** A company as it stands at a moment, for copies that go on from there. */
export interface Standing {
  bytes: Buffer;
  now: Instant;
  rolls: number;
  calls: number;
}

/** Companies as they begin, by policy and seed: a further one is their copy. A property makes hundreds of them. */
const begun = new Map<string, Standing>();
const begunMax = 100;

/** A small company on a migrated database, with a clock and random numbers of its own. */
export function testCompany(
  values: Partial<Record<keyof Policy, unknown>> = {},
  {
    path = ':memory:',
    seed = 'dice',
    from,
    beacon,
  }: { path?: string; seed?: string; from?: Standing; beacon?: Beacon } = {},
): Company {
  const key = JSON.stringify([values, seed]);
  const before = from ?? (path === ':memory:' ? begun.get(key) : undefined);
  const opened = openDatabase(path, before?.bytes);
  if (!opened.ok) throw new Error(opened.problem);
  let { now, rolls, calls } = before ?? { now: openingAt, rolls: 0, calls: 0 };
  let setMs = 0;
  const app = createApp({
    db: opened.db,
    clock: () => now,
    steady: () => now - setMs,
    random: (count) => {
      rolls += 1;
      return createHash('sha512').update(`${seed}:${rolls}`).digest().subarray(0, count);
    },
    nextCron,
    ...(beacon ? { beacon } : {}),
  });
  const company: Company = {
    app,
    clock: {
      get now() {
        return now;
      },
      at(instant) {
        now = typeof instant === 'number' ? instant : Date.parse(instant);
      },
      advance(duration) {
        now = plusDuration(now, duration, zone);
      },
      set(duration) {
        const before = now;
        now = plusDuration(now, duration, zone);
        setMs += now - before;
        // The clocks are compared each second.
        app.nowEarliest();
      },
    },
    as(externalId) {
      const member = personByExternalId(app.db, externalId, now);
      if (!member) throw new Error(`nobody is called ${externalId}`);
      return member;
    },
    hire(person) {
      const [saved] = registerPeople(app, [{ name: person.externalId, ...person }]);
      if (saved?.result === 'refused') throw new Error(JSON.stringify(saved.error));
      return company.as(person.externalId);
    },
    aCall(fields = {}) {
      calls += 1;
      const [saved] = registerCalls(app, [
        {
          source: 'pbx',
          externalId: `call-${calls}`,
          direction: 'in',
          sellerExternalId: 'anna',
          externalNumber: null,
          startedAt: new Date(now).toISOString(),
          durationS: 130,
          talkS: 120,
          recording: { path: 'call.ogg' },
          ...fields,
        },
      ]);
      if (saved?.id === undefined) throw new Error(JSON.stringify(saved?.error));
      return saved.id;
    },
    async drawn(sellerExternalId = 'anna') {
      const id = company.aCall({ sellerExternalId });
      now = nextCron('0 19 * * 1-6', zone, now) ?? now;
      await drawDue(app);
      if (company.call(id).status !== 'listening_credit') throw new Error(`${id} was not drawn`);
      return id;
    },
    score(callId, { by = 'olga', fails = ['greet'], comment = '0:10 молча' } = {}) {
      const member = company.as(by);
      must(chooseType(app, member, callId, checklist.type));
      for (const itemCode of fails) {
        must(answerItem(app, member, callId, { itemCode, verdict: 'fail' }));
        if (comment !== null) must(commentLastFailed(app, member, callId, comment));
      }
      must(answerRestDone(app, member, callId));
      must(submitScore(app, member, callId));
    },
    async scored(options = {}) {
      const id = await company.drawn(options.seller);
      const { callId } = must(nextCall(app, company.as(options.by ?? 'olga')));
      if (callId !== id) throw new Error(`call ${callId} stood before ${id} in the queue`);
      company.score(id, options);
      return id;
    },
    async told(options = {}) {
      const id = await company.scored(options);
      company.clock.advance(app.policy().noticeHold);
      company.deliver();
      return id;
    },
    deliver() {
      const notices = claimNotices(app, 1000);
      for (const notice of notices) {
        noticeDelivered(app, notice, { startedAt: now, chatId: 1, messageId: notice.id });
      }
      return notices;
    },
    call(id) {
      const call = callFacts(app.db, id);
      if (!call) throw new Error(`there is no call ${id}`);
      return call;
    },
    standing: () => ({ bytes: opened.db.orm.$client.serialize(), now, rolls, calls }),
  };
  if (!before) {
    begin(app, values);
    if (path === ':memory:' && begun.size < begunMax) begun.set(key, company.standing());
  }
  return company;
}

function begin(app: App, values: Partial<Record<keyof Policy, unknown>>): void {
  firstPolicy(app, {
    perSeller: 50,
    quietHours: '',
    minListenShare: 0,
    secondScorePercent: 0,
    secondDecisionPercent: 0,
    secondHeadFellPercent: 100,
    secondHeadSellerItems: 100,
    ...values,
  });
  planDraws(app);
  for (const { result, error } of registerPeople(app, people)) {
    if (result === 'refused') throw new Error(JSON.stringify(error));
  }
  publishChecklist(app, checklist, null);
}

/** What was done, where a refusal would be a mistake of the test. */
export function must<T>(outcome: Outcome<T>): { ok: true } & T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome;
}
