import { type Member, personById } from '../../db/people.ts';
import { undecidedOf } from '../../db/undecided.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type LocalMonth, localMonthOf } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { openMonthFrom } from '../scoring/open-month.ts';
import type { ItemCredit } from './credit-figures.ts';
import {
  type ControllerCredit,
  type Credit,
  type PersonPayout,
  readCredit,
  type SellerCredit,
} from './read-credit.ts';
import { teamOf } from './read-team.ts';

/** One person's month, as it is paid: everything that their pay slip says, and what it was made of. */
export interface Statement {
  person: Member;
  month: LocalMonth;
  closed: Credit['closed'];
  currency: string;
  seller: SellerCredit | null;
  controller: ControllerCredit | null;
  /** Null where no points moved, and to a mentor: what somebody is paid is not theirs to read. */
  payout: PersonPayout | null;
  /** Calls of theirs that belong to this month and whose score can still change. */
  undecided: number;
  /** The failed item that took most of the mean of its call type. */
  costliest: (ItemCredit & { typeName: string }) | null;
}

/** Whose statement somebody may read: their own, their team's, an admin everybody's. */
export function readStatement(
  app: App,
  member: Member,
  personId: number,
  month: LocalMonth,
): Outcome<{ statement: Statement }> {
  const person = personById(app.db, personId, app.now());
  if (!person) return refuse('person_not_found');
  const reads = readerOf(app, member, personId);
  if (reads === null) return refuse('person_not_found');
  if (month > localMonthOf(app.now(), app.policy().timeZone)) return refuse('month_not_begun');
  const credit = readCredit(app, month, personId);
  const seller = credit.sellers.find(({ sellerId }) => sellerId === personId) ?? null;
  const statement: Statement = {
    person,
    month,
    closed: credit.closed,
    currency: credit.currency,
    seller,
    controller: credit.controllers.find(({ controllerId }) => controllerId === personId) ?? null,
    payout:
      reads === 'mentor' ? null : (credit.payouts.find((row) => row.personId === personId) ?? null),
    undecided: undecidedOf(app.db, personId, { month, firstOpenMonth: openMonthFrom(app.db, '') }),
    costliest: seller && costliestOf(seller),
  };
  return { ok: true, statement };
}

/** As what somebody may read a person's figures; null: they may not. */
export function readerOf(
  app: App,
  member: Member,
  personId: number,
): 'self' | 'admin' | 'supervisor' | 'mentor' | null {
  if (member.id === personId) return 'self';
  if (member.roles.includes('admin')) return 'admin';
  const teaches = (as: 'supervisor' | 'mentor') =>
    teamOf(app, member, as).some(({ id }) => id === personId);
  if (teaches('supervisor')) return 'supervisor';
  return teaches('mentor') ? 'mentor' : null;
}

/** The item whose failures took most percentage points; of two alike, the one that failed more often. */
export function costliestOf({ types }: Pick<SellerCredit, 'types'>): Statement['costliest'] {
  const items = types.flatMap(({ name, items: found }) =>
    found.map((item) => ({ ...item, typeName: name })),
  );
  const cost = ({ costPercent }: ItemCredit) => Number(costPercent ?? 0);
  const worst = items
    .filter((item) => cost(item) > 0)
    .sort((a, b) => cost(b) - cost(a) || b.failed - a.failed);
  return worst[0] ?? null;
}
