import { describe, expect, test } from 'vitest';
import { publishChecklist } from '../../../src/app/company/publish-checklist.ts';
import { setActive } from '../../../src/app/people/manage-person.ts';
import { erasePersonalData } from '../../../src/app/people/personal-data.ts';
import { purgeRecordings } from '../../../src/app/recordings/purge-recordings.ts';
import { acceptScore } from '../../../src/app/scoring/accept-score.ts';
import {
  bestList,
  markable,
  markBest,
  ownExamples,
  releaseBest,
  unmarkBest,
} from '../../../src/app/teaching/best-examples.ts';
import {
  exampleToHear,
  hearLesson,
  lessonOf,
  playlistOf,
} from '../../../src/app/teaching/read-playlist.ts';
import { currentVersion } from '../../../src/db/checklists.ts';
import { checklist } from '../../support/checklist.ts';
import { type Company, must, testCompany } from '../../support/company.ts';

/** An approved score of a seller, in which these items were not done. */
async function approved(company: Company, seller: string, fails: string[]): Promise<number> {
  const id = await company.told({ seller, fails, comment: '0:31 этого не было' });
  must(acceptScore(company.app, company.as(seller), id));
  return id;
}

/** Anna missed the greeting twice; Ivan greets, and a head has marked it. */
async function learning(rules: Parameters<typeof testCompany>[0] = {}) {
  const company = testCompany(rules);
  const { app, as } = company;
  const misses = [
    await approved(company, 'anna', ['greet']),
    await approved(company, 'anna', ['greet', 'need']),
  ];
  const callId = await approved(company, 'ivan', ['price']);
  const mark = { callId, itemCode: 'greet', momentS: 7 };
  const { example } = must(markBest(app, as('petr'), mark));
  const checklistId = currentVersion(app.db, 'incoming')?.checklistId ?? 0;
  const place = { checklistId, itemCode: 'greet' };
  return { company, misses, callId, mark, example, place };
}

const examplesOf = (company: Company, who: string) =>
  playlistOf(company.app, company.as(who)).flatMap(({ examples }) => examples);

describe('a playlist', () => {
  test('holds what was missed most first, each with the second that was noted, the latest first', async () => {
    const { company, misses } = await learning();
    const found = playlistOf(company.app, company.as('anna'));
    expect(found.map(({ item, missed }) => [item.code, missed])).toEqual([
      ['greet', 2],
      ['need', 1],
    ]);
    expect(found[0]?.misses.map(({ callId, momentS }) => [callId, momentS])).toEqual(
      misses.toReversed().map((id) => [id, 31]),
    );
    expect(playlistOf(company.app, company.as('olga'))).toEqual([]);
    expect(playlistOf(company.app, company.as('boris'))).toEqual([]);
  });

  test('holds no score that may still be appealed, and nothing older than ninety days', async () => {
    const company = testCompany();
    await company.told({ seller: 'anna', fails: ['greet'] });
    expect(playlistOf(company.app, company.as('anna'))).toEqual([]);
    await approved(company, 'anna', ['need']);
    expect(playlistOf(company.app, company.as('anna'))).toHaveLength(1);
    company.clock.advance('P89D');
    expect(playlistOf(company.app, company.as('anna'))).toHaveLength(1);
    company.clock.advance('P2D');
    expect(playlistOf(company.app, company.as('anna'))).toEqual([]);
  });

  test('of a call whose recording is gone plays nothing, and still says what was missed', async () => {
    const { company, example } = await learning({ recordingDays: 10 });
    const { app, as } = company;
    must(releaseBest(app, as('ivan'), example.id, true));
    company.clock.advance('P15D');
    await purgeRecordings(app);
    const [first] = playlistOf(app, as('anna'));
    expect(first).toMatchObject({ missed: 2, misses: [], examples: [] });
    expect(exampleToHear(app, as('anna'), example.id)).toMatchObject({ ok: false });
    expect(bestList(app, as('petr'))).toMatchObject([{ isAudible: false }]);
  });

  test('a tap says that it was heard, for oneself, until it is missed again', async () => {
    const { company, place } = await learning();
    const { app, as } = company;
    company.clock.advance('PT1H');
    const { lesson } = must(hearLesson(app, as('anna'), place));
    expect(lesson.heardAt).toBe(company.clock.now);
    expect(must(hearLesson(app, as('anna'), place)).lesson.heardAt).toBe(company.clock.now);
    // What was heard comes last.
    expect(playlistOf(app, as('anna')).map(({ item }) => item.code)).toEqual(['need', 'greet']);
    expect(hearLesson(app, as('ivan'), place)).toMatchObject({ ok: false });
    company.clock.advance('P1D');
    await approved(company, 'anna', ['greet']);
    expect(lessonOf(app, as('anna'), place)?.heardAt).toBeNull();
  });
});

