/**
 * Who may do what to a call, written from the company's rules (DESIGN 1, 2 and 3.5) and not from the
 * table in src/domain/status.ts: the two must agree without having been copied from one another.
 *
 * A situation is a call as people may find it. Its `acts` name who may do a verb and the status it
 * then has; everything not named is refused. Whoever is not among `sees` is told that there is no
 * such call.
 */
import type { Call } from '../../src/domain/call.ts';
import { type Actor, asActor, type Person, system } from '../../src/domain/person.ts';
import type { FactsOf, Verb } from '../../src/domain/status.ts';
import type { Status } from '../../src/domain/statuses.ts';

export const now = Date.UTC(2026, 10, 23, 12);
const dayMs = 24 * 60 * 60 * 1000;

export const north = 1;
export const south = 2;

function person(id: number, name: string, more: Partial<Person>): Person {
  return { id, name, roles: [], directionId: null, heads: [], menteeIds: [], ...more };
}

const sellerId = 10;
export const everyRoleId = 12;

/** The people around one call of the seller Ivan, who belongs to the direction North. */
export const people = {
  seller: person(sellerId, 'Ivan', { roles: ['seller'], directionId: north }),
  otherSeller: person(11, 'Anna', { roles: ['seller'], directionId: north }),
  /** In every test of this person the call is their own. */
  sellerWithEveryRole: person(everyRoleId, 'Max', {
    roles: ['seller', 'supervisor', 'controller', 'mentor', 'admin'],
    directionId: north,
    heads: 'all',
    menteeIds: [sellerId, everyRoleId],
  }),
  controllerWhoHolds: person(20, 'Olga', { roles: ['controller'] }),
  controllerWhoScored: person(21, 'Vera', { roles: ['controller'] }),
  otherController: person(22, 'Rita', { roles: ['controller'] }),
  mentor: person(30, 'Boris', { roles: ['mentor'], menteeIds: [sellerId] }),
  mentorWhoReviews: person(31, 'Gleb', { roles: ['mentor'], menteeIds: [11, sellerId] }),
  otherMentor: person(32, 'Yuri', { roles: ['mentor'], menteeIds: [11] }),
  supervisor: person(40, 'Sofia', { roles: ['supervisor'], heads: [north] }),
  supervisorOfAll: person(41, 'Pavel', { roles: ['supervisor'], heads: 'all' }),
  supervisorWhoReviews: person(42, 'Lev', { roles: ['supervisor'], heads: [south, north] }),
  supervisorWhoSent: person(43, 'Nina', { roles: ['supervisor'], heads: [north] }),
  supervisorElsewhere: person(44, 'Egor', { roles: ['supervisor'], heads: [south] }),
  admin: person(50, 'Tanya', { roles: ['admin'] }),
} as const satisfies Record<string, Person>;

export type Who = 'system' | keyof typeof people;
export const everyone: readonly Who[] = ['system', ...(Object.keys(people) as Who[])];

export function actorOf(who: Who): Actor {
  return who === 'system' ? system : asActor(people[who]);
}

/** Every verb of DESIGN 2, in its order. */
export const verbs: readonly Verb[] = [
  'register',
  'classify',
  'link',
  'sample',
  'send',
  'ask',
  'begin',
  'take',
  'give_back',
  'score',
  'recall',
  'accept',
  'appeal',
  'approve',
  'uphold',
  'reject',
  'annul',
  'concede',
  'review',
];

const supervisors = [
  'supervisor',
  'supervisorOfAll',
  'supervisorWhoReviews',
  'supervisorWhoSent',
] as const;
const teachers = ['mentor', 'mentorWhoReviews', ...supervisors] as const;
/** Whoever sent the call to the controllers never judges the appeal on it. */
const judges = ['supervisor', 'supervisorOfAll', 'supervisorWhoReviews'] as const;
const linkers = ['seller', 'admin', ...supervisors] as const;

/** These see the call in every status. */
const alwaysSee: readonly Who[] = ['system', 'seller', 'admin', ...teachers];

type Cell = Partial<Record<Who, Status>>;
type Acts = Partial<Record<Verb, Cell>>;

function lead(to: Status, ...who: readonly Who[]): Cell {
  return Object.fromEntries(who.map((one) => [one, to]));
}

/** What is allowed on any call past preliminary: a link and a side review, the status staying. */
function pastPreliminary(status: Status): Acts {
  return { link: lead(status, ...linkers), review: lead(status, ...teachers) };
}

/** Where policy lets the draw pick what was asked about or taken. */
const alsoDrawn: Acts = { sample: lead('listening_credit', 'system') };

