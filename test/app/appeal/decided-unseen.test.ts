import { describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { caseView } from '../../../src/app/appeal/read-case.ts';
import { precedentsOfCase } from '../../../src/app/appeal/read-precedents.ts';
import {
  beginAppeal,
  giveReason,
  nameItem,
  sendAppeal,
} from '../../../src/app/appeal/send-appeal.ts';
import { watchAppeals } from '../../../src/app/appeal/watch-appeals.ts';
import { findCalls } from '../../../src/app/calls/find-calls.ts';
import { linkCall } from '../../../src/app/calls/link-call.ts';
import { clearFilter, listCalls, setFilter } from '../../../src/app/calls/list-calls.ts';
import { callCard, viewFor } from '../../../src/app/calls/read-call.ts';
import { countedOf, seenBy } from '../../../src/app/credit/counted-calls.ts';
import { readDigest } from '../../../src/app/credit/read-digest.ts';
import { teamLine } from '../../../src/app/credit/read-team.ts';
import { transfersOfCall } from '../../../src/app/credit/reverse-transfer.ts';
import { registerClients } from '../../../src/app/intake/register-clients.ts';
import { openCalibrationDraft } from '../../../src/app/scoring/start-calibration.ts';
import { markable } from '../../../src/app/teaching/best-examples.ts';
import type { Decision } from '../../../src/domain/call.ts';
import { statuses, statusKinds } from '../../../src/domain/statuses.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const codes = checklist.sections.flatMap(({ items }) => items.map(({ code }) => code));
const [item = ''] = codes;

async function appealed(company: Company, seller = 'anna'): Promise<number> {
  const { app, as } = company;
  const id = await company.told({ seller, fails: [item] });
  must(beginAppeal(app, as(seller), id));
  nameItem(app, as(seller), id, { itemCode: item, wanted: true });
  must(giveReason(app, as(seller), id, { text: 'Это было сказано', voice: null }));
  must(sendAppeal(app, as(seller), id));
  return id;
}

const kindsTo = (company: Company, who: string) => {
  const { id } = company.as(who);
  return company.deliver().flatMap(({ personId, kind }) => (personId === id ? [kind] : []));
};

function draft(
  { app, as }: Company,
  id: number,
  head: string,
  decision: Decision = 'seller_right',
): void {
  must(decideItem(app, as(head), id, { itemCode: item, decision }));
  must(decideReason(app, as(head), id, { ready: 'in-recording' }));
}

/** All that somebody reads of a call and of the lists in which it could stand. */
function readBy({ app, as }: Company, who: string, id: number) {
  const member = as(who);
  const { card } = must(callCard(app, member, id));
  const { appeal, ...call } = card.call;
  const sheets = card.sheets.map(({ appeal: its, ...sheet }) => {
    const { begunById: _, begunAt: __, ...rest } = its ?? {};
    // What stands of each item is read from the answers.
    const { verdicts: ___, ...review } = sheet.review;
    return { ...sheet, appeal: rest, review };
  });
  const listed = (change: Parameters<typeof setFilter>[2]) => {
    clearFilter(app, member);
    setFilter(app, member, change);
    const { calls, count } = listCalls(app, member);
    return [
      count,
      ...calls.map((one) => [one.view.id, one.view.status, one.call.status, ...one.offered]),
    ];
  };
  const lists = {
    all: listed({}),
    ...Object.fromEntries(statuses.map((status) => [status, listed({ status })])),
    ...Object.fromEntries(
      Object.values(statusKinds).map((kind) => [kind, listed({ kind, sort: 'oldest' })]),
    ),
    ofSeller: listed({ status: 'scored_appealed', seller: as('anna').id }),
    ofOther: listed({ status: 'scored_appealed', seller: as('ivan').id }),
  };
  const found = findCalls(app, member, String(id), null).calls.map(({ status }) => status);
  const refused = [openCalibrationDraft(app, member, id), markable(app, member, id)];
  return {
    card: { ...card, call: { ...call, kind: appeal?.kind }, sheets, heard: null },
    ...{ lists, found, refused },
    view: viewFor(app, member, id)?.status,
    openAppeals: teamLine(app, member, as('anna')).openAppeals,
    transfers: must(transfersOfCall(app, member, id)).transfers,
  };
}

const week = { from: Date.parse('2026-11-16T00:00:00Z'), to: Date.parse('2026-12-07T00:00:00Z') };

describe('a head who may be asked to decide an appeal again does not learn that it was decided', () => {
  const company = testCompany({ secondDecisionPercent: 100 });
  const { app, as } = company;
  for (const externalId of ['vera', 'zoya']) {
    company.hire({
      externalId,
      roles: [{ role: 'supervisor' }, { role: 'admin' }],
    });
  }
  let id = 0;
  let before: ReturnType<typeof readBy>;

  test('the card, the lists by status with their counts, the search and the team read as before', async () => {
    id = await appealed(company);
    draft(company, id, 'petr');
    before = readBy(company, 'vera', id);
    must(confirmDecision(app, as('petr'), id));
    expect(company.call(id).status).toBe('approved_overturned');
    expect(readBy(company, 'vera', id)).toEqual(before);
    expect(before.view).toBe('scored_appealed');
    expect(before.openAppeals).toBe(1);
    expect(before.card.offered).toContain('uphold');
    expect(readDigest(app, as('vera'), week).team?.openAppeals).toBe(1);
  });

  test('nobody who was told of the appeal is told of it once more', async () => {
    company.deliver();
    const other = await appealed(company, 'boris');
    expect(kindsTo(company, 'vera')).toEqual(['appeal_waiting']);
    draft(company, other, 'raisa');
    must(confirmDecision(app, as('raisa'), other));
    expect(kindsTo(company, 'vera')).toEqual([]);
  });

  test('what is done to the call meanwhile stands on an appealed call', () => {
    registerClients(app, [{ externalId: 'north', name: 'Север', phones: [] }]);
    must(linkCall(app, as('petr'), id, { clientId: 1 }));
    const { history } = must(callCard(app, as('vera'), id)).card;
    expect(history.at(-1)).toMatchObject({ verb: 'link', to: 'scored_appealed' });
    expect(history.map(({ verb }) => verb)).not.toContain('uphold');
  });

  test('it is counted in the month, and not listed there', () => {
    const { calls } = countedOf(app, { month: '2026-11' }, {}, { after: 0, limit: 10 });
    expect(calls.map(({ callId }) => callId)).toContain(id);
    expect(seenBy(app, as('vera'), calls)).toEqual([]);
    expect(seenBy(app, as('petr'), calls).map(({ callId }) => callId)).toEqual([id]);
  });

  test('it is no precedent for the next appeal of the same item', async () => {
    const next = await appealed(company, 'ivan');
    const shown = must(caseView(app, as('vera'), next)).found;
    expect(shown.tally).toMatchObject({ decided: 0 });
    expect(shown.hasPrecedents).toBe(false);
    expect(must(precedentsOfCase(app, as('vera'), next)).precedents[0]).toMatchObject({
      same: [],
      similar: [],
    });
    expect(must(caseView(app, as('petr'), next)).found.tally).toMatchObject({ decided: 2 });
  });

  test('the first head, the seller and an administrator who judges nothing see what was decided', () => {
    for (const who of ['petr', 'anna', 'root']) {
      expect(must(callCard(app, as(who), id)).card.call.status, who).toBe('approved_overturned');
      expect(viewFor(app, as(who), id)?.status, who).toBe('approved_overturned');
    }
    setFilter(app, as('petr'), { status: 'approved_overturned' });
    expect(listCalls(app, as('petr')).count).toBe(1);
    expect(must(transfersOfCall(app, as('root'), id)).transfers).not.toEqual([]);
  });

  test('once one of them has decided, or two weeks are over, all of them see it', async () => {
    draft(company, id, 'vera');
    must(confirmDecision(app, as('vera'), id));
    for (const who of ['vera', 'zoya']) {
      expect(viewFor(app, as(who), id)?.status, who).toBe('approved_overturned');
      clearFilter(app, as(who));
      setFilter(app, as(who), { status: 'approved_overturned' });
      expect(listCalls(app, as(who)).count).toBe(1);
    }
    const other = await appealed(company);
    draft(company, other, 'petr');
    must(confirmDecision(app, as('petr'), other));
    expect(viewFor(app, as('zoya'), other)?.status).toBe('scored_appealed');
    company.clock.advance('P15D');
    watchAppeals(app);
    expect(viewFor(app, as('zoya'), other)?.status).toBe('approved_overturned');
  });
});

test('a list that is longer than a page turns over as if nothing were decided', async () => {
  const company = testCompany({ secondDecisionPercent: 100, openAppealsMax: 100, perSeller: 50 });
  const { app, as } = company;
  company.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
  const ids: number[] = [];
  for (let turn = 0; turn < 18; turn += 1) ids.push(await appealed(company));
  for (const id of ids) draft(company, id, 'petr');
  const walk = (who: string, status: (typeof statuses)[number]) => {
    setFilter(app, as(who), { status });
    const pages: number[][] = [];
    let { calls, next } = listCalls(app, as(who));
    for (;;) {
      pages.push(calls.map(({ view }) => view.id));
      if (next === null) return pages;
      ({ calls, next } = listCalls(app, as(who), { way: 'after', key: next }));
    }
  };
  const before = walk('vera', 'scored_appealed');
  expect(before.map(({ length }) => length)).toEqual([8, 8, 2]);
  for (const id of ids.filter((_, at) => at % 3 === 0)) {
    must(confirmDecision(app, as('petr'), id));
  }
  expect(walk('vera', 'scored_appealed')).toEqual(before);
  expect(walk('vera', 'approved_overturned')).toEqual([[]]);
  expect(walk('petr', 'approved_overturned').flat()).toHaveLength(6);
  expect(walk('petr', 'scored_appealed').flat()).toHaveLength(12);
});

test('where a second head has to decide before it counts, those told before are reminded, as of any appeal', async () => {
  const company = testCompany({
    secondDecisionPercent: 100,
    secondHeadFellPercent: 30,
    openAppealsMax: 100,
  });
  const { app, as } = company;
  company.hire({ externalId: 'vera', roles: [{ role: 'supervisor' }] });
  for (let turn = 0; turn < 5; turn += 1) {
    const id = await appealed(company);
    draft(company, id, 'petr', 'controller_right');
    must(confirmDecision(app, as('petr'), id));
    draft(company, id, 'vera', 'seller_right');
    must(confirmDecision(app, as('vera'), id));
  }
  const id = await appealed(company);
  company.deliver();
  const before = readBy(company, 'vera', id);
  draft(company, id, 'petr', 'controller_right');
  expect(must(confirmDecision(app, as('petr'), id)).isProposed).toBe(true);
  expect(kindsTo(company, 'vera')).toEqual(['appeal_overdue']);
  expect(readBy(company, 'vera', id)).toEqual(before);
});
