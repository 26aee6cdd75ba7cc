import { callFacts } from '../../db/calls.ts';
import { versionById } from '../../db/checklists.ts';
import { type CountedCall, type CreditSpan, countedCalls } from '../../db/credit.ts';
import { directionNames } from '../../db/names.ts';
import { type Member, personByExternalId } from '../../db/people.ts';
import { canSee } from '../../domain/access.ts';
import { ppmOf, scoreText } from '../../domain/credit.ts';
import { asActor } from '../../domain/person.ts';
import { wordOrder, wordScorer } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';
import { decidesAgain } from '../calls/undecided-view.ts';

/** Which of a month's calls a figure was counted from. */
export interface CountedFilter {
  sellerId?: number;
  controllerId?: number;
  /** Null: calls that came in for nobody's direction. */
  directionId?: number | null;
  type?: string | undefined;
  /** Calls in which this section counted. */
  section?: string | undefined;
  /** Calls in which this item failed and stands so. */
  failed?: string | undefined;
  source?: 'drawn' | 'sent' | undefined;
}

/** A call as it counts: its ppm is what the means are made of. */
export interface Counted extends Omit<CountedCall, 'verdicts' | 'versionId' | 'drawn' | 'sent'> {
  type: string;
  source: 'drawn' | 'sent' | null;
  ppm: number;
  percent: string;
  sections: { code: string; earned: number; possible: number; ppm: number | null }[];
  /** Codes of the items that failed. */
  failed: string[];
}

/** A filter as it is named from outside: people by external id, a direction by its name. */
export interface NamedFilter
  extends Omit<CountedFilter, 'sellerId' | 'controllerId' | 'directionId'> {
  seller?: string | undefined;
  controller?: string | undefined;
  direction?: string | undefined;
}

type Known =
  | { ok: true; filter: CountedFilter }
  | { ok: false; parameter: 'seller' | 'controller' | 'direction' };

/** The filter that the names mean; not ok where one is nobody's. */
export function countedWhere(app: App, named: NamedFilter): Known {
  const { seller, controller, direction, ...rest } = named;
  const filter: CountedFilter = { ...rest };
  for (const [parameter, externalId] of Object.entries({ seller, controller })) {
    if (externalId === undefined) continue;
    const person = personByExternalId(app.db, externalId, app.now());
    if (!person) return { ok: false, parameter: parameter as 'seller' | 'controller' };
    filter[parameter === 'seller' ? 'sellerId' : 'controllerId'] = person.id;
  }
  if (direction !== undefined) {
    const found = [...directionNames(app.db)].find(([, name]) => name === direction);
    if (!found) return { ok: false, parameter: 'direction' };
    filter.directionId = found[0];
  }
  return { ok: true, filter };
}

const slice = 500;

/**
 * The calls that a figure was counted from, in the order of their reviews, after one of these. Of the
 * figures of a person only their reviews are read, otherwise all of the month's or week's.
 */
export function countedOf(
  app: App,
  span: CreditSpan,
  filter: CountedFilter,
  page: { after: number; limit: number },
): { calls: Counted[]; next: number | null } {
  const calls: Counted[] = [];
  const personId = filter.sellerId ?? filter.controllerId ?? null;
  const read = reader(app);
  let { after } = page;
  for (;;) {
    const rows = countedCalls(app.db, span, { personId, after, most: slice });
    for (const row of rows) {
      const counted = read(row);
      if (!fits(counted, filter)) continue;
      if (calls.length === page.limit) return { calls, next: calls.at(-1)?.reviewId ?? null };
      calls.push(counted);
    }
    if (rows.length < slice) return { calls, next: null };
    after = rows.at(-1)?.reviewId ?? after;
  }
}

/**
 * Those of some calls that somebody may see. Whoever reads another's figures reads all that they are made of as a
 * number; the calls themselves are not all theirs: a seller of one's team who scores too scores those of other teams. Nor does
 * whoever is to decide an appeal again read there that it was decided.
 */
export function seenBy(app: App, member: Member, calls: readonly Counted[]): Counted[] {
  const actor = asActor(member);
  return calls.filter(({ callId }) => {
    const call = callFacts(app.db, callId);
    return call !== null && canSee(actor, call) && !decidesAgain(member, call);
  });
}

function reader(app: App): (row: CountedCall) => Counted {
  const books = new Map<number, ReturnType<typeof bookOf>>();
  return ({ versionId, verdicts, drawn, sent, ...row }) => {
    const book = books.get(versionId) ?? bookOf(app, versionId);
    books.set(versionId, book);
    const scored = book.scored(verdicts);
    return {
      ...row,
      type: book.type,
      source: sent === 1 ? 'sent' : drawn === 1 ? 'drawn' : null,
      ppm: ppmOf(row.earned, row.possible),
      percent: scoreText(row.earned, row.possible),
      sections: scored.score.sections.map(({ code, earned, possible }) => {
        return { code, earned, possible, ppm: possible === 0 ? null : ppmOf(earned, possible) };
      }),
      failed: book.order.filter((_, index) => scored.verdicts[index] === 'fail'),
    };
  };
}

function bookOf(app: App, versionId: number) {
  const version = versionById(app.db, versionId);
  if (!version) throw new Error(`checklist version ${versionId} is missing`);
  const { checklist } = version;
  return { type: checklist.type, scored: wordScorer(checklist), order: wordOrder(checklist) };
}

function fits(call: Counted, filter: CountedFilter): boolean {
  const { sellerId, controllerId, directionId, type, section, failed, source } = filter;
  return (
    (sellerId === undefined || call.sellerId === sellerId) &&
    (controllerId === undefined || call.controllerId === controllerId) &&
    (directionId === undefined || call.directionId === directionId) &&
    (type === undefined || call.type === type) &&
    (section === undefined ||
      call.sections.some(({ code, possible }) => code === section && possible > 0)) &&
    (failed === undefined || call.failed.includes(failed)) &&
    (source === undefined || call.source === source)
  );
}
