import { expect, test } from 'vitest';
import { endOnUncaught } from '../src/uncaught.ts';

test('an error that nothing caught is logged whole before the process ends with 70', () => {
  const happened: unknown[] = [];
  let hear: (error: unknown, origin: string) => void = () => {};
  endOnUncaught(
    { fatal: (facts, message) => happened.push(facts, message) },
    {
      on(event, heard) {
        expect(event).toBe('uncaughtException');
        hear = heard;
      },
      exit: (code) => happened.push(code),
    },
  );
  const error = new Error('a timer without a guard');
  hear(error, 'unhandledRejection');
  expect(happened).toEqual([
    { err: error, origin: 'unhandledRejection' },
    expect.stringMatching(/^Razbor ends at an error that nothing caught/),
    70,
  ]);
});
