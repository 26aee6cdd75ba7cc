import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createIncidentTelling } from '../../../src/app/company/tell-incidents.ts';
import type { IncidentNews } from '../../../src/app/incidents.ts';
import { addressee } from '../../../src/app/notices/read-notice.ts';
import { renderNotice } from '../../../src/bot/notices.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { incidentNames } from '../../../src/domain/incident.ts';
import { languages } from '../../../src/domain/person.ts';
import { timesAsWords } from '../../support/as-read.ts';
import { type Company, testCompany } from '../../support/company.ts';

const nobody = () => Promise.reject(new Error('Telegram is out of reach'));

function onDisk(): Company & { path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-incidents-'));
  const path = join(folder, 'razbor.db');
  const company = testCompany({}, { path });
  company.app.db.orm.$client.pragma('busy_timeout = 10');
  onTestFinished(() => {
    company.app.db.close();
    rmSync(folder, { recursive: true });
  });
  return { ...company, path };
}

/** What leaves the outbox for an administrator, in words. */
function read(company: Company, language: 'ru' | 'en' = 'en'): string[] {
  return company.deliver().map((notice) => {
    const found = addressee(company.app, notice);
    if (!found) throw new Error(`${notice.key} is for nobody`);
    const words = wordsIn(language, 'Europe/Moscow');
    const rendered = renderNotice(
      company.app,
      words,
      found.member,
      found.notice,
      company.clock.now,
    );
    return rendered.do === 'send' ? timesAsWords(rendered.screen.text) : rendered.do;
  });
}

test('an administrator is told in the chat when it begins and when it is over, once each', async () => {
  const company = testCompany();
  const telling = createIncidentTelling(company.app, nobody);
  const { incidents } = company.app;
  incidents.report('draw_failed', new Error('no'));
  await telling.step();
  await telling.step();
  expect(read(company)).toEqual([
    '<b>⚠️ The draw failed</b>\nSince 23 Nov 10:00.\n' +
      'It is tried again every minute. The log of the service says why it fails.',
  ]);
  company.clock.advance('PT20M');
  incidents.over('draw_failed');
  await telling.step();
  await telling.step();
  expect(read(company)).toEqual([
    '<b>✅ It works again</b>\nThe draw failed\nIt lasted from 23 Nov 10:00: 20 min.',
  ]);
});

test('a beginning that could leave only once it was over is not told any more', async () => {
  const company = testCompany();
  const telling = createIncidentTelling(company.app, nobody);
  company.app.incidents.report('job_failed', new Error('no'), 'digests');
  company.clock.advance('PT2M');
  await telling.step();
  company.clock.advance('PT2M');
  company.app.incidents.over('job_failed', 'digests');
  await telling.step();
  expect(read(company)).toEqual(['drop', expect.stringMatching(/failed: digests\nIt lasted/)]);
});

test('where nothing can be written it is told directly, to each administrator until they have heard', async () => {
  const company = onDisk();
  company.hire({ externalId: 'second', roles: [{ role: 'admin' }], telegramId: 2002 });
  const heard: string[] = [];
  let unreachable = 2002;
  const telling = createIncidentTelling(company.app, async ({ telegramId }, news: IncidentNews) => {
    if (telegramId === unreachable) throw new Error('Telegram is out of reach');
    heard.push(`${telegramId} ${news.kind} ${news.overAt === null ? 'begun' : 'over'}`);
  });
  await telling.step();
  const holder = new Database(company.path);
  holder.exec('BEGIN EXCLUSIVE');
  company.app.incidents.report('database_locked', new Error('no'));
  company.clock.advance('PT15S');
  await telling.step();
  await telling.step();
  expect(heard).toEqual(['1009 database_locked begun']);
  unreachable = 0;
  company.clock.advance('PT5S');
  await telling.step();
  await telling.step();
  expect(heard).toEqual(['1009 database_locked begun', '2002 database_locked begun']);
  holder.close();
  company.app.incidents.over('database_locked');
  await telling.step();
  expect(read(company)).toEqual(Array(2).fill(expect.stringMatching(/works again/)));
});

test.each(['-PT1H', 'PT1H'])(
  'whom it could not be told is tried again after the same pauses where the clock is set by %s',
  async (by) => {
    const company = testCompany();
    let tries = 0;
    const telling = createIncidentTelling(company.app, async () => {
      tries += 1;
      throw new Error('Telegram is out of reach');
    });
    company.app.incidents.report('outbox_stuck', new Error('no'));
    await telling.step();
    company.clock.set(by);
    await telling.step();
    company.clock.advance('PT4S');
    await telling.step();
    expect(tries).toBe(1);
    company.clock.advance('PT1S');
    await telling.step();
    expect(tries).toBe(2);
  },
);

test('a restart tells neither again of what lasts, nor nothing of its end', async () => {
  const company = onDisk();
  const before = createIncidentTelling(company.app, nobody);
  company.app.incidents.report('backup_failed', new Error('no'));
  await before.step();
  expect(read(company)).toHaveLength(1);

  const after = testCompany({}, { path: company.path });
  onTestFinished(() => after.app.db.close());
  const telling = createIncidentTelling(after.app, nobody);
  after.app.incidents.report('backup_failed', new Error('no'));
  await telling.step();
  expect(read(after)).toEqual([]);
  after.clock.advance('PT1H');
  after.app.incidents.over('backup_failed');
  await telling.step();
  expect(read(after)).toEqual([expect.stringMatching(/It lasted from 23 Nov 10:00: 1 h 0 min/)]);
});

test('a stuck outbox is not told of through the outbox', async () => {
  const company = testCompany();
  const heard: string[] = [];
  const telling = createIncidentTelling(company.app, async (_, { kind }) => {
    heard.push(kind);
  });
  company.app.incidents.report('outbox_stuck', new Error('no'));
  await telling.step();
  expect([heard, read(company)]).toEqual([['outbox_stuck'], []]);
});

test.each(languages)('every kind has its words and its cure (%s)', async (language) => {
  const company = testCompany();
  for (const kind of incidentNames) company.app.incidents.report(kind, new Error('no'));
  company.clock.advance('PT20M');
  const heard: IncidentNews[] = [];
  const telling = createIncidentTelling(company.app, async (_, news) => {
    heard.push(news);
  });
  await telling.step();
  expect(heard.map(({ kind }) => kind)).toEqual(incidentNames);
  for (const kind of incidentNames) {
    const words = wordsIn(language, 'UTC');
    for (const key of [`incident-${kind}`, `incident-cure-${kind}`]) {
      expect(words.t(key, { about: 'it' })).not.toBe(key);
    }
  }
});
