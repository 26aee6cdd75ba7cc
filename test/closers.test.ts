import { expect, test } from 'vitest';
import { createClosers, startOrClose } from '../src/closers.ts';

function closersOf(names: readonly string[], failing: readonly string[] = []) {
  const said: string[] = [];
  const closers = createClosers((error, what) => said.push(`${what}: ${(error as Error).message}`));
  for (const name of names) {
    closers.add(name, async () => {
      said.push(`${name} ends`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (failing.includes(name)) throw new Error('no');
      said.push(`${name} ended`);
    });
  }
  return { closers, said };
}

test('what was started last ends first, and the next one waits for it', async () => {
  const { closers, said } = closersOf(['a', 'b', 'c']);
  await closers.close();
  expect(said).toEqual(['c ends', 'c ended', 'b ends', 'b ended', 'a ends', 'a ended']);
});

test('what fails to end is reported by its name and keeps nothing else from ending', async () => {
  const { closers, said } = closersOf(['a', 'b'], ['b']);
  closers.add('c', () => {
    throw new Error('at once');
  });
  await closers.close();
  expect(said).toEqual(['closing c: at once', 'b ends', 'closing b: no', 'a ends', 'a ended']);
});

test('asked twice, it ends everything once, and both wait for that', async () => {
  const { closers, said } = closersOf(['a', 'b']);
  const first = closers.close();
  await closers.close();
  expect(said).toHaveLength(4);
  await first;
  await closers.close();
  expect(said).toHaveLength(4);
});

test('a start that fails half way ends what had started, and fails with its own error', async () => {
  const { closers, said } = closersOf([], []);
  const starting = startOrClose(closers, async () => {
    closers.add('a', () => said.push('a ended'));
    closers.add('b', () => {
      throw new Error('b will not end');
    });
    await Promise.resolve();
    throw new Error('c did not start');
  });
  await expect(starting).rejects.toThrow('c did not start');
  expect(said).toEqual(['closing b: b will not end', 'a ended']);
});

test('a start that comes off ends nothing', async () => {
  const { closers, said } = closersOf(['a']);
  expect(await startOrClose(closers, () => 'started')).toBe('started');
  expect(said).toEqual([]);
});

test('what does not end is left where it is, by its name, and the rest still ends', async () => {
  const said: string[] = [];
  const onError = (error: unknown, what: string) =>
    said.push(`${what}: ${(error as Error).message}`);
  const closers = createClosers(onError, { wholeMs: 60, eachMs: 30 });
  closers.add('a', () => said.push('a ended'));
  for (const name of ['b', 'c', 'd', 'e']) closers.add(name, () => new Promise(() => {}));
  expect(closers.ending.aborted).toBe(false);
  const closing = closers.close();
  expect(closers.ending.aborted).toBe(true);
  await closing;
  expect(said.map((line) => line.split(' has')[0])).toEqual([
    'closing e:',
    'closing d:',
    'closing c:',
    'closing b:',
    'a ended',
  ]);
});
