import {
  anyActiveWith,
  anyCall,
  anyChecklist,
  anyDrawnCall,
  anyReadyCall,
  nextDrawAt,
} from '../../db/setup.ts';
import type { Role } from '../../domain/person.ts';
import type { Instant } from '../../domain/time.ts';
import type { App } from '../app.ts';

/** What a company does before its first score, in this order. */
export const setupSteps = ['people', 'checklists', 'calls', 'recordings', 'draw'] as const;
export type SetupStep = (typeof setupSteps)[number];

export interface Setup {
  done: Record<SetupStep, boolean>;
  /** The roles without which no score comes about and that nobody active holds yet. */
  missingRoles: Role[];
  nextDrawAt: Instant | null;
}

const neededRoles = ['seller', 'controller', 'supervisor'] as const;

/** How far the company has come; null once there is nothing left to set up. */
export function setupState(app: App): Setup | null {
  const { db } = app;
  const missingRoles = neededRoles.filter((role) => !anyActiveWith(db, role));
  const done = {
    people: missingRoles.length === 0,
    checklists: anyChecklist(db),
    calls: anyCall(db),
    recordings: anyReadyCall(db),
    draw: anyDrawnCall(db),
  };
  if (setupSteps.every((step) => done[step])) return null;
  return { done, missingRoles, nextDrawAt: nextDrawAt(db) };
}

/** When the coming draw takes place; null where none is planned. */
export function nextDraw(app: App): Instant | null {
  return nextDrawAt(app.db);
}
