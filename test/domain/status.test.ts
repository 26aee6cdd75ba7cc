import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppealKind, appealKinds, type Call } from '../../src/domain/call.ts';
import { type Actor, asActor, type Person, system } from '../../src/domain/person.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import {
  arrival,
  bulkWay,
  counting,
  type FactsOf,
  mayNow,
  move,
  offeredVerbs,
  transitions,
  type Verb,
} from '../../src/domain/status.ts';
import { type Status, statusKinds } from '../../src/domain/statuses.ts';
import { runs } from '../support/property-runs.ts';
import {
  actorOf,
  callFor,
  disputedItems,
  type Expected,
  everyone,
  everyRoleId,
  expectedOf,
  goodFacts,
  now,
  people,
  type Situation,
  situations,
  verbs,
  type Who,
  ways,
} from './status-matrix.ts';

const places: readonly Situation[] = Object.values(situations);

function outcomeOf(call: Call, verb: Verb, who: Who, facts: FactsOf): Expected {
  const outcome = move(call, verb, actorOf(who), now, facts[verb]);
  if (!outcome.ok) return outcome.refusal === 'not_found' ? 'not found' : 'refused';
  expect(outcome.move).toEqual({ verb, from: call.status, to: outcome.move.to });
  return outcome.move.to;
}

const byPerson = (ask: (who: Who) => unknown) =>
  Object.fromEntries(everyone.map((who) => [who, ask(who)]));

describe('the eleven statuses', () => {
  it('are those of the company', () => {
    expect(statusKinds).toEqual({
      unclassified: 'preliminary',
      classified_auto: 'preliminary',
      classified_manual: 'preliminary',
      listening_advice: 'listening',
      listening_credit: 'listening',
      listening_training: 'listening',
      scored_pending: 'scored',
      scored_appealed: 'scored',
      approved_training: 'final',
      approved_scored: 'final',
      approved_overturned: 'final',
    });
  });

  it('each stand in the matrix', () => {
    const covered = new Set(places.map((place) => place.call.status));
    expect([...covered].sort()).toEqual(Object.keys(statusKinds).sort());
  });

  it('count into credit only when approved as scored or overturned', () => {
    expect([...counting].sort()).toEqual(['approved_overturned', 'approved_scored']);
  });
});

describe.each(places)('$call.status ($name)', (place) => {
  it.each(verbs)('%s is done by whom the matrix names, and leads where it says', (verb) => {
    const actual = byPerson((who) =>
      outcomeOf(callFor(place, who), verb, who, goodFacts(place, who)),
    );
    expect(actual).toEqual(byPerson((who) => expectedOf(place, verb, who)));
  });

  it('offers each person exactly what the matrix allows them', () => {
    const allowed = (who: Who) => verbs.filter((verb) => isStatus(expectedOf(place, verb, who)));
    const offered = (who: Who) => offeredVerbs(callFor(place, who), actorOf(who), now);
    expect(byPerson((who) => offered(who).sort())).toEqual(
      byPerson((who) => [...allowed(who)].sort()),
    );
  });

  it('gives nobody the scoring or judging of their own call, even where they already stand in it', () => {
    const { call } = place;
    const self = (id: number | null) => (id === null ? null : everyRoleId);
    const own: Call = {
      ...call,
      sellerId: everyRoleId,
      reviewerId: self(call.reviewerId),
      scoredById: self(call.scoredById),
      sentById: null,
    };
    const facts = goodFacts(place, 'sellerWithEveryRole');
    for (const verb of ['begin', 'take', 'score', 'recall', 'uphold', 'reject'] as const) {
      expect(outcomeOf(own, verb, 'sellerWithEveryRole', facts)).toBe('refused');
    }
    for (const verb of ['annul', 'concede', 'review'] as const) {
      expect(outcomeOf(own, verb, 'sellerWithEveryRole', facts)).toBe('refused');
    }
  });
});

function isStatus(expected: Expected): expected is Status {
  return expected !== 'refused' && expected !== 'not found';
}

type Told = 'done' | Refusal | 'refused';

interface Attempt {
  readonly place: Situation;
  readonly verb: Verb;
  readonly who: Who;
  readonly call?: Partial<Call>;
  readonly facts?: Partial<FactsOf>;
}

function callOf({ place, who, call }: Attempt): Call {
  return { ...callFor(place, who), ...call };
}