export interface Situation {
  readonly name: string;
  readonly call: Call;
  readonly sees: readonly Who[];
  readonly acts: Acts;
  /** Why the system would hand the call back, if it may. */
  readonly systemGivesBack: FactsOf['give_back']['reason'];
}

export function callThat(more: Partial<Call> & Pick<Call, 'status'>): Call {
  return {
    id: 1234,
    originStatus: null,
    sellerId,
    directionId: north,
    reviewerId: null,
    scoredById: null,
    sentById: null,
    drawn: false,
    returnedById: null,
    noticeLeft: false,
    deadlineAt: null,
    appeal: null,
    second: null,
    ...more,
  };
}

function situation(
  name: string,
  call: Partial<Call> & Pick<Call, 'status'>,
  acts: Acts,
  more: { alsoSees?: readonly Who[]; systemGivesBack?: FactsOf['give_back']['reason'] } = {},
): Situation {
  return {
    name,
    call: callThat(call),
    acts,
    sees: [...alwaysSee, ...(more.alsoSees ?? [])],
    systemGivesBack: more.systemGivesBack ?? 'deactivated',
  };
}

const preliminaryActs: Acts = {
  link: lead('classified_manual', ...linkers),
  sample: lead('listening_credit', 'system'),
  send: lead('listening_credit', ...supervisors),
  ask: lead('listening_advice', 'seller'),
  take: lead('listening_training', ...teachers),
};

const sent = { sentById: people.supervisorWhoSent.id } as const;
const scored = {
  ...sent,
  originStatus: 'classified_auto',
  scoredById: people.controllerWhoScored.id,
} as const;
const told = { ...scored, noticeLeft: true } as const;
const scorerSees = { alsoSees: ['controllerWhoScored'] } as const;

export const disputedItems = ['greeting', 'next-step'] as const;
const appeal = { itemCodes: disputedItems, begunById: null, escalatedAt: null } as const;
const appealed = {
  ...told,
  status: 'scored_appealed',
  deadlineAt: now + dayMs,
  appeal: { ...appeal, kind: 'items' },
} as const;

const reject = lead('approved_scored', ...judges);
const annul = lead('approved_training', ...judges);
const decideItems: Acts = { uphold: lead('approved_overturned', ...judges), reject, annul };
const decideWhole: Acts = { annul, reject };

