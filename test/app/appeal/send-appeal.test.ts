import { describe, expect, test } from 'vitest';
import { appealDraft } from '../../../src/app/appeal/read-draft.ts';
import {
  beginAppeal,
  chooseKind,
  dropAppeal,
  giveReason,
  sendAppeal,
  toggleItem,
} from '../../../src/app/appeal/send-appeal.ts';
import { approveDue } from '../../../src/app/scoring/approve-due.ts';
import { historyOf } from '../../../src/db/call-history.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const because = { text: 'Я поздоровалась', voice: null };

/** Anna's appeal of a told score, ready to be sent. */
function prepare({ app, as }: Company, id: number, items: readonly string[] = ['greet']): void {
  for (const itemCode of items) must(toggleItem(app, as('anna'), id, itemCode));
  must(giveReason(app, as('anna'), id, because));
}

const kindsFor = ({ app, as }: Company, who: string) =>
  app.db.orm.$client
    .prepare<[number], { kind: string }>('SELECT kind FROM outbox WHERE person_id = ? ORDER BY id')
    .all(as(who).id)
    .map(({ kind }) => kind);

describe('the deadline', () => {
  test.each([
    ['one millisecond before it an appeal is in time', -1, true],
    ['at it an appeal is too late', 0, false],
    ['after it an appeal is too late', 1, false],
  ])('%s', async (_, offsetMs, inTime) => {
    const company = testCompany();
    const id = await company.told();
    prepare(company, id);
    company.clock.at((company.call(id).deadlineAt ?? 0) + offsetMs);
    const sent = sendAppeal(company.app, company.as('anna'), id);
    expect(sent).toMatchObject(inTime ? { ok: true } : { ok: false, refusal: 'too_late' });
    expect(company.call(id).status).toBe(inTime ? 'scored_appealed' : 'scored_pending');
  });

  test('and the sweep never both have the same call', async () => {
    const company = testCompany();
    const id = await company.told();
    prepare(company, id);
    company.clock.at((company.call(id).deadlineAt ?? 0) - 1);
    expect(await approveDue(company.app)).toBe(0);
    must(sendAppeal(company.app, company.as('anna'), id));
    company.clock.advance('P1D');
    expect(await approveDue(company.app)).toBe(0);
    expect(company.call(id).status).toBe('scored_appealed');
  });

  test('found the call approved: the appeal in the making is refused', async () => {
    const company = testCompany();
    const id = await company.told();
    prepare(company, id);
    company.clock.advance('P2D');
    expect(await approveDue(company.app)).toBe(1);
    expect(sendAppeal(company.app, company.as('anna'), id)).toEqual({
      ok: false,
      refusal: 'wrong_status',
    });
  });
});