/** `refused` stands for a refusal whose word the company's rules leave open. */
function attempt(trial: Attempt, expected: Told): Told {
  const facts = { ...goodFacts(trial.place, trial.who), ...trial.facts };
  const outcome = move(callOf(trial), trial.verb, actorOf(trial.who), now, facts[trial.verb]);
  if (outcome.ok) return 'done';
  return expected === 'refused' ? 'refused' : outcome.refusal;
}

function isOffered(trial: Attempt): boolean {
  return offeredVerbs(callOf(trial), actorOf(trial.who), now).includes(trial.verb);
}

const { pending, recallable, appealed, wrongType, notMyCall } = situations;
const appealFacts = goodFacts(pending, 'seller').appeal;

describe('what the call and the clock say decides both the offer and the act', () => {
  const clock: [string, Attempt, Told][] = [
    ['an appeal 1 ms before the deadline', at(now + 1, 'appeal', 'seller'), 'done'],
    ['an appeal at the deadline', at(now, 'appeal', 'seller'), 'too_late'],
    ['an appeal 1 ms after the deadline', at(now - 1, 'appeal', 'seller'), 'too_late'],
    ['an approval 1 ms before the deadline', at(now + 1, 'approve', 'system'), 'too_early'],
    ['an approval at the deadline', at(now, 'approve', 'system'), 'done'],
    ['an approval 1 ms after the deadline', at(now - 1, 'approve', 'system'), 'done'],
    ['an approval while the clock has not started', at(null, 'approve', 'system'), 'too_early'],
    ['an appeal while the clock has not started', at(null, 'appeal', 'seller'), 'done'],
    ['an acceptance 1 ms before the deadline', at(now + 1, 'accept', 'seller'), 'done'],
  ];
  const state: [string, Attempt, Told][] = [
    [
      'a score is taken back while its notice is held',
      { place: recallable, verb: 'recall', who: 'controllerWhoScored' },
      'done',
    ],
    [
      'a score is taken back once its notice has begun to leave',
      {
        place: recallable,
        verb: 'recall',
        who: 'controllerWhoScored',
        call: { noticeLeft: true },
      },
      'notice_left',
    ],
    [
      'the controller concedes before a head has begun',
      { place: appealed, verb: 'concede', who: 'controllerWhoScored' },
      'done',
    ],
    [
      'the controller concedes after a head has begun',
      { place: situations.appealBegun, verb: 'concede', who: 'controllerWhoScored' },
      'already_begun',
    ],
    [
      'the controller concedes a wrong type, where no item is named',
      { place: wrongType, verb: 'concede', who: 'controllerWhoScored' },
      'refused',
    ],
    [
      'the seller takes a question back before a head has begun',
      { place: situations.asked, verb: 'give_back', who: 'seller' },
      'done',
    ],
    [
      'the seller takes a question back after a head has begun',
      { place: situations.advised, verb: 'give_back', who: 'seller' },
      'refused',
    ],
    [
      'a second head begins on a question that is already begun',
      { place: situations.advised, verb: 'begin', who: 'supervisor' },
      'refused',
    ],
    [
      'the head who has begun taps again',
      { place: situations.advised, verb: 'begin', who: 'supervisorWhoReviews' },
      'refused',
    ],
    [
      'an appeal on items after which nothing counts is annulled',
      { place: appealed, verb: 'annul', who: 'supervisor' },
      'done',
    ],
    ['a wrong type is annulled', { place: wrongType, verb: 'annul', who: 'supervisor' }, 'done'],
    ['not my call is annulled', { place: notMyCall, verb: 'annul', who: 'supervisor' }, 'done'],
    [
      'a wrong type is upheld item by item',
      { place: wrongType, verb: 'uphold', who: 'supervisor' },
      'refused',
    ],
    [
      'not my call is upheld item by item',
      { place: notMyCall, verb: 'uphold', who: 'supervisor' },
      'refused',
    ],
    ['a wrong type is rejected', { place: wrongType, verb: 'reject', who: 'supervisor' }, 'done'],
  ];

  it.each([...clock, ...state])('%s', (_, trial, expected) => {
    expect(attempt(trial, expected)).toBe(expected);
    expect(isOffered(trial)).toBe(expected === 'done');
  });

  function at(deadlineAt: number | null, verb: Verb, who: Who): Attempt {
    return { place: pending, verb, who, call: { deadlineAt } };
  }
});

