import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { endOnSignal } from '../src/signals.ts';

function running() {
  const exits: number[] = [];
  const emitter = new EventEmitter();
  return {
    exits,
    on: (signal: NodeJS.Signals, hear: (signal: NodeJS.Signals) => void) =>
      emitter.on(signal, hear),
    exit: (code: number) => void exits.push(code),
    send: (signal: NodeJS.Signals) => emitter.emit(signal, signal),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends in order, then the process', async (signal) => {
  const process = running();
  const asked: string[] = [];
  let ended = () => {};
  endOnSignal((by) => {
    asked.push(by);
    return new Promise<void>((resolve) => {
      ended = resolve;
    });
  }, process);
  process.send(signal);
  await turn();
  expect({ asked, exits: process.exits }).toEqual({ asked: [signal], exits: [] });
  ended();
  await turn();
  expect(process.exits).toEqual([0]);
});

test.each([
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGTERM', 'SIGINT', 130],
  ['SIGINT', 'SIGINT', 130],
] as const)(
  'after %s a %s ends the process at once, and nothing twice',
  async (first, second, code) => {
    const process = running();
    const asked: string[] = [];
    endOnSignal((signal) => {
      asked.push(signal);
      return new Promise(() => {});
    }, process);
    process.send(first);
    process.send(second);
    await turn();
    expect({ asked, exits: process.exits }).toEqual({ asked: [first], exits: [code] });
  },
);

test('an end that fails is told by the exit code', async () => {
  const process = running();
  endOnSignal(() => Promise.reject(new Error('no')), process);
  process.send('SIGTERM');
  await turn();
  expect(process.exits).toEqual([1]);
});
