import type { ListScope } from '../../db/call-parts.ts';
import type { Member } from '../../db/people.ts';

/**
 * The same scope as `canSee`, as ranges of calls; only an escalated appeal of another direction stays
 * among the appeals, and is not listed.
 */
export function scopeOf(member: Member): ListScope {
  const has = (role: Member['roles'][number]) => member.roles.includes(role);
  const supervises = has('supervisor');
  const mentees = has('mentor') ? member.menteeIds.filter((id) => id !== member.id) : [];
  return {
    all: has('admin') || (supervises && member.heads === 'all'),
    directionIds: supervises && member.heads !== 'all' ? member.heads : [],
    sellerIds: [...(has('seller') ? [member.id] : []), ...mentees],
    controllerId: has('controller') ? member.id : null,
  };
}
