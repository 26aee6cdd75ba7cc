import { describe, expect, it } from 'vitest';
import { canSee } from '../../src/domain/access.ts';
import type { Call } from '../../src/domain/call.ts';
import { asActor, type Person } from '../../src/domain/person.ts';
import { move, offeredVerbs, type Verb } from '../../src/domain/status.ts';
import {
  actorOf,
  callFor,
  callThat,
  everyone,
  goodFacts,
  north,
  now,
  people,
  type Situation,
  situations,
  south,
  verbs,
} from './status-matrix.ts';

const places: readonly Situation[] = Object.values(situations);
const { advised, appealed, held, pending, queued, takenByMentor, unclassified } = situations;

function sees(person: Person, call: Call): boolean {
  return canSee(asActor(person), call);
}

/** Every verb that this person may do to the call now, each with facts that satisfy its guard. */
function acts(person: Person, place: Situation, more: Partial<Call> = {}): Verb[] {
  const call = { ...place.call, ...more };
  const actor = asActor(person);
  const facts = goodFacts(place, 'supervisor');
  return verbs.filter((verb) => move(call, verb, actor, now, facts[verb]).ok);
}

describe('who sees a call', () => {
  it.each(places)('$call.status ($name): exactly those whom the matrix names', (place) => {
    const seeing = everyone.filter((who) => canSee(actorOf(who), callFor(place, who)));
    const named = everyone.filter((who) =>
      place.sees.includes(who === 'sellerWithEveryRole' ? 'seller' : who),
    );
    expect(seeing).toEqual(named);
  });

  it('what a person may not see has no verb for them, and does not exist', () => {
    let unseen = 0;
    for (const place of places) {
      for (const who of everyone) {
        const call = callFor(place, who);
        if (canSee(actorOf(who), call)) continue;
        unseen += 1;
        expect(offeredVerbs(call, actorOf(who), now)).toEqual([]);
        for (const verb of verbs) {
          const outcome = move(call, verb, actorOf(who), now, goodFacts(place, who)[verb]);
          expect(outcome).toEqual({ ok: false, refusal: 'not_found' });
        }
      }
    }
    expect(unseen).toBeGreaterThan(100);
  });

  it('an escalated appeal is seen by every supervisor, and by nobody else who did not see it', () => {
    const { appeal } = appealed.call;
    if (!appeal) throw new Error('the appealed call has an appeal');
    const escalated: Call = { ...appealed.call, appeal: { ...appeal, escalatedAt: now } };
    expect(sees(people.supervisorElsewhere, appealed.call)).toBe(false);
    expect(sees(people.supervisorElsewhere, escalated)).toBe(true);
    for (const who of ['otherSeller', 'otherController', 'otherMentor'] as const) {
      expect(sees(people[who], escalated)).toBe(false);
    }
  });

  it('a head who sent the call and has moved on sees its escalated appeal without deciding it', () => {
    const { appeal } = appealed.call;
    if (!appeal) throw new Error('the appealed call has an appeal');
    const moved: Person = { ...people.supervisorWhoSent, heads: [south] };
    const escalated = { appeal: { ...appeal, escalatedAt: now } };
    expect(acts(moved, appealed, escalated)).toEqual([]);
    expect(sees(moved, { ...appealed.call, ...escalated })).toBe(true);
  });
});

describe('a call without a seller or a direction', () => {
  const unknown = callThat({ status: 'unclassified', sellerId: null, directionId: null });

  it('is seen by the admin, by a head of everything and by the system alone', () => {
    const seeing = everyone.filter(
      (who) => who !== 'sellerWithEveryRole' && canSee(actorOf(who), unknown),
    );
    expect(seeing).toEqual(['system', 'supervisorOfAll', 'admin']);
  });

  it('follows its own direction where only the seller is unknown', () => {
    const call = { ...unknown, directionId: north };
    expect(sees(people.supervisor, call)).toBe(true);
    expect(sees(people.supervisorElsewhere, call)).toBe(false);
    expect(sees(people.seller, call)).toBe(false);
  });

  it('is scored and judged by no missing person: nobody is the one without an id', () => {
    const call = { ...unknown, status: 'listening_credit' } as const;
    expect(sees(people.controllerWhoHolds, call)).toBe(false);
  });
});