describe('what the act brings with it decides whether it is done', () => {
  const appeals = (more: Partial<FactsOf['appeal']>): Attempt => ({
    place: pending,
    verb: 'appeal',
    who: 'seller',
    facts: { appeal: { ...appealFacts, ...more } },
  });
  const sends = (sentThisMonth: number, reason = 'a hard client'): Attempt => ({
    place: situations.unclassified,
    verb: 'send',
    who: 'supervisor',
    facts: { send: { reason, sentThisMonth, sendsPerMonth: 2 } },
  });
  const asks = (askedThisWeek: number, asksPerWeek = 3): Attempt => ({
    place: situations.classifiedAuto,
    verb: 'ask',
    who: 'seller',
    facts: { ask: { askedThisWeek, asksPerWeek } },
  });
  const decides = (
    verb: 'uphold' | 'reject',
    decisions: FactsOf['uphold']['decisions'],
    reason = 'it is in the recording',
  ): Attempt => ({
    place: appealed,
    verb,
    who: 'supervisor',
    facts: { [verb]: { decisions, reason, nothingLeft: false } },
  });
  const takes = (takenThisWeek: number, takesPerWeek = 5): Attempt => ({
    place: situations.classifiedAuto,
    verb: 'take',
    who: 'mentor',
    facts: { take: { takenThisWeek, takesPerWeek } },
  });
  /** Both disputed items no longer counting, which may leave something or nothing. */
  const naThroughout = (verb: 'uphold' | 'annul', nothingLeft: boolean): Attempt => ({
    place: appealed,
    verb,
    who: 'supervisor',
    facts: {
      [verb]: {
        decisions: { greeting: 'not_applicable', 'next-step': 'not_applicable' },
        reason: 'heard at 6:10',
        nothingLeft,
      },
    },
  });
  const annuls = (reason: string): Attempt => ({
    place: wrongType,
    verb: 'annul',
    who: 'supervisor',
    facts: { annul: { decisions: {}, reason, nothingLeft: false } },
  });
  const classifies = (matches: FactsOf['classify']['matches']): Attempt => ({
    place: situations.unclassified,
    verb: 'classify',
    who: 'system',
    facts: { classify: { matches } },
  });

  it.each<[string, Attempt, Told]>([
    ['the number belongs to one client', classifies('one'), 'done'],
    ['the number belongs to nobody', classifies('none'), 'not_one_match'],
    ['the number belongs to several', classifies('several'), 'not_one_match'],
    [
      'a link with nothing chosen',
      {
        place: situations.unclassified,
        verb: 'link',
        who: 'seller',
        facts: { link: { chosen: false } },
      },
      'nothing_chosen',
    ],
    [
      'a link with nothing chosen on a final call',
      {
        place: situations.approved,
        verb: 'link',
        who: 'admin',
        facts: { link: { chosen: false } },
      },
      'nothing_chosen',
    ],
    [
      'a draw of a call that is not eligible',
      {
        place: situations.unclassified,
        verb: 'sample',
        who: 'system',
        facts: { sample: { eligible: false, alsoAsked: true } },
      },
      'not_eligible',
    ],
    [
      'a draw of a call taken for teaching, where policy keeps those out',
      {
        place: situations.takenByMentor,
        verb: 'sample',
        who: 'system',
        facts: { sample: { eligible: true, alsoAsked: false } },
      },
      'not_eligible',
    ],

    ['the second call of a seller sent in a month', sends(1), 'done'],
    ['the third call of a seller sent in a month', sends(2), 'limit_sends'],
    ['a fourth after the limit was lowered', sends(3), 'limit_sends'],
    ['a call sent without a reason', sends(0, ''), 'reason_missing'],
    ['a call sent with a blank reason', sends(0, ' \n\t'), 'reason_missing'],
    ['the third question in a week', asks(2), 'done'],
    ['the fourth question in a week', asks(3), 'limit_asks'],
    ['a question where the policy allows none', asks(0, 0), 'limit_asks'],

    ['the fifth call of a seller taken in a week', takes(4), 'done'],
    ['the sixth call of a seller taken in a week', takes(5), 'limit_takes'],
    ['a call taken where the policy allows none', takes(0, 0), 'limit_takes'],

    ['a score with an item unanswered', scores({ problem: 'incomplete' }), 'incomplete'],
    ['a score where nothing counts', scores({ problem: 'nothing_counts' }), 'nothing_counts'],

    ['upheld so that something still counts', naThroughout('uphold', false), 'done'],
    ['upheld so that nothing counts', naThroughout('uphold', true), 'nothing_counts'],
    ['annulled as nothing counts any more', naThroughout('annul', true), 'done'],
    ['annulled though something still counts', naThroughout('annul', false), 'not_allowed'],

    ['an appeal as the fifth open one', appeals({ openAppeals: 4 }), 'done'],
    ['an appeal as the sixth open one', appeals({ openAppeals: 5 }), 'limit_appeals'],
    ['an appeal beyond a lowered limit', appeals({ openAppeals: 6 }), 'limit_appeals'],
    ['an appeal on no item', appeals({ chosen: [] }), 'nothing_chosen'],
    ['an appeal on one failed item', appeals({ chosen: ['next-step'] }), 'done'],
    ['an appeal on all failed items', appeals({ chosen: disputedItems }), 'done'],
    ['an appeal on an item that passed', appeals({ chosen: ['tone'] }), 'not_failed'],
    [
      'an appeal on a failed and a passed item',
      appeals({ chosen: ['greeting', 'tone'] }),
      'not_failed',
    ],
    ['an appeal without a reason', appeals({ reason: '' }), 'reason_missing'],
    ['an appeal with a blank reason', appeals({ reason: '   ' }), 'reason_missing'],
    [
      'a wrong type where every item passed',
      appeals({ kind: 'wrong_type', chosen: [], failed: [] }),
      'done',
    ],
    ['not my call', appeals({ kind: 'not_my_call', chosen: [] }), 'done'],
    [
      'a wrong type without a reason',
      appeals({ kind: 'wrong_type', chosen: [], reason: '' }),
      'reason_missing',
    ],
    [
      'not my call as the sixth open appeal',
      appeals({ kind: 'not_my_call', chosen: [], openAppeals: 5 }),
      'limit_appeals',
    ],

    [
      'upheld: one of two items',
      decides('uphold', { greeting: 'controller_right', 'next-step': 'seller_right' }),
      'done',
    ],
    [
      'upheld: an unclear item overturns',
      decides('uphold', { greeting: 'controller_right', 'next-step': 'item_unclear' }),
      'done',
    ],
    [
      'upheld: an item that does not apply overturns',
      decides('uphold', { greeting: 'not_applicable', 'next-step': 'controller_right' }),
      'done',
    ],
    [
      'upheld with one item undecided',
      decides('uphold', { 'next-step': 'seller_right' }),
      'undecided',
    ],
    ['upheld with nothing decided', decides('uphold', {}), 'undecided'],
    [
      'upheld with nothing overturned',
      decides('uphold', { greeting: 'controller_right', 'next-step': 'controller_right' }),
      'nothing_overturned',
    ],
    [
      'upheld only by an item that nobody disputed',
      decides('uphold', {
        greeting: 'controller_right',
        'next-step': 'controller_right',
        tone: 'seller_right',
      }),
      'nothing_overturned',
    ],
    [
      'upheld without a reason',
      decides('uphold', { greeting: 'seller_right', 'next-step': 'seller_right' }, ' '),
      'reason_missing',
    ],
    [
      'rejected with every item for the controller',
      decides('reject', { greeting: 'controller_right', 'next-step': 'controller_right' }),
      'done',
    ],
    [
      'rejected with one item undecided',
      decides('reject', { greeting: 'controller_right' }),
      'undecided',
    ],
    [
      'rejected although one item went to the seller',
      decides('reject', { greeting: 'controller_right', 'next-step': 'seller_right' }),
      'refused',
    ],
    [
      'rejected without a reason',
      decides('reject', { greeting: 'controller_right', 'next-step': 'controller_right' }, ''),
      'reason_missing',
    ],
    ['annulled with a reason', annuls('it was a complaint, not an order'), 'done'],
    ['annulled without a reason', annuls(''), 'reason_missing'],
  ])('%s', (_, trial, expected) => {
    expect(attempt(trial, expected)).toBe(expected);
    expect(isOffered(trial)).toBe(true);
  });

  function scores(score: FactsOf['score']): Attempt {
    return { place: situations.held, verb: 'score', who: 'controllerWhoHolds', facts: { score } };
  }
});