describe('an appeal', () => {
  test('names failed items only', async () => {
    const { app, as, told } = testCompany();
    const id = await told({ fails: ['greet'] });
    expect(toggleItem(app, as('anna'), id, 'need')).toEqual({ ok: false, refusal: 'not_failed' });
  });

  test('of a single failed item names it already', async () => {
    const { app, as, told } = testCompany();
    const id = await told({ fails: ['need'] });
    must(beginAppeal(app, as('anna'), id));
    must(giveReason(app, as('anna'), id, because));
    must(sendAppeal(app, as('anna'), id));
  });

  test('needs an item', async () => {
    const { app, as, told } = testCompany();
    const id = await told({ fails: ['greet', 'need'] });
    must(beginAppeal(app, as('anna'), id));
    must(giveReason(app, as('anna'), id, because));
    expect(sendAppeal(app, as('anna'), id)).toEqual({ ok: false, refusal: 'nothing_chosen' });
  });

  test('needs a reason, written or spoken', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told();
    must(beginAppeal(app, as('anna'), id));
    const missing = { ok: false, refusal: 'reason_missing' };
    expect(sendAppeal(app, as('anna'), id)).toEqual(missing);
    expect(giveReason(app, as('anna'), id, { text: '  ', voice: null })).toEqual(missing);
    must(giveReason(app, as('anna'), id, { text: null, voice: 'AwACAgI' }));
    must(sendAppeal(app, as('anna'), id));
  });

  test('takes a reason of 1000 characters, and not one more', async () => {
    const { app, as, told } = testCompany();
    const id = await told();
    const reason = (length: number) => ({ text: 'я'.repeat(length), voice: null });
    must(giveReason(app, as('anna'), id, reason(1000)));
    expect(giveReason(app, as('anna'), id, reason(1001))).toEqual({
      ok: false,
      refusal: 'too_long',
    });
  });

  test('of the whole call needs no item, even where none failed', async () => {
    const { app, as, call, told } = testCompany();
    const id = await told({ fails: [] });
    must(chooseKind(app, as('anna'), id, 'wrong_type'));
    must(giveReason(app, as('anna'), id, because));
    must(sendAppeal(app, as('anna'), id));
    expect(call(id).appeal?.kind).toBe('wrong_type');
  });

  test('is kept as it is made, and forgotten when it is dropped', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told({ fails: ['greet', 'need'] });
    prepare(company, id);
    expect(must(appealDraft(app, as('anna'), id)).draft.appeal).toMatchObject({
      state: 'draft',
      items: { greet: null },
      reason: because.text,
    });
    expect(company.call(id)).toMatchObject({ status: 'scored_pending', appeal: null });
    must(dropAppeal(app, as('anna'), id));
    must(beginAppeal(app, as('anna'), id));
    expect(must(appealDraft(app, as('anna'), id)).draft.appeal).toMatchObject({
      items: {},
      reason: null,
    });
  });

  test('is the seller’s own: for others the call does not exist or is not theirs', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told();
    expect(beginAppeal(app, as('boris'), id)).toEqual({ ok: false, refusal: 'not_found' });
    for (const who of ['olga', 'petr', 'marta', 'root']) {
      expect(beginAppeal(app, as(who), id), who).toEqual({ ok: false, refusal: 'not_allowed' });
    }
  });

  test('sent twice by a double tap is one appeal', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told();
    prepare(company, id);
    must(sendAppeal(app, as('anna'), id));
    expect(sendAppeal(app, as('anna'), id)).toEqual({ ok: false, refusal: 'wrong_status' });
    expect(historyOf(app.db, id).filter(({ verb }) => verb === 'appeal')).toHaveLength(1);
    expect(kindsFor(company, 'olga').filter((kind) => kind === 'appealed')).toHaveLength(1);
  });

  test('is told to the controller and to the heads of that direction, nobody else', async () => {
    const company = testCompany();
    const id = await company.told();
    prepare(company, id);
    must(sendAppeal(company.app, company.as('anna'), id));
    expect(kindsFor(company, 'olga')).toContain('appealed');
    expect(kindsFor(company, 'petr')).toContain('appeal_waiting');
    expect(kindsFor(company, 'raisa')).not.toContain('appeal_waiting');
    expect(kindsFor(company, 'pavel')).not.toContain('appealed');
  });
});

test('a seller may have as many appeals open as the policy says, and the next one waits', async () => {
  const company = testCompany({ openAppealsMax: 2, approvalDelay: 'P30D' });
  const { app, as } = company;
  const ids = [await company.told(), await company.told(), await company.told()];
  for (const id of ids) prepare(company, id);
  const [first = 0, second = 0, third = 0] = ids;
  must(sendAppeal(app, as('anna'), first));
  must(sendAppeal(app, as('anna'), second));
  expect(sendAppeal(app, as('anna'), third)).toEqual({ ok: false, refusal: 'limit_appeals' });
  app.db.orm.$client.prepare("UPDATE appeals SET state = 'rejected' WHERE call_id = ?").run(first);
  must(sendAppeal(app, as('anna'), third));
});

describe('an appeal that nobody in scope may decide', () => {
  test('goes to every other supervisor at once where the direction has no head', async () => {
    const company = testCompany();
    company.hire({ externalId: 'zoya', roles: [{ role: 'seller' }], direction: 'Север' });
    const id = await company.told({ seller: 'zoya' });
    must(beginAppeal(company.app, company.as('zoya'), id));
    must(giveReason(company.app, company.as('zoya'), id, because));
    must(sendAppeal(company.app, company.as('zoya'), id));
    expect(company.call(id).appeal?.escalatedAt).toBe(company.clock.now);
    expect(kindsFor(company, 'petr')).toContain('appeal_waiting');
    expect(kindsFor(company, 'raisa')).toContain('appeal_waiting');
  });

  test('goes to the others where its only head scored the call', async () => {
    const company = testCompany();
    company.hire({
      externalId: 'petr',
      roles: [{ role: 'supervisor', directions: ['Опт'] }, { role: 'controller' }],
    });
    const id = await company.told({ by: 'petr' });
    prepare(company, id);
    must(sendAppeal(company.app, company.as('anna'), id));
    expect(kindsFor(company, 'raisa')).toContain('appeal_waiting');
    expect(kindsFor(company, 'petr')).not.toContain('appeal_waiting');
  });
});
