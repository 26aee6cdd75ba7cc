import {
  buttonKind,
  code,
  date,
  type Field,
  flag,
  id,
  month,
  oneOf,
  optional,
  page,
} from './buttons.ts';
import { byPerson, commandRoles } from './roles.ts';

/** Buttons that open a main screen, from the menu and from everywhere; each is handled in its own room. */

export const menuButton = buttonKind('menu', commandRoles.menu);
export const languageButton = buttonKind('language', commandRoles.language);

/** What somebody does here, or one topic. */
export const helpButton = buttonKind('help', commandRoles.help, { topic: optional(code) });

/** A call's place in the lists: when it began, then its number. */
const callKey: Field<{ startedAt: number; id: number }> = {
  write: ({ startedAt, id }) => `${startedAt.toString(36)}.${id.toString(36)}`,
  read: (text) => {
    const [, startedAt, id] = /^(-?[0-9a-z]{1,11})\.(-?[0-9a-z]{1,11})$/.exec(text) ?? [];
    if (startedAt === undefined || id === undefined) return undefined;
    return { startedAt: Number.parseInt(startedAt, 36), id: Number.parseInt(id, 36) };
  },
};
/** The list of calls from its beginning, or a page of it: before, after, or from a call on. */
export const callsButton = buttonKind('calls', commandRoles.calls, {
  way: optional(oneOf(['after', 'before', 'from'])),
  key: optional(callKey),
  page: optional(page),
});

/** Whose credit, of which month: one's own of the current one, where neither is said. */
export const creditButton = buttonKind('credit', byPerson, {
  month: optional(month),
  personId: optional(id),
});
/** The draws of a day, or one of them. */
export const drawButton = buttonKind('draw', commandRoles.draw, {
  date: optional(date),
  drawId: optional(id),
});

/** Whether a seller scores their calls themselves before they open a score. */
export const selfFirstButton = buttonKind('self-first', ['seller'], { wanted: optional(flag) });

export const calibrationButton = buttonKind('calibration', commandRoles.calibration);
export const queueButton = buttonKind('queue', commandRoles.queue);
export const appealsButton = buttonKind('appeals', commandRoles.appeals);
/** The requests for advice, or one of them. */
export const adviceButton = buttonKind('advice', commandRoles.advice, { callId: optional(id) });
export const teamButton = buttonKind('team', commandRoles.team, { page: optional(page) });
export const menteesButton = buttonKind('mentees', commandRoles.mentees, { page: optional(page) });

export const checklistsButton = buttonKind('checklists', commandRoles.checklists, {
  page: optional(page),
});
export const policyButton = buttonKind('policy', commandRoles.policy);
/** The people, or those before or after one of them, narrowed to what was searched for. */
export const peopleButton = buttonKind('people', commandRoles.people, {
  way: optional(oneOf(['after', 'before'])),
  personId: optional(id),
  search: optional(code),
});
export const importButton = buttonKind('import', commandRoles.import);
export const periodsButton = buttonKind('periods', commandRoles.period);

/** The way on from scores that do not reach their seller. */
export const undeliveredButton = buttonKind('undelivered', ['supervisor', 'admin'], {
  sellerId: id,
});

/** What opening the bot from its search says as a start parameter: it opens the list of calls. */
export const listStart = 'calls';