export const situations = {
  unclassified: situation(
    'not classified',
    { status: 'unclassified' },
    { ...preliminaryActs, classify: lead('classified_auto', 'system') },
  ),
  classifiedAuto: situation('classified by itself', { status: 'classified_auto' }, preliminaryActs),
  classifiedManual: situation('linked by hand', { status: 'classified_manual' }, preliminaryActs),

  asked: situation(
    'the seller asks for advice, no head has begun',
    { status: 'listening_advice', originStatus: 'unclassified' },
    {
      ...pastPreliminary('listening_advice'),
      ...alsoDrawn,
      begin: lead('listening_advice', ...supervisors),
      give_back: lead('unclassified', 'seller'),
    },
  ),
  advised: situation(
    'a head has begun to advise',
    {
      status: 'listening_advice',
      originStatus: 'classified_manual',
      reviewerId: people.supervisorWhoReviews.id,
    },
    {
      ...pastPreliminary('listening_advice'),
      ...alsoDrawn,
      give_back: lead('classified_manual', 'system', 'supervisorWhoReviews'),
      score: lead('approved_training', 'supervisorWhoReviews'),
    },
    { systemGivesBack: 'deactivated' },
  ),

  queued: situation(
    'waits for a controller',
    { ...sent, status: 'listening_credit', originStatus: 'classified_auto' },
    {
      ...pastPreliminary('listening_credit'),
      give_back: lead('classified_auto', 'system'),
    },
    { systemGivesBack: 'unstarted' },
  ),
  held: situation(
    'a controller holds it',
    {
      ...sent,
      status: 'listening_credit',
      originStatus: 'unclassified',
      reviewerId: people.controllerWhoHolds.id,
    },
    {
      ...pastPreliminary('listening_credit'),
      give_back: lead('unclassified', 'system', 'controllerWhoHolds'),
      score: lead('scored_pending', 'controllerWhoHolds'),
    },
    { alsoSees: ['controllerWhoHolds'], systemGivesBack: 'deactivated' },
  ),

  drawnHeld: situation(
    'a controller holds a call that was drawn',
    {
      drawn: true,
      status: 'listening_credit',
      originStatus: 'classified_auto',
      reviewerId: people.controllerWhoHolds.id,
    },
    {
      ...pastPreliminary('listening_credit'),
      give_back: {
        ...lead('listening_credit', 'controllerWhoHolds'),
        ...lead('classified_auto', 'system'),
      },
      score: lead('scored_pending', 'controllerWhoHolds'),
    },
    { alsoSees: ['controllerWhoHolds'], systemGivesBack: 'deactivated' },
  ),
  returned: situation(
    'a drawn call was given back, nobody has confirmed the reason',
    {
      drawn: true,
      status: 'listening_credit',
      originStatus: 'classified_auto',
      returnedById: people.controllerWhoScored.id,
    },
    {
      ...pastPreliminary('listening_credit'),
      give_back: lead('classified_auto', 'system', 'admin', ...supervisors),
    },
    { systemGivesBack: 'unstarted' },
  ),
  returnedHeld: situation(
    'a second controller holds a drawn call that was given back',
    {
      drawn: true,
      status: 'listening_credit',
      originStatus: 'classified_auto',
      returnedById: people.controllerWhoScored.id,
      reviewerId: people.controllerWhoHolds.id,
    },
    {
      ...pastPreliminary('listening_credit'),
      give_back: lead('classified_auto', 'system', 'controllerWhoHolds'),
      score: lead('scored_pending', 'controllerWhoHolds'),
    },
    { alsoSees: ['controllerWhoHolds'], systemGivesBack: 'deactivated' },
  ),

  takenByMentor: situation(
    'a mentor took it',
    {
      status: 'listening_training',
      originStatus: 'classified_auto',
      reviewerId: people.mentorWhoReviews.id,
    },
    {
      ...pastPreliminary('listening_training'),
      ...alsoDrawn,
      give_back: lead('classified_auto', 'system', 'mentorWhoReviews'),
      score: lead('approved_training', 'mentorWhoReviews'),
    },
    { systemGivesBack: 'idle' },
  ),
  takenBySupervisor: situation(
    'a head took it',
    {
      status: 'listening_training',
      originStatus: 'unclassified',
      reviewerId: people.supervisorWhoReviews.id,
    },
    {
      ...pastPreliminary('listening_training'),
      ...alsoDrawn,
      give_back: lead('unclassified', 'system', 'supervisorWhoReviews'),
      score: lead('approved_training', 'supervisorWhoReviews'),
    },
    { systemGivesBack: 'deactivated' },
  ),

  pending: situation(
    'scored and told, the two days run',
    { ...told, status: 'scored_pending', deadlineAt: now + dayMs },
    {
      ...pastPreliminary('scored_pending'),
      accept: lead('approved_scored', 'seller'),
      appeal: lead('scored_appealed', 'seller'),
    },
    scorerSees,
  ),
  due: situation(
    'scored and told, the two days are over',
    { ...told, status: 'scored_pending', deadlineAt: now },
    {
      ...pastPreliminary('scored_pending'),
      accept: lead('approved_scored', 'seller'),
      approve: lead('approved_scored', 'system'),
    },
    scorerSees,
  ),
  recallable: situation(
    'scored, its notice is still held',
    { ...scored, status: 'scored_pending' },
    {
      ...pastPreliminary('scored_pending'),
      recall: lead('listening_credit', 'controllerWhoScored'),
    },
    scorerSees,
  ),

  appealed: situation(
    'two items are disputed',
    appealed,
    {
      ...pastPreliminary('scored_appealed'),
      ...decideItems,
      concede: lead('approved_overturned', 'controllerWhoScored'),
    },
    scorerSees,
  ),
  appealBegun: situation(
    'two items are disputed, a head has begun to decide',
    { ...appealed, appeal: { ...appealed.appeal, begunById: people.supervisor.id } },
    { ...pastPreliminary('scored_appealed'), ...decideItems },
    scorerSees,
  ),
  wrongType: situation(
    'the seller says: scored on the wrong type',
    { ...appealed, appeal: { ...appeal, kind: 'wrong_type', itemCodes: [] } },
    { ...pastPreliminary('scored_appealed'), ...decideWhole },
    scorerSees,
  ),
  notMyCall: situation(
    'the seller says: not my call',
    { ...appealed, appeal: { ...appeal, kind: 'not_my_call', itemCodes: [] } },
    { ...pastPreliminary('scored_appealed'), ...decideWhole },
    scorerSees,
  ),

  taught: situation(
    'approved, for teaching',
    { status: 'approved_training', originStatus: 'unclassified' },
    pastPreliminary('approved_training'),
  ),
  annulled: situation(
    'annulled after an appeal',
    { ...appealed, status: 'approved_training' },
    pastPreliminary('approved_training'),
    scorerSees,
  ),
  approved: situation(
    'approved as scored',
    { ...told, status: 'approved_scored', deadlineAt: now - dayMs },
    pastPreliminary('approved_scored'),
    scorerSees,
  ),
  overturned: situation(
    'approved as overturned',
    { ...appealed, status: 'approved_overturned' },
    pastPreliminary('approved_overturned'),
    scorerSees,
  ),
} as const satisfies Record<string, Situation>;

