import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CallList,
  clearFilter,
  filterOf,
  listCalls,
  nounsFor,
  setFilter,
} from '../../../src/app/calls/list-calls.ts';
import type { PageFrom } from '../../../src/app/calls/page-calls.ts';
import { registerClients, registerOrders } from '../../../src/app/intake/register-clients.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import { recallScore } from '../../../src/app/scoring/recall-score.ts';
import { saveFilter } from '../../../src/db/call-lists.ts';
import { callFacts } from '../../../src/db/calls.ts';
import { canSee } from '../../../src/domain/access.ts';
import { type CallFilter, kinds, noFilter, statusesOf } from '../../../src/domain/call-filter.ts';
import { movingPeriods, rangeOf } from '../../../src/domain/period.ts';
import { asActor } from '../../../src/domain/person.ts';
import { offeredVerbs } from '../../../src/domain/status.ts';
import { statuses } from '../../../src/domain/statuses.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const everyone = ['anna', 'ivan', 'boris', 'olga', 'pavel', 'marta', 'petr', 'raisa', 'root'];
const idsOf = (list: CallList) => list.calls.map(({ view }) => view.id);

/** All pages, one after the other; and the same read from the end. */
function allPages({ app, as }: Company, who: string) {
  const read = (from: PageFrom | null) => listCalls(app, as(who), from);
  const pages = [read(null)];
  for (let page = pages[0]; page?.next; ) {
    page = read({ way: 'after', key: page.next });
    pages.push(page);
    if (pages.length > 500) throw new Error('the pages never end');
  }
  return pages;
}