describe('a call handed back', () => {
  it.each(['unclassified', 'classified_auto', 'classified_manual'] as const)(
    'returns to the status it came from: %s',
    (originStatus) => {
      const { held, advised, takenByMentor } = situations;
      const holders = [
        [held, 'controllerWhoHolds'],
        [advised, 'supervisorWhoReviews'],
        [takenByMentor, 'mentorWhoReviews'],
      ] as const;
      for (const [place, who] of holders) {
        for (const reason of ['inaudible', 'wrong_number', 'private'] as const) {
          const call = { ...place.call, originStatus };
          const outcome = move(call, 'give_back', actorOf(who), now, { reason });
          expect(outcome).toMatchObject({ ok: true, move: { to: originStatus } });
        }
      }
    },
  );
});

describe('the system hands a call back', () => {
  const handsBack = (place: Situation, reason: FactsOf['give_back']['reason']): Told =>
    attempt(
      { place, verb: 'give_back', who: 'system', facts: { give_back: { reason } } },
      'refused',
    );

  it('for being unstarted only from the queue for credit', () => {
    expect(handsBack(situations.queued, 'unstarted')).toBe('done');
    expect(handsBack(situations.takenByMentor, 'unstarted')).toBe('refused');
    expect(handsBack(situations.advised, 'unstarted')).toBe('refused');
  });

  it('for being idle only from training', () => {
    expect(handsBack(situations.takenByMentor, 'idle')).toBe('done');
    expect(handsBack(situations.queued, 'idle')).toBe('refused');
    expect(handsBack(situations.advised, 'idle')).toBe('refused');
  });

  it('from everywhere when its reviewer is deactivated', () => {
    const { held, advised, takenByMentor, takenBySupervisor } = situations;
    for (const place of [held, advised, takenByMentor, takenBySupervisor]) {
      expect(handsBack(place, 'deactivated')).toBe('done');
    }
  });

  it("never for a reason that is a person's", () => {
    for (const reason of ['inaudible', 'wrong_number', 'private', 'withdrawn'] as const) {
      expect(handsBack(situations.queued, reason)).toBe('refused');
      expect(handsBack(situations.takenByMentor, reason)).toBe('refused');
    }
  });
});

