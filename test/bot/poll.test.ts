import { GrammyError } from 'grammy';
import { describe, expect, test } from 'vitest';
import { createConnection } from '../../src/bot/connection.ts';
import { polling, repeat } from '../../src/bot/poll.ts';

const refusal = (code: number, description: string, retryAfter?: number) =>
  new GrammyError(
    'Call failed',
    {
      ok: false,
      error_code: code,
      description,
      ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
    },
    'getUpdates',
    {},
  );
const conflict = refusal(409, 'Conflict: terminated by other getUpdates request');
const unauthorized = refusal(401, 'Unauthorized');

/** Polls a Telegram that gives these answers, one a poll, on a clock that only pauses move on. */
async function polled(
  answers: readonly (Error | readonly unknown[])[],
  take: (given: readonly unknown[]) => void = () => {},
) {
  const seen = {
    offsets: [] as number[],
    pauses: [] as number[],
    said: [] as string[],
    notKept: [] as unknown[],
    claims: 0,
  };
  let nowMs = 0;
  const incidents = {
    report: (kind: string) => seen.said.push(kind),
    over: (kind: string) => seen.said.push(`${kind} over`),
  };
  const connection = createConnection(incidents, () => nowMs);
  const left = [...answers];
  const step = polling({
    async claim() {
      seen.claims += 1;
    },
    async fetch(offset) {
      seen.offsets.push(offset);
      const answer = left.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    work: { take, room: async () => {} },
    connection,
  });
  await repeat(step, {
    connection,
    onNotKept: (error) => seen.notKept.push(error),
    async pause(ms) {
      seen.pauses.push(ms);
      nowMs += ms;
    },
    isOver: () => left.length === 0,
  });
  return seen;
}

describe('what Telegram refuses ends nothing', () => {
  test.each([
    [conflict, 'token_shared'],
    [refusal(409, "Conflict: can't use getUpdates method while webhook is active"), 'token_shared'],
    [unauthorized, 'token_refused'],
    [refusal(404, 'Not Found'), 'token_refused'],
    [refusal(502, 'Bad Gateway'), 'telegram_unreachable'],
    [refusal(429, 'Too Many Requests: retry after 3', 3), 'telegram_unreachable'],
    [new Error('Network request failed'), 'telegram_unreachable'],
  ])('after %o it is asked again, and said that it is %s', async (error, kind) => {
    const { said, offsets } = await polled([error, [{ update_id: 5 }], [], []]);
    expect(said[0]).toBe(kind);
    expect(offsets).toEqual([0, 0, 6, 6]);
  });

  test('the pauses grow to 30 seconds and no further, and begin anew once it answers', async () => {
    const down = Array.from({ length: 8 }, () => new Error('Network request failed'));
    const { pauses, said } = await polled([...down, [], new Error('once more'), []]);
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 1000]);
    expect(said.filter((word) => word.endsWith('over'))).toHaveLength(2);
  });

  test('a wait that Telegram asks for is kept, up to the same 30 seconds', async () => {
    const { pauses } = await polled([
      refusal(429, 'Too Many Requests', 7),
      refusal(429, 'Too Many Requests', 500),
      [],
    ]);
    expect(pauses).toEqual([7000, 30_000]);
  });

  test('another program is only said to be gone after a minute without a conflict', async () => {
    const flicker = [conflict, [], conflict, []];
    expect((await polled([...flicker, ...flicker])).said).not.toContain('token_shared over');
    // The longest pauses make up the minute.
    const long = Array.from({ length: 7 }, () => conflict);
    const after = [new Error('x'), new Error('x'), new Error('x'), []];
    expect((await polled([...long, ...after])).said.at(-1)).toBe('telegram_unreachable over');
    const calm = Array.from({ length: 7 }, () => new Error('x'));
    expect((await polled([conflict, ...calm, []])).said).toContain('token_shared over');
  });

  test('after each failure the updates are claimed anew, as another may have set a webhook', async () => {
    const { claims } = await polled([[], conflict, [], [], unauthorized, []]);
    expect(claims).toBe(3);
  });
});

test('updates are confirmed once they are kept, and not before', async () => {
  let full = true;
  const error = new Error('database or disk is full');
  const batch = [{ update_id: 8 }, { update_id: 9 }];
  const { offsets, notKept, said } = await polled([batch, batch, []], () => {
    if (full) {
      full = false;
      throw error;
    }
  });
  expect(offsets).toEqual([0, 0, 10]);
  expect(notKept).toEqual([error]);
  expect(said).toEqual([]);
});

test('updates among which there is none with a number are not asked for without a pause', async () => {
  const { offsets, pauses } = await polled([['{'], [{ update_id: 'x' }], []]);
  expect(offsets).toEqual([0, 0, 0]);
  expect(pauses).toHaveLength(2);
});

test('where Telegram begins to number anew, the new numbers are followed', async () => {
  const { offsets } = await polled([[{ update_id: 9000 }], [{ update_id: 17 }], []]);
  expect(offsets).toEqual([0, 9001, 18]);
});
