import { expect, onTestFinished, test } from 'vitest';
import { jobFailed } from '../../../src/app/company/job-runs.ts';
import { createIncidentTelling } from '../../../src/app/company/tell-incidents.ts';
import { createHealthWatch } from '../../../src/app/company/watch-health.ts';
import { claimNotices, noticeFailed } from '../../../src/app/notices/deliver-notices.ts';
import { incidentTeller } from '../../../src/bot/company/incident-notices.ts';
import { startDelivery } from '../../../src/bot/deliver.ts';
import { startSchedule } from '../../../src/schedule.ts';
import { openSandbox } from '../../sandbox/sandbox-bot.ts';
import { testCompany } from '../../support/company.ts';

/** The company's administrator in the chat of a local Telegram, and the watch over health, a step at a time. */
async function watched() {
  const company = testCompany();
  const { app } = company;
  const chatId = company.as('root').telegramId ?? 0;
  const telegram = await openSandbox({ id: chatId, firstName: 'Юлия' });
  await telegram.type('/start', chatId);
  const disk = { free: 10_000, reserve: 1000 };
  const look = createHealthWatch(app, { free: () => disk.free, reserve: disk.reserve });
  const zone = () => app.policy().timeZone;
  const telling = createIncidentTelling(app, incidentTeller(telegram.bot.api, zone));
  const errors: unknown[] = [];
  const deliver = () => {
    const delivery = startDelivery({
      app,
      token: telegram.bot.token,
      apiRoot: telegram.url,
      shown: (prev, method, payload, signal) => prev(method, payload, signal),
      onError: (error) => errors.push(error),
    });
    return delivery.run().then(() => delivery.stop());
  };
  onTestFinished(() => expect(errors).toEqual([]));
  return {
    ...company,
    disk,
    async looks(count = 1) {
      for (let times = 0; times < count; times += 1) {
        look();
        await telling.step();
      }
    },
    deliver,
    /** What the administrator reads, without what lies below its first line. */
    async reads() {
      const messages = await telegram.messages(chatId);
      return messages.filter(({ from_bot }) => from_bot).map(({ text = '' }) => text);
    },
  };
}

test('of a disk that is nearly full an administrator reads once, and once when there is room', async () => {
  const { disk, looks, deliver, reads, clock } = await watched();
  disk.free = 999;
  await looks(5);
  await deliver();
  clock.advance('PT10M');
  await looks(5);
  await deliver();
  expect(await reads()).toEqual([
    expect.stringMatching(/^⚠️ На диске с базой мало места\nС 23\.11 10:00[\s\S]*Освободите место/),
  ]);
  disk.free = 2000;
  await looks(5);
  await deliver();
  expect((await reads()).slice(1)).toEqual([
    expect.stringMatching(/^✅ .*\nНа диске с базой мало места\n[\s\S]*10 мин/),
  ]);
});

test('of a draw that fails an administrator reads once, and once when it was made up for', async () => {
  const { app, aCall, call, clock, looks, deliver, reads } = await watched();
  const { $client: client } = app.db.orm;
  const schedule = startSchedule(app, (job, error) => jobFailed(app, job, error), [], 3_600_000);
  onTestFinished(() => schedule.stop());
  const id = aCall();
  await schedule.tick();
  client.exec(
    "CREATE TEMP TRIGGER no_draw BEFORE UPDATE ON draws BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  clock.at('2026-11-23T19:00:00+03:00');
  for (let minute = 0; minute < 3; minute += 1) {
    await schedule.tick();
    await looks();
    await deliver();
    clock.advance('PT1M');
  }
  expect(await reads()).toEqual([expect.stringMatching(/^⚠️ Выборка не удалась\nС 23\.11 19:00/)]);
  client.exec('DROP TRIGGER no_draw');
  await schedule.tick();
  await looks(3);
  await deliver();
  expect(call(id).status).toBe('listening_credit');
  const ofDraw = (await reads()).filter((text) => text.includes('Выборка не удалась'));
  expect(ofDraw.slice(1)).toEqual([
    expect.stringMatching(/^✅ .*\nВыборка не удалась\n[\s\S]*3 мин/),
  ]);
});

test('of an outbox that is stuck an administrator reads past it, once, and once when it is not', async () => {
  const company = await watched();
  const { app, clock, looks, reads } = company;
  await company.drawn();
  const failOnce = () => {
    for (const notice of claimNotices(app, 10)) {
      noticeFailed(app, notice, { kind: 'failed', error: 'no' });
    }
  };
  failOnce();
  clock.advance('PT6M');
  failOnce();
  await looks(40);
  expect(await reads()).toEqual([expect.stringMatching(/^⚠️ Уведомления не уходят\nС /)]);
  clock.advance('PT1M');
  for (const notice of claimNotices(app, 10)) {
    noticeFailed(app, notice, { kind: 'unreachable', error: 'blocked' });
  }
  await looks(3);
  expect((await reads()).slice(1)).toEqual([
    expect.stringMatching(/^✅ Снова в порядке\nУведомления не уходят\n/),
  ]);
});
