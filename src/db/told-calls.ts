import { eq, sql } from 'drizzle-orm';
import { normalisePhone } from '../domain/phone.ts';
import { numbersOfClient } from './calls-of-client.ts';
import { releaseCall } from './held-calls.ts';
import { forgetLateWord } from './late-words.ts';
import type { Db, Tx } from './open.ts';
import { type Given, prepared, preparedSql } from './query.ts';
import { calls } from './schema/calls.ts';
import { clients } from './schema/clients.ts';
import { extensions, people } from './schema/people.ts';
import { heldCalls, lateWords, telephonyCalls } from './schema/telephony.ts';
import { setTelephonyMark, telephonyMark, telephonyMarks } from './telephony.ts';
import { forgetParts } from './told-parts.ts';

/** A call as a telephone system told of it, which may not be a call of ours yet. */
export interface ToldCall {
  source: string;
  externalId: string;
  /** The JSON that is kept of it: an item of `POST /v1/calls`, or parts, each a `CallReport` or a `Leg`. */
  told: object;
}

/** Somebody as the calls name them in which nobody known had a part. */
export interface SkippedName {
  source: string;
  name: string;
}

/** What was said of a call that somebody had taken up. */
export interface ToldLate {
  callId: number;
  source: string;
  told: object;
}

/** What telephone systems told: that waits for our clock, that is kept until nothing more is told of it, and that came late. */
export interface ToldCalls {
  held: ToldCall[];
  reports: ToldCall[];
  late: ToldLate[];
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
      told: telephonyCalls.parts,
    })
    .from(telephonyCalls),
);

const late = prepared((orm) =>
  orm
    .select({
      callId: lateWords.callId,
      source: calls.source,
      sellerId: calls.sellerId,
      clientId: calls.clientId,
      number: calls.rawNumber,
      told: lateWords.said,
    })
    .from(lateWords)
    .innerJoin(calls, eq(calls.id, lateWords.callId)),
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

/** As far as it says whose call it is: an item of `POST /v1/calls`, a `CallReport`, or a `Leg`. */
interface Named {
  sellerExtension?: string | null;
  extension?: string | null;
  sellerExternalId?: string | null;
  externalNumber?: string | null;
  number?: string | null;
  clientExternalId?: string | null;
  otherTalks?: readonly { sellerExtension: string }[] | null;
  from?: readonly string[];
  to?: readonly string[];
  caller?: string;
  called?: string;
}

const partsIn = (told: object): Named[] => (Array.isArray(told) ? told : [told]);
const given = (names: readonly (string | null | undefined)[]) =>
  names.filter((name) => name !== null && name !== undefined);
const extensionsIn = ({ sellerExtension, extension, otherTalks, from = [], to = [] }: Named) => {
  const others = (otherTalks ?? []).map((one) => one.sellerExtension);
  return given([sellerExtension, extension, ...others, ...from, ...to]);
};
const numbersIn = ({ externalNumber, number, caller, called, from = [], to = [] }: Named) =>
  given([externalNumber, number, caller, called, ...from, ...to]);

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
  const owner = subject === 'people' ? 'sellerId' : 'clientId';
  return {
    held: held(db).all().filter(isOf),
    reports: reports(db).all().filter(isOf),
    late: late(db)
      .all()
      .filter((one) => {
        const { source, number } = one;
        return one[owner] === id || isOf(one) || isOf({ source, told: { number } });
      })
      .map(({ callId, source, told }) => ({ callId, source, told })),
    skipped,
  };
}

type Told = Pick<ToldCall, 'source' | 'told'>;

function isOfPerson(db: Db, id: number): (call: Told) => boolean {
  const own = new Set(
    extensionsOf(db)
      .all({ id })
      .map(({ source, extension }) => `${source}\n${extension}`),
  );
  const externalId = personOf(db).get({ id })?.externalId;
  return ({ source, told }) =>
    partsIn(told).some(
      (part) =>
        extensionsIn(part).some((name) => own.has(`${source}\n${name}`)) ||
        (externalId !== undefined && part.sellerExternalId === externalId),
    );
}

function isOfClient(db: Db, id: number, country: string): (call: Told) => boolean {
  const own = new Set(
    numbersOf(db)
      .all({ id })
      .map(({ phone }) => phone),
  );
  const externalId = clientOf(db).get({ id })?.externalId;
  const isOwn = (number: string) => {
    const phone = normalisePhone(number, country);
    return phone.kind === 'e164' && own.has(phone.e164);
  };
  return ({ told }) =>
    partsIn(told).some(
      (part) =>
        numbersIn(part).some(isOwn) ||
        (externalId !== undefined && part.clientExternalId === externalId),
    );
}

export function forgetTold(tx: Tx, { held, reports, late, skipped }: ToldCalls): void {
  for (const { source, name } of skipped) {
    const skippedNames = telephonyMark(tx, source)?.skippedNames.filter((one) => one !== name);
    setTelephonyMark(tx, source, { skippedNames: skippedNames ?? [] });
  }
  for (const call of held) releaseCall(tx, call);
  for (const call of reports) forgetParts(tx, call);
  for (const { callId } of late) forgetLateWord(tx, callId);
}
