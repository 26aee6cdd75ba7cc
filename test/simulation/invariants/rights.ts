import type { Fresh, Sql } from './invariant.ts';

/** Who somebody is, read from the tables: not by the code that is being checked. */
interface Holder {
  roles: Set<string>;
  headsAll: boolean;
  heads: Set<number>;
  mentees: Set<number>;
  active: boolean;
}

export function holderOf(sql: Sql, id: number): Holder {
  const roles = sql.all<{ role: string; all_directions: number }>(
    'SELECT role, all_directions FROM person_roles WHERE person_id = ?',
    id,
  );
  const ids = (text: string) => new Set(sql.all<{ id: number }>(text, id).map((row) => row.id));
  return {
    roles: new Set(roles.map(({ role }) => role)),
    headsAll: roles.some(({ role, all_directions: all }) => role === 'supervisor' && all === 1),
    heads: ids('SELECT direction_id id FROM person_scopes WHERE person_id = ?'),
    mentees: ids('SELECT mentee_id id FROM mentorships WHERE mentor_id = ? AND to_at IS NULL'),
    active: sql.get<{ active: number }>('SELECT active FROM people WHERE id = ?', id)?.active === 1,
  };
}

const bySystem = ['register', 'classify', 'sample', 'approve', 'give_back'];

/** Why this person could not have done this to this call (design 1 and 2); null where they could. */
export function wrongActor(sql: Sql, row: Fresh): string | null {
  if (row.actor_id === null)
    return bySystem.includes(row.verb) ? null : 'the system does not do this';
  const actor = holderOf(sql, row.actor_id);
  const isSeller = row.seller_id === row.actor_id;
  const heads =
    actor.roles.has('supervisor') &&
    (actor.headsAll || (row.direction_id !== null && actor.heads.has(row.direction_id)));
  const teaches =
    actor.roles.has('mentor') && row.seller_id !== null && actor.mentees.has(row.seller_id);
  const own = ['link', 'ask', 'accept', 'appeal', 'give_back'];
  if (!actor.active) return 'the actor was deactivated';
  if (isSeller) {
    if (!actor.roles.has('seller')) return 'no seller any more';
    return own.includes(row.verb) ? null : 'nobody does this to a call of their own';
  }
  const isScorer = row.scored_by_id === row.actor_id;
  switch (row.verb) {
    case 'ask':
    case 'accept':
    case 'appeal':
      return 'only its seller does this';
    case 'link':
      return actor.roles.has('admin') || heads ? null : 'out of scope';
    case 'send':
    case 'begin':
      return heads ? null : 'out of scope';
    case 'take':
    case 'review':
      return heads || teaches ? null : 'neither head nor mentor';
    case 'score':
      if (row.to_status === 'approved_training') return heads || teaches ? null : 'no teacher';
      return actor.roles.has('controller') || heads ? null : 'no controller';
    case 'recall':
      return actor.roles.has('controller') || heads ? null : 'no controller';
    case 'concede':
      return isScorer ? null : 'only its scorer concedes';
    case 'uphold':
    case 'reject':
    case 'annul':
      if (!actor.roles.has('supervisor')) return 'no supervisor';
      if (isScorer || row.sent_by_id === row.actor_id) return 'judges what they scored or sent';
      return heads || wasEscalated(sql, row.call_id) ? null : 'out of scope';
    case 'give_back':
      return ['controller', 'mentor', 'supervisor', 'admin'].some((role) => actor.roles.has(role))
        ? null
        : 'holds no calls';
    default:
      return 'only the system does this';
  }
}

function wasEscalated(sql: Sql, callId: number): boolean {
  return (
    sql.get('SELECT 1 FROM appeals WHERE call_id = ? AND escalated_at IS NOT NULL', callId) !==
    undefined
  );
}

/** Whether somebody may see a call at this moment (design 1, who sees what). */
export function maySee(sql: Sql, personId: number, callId: number): boolean {
  const call = sql.get<{
    seller_id: number | null;
    direction_id: number | null;
    reviewer_id: number | null;
    scored_by_id: number | null;
  }>('SELECT seller_id, direction_id, reviewer_id, scored_by_id FROM calls WHERE id = ?', callId);
  if (!call) return false;
  const { roles, headsAll, heads, mentees } = holderOf(sql, personId);
  if (call.seller_id === personId && roles.has('seller')) return true;
  if (roles.has('admin')) return true;
  if (roles.has('supervisor')) {
    if (headsAll || (call.direction_id !== null && heads.has(call.direction_id))) return true;
    if (wasEscalated(sql, callId)) return true;
  }
  if (call.seller_id === personId) return false;
  if (roles.has('mentor') && call.seller_id !== null && mentees.has(call.seller_id)) return true;
  return call.reviewer_id === personId || call.scored_by_id === personId;
}
