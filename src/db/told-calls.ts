import { eq } from 'drizzle-orm';
import { normalisePhone } from '../domain/phone.ts';
import { releaseCall } from './held-calls.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared } from './query.ts';
import { clientPhones, clients, orderPhones, orders } from './schema/clients.ts';
import { extensions, people } from './schema/people.ts';
import { heldCalls, telephonyCalls } from './schema/telephony.ts';
import { forgetReport } from './telephony.ts';

/** A call as a telephone system told of it, which may not be a call of ours yet. */
export interface ToldCall {
  source: string;
  externalId: string;
  /** The JSON that is kept of it. */
  told: object;
}

/** What telephone systems told: that waits for our clock, and that is kept until nothing more is told of it. */
export interface ToldCalls {
  held: ToldCall[];
  reports: ToldCall[];
}

const held = prepared((orm) =>
  orm
    .select({
      source: heldCalls.source,
      externalId: heldCalls.externalId,
      told: heldCalls.item,
    })
    .from(heldCalls),
);
const reports = prepared((orm) =>
  orm
    .select({
      source: telephonyCalls.source,
      externalId: telephonyCalls.externalId,
      told: telephonyCalls.report,
    })
    .from(telephonyCalls),
);

type OneId = Given<{ id: number }>;

const extensionsOf = prepared((orm, { id }: OneId) =>
  orm
    .select({ source: extensions.source, extension: extensions.extension })
    .from(extensions)
    .where(eq(extensions.personId, id)),
);
const personOf = prepared((orm, { id }: OneId) =>
  orm.select({ externalId: people.externalId }).from(people).where(eq(people.id, id)),
);
const clientOf = prepared((orm, { id }: OneId) =>
  orm.select({ externalId: clients.externalId }).from(clients).where(eq(clients.id, id)),
);
const numbersOf = prepared((orm, { id }: OneId) =>
  orm
    .select({ phone: clientPhones.phone })
    .from(clientPhones)
    .where(eq(clientPhones.clientId, id))
    .union(
      orm
        .select({ phone: orderPhones.phone })
        .from(orderPhones)
        .innerJoin(orders, eq(orders.id, orderPhones.orderId))
        .where(eq(orders.clientId, id)),
    ),
);

/** As far as it says whose call it is: an item of `POST /v1/calls`, or a `CallReport`. */
interface Named {
  sellerExtension?: string | null;
  extension?: string | null;
  sellerExternalId?: string | null;
  externalNumber?: string | null;
  number?: string | null;
  clientExternalId?: string | null;
}

/**
 * What was told of calls of a person, as the seller, or with a client. Their numbers are compared, since what
 * telephone systems write is kept as they wrote it.
 *
 * @param country as `normalisePhone` takes it
 */
export function toldOf(
  db: Db,
  subject: 'people' | 'clients',
  id: number,
  country: string,
): ToldCalls {
  const isOf = subject === 'people' ? isOfPerson(db, id) : isOfClient(db, id, country);
  return { held: held(db).all().filter(isOf), reports: reports(db).all().filter(isOf) };
}

function isOfPerson(db: Db, id: number): (call: ToldCall) => boolean {
  const own = new Set(
    extensionsOf(db)
      .all({ id })
      .map(({ source, extension }) => `${source}\n${extension}`),
  );
  const externalId = personOf(db).get({ id })?.externalId;
  return ({ source, told }) => {
    const { sellerExtension, extension, sellerExternalId }: Named = told;
    return (
      own.has(`${source}\n${sellerExtension ?? extension}`) ||
      (externalId !== undefined && sellerExternalId === externalId)
    );
  };
}

function isOfClient(db: Db, id: number, country: string): (call: ToldCall) => boolean {
  const own = new Set(
    numbersOf(db)
      .all({ id })
      .map(({ phone }) => phone),
  );
  const externalId = clientOf(db).get({ id })?.externalId;
  return ({ told }) => {
    const { externalNumber, number, clientExternalId }: Named = told;
    const phone = normalisePhone(externalNumber ?? number, country);
    return (
      (phone.kind === 'e164' && own.has(phone.e164)) ||
      (externalId !== undefined && clientExternalId === externalId)
    );
  };
}

export function forgetTold(tx: Tx, { held, reports }: ToldCalls): void {
  for (const call of held) releaseCall(tx, call);
  for (const call of reports) forgetReport(tx, call);
}
