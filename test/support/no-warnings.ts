import { afterAll, beforeAll, expect } from 'vitest';

/** What Node warns of where listeners, timers or promises are left behind. */
const leaks =
  /^(MaxListenersExceeded|TimeoutOverflow|TimeoutNegative|TimeoutNaN|PromiseRejectionHandled)Warning$/;

/** No test file may have the process warn of a leak: under load it is one. */
const said: string[] = [];
const hear = ({ name, stack, message }: Error) => {
  if (leaks.test(name)) said.push(stack ?? message);
};

beforeAll(() => {
  said.length = 0;
  process.on('warning', hear);
});
afterAll(async () => {
  // A warning is told of a turn later.
  await new Promise(setImmediate);
  process.off('warning', hear);
  expect(said).toEqual([]);
});
