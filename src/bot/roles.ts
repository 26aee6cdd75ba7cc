import type { Role } from '../domain/person.ts';

/** The roles of which one opens something; null: everybody whom the company knows. */
export type Needs = readonly Role[] | null;

/** Who earns by the calls, and is offered their credit. */
export const paidRoles: readonly Role[] = ['seller', 'controller'];

/** Whose each command is. A command that is not named here does not compile (bot.ts). */
export const commandRoles = {
  start: null,
  menu: null,
  help: null,
  language: null,
  calls: null,
  call: null,
  // What one has earned stays one's own, also after the role that it was earned in.
  credit: null,
  draw: null,
  digest: ['seller', 'controller', 'supervisor'],
  learn: ['seller'],
  best: ['supervisor'],
  next: ['controller'],
  queue: ['controller'],
  calibration: ['supervisor', 'controller'],
  appeals: ['supervisor'],
  advice: ['supervisor'],
  team: ['supervisor'],
  mentees: ['mentor'],
  checklists: ['admin'],
  policy: ['admin'],
  people: ['admin'],
  import: ['admin'],
  period: ['admin'],
} as const satisfies Record<string, Needs>;
export type CommandName = keyof typeof commandRoles;

/** The call itself decides: the status table, asked with what somebody is to the call (domain/access.ts). */
export const byCall = null;
/** Whose figures they are decides: one's own, those of one's team, to an administrator everybody's. */
export const byPerson = null;

/** Whether somebody with these roles may ask for what needs those. */
export function mayUse(needs: Needs, held: readonly Role[]): boolean {
  return needs === null || needs.some((role) => held.includes(role));
}