describe('a reviewer hands a call back', () => {
  it.each(['unstarted', 'idle', 'deactivated', 'withdrawn'] as const)(
    'never with the word "%s", which is not theirs',
    (reason) => {
      const holders = [
        [situations.held, 'controllerWhoHolds'],
        [situations.advised, 'supervisorWhoReviews'],
        [situations.takenByMentor, 'mentorWhoReviews'],
      ] as const;
      for (const [place, who] of holders) {
        const facts = { give_back: { reason } };
        expect(attempt({ place, verb: 'give_back', who, facts }, 'refused')).toBe('refused');
      }
    },
  );
});

describe('an act that is not open says why', () => {
  const says = (place: Situation, verb: Verb, who: Who, more: Partial<Call> = {}) => {
    const outcome = mayNow({ ...callFor(place, who), ...more }, verb, actorOf(who), now);
    return outcome.ok ? 'open' : outcome.refusal;
  };
  const { queued, held, returned, returnedHeld, asked } = situations;

  it.each<[string, () => string, string]>([
    ['a head confirms a return', () => says(returned, 'give_back', 'supervisor'), 'open'],
    ['a head confirms no return', () => says(held, 'give_back', 'supervisor'), 'not_allowed'],
    ['a second controller has it', () => says(returnedHeld, 'give_back', 'admin'), 'already_held'],
    ['nobody has begun to advise', () => says(asked, 'give_back', 'system'), 'not_allowed'],
    ['a whole call is disputed', () => says(wrongType, 'uphold', 'supervisor'), 'not_allowed'],
    [
      'there is no appeal',
      () => says(appealed, 'uphold', 'supervisor', { appeal: null }),
      'not_allowed',
    ],
    [
      'nothing to annul',
      () => says(appealed, 'annul', 'supervisor', { appeal: null }),
      'not_allowed',
    ],
    ['it is not scored yet', () => says(queued, 'approve', 'system'), 'wrong_status'],
    ['it is nobody’s to see', () => says(queued, 'link', 'otherSeller'), 'not_found'],
  ])('%s', (_, said, expected) => {
    expect(said()).toBe(expected);
  });

  it('of giving back, the reason is one of a reviewer’s, whoever gives back or confirms', () => {
    for (const [place, who] of [
      [situations.drawnHeld, 'controllerWhoHolds'],
      [returnedHeld, 'controllerWhoHolds'],
      [returned, 'supervisor'],
    ] as const) {
      const facts = { give_back: { reason: 'idle' } } as const;
      expect(attempt({ place, verb: 'give_back', who, facts }, 'done')).toBe('reason_missing');
    }
  });

  it('a call that came from nowhere goes nowhere: that is a bug', () => {
    const call: Call = { ...held.call, originStatus: null };
    const back = () => move(call, 'give_back', actorOf('system'), now, { reason: 'deactivated' });
    expect(back).toThrow('call 1234 has no status to go back to');
  });
});

