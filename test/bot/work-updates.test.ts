import { setImmediate as oneTurn } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { receivedUpdates } from '../../src/app/people/received-updates.ts';
import { createUpdateWork } from '../../src/bot/work-updates.ts';
import { testCompany } from '../support/company.ts';

const typed = (update_id: number, text = 'x') => ({
  update_id,
  message: { message_id: 1, date: 0, chat: { id: 7, type: 'private' }, text },
});

/** A process on this company's database, whose handler is `handle`. */
function process(
  { app }: Pick<ReturnType<typeof testCompany>, 'app'>,
  handle: (update: Update) => Promise<void> = async () => {},
  waits: (update: Update) => Promise<void> | undefined = () => undefined,
) {
  const received = receivedUpdates(app);
  const seen = { handled: [] as number[], failed: [] as string[], unreadable: [] as string[] };
  const work = createUpdateWork({
    received,
    async handle(update) {
      // The bot works one after the other, as it does the updates of one person.
      await waits(update);
      if (!received.begins(update.update_id)) return;
      seen.handled.push(update.update_id);
      await handle(update);
      received.worked(update.update_id);
    },
    onFailed: (_, what) => seen.failed.push(what),
    onUnreadable: (problem) => seen.unreadable.push(problem),
  });
  return { ...seen, work };
}

const never = () => new Promise<void>(() => {});

test('what was in hand when a process died is worked by the next one, once, in its order', async () => {
  const company = testCompany();
  const first = process(company, ({ update_id: id }) => (id === 2 ? Promise.resolve() : never()));
  first.work.begin();
  first.work.take([typed(1), typed(2), typed(3)]);
  await first.work.end(0);

  const next = process(company);
  next.work.begin();
  // Telegram had not heard that they were taken: it brings them again.
  next.work.take([typed(2), typed(3), typed(4)]);
  await next.work.end(1000);
  expect(next.handled).toEqual([1, 3, 4]);
  const last = process(company);
  last.work.begin();
  last.work.take([typed(1), typed(4)]);
  await last.work.end(1000);
  expect(last.handled).toEqual([]);
});

test('what comes before the bot is connected is kept, and worked then', async () => {
  const { work, handled } = process(testCompany());
  work.take([typed(1)]);
  work.take([typed(2)]);
  expect(handled).toEqual([]);
  work.begin();
  await work.end(1000);
  expect(handled).toEqual([1, 2]);
});

test('an update with which process after process ends is given up, and said so', async () => {
  const company = testCompany();
  process(company).work.take([typed(1, 'poison')]);
  let starts = 0;
  for (; starts < 20; starts += 1) {
    const { work, handled, failed } = process(company, never);
    work.begin();
    await oneTurn();
    if (handled.length === 0) {
      expect(failed).toEqual(['update 1']);
      break;
    }
  }
  expect(starts).toBe(10);
});

test('what only waited behind others while processes ended is worked in the end', async () => {
  const company = testCompany();
  process(company).work.take([typed(1), typed(2)]);
  const behind = ({ update_id: id }: Update) => (id === 2 ? never() : undefined);
  for (let starts = 0; starts < 20; starts += 1) {
    process(company, never, behind).work.begin();
    await oneTurn();
  }
  const { work, handled, failed } = process(company);
  work.begin();
  await work.end(1000);
  expect([handled, failed]).toEqual([[2], []]);
});

test('an update that fails is said to, is not worked again, and holds up no other', async () => {
  const company = testCompany();
  const first = process(company, async ({ update_id: id }) => {
    if (id === 1) throw new Error('a fault');
  });
  first.work.begin();
  first.work.take([typed(1), typed(2)]);
  await first.work.end(1000);
  expect(first.failed).toEqual(['update 1']);
  const next = process(company);
  next.work.begin();
  expect([first.handled, next.handled]).toEqual([[1, 2], []]);
});

test('what cannot be read is left alone, beside what can', async () => {
  const { work, handled, unreadable } = process(testCompany());
  work.begin();
  work.take(['{', typed(1), { ...typed(2), update_id: '2' }, { update_id: 3, poll: {} }, null]);
  await work.end(1000);
  expect(handled).toEqual([1]);
  expect(unreadable).toEqual(['update', 'update.update_id', 'other', 'update']);
});

test.each([100, 10_000, 100_000])(
  'one of %i levels is left alone as well: it could be kept nowhere, and would come again for ever',
  async (levels) => {
    const { work, handled, unreadable } = process(testCompany());
    work.begin();
    const within = `${'{"reply_to_message":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    const deep = JSON.stringify(typed(2)).replace('"text"', `"reply_to_message":${within},"text"`);
    work.take([typed(1), JSON.parse(deep), typed(3)]);
    await work.end(1000);
    expect([handled, unreadable]).toEqual([[1, 3], ['update.depth']]);
  },
);

test('nothing is worked that the database did not keep', async () => {
  const company = testCompany();
  const { work, handled } = process(company);
  work.begin();
  const client = company.app.db.orm.$client;
  client.pragma('query_only = ON');
  expect(() => work.take([typed(1)])).toThrow(/readonly/);
  client.pragma('query_only = OFF');
  work.take([typed(1)]);
  await work.end(1000);
  expect(handled).toEqual([1]);
});

test('past five hundred in hand it waits for room', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { work } = process(testCompany(), () => held);
  work.begin();
  work.take(Array.from({ length: 500 }, (_, n) => typed(n + 1)));
  expect(work.isFull()).toBe(true);
  let room = false;
  const waited = work.room().then(() => {
    room = true;
  });
  await Promise.resolve();
  expect(room).toBe(false);
  release();
  await waited;
  expect(work.isFull()).toBe(false);
});
