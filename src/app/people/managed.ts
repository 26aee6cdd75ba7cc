import type { Member } from '../../db/people.ts';
import type { ItemError } from '../../domain/intake.ts';
import type { Refused } from '../../domain/refusal.ts';

/** Done, refused, or a field is not as it must be. */
export type Managed<T = { person: Member }> =
  | ({ ok: true } & T)
  | (Refused & { error?: undefined })
  | { ok: false; refusal?: undefined; error: ItemError };