describe('what the system does in bulk goes by the same rows', () => {
  it('the draw and the approval', () => {
    expect(bulkWay('sample')).toEqual({
      from: [
        'unclassified',
        'classified_auto',
        'classified_manual',
        'listening_advice',
        'listening_training',
      ],
      to: 'listening_credit',
    });
    expect(bulkWay('approve')).toEqual({ from: ['scored_pending'], to: 'approved_scored' });
  });
});

describe('who decides an appeal', () => {
  const deciding = { uphold: appealed, reject: appealed, annul: wrongType } as const;
  const verbsOfJudges = ['uphold', 'reject', 'annul'] as const;
  const escalated = { escalatedAt: now } as const;

  function mayDecide(actor: Actor, change: (call: Call) => Partial<Call>): boolean[] {
    return verbsOfJudges.map((verb) => {
      const place: Situation = deciding[verb];
      const call = { ...place.call, ...change(place.call) };
      const offered = offeredVerbs(call, actor, now).includes(verb);
      const facts = goodFacts(place, 'supervisor')[verb];
      const done = move(call, verb, actor, now, facts).ok;
      expect(done).toBe(offered);
      return done;
    });
  }
  const escalate = (call: Call): Partial<Call> =>
    call.appeal ? { appeal: { ...call.appeal, ...escalated } } : {};
  const all = [true, true, true];
  const none = [false, false, false];

  it('an escalated appeal is open to the heads of every direction', () => {
    expect(mayDecide(actorOf('supervisorElsewhere'), () => ({}))).toEqual(none);
    expect(mayDecide(actorOf('supervisorElsewhere'), escalate)).toEqual(all);
    expect(mayDecide(actorOf('supervisor'), escalate)).toEqual(all);
  });

  it('an escalated appeal is open to nobody but supervisors', () => {
    const others = everyone.filter((who) => {
      const actor = actorOf(who);
      return actor.kind === 'system' || !actor.roles.includes('supervisor');
    });
    expect(others.length).toBeGreaterThan(8);
    for (const who of others) expect(mayDecide(actorOf(who), escalate)).toEqual(none);
  });

  it('an escalated appeal gives a head of elsewhere no teaching of the call', () => {
    const call = { ...appealed.call, ...escalate(appealed.call) };
    const outcome = move(call, 'review', actorOf('supervisorElsewhere'), now, {
      problem: null,
    });
    expect(outcome.ok).toBe(false);
  });

  it('whoever sent the call does not, not even when it is escalated', () => {
    expect(mayDecide(actorOf('supervisorWhoSent'), () => ({}))).toEqual(none);
    expect(mayDecide(actorOf('supervisorWhoSent'), escalate)).toEqual(none);
  });

  it('a head who scored the call as a controller does not, not even when it is escalated', () => {
    const both: Person = { ...people.supervisorOfAll, roles: ['supervisor', 'controller'] };
    const scoredByThem = { scoredById: both.id };
    expect(mayDecide(asActor(both), () => scoredByThem)).toEqual(none);
    expect(mayDecide(asActor(both), (call) => ({ ...escalate(call), ...scoredByThem }))).toEqual(
      none,
    );
    expect(mayDecide(asActor(both), () => ({}))).toEqual(all);
  });

  it('the head whose own call it is does not, not even when it is escalated', () => {
    const own = (call: Call) => ({ ...escalate(call), sellerId: everyRoleId });
    expect(mayDecide(actorOf('sellerWithEveryRole'), own)).toEqual(none);
    expect(mayDecide(actorOf('sellerWithEveryRole'), escalate)).toEqual(all);
  });

  it('another head may decide what a first one has begun', () => {
    const begin = (call: Call): Partial<Call> =>
      call.appeal ? { appeal: { ...call.appeal, begunById: people.supervisor.id } } : {};
    expect(mayDecide(actorOf('supervisor'), begin)).toEqual(all);
    expect(mayDecide(actorOf('supervisorOfAll'), begin)).toEqual(all);
  });

  it('having listened to the call for teaching does not bar a head', () => {
    const mentorAndHead: Person = {
      ...people.supervisor,
      roles: ['supervisor', 'mentor'],
      menteeIds: [people.seller.id],
    };
    expect(mayDecide(asActor(mentorAndHead), () => ({}))).toEqual(all);
  });
});