describe('the list of calls', () => {
  test('is listed to exactly those who may see it', async () => {
    const company = testCompany();
    const { app, as, aCall, call, told } = company;
    const ids = [await told(), await told({ seller: 'boris', by: 'pavel' }), aCall()];
    must(acceptScore(app, as('anna'), ids[0] ?? 0));
    for (const who of everyone) {
      const visible = ids.filter((id) => canSee(asActor(as(who)), call(id)));
      expect(idsOf(listCalls(app, as(who))), who).toEqual(visible.reverse());
    }
  });

  test('pages by start, and by number where calls began at once; back again the same pages', () => {
    const company = testCompany();
    const { app, as, aCall, clock } = company;
    const calls = Array.from({ length: 27 }, (_, n) => {
      const startedAt = new Date(clock.now - (n % 4) * 60_000).toISOString();
      return { id: aCall({ startedAt }), startedAt };
    });
    const order = [...calls].sort((a, b) =>
      a.startedAt === b.startedAt ? b.id - a.id : a.startedAt < b.startedAt ? 1 : -1,
    );
    const pages = allPages(company, 'anna');
    expect(pages.map((page) => page.calls.length)).toEqual([8, 8, 8, 3]);
    expect(pages.flatMap(idsOf)).toEqual(order.map(({ id }) => id));
    let back: CallList | undefined = pages.at(-1);
    for (const page of pages.slice(0, -1).reverse()) {
      back = listCalls(app, as('anna'), at(back?.previous, 'before'));
      expect(idsOf(back)).toEqual(idsOf(page));
    }
    expect(back?.previous).toBeNull();
    const third = pages[0]?.calls[2]?.view;
    const first = listCalls(app, as('anna'), at(third, 'before'));
    expect(idsOf(first)).toEqual(order.slice(0, 8).map(({ id }) => id));
    const second = pages[1];
    const same = listCalls(app, as('anna'), at(second?.calls[0]?.view, 'from'));
    expect(idsOf(same)).toEqual(second ? idsOf(second) : []);
    setFilter(app, as('anna'), { sort: 'oldest' });
    expect(allPages(company, 'anna').flatMap(idsOf)).toEqual(order.map(({ id }) => id).reverse());
  });

  test('calls that come in while it is read shift no page', () => {
    const { app, as, aCall, clock } = testCompany();
    for (let n = 0; n < 20; n += 1) aCall({ startedAt: new Date(clock.now + n).toISOString() });
    const first = listCalls(app, as('anna'));
    aCall({ startedAt: new Date(clock.now + 99).toISOString() });
    const second = listCalls(app, as('anna'), at(first.next, 'after'));
    expect(idsOf(second)).toEqual([12, 11, 10, 9, 8, 7, 6, 5]);
    const back = listCalls(app, as('anna'), at(second.previous, 'before'));
    expect(idsOf(back)).toEqual(idsOf(first));
    expect(back.previous).not.toBeNull();
  });

  test('says how many there are, up to a thousand', () => {
    const company = testCompany();
    const { app, as, clock } = company;
    const id = company.aCall();
    app.db.orm.$client
      .prepare<[number, number], never>(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO calls (source, external_id, flow, seller_id, direction_id, raw_number, started_at, status, received_at)
         SELECT 'x', n.i, 'in', c.seller_id, c.direction_id, '', c.started_at - n.i, 'classified_auto', 0
           FROM n, calls c WHERE c.id = ?`,
      )
      .run(999, id);
    expect(listCalls(app, as('anna'))).toMatchObject({ count: 1000, more: false });
    company.aCall({ startedAt: new Date(clock.now - 5).toISOString() });
    for (const who of ['anna', 'petr', 'marta', 'root']) {
      expect(listCalls(app, as(who)), who).toMatchObject({ count: 1000, more: true });
    }
    expect(listCalls(app, as('raisa'))).toMatchObject({ count: 0, more: false });
  });

  test('where no index knows all of the filter, a page looks at 2,000 calls, says so and goes on', () => {
    const company = testCompany();
    const { app, as } = company;
    registerClients(app, [{ externalId: 'c', name: 'Большой', phones: ['+79161234567'] }]);
    const id = company.aCall({ externalNumber: '+79161234567' });
    const { clientId } = listCalls(app, as('root')).calls[0]?.view ?? {};
    app.db.orm.$client
      .prepare<[number], never>(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO calls (source, external_id, flow, seller_id, direction_id, client_id, raw_number, started_at, status, received_at)
         SELECT 'x', n.i, 'in', p.id, p.direction_id, c.client_id, '', c.started_at + n.i, 'classified_auto', 0
           FROM n, calls c, people p WHERE c.id = ? AND p.external_id = 'boris'`,
      )
      .run(id);
    setFilter(app, as('anna'), { client: clientId ?? null });
    const pages = allPages(company, 'anna');
    expect(pages.map((page) => [idsOf(page).length, page.cutShort])).toEqual([
      [0, true],
      [0, true],
      [1, false],
    ]);
    expect(pages[0]).toMatchObject({ count: 0, more: true });
    const back = listCalls(app, as('anna'), at(pages[2]?.previous, 'before'));
    expect(back.cutShort).toBe(true);
    setFilter(app, as('boris'), { client: clientId ?? null, status: 'unclassified' });
    expect(allPages(company, 'boris').map((page) => page.cutShort)).toEqual([true, true, false]);
  });

  test('a mentor of many reads their calls in order, each once', () => {
    const company = testCompany();
    const { app, as, clock } = company;
    const mentees = Array.from({ length: 50 }, (_, n) => `pupil-${n}`);
    for (const [n, externalId] of mentees.entries()) {
      company.hire({
        externalId,
        roles: [{ role: 'seller' }],
        direction: 'Опт',
        mentorExternalIds: ['marta'],
        extensions: [],
      });
      company.aCall({
        sellerExternalId: externalId,
        startedAt: new Date(clock.now - n * 1000).toISOString(),
      });
    }
    const ids = Array.from({ length: 50 }, (_, n) => n + 1);
    expect(allPages(company, 'marta').flatMap(idsOf)).toEqual(ids);
    expect(listCalls(app, as('marta'))).toMatchObject({ count: 50, more: false });
    setFilter(app, as('marta'), { kind: 'final' });
    expect(listCalls(app, as('marta'))).toMatchObject({ count: 0, calls: [] });
  });

  test('a scored call has its type; taken back, it has none', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.scored();
    const type = () => listCalls(app, as('root')).calls[0]?.view.typeName;
    expect(type()).toBe('Входящий');
    const typeId = app.db.orm.$client
      .prepare<[], { id: number }>("SELECT id FROM checklists WHERE code = 'incoming'")
      .get()?.id;
    for (const who of ['anna', 'petr', 'marta', 'olga', 'root']) {
      expect(setFilter(app, as(who), { type: typeId ?? null }), who).toBe(true);
      expect(idsOf(listCalls(app, as(who))), who).toEqual([id]);
    }
    must(recallScore(app, as('olga'), id));
    expect(listCalls(app, as('root')).calls).toEqual([]);
    clearFilter(app, as('root'));
    expect(type()).toBeNull();
  });

  test('a controller’s calls are what they hold for scoring and what they scored', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.scored();
    for (const who of ['root', 'petr']) {
      setFilter(app, as(who), { controller: as('olga').id });
      expect(idsOf(listCalls(app, as(who)))).toEqual([id]);
      setFilter(app, as(who), { controller: as('pavel').id });
      expect(idsOf(listCalls(app, as(who)))).toEqual([]);
    }
    must(recallScore(app, as('olga'), id));
    setFilter(app, as('petr'), { controller: as('olga').id });
    expect(idsOf(listCalls(app, as('petr')))).toEqual([id]);
    expect(idsOf(listCalls(app, as('olga')))).toEqual([id]);
    expect(idsOf(listCalls(app, as('pavel')))).toEqual([]);
  });
});

