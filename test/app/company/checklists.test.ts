import { describe, expect, test } from 'vitest';
import {
  confirmDecision,
  decideItem,
  decideReason,
} from '../../../src/app/appeal/decide-appeal.ts';
import { giveReason, sendAppeal, toggleItem } from '../../../src/app/appeal/send-appeal.ts';
import {
  discardUpload,
  previewOf,
  publishUpload,
  receiveChecklists,
} from '../../../src/app/company/preview-checklist.ts';
import { callTypes, publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import {
  allChecklists,
  checklistHistory,
  oneChecklist,
  setChecklistActive,
} from '../../../src/app/company/read-checklists.ts';
import { cancelUpload, confirmUpload, uploadOf } from '../../../src/app/intake/uploads.ts';
import { nextCall } from '../../../src/app/scoring/next-call.ts';
import { answerRestDone, chooseType, submitScore } from '../../../src/app/scoring/score-call.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

const file = (content: unknown, name = 'c.yaml') => ({
  name,
  bytes: Buffer.from(JSON.stringify(content)),
});
const renamed = (name: string) => ({ ...checklist, name });
const other = { ...checklist, type: 'outgoing', name: 'Исходящий' };

function received({ app, as }: Company, content: unknown, by = 'root') {
  const done = must(receiveChecklists(app, as(by), file(content)));
  if (done.result !== 'preview') throw new Error('it was not read');
  return done.preview;
}

const versions = ({ app }: Company) =>
  app.db.orm.$client
    .prepare<[], { code: string; version: number; by: number | null }>(
      `SELECT code, version, published_by_id "by" FROM checklist_versions v
         JOIN checklists c ON c.id = v.checklist_id ORDER BY v.id`,
    )
    .all();

const unfinished = ({ app }: Company) =>
  app.db.orm.$client.prepare<[], number>('SELECT count(*) FROM upload_files').pluck().get();

describe('a checklist that an admin sent', () => {
  test('is compared, kept, and published once under their name', () => {
    const company = testCompany();
    const { app, as } = company;
    const { id, proposed } = received(company, [renamed('Новый'), other]);
    expect(proposed.map(({ changes, current }) => [current?.version, changes])).toEqual([
      [1, [{ kind: 'name', from: 'Входящий', to: 'Новый' }]],
      [undefined, []],
    ]);
    expect(versions(company)).toHaveLength(1);
    expect(publishUpload(app, as('root'), id ?? 0)).toMatchObject({ result: 'published' });
    const by = as('root').id;
    expect(versions(company)).toEqual([
      { code: 'incoming', version: 1, by: null },
      { code: 'incoming', version: 2, by },
      { code: 'outgoing', version: 1, by },
    ]);
    expect(publishUpload(app, as('root'), id ?? 0)).toEqual({ ok: false, refusal: 'stale' });
    expect(discardUpload(app, as('root'), id ?? 0)).toEqual({ ok: false, refusal: 'stale' });
    expect(versions(company)).toHaveLength(3);
    expect(unfinished(company)).toBe(0);
  });

  test('that is the current one again is nothing to publish, and nothing is kept', () => {
    const company = testCompany();
    expect(received(company, checklist)).toMatchObject({ id: null, proposed: [{ changes: [] }] });
    expect(unfinished(company)).toBe(0);
  });

  test('is shown anew instead of published where somebody else published meanwhile', () => {
    const company = testCompany();
    const { app, as } = company;
    const { id } = received(company, renamed('Мой'));
    publishChecklist(app, renamed('Чужой'), null);
    const done = must(publishUpload(app, as('root'), id ?? 0));
    expect(done).toMatchObject({
      result: 'redrawn',
      preview: { proposed: [{ changes: [{ kind: 'name', from: 'Чужой', to: 'Мой' }] }] },
    });
    expect(versions(company)).toHaveLength(2);
    expect(publishUpload(app, as('root'), id ?? 0)).toMatchObject({ result: 'published' });
    expect(callTypes(app).map(({ checklist: { name }, version }) => [name, version])).toEqual([
      ['Мой', 3],
    ]);
  });

  test('is shown anew as well where somebody brought in its new type meanwhile', () => {
    const company = testCompany();
    const { app, as } = company;
    const { id } = received(company, other);
    publishChecklist(app, { ...other, name: 'Чужой' }, null);
    expect(must(publishUpload(app, as('root'), id ?? 0)).result).toBe('redrawn');
  });

  test('changes nothing where any of it is wrong', () => {
    const company = testCompany();
    const { app, as } = company;
    const wrong = { ...other, sections: [] };
    const done = must(receiveChecklists(app, as('root'), file([renamed('Новый'), wrong])));
    expect(done).toMatchObject({ result: 'problems', problems: [{ document: 2 }] });
    expect(versions(company)).toHaveLength(1);
    expect(unfinished(company)).toBe(0);
  });

  test('can be called off, and is then nobody’s to publish', () => {
    const company = testCompany();
    const { app, as } = company;
    const { id } = received(company, renamed('Новый'));
    must(discardUpload(app, as('root'), id ?? 0));
    expect(publishUpload(app, as('root'), id ?? 0)).toEqual({ ok: false, refusal: 'stale' });
    expect(versions(company)).toHaveLength(1);
  });

  test('is no business of anybody else, nor of the steps of an import', () => {
    const company = testCompany();
    const { app, as } = company;
    company.hire({ externalId: 'second', roles: [{ role: 'admin' }] });
    const id = received(company, renamed('Новый')).id ?? 0;
    const no = { ok: false, refusal: 'not_allowed' };
    for (const whose of ['second', 'petr', 'olga', 'anna', 'marta']) {
      expect(publishUpload(app, as(whose), id)).toEqual(no);
      expect(previewOf(app, as(whose), id)).toEqual(no);
      expect(discardUpload(app, as(whose), id)).toEqual(no);
    }
    expect(receiveChecklists(app, as('petr'), file(other))).toEqual(no);
    for (const step of [uploadOf, confirmUpload, cancelUpload]) {
      expect(step(app, as('root'), id)).toEqual(no);
    }
    expect(versions(company)).toHaveLength(1);
  });
});

describe('a call type', () => {
  const idOf = ({ app, as }: Company, type: string) => {
    const { lines } = must(allChecklists(app, as('root')));
    return lines.find(({ latest }) => latest.checklist.type === type)?.latest.checklistId ?? 0;
  };

  test('is taken away from the choice and brought back; the last one stays', () => {
    const company = testCompany();
    const { app, as } = company;
    const root = as('root');
    const incoming = idOf(company, 'incoming');
    expect(setChecklistActive(app, root, incoming, false)).toEqual({
      ok: false,
      refusal: 'last_type',
    });
    publishChecklist(app, other, null);
    const no = { ok: false, refusal: 'not_allowed' };
    for (const whose of ['petr', 'olga', 'anna']) {
      expect(setChecklistActive(app, as(whose), incoming, false)).toEqual(no);
      expect(allChecklists(app, as(whose))).toEqual(no);
      expect(oneChecklist(app, as(whose), incoming)).toEqual(no);
      expect(checklistHistory(app, as(whose), incoming, 9, 9)).toEqual(no);
    }
    must(setChecklistActive(app, root, incoming, false));
    const types = () => callTypes(app).map(({ checklist: { type } }) => type);
    expect(types()).toEqual(['outgoing']);
    expect(setChecklistActive(app, root, idOf(company, 'outgoing'), false).ok).toBe(false);
    must(setChecklistActive(app, root, incoming, true));
    expect(types()).toEqual(['incoming', 'outgoing']);
    expect(setChecklistActive(app, root, 999, true)).toEqual({ ok: false, refusal: 'stale' });
  });

  test('that was taken away takes a new version and stays away', () => {
    const company = testCompany();
    const { app, as } = company;
    publishChecklist(app, other, null);
    must(setChecklistActive(app, as('root'), idOf(company, 'incoming'), false));
    expect(publishChecklist(app, renamed('Новый'), null)).toMatchObject({
      result: 'updated',
      version: 2,
    });
    expect(publishChecklist(app, renamed('Новый'), null).result).toBe('unchanged');
    expect(callTypes(app).map(({ checklist: { type } }) => type)).toEqual(['outgoing']);
  });

  test('that is taken away while a call is being scored on it lets that score be handed in', async () => {
    const company = testCompany();
    const { app, as } = company;
    publishChecklist(app, other, null);
    const id = await company.drawn();
    must(nextCall(app, as('olga')));
    must(chooseType(app, as('olga'), id, 'incoming'));
    must(setChecklistActive(app, as('root'), idOf(company, 'incoming'), false));
    must(answerRestDone(app, as('olga'), id));
    must(submitScore(app, as('olga'), id));
    expect(company.call(id).status).toBe('scored_pending');
    const { line } = must(oneChecklist(app, as('root'), idOf(company, 'incoming')));
    expect([line.scored, line.latest.active]).toEqual([1, false]);
  });
});

describe('items that heads found unclear', () => {
  test('are flagged until they are worded anew, and each head’s share is told', async () => {
    const company = testCompany();
    const { app, as } = company;
    const id = await company.told({ fails: ['greet', 'need'] });
    for (const itemCode of ['greet', 'need']) must(toggleItem(app, as('anna'), id, itemCode));
    must(giveReason(app, as('anna'), id, { text: 'Не согласна', voice: null }));
    must(sendAppeal(app, as('anna'), id));
    must(decideItem(app, as('petr'), id, { itemCode: 'greet', decision: 'item_unclear' }));
    must(decideItem(app, as('petr'), id, { itemCode: 'need', decision: 'controller_right' }));
    must(decideReason(app, as('petr'), id, 'Послушал'));
    const flagged = () => {
      const { lines, heads } = must(allChecklists(app, as('root')));
      return { unclear: [...(lines[0]?.unclear ?? [])], heads };
    };
    expect(flagged()).toEqual({ unclear: [], heads: [] });
    must(confirmDecision(app, as('petr'), id));
    const heads = [{ name: 'petr', unclear: 1, decided: 2 }];
    expect(flagged()).toEqual({ unclear: [['greet', 1]], heads });

    publishChecklist(app, renamed('Тот же пункт'), null);
    expect(flagged()).toEqual({ unclear: [['greet', 1]], heads });
    const [contact, ...rest] = checklist.sections;
    const [greet, ...others] = contact?.items ?? [];
    const worded = { ...contact, items: [{ ...greet, text: 'Сказал «здравствуйте»' }, ...others] };
    publishChecklist(app, { ...checklist, sections: [worded, ...rest] }, null);
    expect(flagged()).toEqual({ unclear: [], heads });
    company.clock.advance('P1Y');
    company.clock.advance('P2D');
    expect(flagged().heads).toEqual([]);
  });
});
