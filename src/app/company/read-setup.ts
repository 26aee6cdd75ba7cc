import { anyCall, anyDrawnCall, anyReadyCall, nextDrawAt } from '../../db/setup.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';
import { brokenTelephony, type SetupFacts, setupFacts } from './setup-facts.ts';

/** What a company does before its first score, in this order. */
export const setupSteps = [
  'people',
  'telegram',
  'checklists',
  'telephony',
  'calls',
  'recordings',
  'ffmpeg',
  'draw',
] as const;
export type SetupStep = (typeof setupSteps)[number];

export interface Setup {
  done: Record<SetupStep, boolean>;
  facts: SetupFacts;
  nextDrawAt: Instant | null;
}

/** How far the company has come; null once there is nothing left to set up, nor to mend. */
export function setupState(app: App): Setup | null {
  const { db } = app;
  const facts = setupFacts(app);
  const done = {
    people: facts.missingRoles.length === 0,
    telegram: facts.unbound.length === 0,
    checklists: facts.anyChecklist,
    telephony: brokenTelephony(facts).length + facts.held.length === 0,
    calls: anyCall(db),
    recordings: facts.recordings.state === 'fine' && anyReadyCall(db),
    ffmpeg: facts.ffmpeg.version !== null,
    draw: anyDrawnCall(db),
  };
  if (setupSteps.every((step) => done[step])) return null;
  return { done, facts, nextDrawAt: nextDrawAt(db) };
}

/** When the coming draw takes place; null where none is planned. */
export function nextDraw(app: App): Instant | null {
  return nextDrawAt(app.db);
}