function at(
  key: { startedAt: number; id: number } | null | undefined,
  way: PageFrom['way'],
): PageFrom {
  if (!key) throw new Error(`there is nothing ${way} here`);
  return { way, key: { startedAt: key.startedAt, id: key.id } };
}

describe('the filter', () => {
  test('offers what makes sense for the person’s scope', () => {
    const { as } = testCompany();
    const nouns = (who: string) => nounsFor(as(who)).slice(0, -2);
    expect(Object.fromEntries(everyone.map((who) => [who, nouns(who)]))).toEqual({
      anna: ['type'],
      ivan: ['type'],
      boris: ['type'],
      olga: ['seller', 'type'],
      pavel: ['seller', 'type'],
      marta: ['seller', 'type', 'controller'],
      petr: ['seller', 'type', 'controller'],
      raisa: ['seller', 'type', 'controller'],
      root: ['seller', 'direction', 'type', 'controller'],
    });
  });

  test('takes no choice that is not offered, such as a seller of another direction', () => {
    const { app, as } = testCompany();
    expect(setFilter(app, as('petr'), { seller: as('boris').id })).toBe(false);
    expect(setFilter(app, as('anna'), { seller: as('anna').id })).toBe(false);
    expect(setFilter(app, as('marta'), { seller: as('ivan').id })).toBe(false);
    expect(setFilter(app, as('root'), { seller: 999 })).toBe(false);
    expect(filterOf(app, as('petr')).filter).toEqual(noFilter);
    expect(setFilter(app, as('petr'), { seller: as('anna').id })).toBe(true);
    expect(filterOf(app, as('petr'))).toMatchObject({ names: { seller: 'anna' } });
  });

  test('drops what is not known any more, and keeps the rest', () => {
    const { app, as } = testCompany();
    const keep = (filter: object) =>
      app.db.transaction((tx) => saveFilter(tx, as('petr').id, filter));
    keep({ status: 'lost', kind: 'final', seller: as('boris').id, sort: 'sideways', extra: 1 });
    expect(filterOf(app, as('petr')).filter).toEqual({ ...noFilter, kind: 'final' });
    keep({
      period: { from: '2026-02-31', to: '2026-03-01' },
      status: 'scored_pending',
      client: '1',
    });
    expect(filterOf(app, as('petr')).filter).toEqual({ ...noFilter, status: 'scored_pending' });
    keep([]);
    expect(filterOf(app, as('petr')).filter).toEqual(noFilter);
  });

  test('a moving period moves', () => {
    const { app, as, aCall, clock } = testCompany();
    const id = aCall();
    setFilter(app, as('anna'), { period: 'today' });
    expect(idsOf(listCalls(app, as('anna')))).toEqual([id]);
    clock.advance('P1D');
    expect(idsOf(listCalls(app, as('anna')))).toEqual([]);
    setFilter(app, as('anna'), { period: 'yesterday' });
    expect(idsOf(listCalls(app, as('anna')))).toEqual([id]);
  });
});

