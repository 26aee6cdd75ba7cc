/** The five roles of DESIGN 1. A person may hold several; what they permit adds up. */
export const roles = ['seller', 'controller', 'mentor', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** Someone of the company, with everything an authorisation needs to know. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The direction a seller belongs to. */
  readonly directionId: number | null;
  /** The directions a supervisor heads; `all` for a head of everything, empty for everyone else. */
  readonly heads: 'all' | readonly number[];
  /** The sellers whom a mentor teaches at present. */
  readonly menteeIds: readonly number[];
}

/** Who acts: a person, or the system itself (the draw, the sweep, the intake). */
export type Actor = { readonly kind: 'system' } | ({ readonly kind: 'person' } & Person);

export const system: Actor = { kind: 'system' };

export function asActor(person: Person): Actor {
  return { ...person, kind: 'person' };
}
