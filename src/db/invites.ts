import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Instant } from '../domain/time.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { invites, people } from './schema/people.ts';

const insert = prepared(
  (
    orm,
    given: Given<{
      tokenSha256: string;
      personId: number;
      expiresAt: Instant;
      telegramId: number | null;
    }>,
  ) =>
    orm.insert(invites).values({
      tokenSha256: given.tokenSha256,
      personId: given.personId,
      expiresAt: given.expiresAt,
      telegramId: given.telegramId,
    }),
);

/** `telegramId`: whose account alone it binds, where that is known. */
export function insertInvite(
  tx: Tx,
  invite: { tokenSha256: string; personId: number; expiresAt: Instant; telegramId?: number },
): void {
  insert(tx).run({ ...invite, telegramId: invite.telegramId ?? null });
}

const awaited = prepared((orm, given: Given<{ telegramId: number; now: Instant }>) =>
  orm
    .select({ personId: invites.personId })
    .from(invites)
    .innerJoin(people, eq(people.id, invites.personId))
    .where(
      and(
        eq(invites.telegramId, given.telegramId),
        isNull(invites.usedAt),
        gt(invites.expiresAt, given.now),
        isNull(people.telegramId),
        eq(people.active, true),
      ),
    )
    .orderBy(desc(invites.id))
    .limit(1),
);

/** Who is waited for from this account; null where nobody is. */
export function awaitedOf(db: Db, telegramId: number, now: Instant): number | null {
  return awaited(db).get({ telegramId, now })?.personId ?? null;
}

const byHash = prepared((orm, { tokenSha256 }: Given<{ tokenSha256: string }>) =>
  orm
    .select({ personId: invites.personId, expiresAt: invites.expiresAt, usedAt: invites.usedAt })
    .from(invites)
    .where(eq(invites.tokenSha256, tokenSha256)),
);

export function inviteByHash(db: Db, tokenSha256: string) {
  return byHash(db).get({ tokenSha256 }) ?? null;
}

const spend = prepared((orm, { personId, now }: Given<{ personId: number; now: Instant }>) =>
  orm
    .update(invites)
    .set({ usedAt: now })
    .where(and(eq(invites.personId, personId), isNull(invites.usedAt))),
);

const setAccount = prepared((orm, given: Given<{ personId: number; telegramId: number | null }>) =>
  orm.update(people).set({ telegramId: given.telegramId }).where(eq(people.id, given.personId)),
);

/** Binds the account and spends every open invitation of that person. */
export function bindTelegram(tx: Tx, personId: number, telegramId: number, now: Instant): void {
  setAccount(tx).run({ personId, telegramId });
  spend(tx).run({ personId, now });
}

export function unbindTelegram(tx: Tx, personId: number): void {
  setAccount(tx).run({ personId, telegramId: null });
}

const expire = prepared((orm, { personId, now }: Given<{ personId: number; now: Instant }>) =>
  orm
    .update(invites)
    .set({ expiresAt: now })
    .where(and(eq(invites.personId, personId), isNull(invites.usedAt), gt(invites.expiresAt, now))),
);

/** The links that are still open open nothing any more. */
export function voidInvites(tx: Tx, personId: number, now: Instant): void {
  expire(tx).run({ personId, now });
}
