import { expect, test } from 'vitest';
import { createErrands } from '../../src/bot/errands.ts';

const never = () => new Promise<never>(() => {});

test('the end waits for what is under way, and for what that began', async () => {
  const said: string[] = [];
  const errands = createErrands((error, what) => said.push(`${what}: ${error}`));
  const first = Promise.resolve().then(() => {
    said.push('first');
    errands.run('second', Promise.reject('no'));
  });
  errands.run('first', first);
  await errands.done();
  expect(said).toEqual(['first', 'second: no']);
});

test('what never ends keeps the service from ending for a while only', async () => {
  const errands = createErrands(() => {}, 1);
  errands.run('a picture for a Telegram that is out of reach', never());
  await errands.done();
});
