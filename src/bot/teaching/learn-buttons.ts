import { buttonKind, code, flag, id, optional, page } from '../buttons.ts';
import { byPerson, commandRoles } from '../roles.ts';

/** Buttons of a seller's playlist and of the examples that heads mark. */

const ofLesson = { checklistId: id, item: code };

export const learnButton = buttonKind('learn', commandRoles.learn, { page: optional(page) });
export const lessonButton = buttonKind('lesson', commandRoles.learn, ofLesson);
/** One's own word to oneself: heard it, will do it. */
export const heardButton = buttonKind('heard', commandRoles.learn, ofLesson);
/** Plays a colleague's example. */
export const exampleButton = buttonKind('example', commandRoles.learn, { exampleId: id });
/** One's own calls that serve as examples. */
export const ownExamplesButton = buttonKind('own-best', commandRoles.learn, {
  page: optional(page),
});
/** Lets colleagues hear the moment shown, or not; `page`: of one's own list, where it stands there. */
export const releaseButton = buttonKind('release', byPerson, {
  exampleId: id,
  released: flag,
  momentS: id,
  page: optional(page),
});

export const bestButton = buttonKind('best', commandRoles.best, { page: optional(page) });
export const bestItemButton = buttonKind('best-item', commandRoles.best, {
  callId: id,
  item: code,
});
export const unmarkButton = buttonKind('best-off', commandRoles.best, {
  exampleId: id,
  page: optional(page),
});
