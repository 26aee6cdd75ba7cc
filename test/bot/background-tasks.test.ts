import { expect, test } from 'vitest';
import { createBackgroundTasks } from '../../src/bot/background-tasks.ts';

const never = () => new Promise<never>(() => {});

test('the end waits for what is under way, and for what that began', async () => {
  const said: string[] = [];
  const backgroundTasks = createBackgroundTasks((error, what) => said.push(`${what}: ${error}`));
  const first = Promise.resolve().then(() => {
    said.push('first');
    backgroundTasks.run('second', Promise.reject('no'));
  });
  backgroundTasks.run('first', first);
  await backgroundTasks.done();
  expect(said).toEqual(['first', 'second: no']);
});

test('what never ends keeps the service from ending for a while only', async () => {
  const backgroundTasks = createBackgroundTasks(() => {});
  backgroundTasks.run('a picture for a Telegram that is out of reach', never());
  await backgroundTasks.done(1);
});