/** A company with roles that overlap, and calls in every status, of anybody's and nobody's. */
function anyCompany(seed: number): Company {
  const company = testCompany();
  const { app } = company;
  company.hire({
    externalId: 'mixed',
    roles: [
      { role: 'seller' },
      { role: 'controller' },
      { role: 'mentor' },
      { role: 'supervisor', directions: ['Розница'] },
    ],
    direction: 'Опт',
    extensions: [],
  });
  company.hire({
    externalId: 'both',
    roles: [{ role: 'supervisor', directions: ['Опт', 'Розница'] }, { role: 'controller' }],
  });
  company.hire({ externalId: 'left', roles: [{ role: 'mentor' }], extensions: [] });
  registerClients(app, [
    { externalId: 'c1', name: 'Север', phones: [] },
    { externalId: 'c2', name: 'Юг', phones: [] },
  ]);
  const opened = { inWork: true, openedAt: '2026-11-01T00:00:00Z' };
  registerOrders(app, [{ externalId: 'o1', number: '1', clientExternalId: 'c1', ...opened }]);
  let state = seed;
  const seededRandom = (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
  const people = [...everyone, 'mixed', 'both', 'left'].map((who) => company.as(who));
  /** Nobody scores or holds a call of their own. */
  const anybodyBut = (id: number | null) => {
    const found = people[seededRandom(people.length)]?.id ?? null;
    return found === id ? null : found;
  };
  for (let n = 0; n < 60; n += 1) {
    const id = company.aCall();
    const status = statuses[seededRandom(statuses.length)] ?? 'unclassified';
    const isScored = statusesOf({ status: null, kind: 'scored' })?.includes(status);
    const isFinal = statusesOf({ status: null, kind: 'final' })?.includes(status);
    const isListening = statusesOf({ status: null, kind: 'listening' })?.includes(status);
    const client = [null, 1, 2][seededRandom(3)];
    const sellerId = seededRandom(8) === 0 ? null : anybodyBut(null);
    app.db.orm.$client
      .prepare<unknown[], never>(
        `UPDATE calls SET status = ?, seller_id = ?, direction_id = ?, scored_by_id = ?, reviewer_id = ?,
           checklist_id = ?, client_id = ?, order_id = ?, started_at = started_at - ? WHERE id = ?`,
      )
      .run(
        status,
        sellerId,
        [null, 1, 2][seededRandom(3)],
        isScored || isFinal ? anybodyBut(sellerId) : null,
        isListening ? anybodyBut(sellerId) : null,
        isScored || isFinal ? [null, 1][seededRandom(2)] : null,
        client,
        client === 1 ? [null, 1][seededRandom(2)] : null,
        seededRandom(40) * 86_400_000,
        id,
      );
  }
  return company;
}

const maybe = <T>(values: readonly T[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...values));
const anyFilter = fc.record<CallFilter>({
  status: maybe(statuses),
  kind: maybe(kinds),
  seller: maybe([1, 2, 3, 4, 5, 10]),
  direction: maybe([1, 2]),
  type: maybe([1]),
  controller: maybe([5, 6, 10, 11]),
  client: maybe([1, 2]),
  order: maybe([1]),
  period: maybe([...movingPeriods, { from: '2026-11-01', to: '2026-11-20' }]),
  sort: fc.constantFrom('newest', 'oldest'),
});

test('through any filter everybody sees exactly what they may see of it, once, and only the acts allowed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.array(anyFilter, { minLength: 3, maxLength: 6 }),
      (seed, tried) => {
        const company = anyCompany(seed);
        const { app, as, clock } = company;
        const all = Array.from({ length: 60 }, (_, n) => ({
          id: n + 1,
          call: callFacts(app.db, n + 1),
          view: app.db.orm.$client
            .prepare<[number], Record<string, number | null>>('SELECT * FROM calls WHERE id = ?')
            .get(n + 1),
        }));
        for (const who of [...everyone, 'mixed', 'both', 'left']) {
          for (const wanted of [noFilter, ...tried]) {
            app.db.transaction((tx) => saveFilter(tx, as(who).id, wanted));
            const { filter } = filterOf(app, as(who));
            const actor = asActor(as(who));
            const listed = allPages(company, who).flatMap((page) => page.calls);
            const range = filter.period && rangeOf(filter.period, clock.now, 'Europe/Moscow');
            const expected = all.filter(({ call, view }) => {
              if (!call || !view || !canSee(actor, call)) return false;
              const is = (wantedId: number | null, value: unknown) =>
                wantedId === null || wantedId === value;
              const handled =
                is(filter.controller, call.scoredById) ||
                (call.status === 'listening_credit' && is(filter.controller, call.reviewerId));
              const startedAt = view.started_at ?? 0;
              return (
                (statusesOf(filter)?.includes(call.status) ?? true) &&
                is(filter.seller, call.sellerId) &&
                is(filter.direction, call.directionId) &&
                is(filter.type, view.checklist_id) &&
                is(filter.client, view.client_id) &&
                is(filter.order, view.order_id) &&
                handled &&
                (!range || (startedAt >= range.from && startedAt < range.to))
              );
            });
            const ids = listed.map(({ view }) => view.id);
            expect(
              [...ids].sort((a, b) => a - b),
              `${who} ${JSON.stringify(filter)}`,
            ).toEqual(expected.map(({ id }) => id));
            expect(listCalls(app, as(who))).toMatchObject({ count: expected.length, more: false });
            const starts = listed.map(
              ({ view }) => view.startedAt * (filter.sort === 'newest' ? -1 : 1),
            );
            expect(starts).toEqual([...starts].sort((a, b) => a - b));
            for (const { call, offered } of listed) {
              expect(offered).toEqual(offeredVerbs(call, actor, clock.now));
            }
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});