describe('an item may have any code that a checklist allows', () => {
  it('an item coded "constructor" is undecided until a head decides it', () => {
    const { appeal } = appealed.call;
    if (!appeal) throw new Error('the appealed call has an appeal');
    const call: Call = { ...appealed.call, appeal: { ...appeal, itemCodes: ['constructor'] } };
    const supervisor = actorOf('supervisor');
    for (const verb of ['uphold', 'reject'] as const) {
      expect(move(call, verb, supervisor, now, { decisions: {}, reason: 'heard' })).toEqual({
        ok: false,
        refusal: 'undecided',
      });
    }
  });
});

describe('a new call', () => {
  it.each([
    ['one', 'classify', 'classified_auto'],
    ['none', 'register', 'unclassified'],
    ['several', 'register', 'unclassified'],
  ] as const)('whose number matches %s enters by %s', (matches, verb, to) => {
    expect(arrival({ matches })).toEqual({ verb, from: null, to });
  });
});

const finals: readonly Status[] = ['approved_training', 'approved_scored', 'approved_overturned'];
const creditRoute: readonly Status[] = [
  'listening_credit',
  'scored_pending',
  'scored_appealed',
  'approved_scored',
  'approved_overturned',
];
const teaching: readonly Verb[] = ['ask', 'begin', 'take', 'review'];

describe('the ways from status to status', () => {
  const found = transitions();
  const line = (verb: Verb, from: Status | null, to: Status) => `${from ?? 'new'} ${verb} ${to}`;

  it('are those of the company and no others', () => {
    const actual = found.map(({ verb, from, to }) => line(verb, from, to));
    expect([...new Set(actual)].sort()).toEqual(ways.map((way) => line(...way)).sort());
  });

  it('lead from no final status to another', () => {
    const leaving = found.filter(
      ({ from, to }) => from !== null && finals.includes(from) && from !== to,
    );
    expect(leaving).toEqual([]);
  });

  it('turn credit into teaching by annulment alone', () => {
    const ending = found.filter(
      ({ from, to }) => from !== null && creditRoute.includes(from) && to === 'approved_training',
    );
    expect(ending).toEqual([{ verb: 'annul', from: 'scored_appealed', to: 'approved_training' }]);
  });

  it('take no call off the credit route by a teaching verb', () => {
    const taken = found.filter(
      ({ verb, from, to }) =>
        teaching.includes(verb) && from !== null && creditRoute.includes(from) && from !== to,
    );
    expect(taken).toEqual([]);
  });
});

/** What an act leaves on the call, beside its status. */
function after(call: Call, verb: Verb, actor: Actor, to: Status, facts: FactsOf): Call {
  const id = actor.kind === 'person' ? actor.id : null;
  const next = { ...call, status: to };
  switch (verb) {
    case 'sample':
      return { ...next, originStatus: call.originStatus ?? call.status, reviewerId: null };
    case 'ask':
      return { ...next, originStatus: call.status };
    case 'send':
      return { ...next, originStatus: call.status, sentById: id };
    case 'take':
      return { ...next, originStatus: call.status, reviewerId: id };
    case 'begin':
      return { ...next, reviewerId: id };
    case 'give_back':
      return { ...next, originStatus: null, reviewerId: null, sentById: null };
    case 'score':
      return {
        ...next,
        reviewerId: null,
        scoredById: call.status === 'listening_credit' ? id : null,
      };
    case 'recall':
      return { ...next, reviewerId: id, scoredById: null };
    case 'appeal': {
      const { kind, chosen } = facts.appeal;
      return { ...next, appeal: { kind, itemCodes: chosen, begunById: null, escalatedAt: null } };
    }
    default:
      return next;
  }
}