export type Expected = Status | 'refused' | 'not found';

/** The matrix's own word on one cell: the new status, or the kind of refusal. */
export function expectedOf(place: Situation, verb: Verb, who: Who): Expected {
  // Many roles add nothing to one's own call: nobody ever scores or judges it.
  const as = who === 'sellerWithEveryRole' ? 'seller' : who;
  if (!place.sees.includes(as)) return 'not found';
  return place.acts[verb]?.[as] ?? 'refused';
}

/** The call of a situation as this person meets it: it is the call of the person of many roles. */
export function callFor(place: Situation, who: Who): Call {
  return who === 'sellerWithEveryRole' ? { ...place.call, sellerId: everyRoleId } : place.call;
}

/** What each verb brings when nothing stands in its way. */
export function goodFacts(place: Situation, who: Who): FactsOf {
  const reason = 'heard at 6:10';
  const every = (decision: 'seller_right' | 'controller_right' | 'not_applicable') =>
    Object.fromEntries((place.call.appeal?.itemCodes ?? []).map((code) => [code, decision]));
  const handsBack =
    who === 'system' ? place.systemGivesBack : who.startsWith('seller') ? 'withdrawn' : 'inaudible';
  return {
    register: {},
    classify: { matches: 'one' },
    link: { chosen: true },
    sample: { eligible: true, alsoAsked: true },
    send: { reason, sentThisMonth: 0, sendsPerMonth: 2 },
    ask: { askedThisWeek: 0, asksPerWeek: 3 },
    begin: {},
    take: { takenThisWeek: 0, takesPerWeek: 5 },
    give_back: { reason: handsBack },
    score: { problem: null },
    recall: {},
    accept: {},
    appeal: {
      kind: 'items',
      chosen: ['greeting'],
      failed: disputedItems,
      reason,
      openAppeals: 0,
      openAppealsMax: 5,
    },
    approve: {},
    uphold: { decisions: every('seller_right'), reason, nothingLeft: false },
    reject: { decisions: every('controller_right'), reason },
    annul: { decisions: every('not_applicable'), reason, nothingLeft: true },
    concede: {},
    review: { problem: null },
  };
}

const preliminary: readonly Status[] = ['unclassified', 'classified_auto', 'classified_manual'];
const listening: readonly Status[] = ['listening_advice', 'listening_credit', 'listening_training'];
const scoredOrFinal: readonly Status[] = [
  'scored_pending',
  'scored_appealed',
  'approved_training',
  'approved_scored',
  'approved_overturned',
];

type Way = readonly [verb: Verb, from: Status | null, to: Status];
const from = (all: readonly Status[], verb: Verb, to: Status): Way[] =>
  all.map((status) => [verb, status, to]);
const stays = (verb: Verb, all: readonly Status[]): Way[] =>
  all.map((status) => [verb, status, status]);

/** Every line that can ever stand in a call's history. */
export const ways: readonly Way[] = [
  ['register', null, 'unclassified'],
  ['classify', null, 'classified_auto'],
  ['classify', 'unclassified', 'classified_auto'],
  ...from(preliminary, 'link', 'classified_manual'),
  ...stays('link', [...listening, ...scoredOrFinal]),
  ...from([...preliminary, 'listening_advice', 'listening_training'], 'sample', 'listening_credit'),
  ...from(preliminary, 'send', 'listening_credit'),
  ...from(preliminary, 'ask', 'listening_advice'),
  ['begin', 'listening_advice', 'listening_advice'],
  ...from(preliminary, 'take', 'listening_training'),
  ...preliminary.flatMap((origin) => from(listening, 'give_back', origin)),
  ['give_back', 'listening_credit', 'listening_credit'],
  ['score', 'listening_credit', 'scored_pending'],
  ['score', 'listening_advice', 'approved_training'],
  ['score', 'listening_training', 'approved_training'],
  ['recall', 'scored_pending', 'listening_credit'],
  ['accept', 'scored_pending', 'approved_scored'],
  ['appeal', 'scored_pending', 'scored_appealed'],
  ['approve', 'scored_pending', 'approved_scored'],
  ['uphold', 'scored_appealed', 'approved_overturned'],
  ['reject', 'scored_appealed', 'approved_scored'],
  ['annul', 'scored_appealed', 'approved_training'],
  ['concede', 'scored_appealed', 'approved_overturned'],
  ...stays('review', [...listening, ...scoredOrFinal]),
];