describe('an example', () => {
  test('is heard by nobody before its seller releases it, and by nobody once they take it back', async () => {
    const { company, example } = await learning();
    const { app, as } = company;
    const asked = company.deliver().filter(({ kind }) => kind === 'best_asked');
    expect(asked.map(({ personId }) => personId)).toEqual([as('ivan').id]);
    expect(examplesOf(company, 'anna')).toEqual([]);
    expect(exampleToHear(app, as('anna'), example.id).ok).toBe(false);

    must(releaseBest(app, as('ivan'), example.id, true));
    must(releaseBest(app, as('ivan'), example.id, true));
    expect(examplesOf(company, 'anna').map(({ id }) => id)).toEqual([example.id]);
    expect(must(exampleToHear(app, as('anna'), example.id)).momentS).toBe(7);

    must(releaseBest(app, as('ivan'), example.id, false));
    expect(examplesOf(company, 'anna')).toEqual([]);
    expect(exampleToHear(app, as('anna'), example.id).ok).toBe(false);
  });

  test('is released by nobody else', async () => {
    const { company, example } = await learning();
    for (const who of ['anna', 'petr', 'raisa', 'root', 'olga', 'marta']) {
      expect(releaseBest(company.app, company.as(who), example.id, true).ok, who).toBe(false);
    }
    expect(ownExamples(company.app, company.as('ivan'))).toMatchObject([{ released: null }]);
  });

  test('is heard only by sellers who missed the item', async () => {
    const { company, example } = await learning();
    const { app, as } = company;
    must(releaseBest(app, as('ivan'), example.id, true));
    for (const who of ['boris', 'ivan', 'olga', 'marta']) {
      expect(exampleToHear(app, as(who), example.id).ok, who).toBe(false);
    }
  });

  test('is marked by heads of its direction, on an approved score, of what was done, within the call', async () => {
    const { company, callId, mark } = await learning();
    const { app, as } = company;
    for (const who of ['raisa', 'ivan', 'olga', 'marta', 'root']) {
      expect(markable(app, as(who), callId).ok, who).toBe(false);
      expect(markBest(app, as(who), mark).ok, who).toBe(false);
    }
    expect(markBest(app, as('petr'), { ...mark, itemCode: 'price' }).ok).toBe(false);
    expect(markBest(app, as('petr'), { ...mark, itemCode: 'need', momentS: 99_999 })).toEqual({
      ok: false,
      refusal: 'no_such_moment',
    });
    const pending = await company.told({ seller: 'ivan' });
    expect(markBest(app, as('petr'), { ...mark, callId: pending })).toEqual({
      ok: false,
      refusal: 'wrong_status',
    });
  });

  test('a second tap asks nobody again; a no is not asked again, a yes is for another moment', async () => {
    const { company, example, mark } = await learning();
    const { app, as } = company;
    company.deliver();
    expect(must(markBest(app, as('petr'), mark)).example.id).toBe(example.id);
    expect(company.deliver()).toEqual([]);
    must(releaseBest(app, as('ivan'), example.id, true));
    company.clock.advance('PT1M');
    must(markBest(app, as('petr'), { ...mark, momentS: 9 }));
    expect(ownExamples(app, as('ivan'))).toMatchObject([{ released: null, momentS: 9 }]);
    must(releaseBest(app, as('ivan'), example.id, false));
    must(unmarkBest(app, as('petr'), example.id));
    expect(markBest(app, as('petr'), { ...mark, momentS: 8 })).toEqual({
      ok: false,
      refusal: 'best_declined',
    });
  });

  test('a word given to one moment is none to another that took its place meanwhile', async () => {
    const { company, example, mark } = await learning();
    const { app, as } = company;
    must(markBest(app, as('petr'), { ...mark, momentS: 9 }));
    const ofOld = releaseBest(app, as('ivan'), example.id, true, mark.momentS);
    expect(ofOld).toEqual({ ok: false, refusal: 'stale' });
    expect(ownExamples(app, as('ivan'))).toMatchObject([{ released: null, momentS: 9 }]);
    must(releaseBest(app, as('ivan'), example.id, true, 9));
    // A no is one to whatever stands there.
    must(releaseBest(app, as('ivan'), example.id, false, mark.momentS));
  });

  test('is listed and taken off by heads of its direction alone', async () => {
    const { company, example } = await learning();
    const { app, as } = company;
    must(releaseBest(app, as('ivan'), example.id, true));
    expect(bestList(app, as('raisa'))).toEqual([]);
    expect(unmarkBest(app, as('raisa'), example.id).ok).toBe(false);
    expect(bestList(app, as('petr'))).toHaveLength(1);
    must(unmarkBest(app, as('petr'), example.id));
    expect(unmarkBest(app, as('petr'), example.id)).toMatchObject({ ok: false });
    expect(examplesOf(company, 'anna')).toEqual([]);
    expect(releaseBest(app, as('ivan'), example.id, true).ok).toBe(false);
  });

  test('of another wording is no example of the item', async () => {
    const { company, example } = await learning();
    const { app, as } = company;
    must(releaseBest(app, as('ivan'), example.id, true));
    const [contact, ...others] = checklist.sections;
    const items = contact?.items.map((item) =>
      item.code === 'greet' ? { ...item, text: 'Назвал себя и компанию' } : item,
    );
    publishChecklist(
      app,
      { ...checklist, sections: [{ ...contact, items }, ...others] } as never,
      null,
    );
    await approved(company, 'anna', ['greet']);
    const lessons = playlistOf(app, as('anna'));
    expect(lessons.find(({ item }) => item.code === 'greet')).toMatchObject({
      item: { text: 'Назвал себя и компанию' },
      missed: 1,
      examples: [],
    });
  });

  test('goes from its colleagues when its seller leaves, and for good when they are erased', async () => {
    const { company, example } = await learning();
    const { app, as } = company;
    must(releaseBest(app, as('ivan'), example.id, true));
    const ivan = as('ivan').id;
    setActive(app, null, ivan, false);
    expect(examplesOf(company, 'anna')).toEqual([]);
    setActive(app, null, ivan, true);
    expect(examplesOf(company, 'anna')).toHaveLength(1);
    setActive(app, null, ivan, false);
    expect(await erasePersonalData(app, 'people', 'ivan')).toMatchObject({ ok: true });
    setActive(app, null, ivan, true);
    expect(examplesOf(company, 'anna')).toEqual([]);
  });
});