/** What happens around a call that is no verb of the table. */
const events: readonly ((call: Call) => Call)[] = [
  (call) =>
    call.status === 'listening_credit'
      ? { ...call, reviewerId: call.reviewerId ? null : people.controllerWhoHolds.id }
      : call,
  (call) =>
    call.status === 'scored_pending' ? { ...call, noticeLeft: true, deadlineAt: now + 1 } : call,
  (call) =>
    call.status === 'scored_pending' ? { ...call, noticeLeft: true, deadlineAt: now } : call,
  (call) => (call.appeal ? { ...call, appeal: { ...call.appeal, escalatedAt: now } } : call),
  (call) =>
    call.appeal ? { ...call, appeal: { ...call.appeal, begunById: people.supervisor.id } } : call,
];

const allowedWays = new Set(ways.map((way) => way.join(' ')));

describe('whatever people do, in whatever order', () => {
  interface Step {
    readonly verb: Verb;
    readonly next: Call;
  }

  /** Tries every verb of every person on the call; complains of what must never happen. */
  function stepsFrom(call: Call, kind: AppealKind): Step[] {
    const place: Situation = { ...pending, call, systemGivesBack: 'deactivated' };
    const steps: Step[] = [];
    for (const who of everyone) {
      const actor = actorOf(who);
      const offered = new Set(offeredVerbs(call, actor, now));
      const facts = goodFacts(place, who);
      if (kind !== 'items') {
        facts.appeal = { ...facts.appeal, kind, chosen: [] };
      }
      for (const verb of verbs) {
        const outcome = move(call, verb, actor, now, facts[verb]);
        if (!outcome.ok) continue;
        const { from, to } = outcome.move;
        const said = `${who}: ${verb} ${from} ${to}`;
        if (from !== call.status) throw new Error(`not the call's status: ${said}`);
        if (!offered.has(verb)) throw new Error(`done, yet never offered: ${said}`);
        if (!allowedWays.has(`${verb} ${from} ${to}`)) throw new Error(`no such way: ${said}`);
        if (finals.includes(from) && to !== from) throw new Error(`left a final status: ${said}`);
        if (creditRoute.includes(from)) {
          if (teaching.includes(verb) && to !== from) throw new Error(`off the route: ${said}`);
          if (verb !== 'annul' && to === 'approved_training') throw new Error(`taught: ${said}`);
        }
        steps.push({ verb, next: after(call, verb, actor, to, facts) });
      }
    }
    return steps;
  }

  it('an approved call stays approved, and teaching never touches credit', () => {
    type Turn = { event: number | null; verb: number; person: number; kind: AppealKind };
    const reached = new Set<Status>();
    const walk = (found: Call, turns: readonly Turn[]) => {
      let call: Call = found;
      for (const { event, verb, person, kind } of turns) {
        if (event !== null) call = events[event]?.(call) ?? call;
        // Verbs that stay are checked in every state, but the walk goes where something changes.
        const steps = stepsFrom(call, kind);
        const moving = steps.filter(({ next }) => next.status !== call.status);
        const from = moving.length > 0 ? moving : steps;
        const names = [...new Set(from.map((step) => step.verb))];
        const chosen = names[verb % names.length];
        const ways = from.filter((step) => step.verb === chosen);
        call = ways[person % ways.length]?.next ?? call;
        reached.add(call.status);
      }
    };
    const turn: fc.Arbitrary<Turn> = fc.record({
      event: fc.option(fc.nat(events.length - 1), { freq: 2 }),
      verb: fc.nat(),
      person: fc.nat(),
      kind: fc.constantFrom(...appealKinds),
    });
    const start = fc.constantFrom(...places.map((place) => place.call));
    fc.assert(
      fc.property(start, fc.array(turn, { minLength: 10, maxLength: 25 }), walk),
      runs(150),
    );
    // Chance leads into few appeals; every first step of every situation leads into every status.
    for (const { call } of places) {
      for (const verb of [0, 1, 2, 3, 4])
        walk(call, [{ event: null, verb, person: 0, kind: 'items' }]);
    }
    expect([...reached].sort()).toEqual(Object.keys(statusKinds).sort());
  });

  it('the system never scores, accepts, appeals or decides', () => {
    for (const place of places) {
      const facts = goodFacts(place, 'system');
      for (const verb of ['score', 'accept', 'appeal', 'uphold', 'reject', 'annul'] as const) {
        expect(move(place.call, verb, system, now, facts[verb]).ok).toBe(false);
      }
    }
  });
});