describe('a role or a scope lost is lost for the call as well', () => {
  it('a mentor sees the calls of present mentees alone, even one that they took', () => {
    const former: Person = { ...people.mentorWhoReviews, menteeIds: [people.otherSeller.id] };
    expect(sees(people.mentorWhoReviews, takenByMentor.call)).toBe(true);
    expect(sees(former, takenByMentor.call)).toBe(false);
    expect(acts(former, takenByMentor)).toEqual([]);
  });

  it('a head moved to another direction sees nothing of the old one', () => {
    const moved: Person = { ...people.supervisorWhoReviews, heads: [south] };
    expect(sees(moved, advised.call)).toBe(false);
    expect(acts(moved, advised)).toEqual([]);
  });

  it.each([
    ['a mentor', { ...people.mentor, roles: [] }],
    ['a head', { ...people.supervisorOfAll, roles: [] }],
    ['an admin', { ...people.admin, roles: [] }],
    ['a head who is a mentor now', { ...people.supervisorOfAll, roles: ['mentor'] }],
  ] as const)('%s without the role sees nothing', (_, person) => {
    for (const place of places) expect(sees(person, place.call)).toBe(false);
  });

  it('a former controller neither scores nor recalls nor concedes, and sees nothing', () => {
    const holder: Person = { ...people.controllerWhoHolds, roles: [] };
    const scorer: Person = { ...people.controllerWhoScored, roles: ['seller'] };
    expect(sees(holder, held.call)).toBe(false);
    for (const place of [pending, situations.recallable, appealed]) {
      expect(sees(scorer, place.call)).toBe(false);
      expect(acts(scorer, place)).toEqual([]);
    }
  });

  it('holding a call for credit is for controllers: the same name on a head means nothing', () => {
    const call = { reviewerId: people.supervisor.id };
    expect(acts(people.supervisor, held, call)).toEqual(['link', 'review']);
  });

  it('a head holds, scores, recalls and concedes a call that a controller gave back, within the scope', () => {
    const { id } = people.supervisor;
    const back = { returnedById: people.otherController.id };
    const scored = { ...back, scoredById: id };
    expect(acts(people.supervisor, situations.returned, { reviewerId: id })).toContain('score');
    expect(acts(people.supervisor, situations.recallable, scored)).toContain('recall');
    expect(acts(people.supervisor, appealed, scored)).toContain('concede');
    expect(acts(people.supervisor, appealed, scored)).not.toContain('uphold');
    const moved: Person = { ...people.supervisor, heads: [south] };
    expect(acts(moved, situations.returned, { reviewerId: id })).toEqual([]);
    expect(acts(moved, situations.recallable, scored)).toEqual([]);
    expect(
      acts(people.supervisor, situations.returned, { reviewerId: id, returnedById: id }),
    ).toEqual(['link', 'review']);
    // The same head without the return behind it scored nothing as a head.
    expect(acts(people.supervisor, situations.recallable, { scoredById: id })).not.toContain(
      'recall',
    );
  });
});

describe("one's own call", () => {
  const { id } = people.seller;
  const judging: readonly Verb[] = [
    'begin',
    'take',
    'score',
    'recall',
    'uphold',
    'reject',
    'annul',
    'concede',
    'review',
  ];

  /** A seller who has become a head, a controller, a mentor and an admin, and sells no more. */
  const promoted: Person = {
    ...people.seller,
    roles: ['controller', 'mentor', 'supervisor', 'admin'],
    heads: 'all',
    menteeIds: [id],
  };

  it.each(places)('$call.status ($name): is not judged by whoever sold it once', (place) => {
    const own = {
      reviewerId: place.call.reviewerId && id,
      scoredById: place.call.scoredById && id,
    };
    expect(acts(promoted, place, own).filter((verb) => judging.includes(verb))).toEqual([]);
  });

  it('is not seen by whoever sold it once and neither sells, heads nor administers now', () => {
    for (const roles of [[], ['controller', 'mentor']] as const) {
      const former: Person = { ...promoted, roles };
      for (const place of places) expect(sees(former, place.call)).toBe(false);
    }
  });

  it('is seen by an admin and by a head of its direction who sell no more', () => {
    for (const roles of [['admin'], ['supervisor']] as const) {
      expect(sees({ ...promoted, roles }, pending.call)).toBe(true);
    }
  });
});

describe('several roles on the call of another', () => {
  it('permit what each permits', () => {
    const both: Person = {
      ...people.controllerWhoHolds,
      roles: ['controller', 'mentor', 'admin'],
      menteeIds: [people.seller.id],
    };
    expect(acts(people.admin, held)).toEqual(['link']);
    expect(acts(people.mentor, held)).toEqual(['review']);
    expect(acts(people.controllerWhoHolds, held)).toEqual(['give_back', 'score']);
    expect(acts(both, held)).toEqual(['link', 'give_back', 'score', 'review']);
  });

  it('a controller sees nothing that waits in the queue until they hold it', () => {
    expect(sees(people.controllerWhoHolds, queued.call)).toBe(false);
    expect(sees(people.controllerWhoHolds, held.call)).toBe(true);
    expect(sees(people.otherController, held.call)).toBe(false);
  });

  it('a seller who also heads a direction sees the calls of that direction', () => {
    const sellerAndHead: Person = {
      ...people.otherSeller,
      roles: ['seller', 'supervisor'],
      heads: [north],
    };
    expect(sees(people.otherSeller, unclassified.call)).toBe(false);
    expect(sees(sellerAndHead, unclassified.call)).toBe(true);
  });
});
