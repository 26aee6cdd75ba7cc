import { eq, sql } from 'drizzle-orm';
import { normalisePhone } from '../domain/phone.ts';
import { numbersOfClient } from './calls-of-client.ts';
import { releaseCall } from './held-calls.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { clients } from './schema/clients.ts';
import { extensions, people } from './schema/people.ts';
import { heldCalls, telephonyCalls } from './schema/telephony.ts';
import { forgetReport, setTelephonyMark, telephonyMark, telephonyMarks } from './telephony.ts';

/** A call as a telephone system told of it, which may not be a call of ours yet. */
export interface ToldCall {
  source: string;
  externalId: string;
  /** The JSON that is kept of it. */
  told: object;
}

/** Somebody as the calls name them in which nobody known had a part. */
export interface SkippedName {
  source: string;
  name: string;
}

/** What telephone systems told: that waits for our clock, and that is kept until nothing more is told of it. */
export interface ToldCalls {
  held: ToldCall[];
  reports: ToldCall[];
  skipped: SkippedName[];
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
const numbersOf = preparedSql(({ id }: OneId) => sql<{ phone: string }>`${numbersOfClient(id)}`);

/** As far as it says whose call it is: an item of `POST /v1/calls`, or a `CallReport`. */
interface Named {
  sellerExtension?: string | null;
  extension?: string | null;
  sellerExternalId?: string | null;
  externalNumber?: string | null;
  number?: string | null;
  clientExternalId?: string | null;
  otherTalks?: readonly { sellerExtension: string }[] | null;
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
  const skipped = telephonyMarks(db).flatMap(({ name: source, skippedNames }) =>
    skippedNames
      .map((name) => ({ source, name }))
      .filter(({ name }) =>
        // A name may be anybody's: of a seller by their extension, of a client by their number.
        isOf({ source, told: subject === 'people' ? { extension: name } : { number: name } }),
      ),
  );
  return { held: held(db).all().filter(isOf), reports: reports(db).all().filter(isOf), skipped };
}

type Told = Pick<ToldCall, 'source' | 'told'>;

function isOfPerson(db: Db, id: number): (call: Told) => boolean {
  const own = new Set(
    extensionsOf(db)
      .all({ id })
      .map(({ source, extension }) => `${source}\n${extension}`),
  );
  const externalId = personOf(db).get({ id })?.externalId;
  return ({ source, told }) => {
    const { sellerExtension, extension, sellerExternalId, otherTalks }: Named = told;
    const names = [sellerExtension ?? extension, ...(otherTalks ?? []).map(talkedOn)];
    return (
      names.some((name) => own.has(`${source}\n${name}`)) ||
      (externalId !== undefined && sellerExternalId === externalId)
    );
  };
}

const talkedOn = ({ sellerExtension }: { sellerExtension: string }) => sellerExtension;

function isOfClient(db: Db, id: number, country: string): (call: Told) => boolean {
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

export function forgetTold(tx: Tx, { held, reports, skipped }: ToldCalls): void {
  for (const { source, name } of skipped) {
    const skippedNames = telephonyMark(tx, source)?.skippedNames.filter((one) => one !== name);
    setTelephonyMark(tx, source, { skippedNames: skippedNames ?? [] });
  }
  for (const call of held) releaseCall(tx, call);
  for (const call of reports) forgetReport(tx, call);
}
