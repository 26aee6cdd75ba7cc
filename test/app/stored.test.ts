import { expect, test } from 'vitest';
import { z } from 'zod';
import { createIncidentTelling } from '../../src/app/company/tell-incidents.ts';
import { sendEvents } from '../../src/app/credit/events.ts';
import { sendDigests } from '../../src/app/credit/send-digests.ts';
import { uploadBegins } from '../../src/app/intake/resume-uploads.ts';
import { writeChatNote } from '../../src/app/people/chat-notes.ts';
import { purgeRecordings } from '../../src/app/recordings/purge-recordings.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { movedTo, placeOf, placeSheet } from '../../src/app/scoring/sheet-places.ts';
import { saveSetting, setting } from '../../src/db/settings.ts';
import { readStored } from '../../src/domain/stored.ts';
import { must, testCompany } from '../support/company.ts';

test('what is not what it should be is dropped, whatever it is', () => {
  const schema = z.object({ id: z.int() });
  expect(readStored(schema, '{"id":7,"more":1}')).toEqual({ id: 7 });
  for (const kept of [null, '', '{', 'null', '[]', '"7"', '{}', '{"id":"7"}']) {
    expect(readStored(schema, kept), String(kept)).toBeNull();
  }
});

/** What another version, or a hand, may have left in the place of ours. */
const strange = ['{', 'null', '[]', '"x"', '[{"kind":"unknown"}]', '{"id":{}}', '1e999', 'NaN'];

test.each(strange)('with %s in the place of what a job notes, every job goes on', async (kept) => {
  const company = testCompany({ recordingDays: 30 });
  const { app, as, clock } = company;
  const names = ['events_sent', 'digests_until', 'purged', 'upload_at_work', 'incidents'];
  app.db.transaction((tx) => {
    for (const name of [...names, 'clock_leap']) saveSetting(tx, name, kept);
  });
  expect(app.nowEarliest()).toBe(clock.now);

  const sent: number[] = [];
  const send = async ({ callId }: { callId: number }) => void sent.push(callId);
  await sendEvents(app, send);
  const id = await company.told();
  must(acceptScore(app, as('anna'), id));
  await sendEvents(app, send);
  expect(sent).toEqual([id]);

  sendDigests(app);
  clock.at('2026-11-30T10:00:00+03:00');
  sendDigests(app);
  expect(company.deliver().some(({ kind }) => kind === 'digest')).toBe(true);

  expect(uploadBegins(app, 7)).toBe(true);
  const telling = createIncidentTelling(app, () => Promise.reject(new Error('no')));
  app.incidents.report('draw_failed', new Error('no'));
  await telling.step();
  expect(company.deliver().map(({ kind }) => kind)).toContain('incident');
  clock.advance('P60D');
  expect((await purgeRecordings(app)).recordings).toBe(1);
});

test('what cannot be made out of how an event fares loses none that is still to be sent', async () => {
  const company = testCompany();
  const { app, as } = company;
  const sent: number[] = [];
  const send = async ({ callId }: { callId: number }) => void sent.push(callId);
  await sendEvents(app, send);
  const { sentId } = JSON.parse(setting(app.db, 'events_sent') ?? '') as { sentId: number };
  const id = await company.told();
  must(acceptScore(app, as('anna'), id));
  app.db.transaction((tx) => saveSetting(tx, 'events_sent', JSON.stringify({ sentId })));
  await sendEvents(app, send);
  expect(sent).toEqual([id]);
});

test.each(strange)('with %s in its place, where sheets stand is learnt anew', (kept) => {
  const { app } = testCompany();
  writeChatNote(app, 7, 'sheets', kept);
  expect([placeOf(app, 7, 1), movedTo(app, 7, 70)]).toEqual([null, null]);
  placeSheet(app, 7, 1, 70);
  placeSheet(app, 7, 1, 71);
  expect([placeOf(app, 7, 1), movedTo(app, 7, 70)]).toEqual([71, 71]);
});
