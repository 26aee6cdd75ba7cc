import { type Policy, policySchema } from '../domain/policy.ts';
import type { DrawRow } from './draws.ts';
import type { Db } from './open.ts';
import { policyAt } from './policy.ts';

/**
 * A draw goes by the rules in force when its window opened (3.1): while its calls are being made nobody
 * changes how they will be drawn. Once drawn it goes by those on its record, its replacements too.
 */
export function policyOfDraw(db: Db, draw: DrawRow): Policy {
  return draw.policy === null ? policyAt(db, draw.windowFromAt) : policySchema.parse(draw.policy);
}
