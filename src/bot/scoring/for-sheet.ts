import type { Context } from 'grammy';
import { id, verbAndParts } from '../buttons.ts';
import { callNumber } from '../call-number.ts';
import { scoringSteps } from './scoring-steps.ts';

type Update = Pick<Context, 'message' | 'callbackQuery'> & { pressed?: string };

const verbs = new Set(scoringSteps.map(({ verb }) => verb));

/** The call on whose sheet a button was pressed; null where it was none of a sheet's. */
export function pressedSheet({ pressed, callbackQuery }: Update): number | null {
  const [verb, [callId = '']] = verbAndParts(pressed ?? callbackQuery?.data ?? '');
  return verbs.has(verb) ? (id.read(callId) ?? null) : null;
}

/** Something typed or spoken, a command among it. */
export function isSaid({ message }: Update): boolean {
  return message?.text !== undefined || message?.voice !== undefined;
}

/** The same, but for what leads elsewhere: commands, and a call's number, which opens its card. */
export function isWords(update: Update): boolean {
  const text = update.message?.text ?? '';
  return isSaid(update) && !text.startsWith('/') && !callNumber.test(text);
}

export function isForSheet(update: Update, callId: number): boolean {
  return pressedSheet(update) === callId || isWords(update);
}
