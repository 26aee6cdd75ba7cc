import type { TeamRole } from '../../app/credit/read-team.ts';
import { buttonKind, id, oneOf, optional, page } from '../buttons.ts';
import { menteesButton, teamButton } from '../menu-buttons.ts';
import { commandRoles } from '../roles.ts';

/** Buttons of the team and of the mentees, and of one of them. */

const teamRoles = ['supervisor', 'mentor'] as const satisfies TeamRole[];

/** Opens a page of the list of either. */
export const listButtons = { supervisor: teamButton, mentor: menteesButton };

export const teamBelowButton = buttonKind('team-below', commandRoles.team);
/** One person's month; the list and its page lead back. */
export const memberButton = buttonKind('member', teamRoles, {
  personId: id,
  as: oneOf(teamRoles),
  page: optional(page),
});
/** A picture of the people of one page: the map of their sections, or what they fail most. */
export const teamPictureButton = buttonKind('team-picture', teamRoles, {
  as: oneOf(teamRoles),
  kind: oneOf(['heat', 'items']),
  page: optional(page),
});
