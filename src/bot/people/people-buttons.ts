import { languages } from '../../domain/person.ts';
import { buttonKind, id, oneOf, optional, page } from '../buttons.ts';
import { commandRoles } from '../roles.ts';

/** Buttons of the list of people and of somebody's page; each is handled where its screen is drawn. */

const admins = commandRoles.people;
const ofPerson = { personId: id };
/** `beforeId`: the changes before that one. */
const pageOfHistory = { beforeId: optional(id) };

export const findPeopleButton = buttonKind('people-find', admins);
export const newPersonButton = buttonKind('person-new', admins);
export const contactsButton = buttonKind('person-contacts', admins);
export const peopleHistoryButton = buttonKind('people-history', admins, pageOfHistory);

export const personButton = buttonKind('person', admins, ofPerson);
export const nameButton = buttonKind('person-name', admins, ofPerson);
export const rolesButton = buttonKind('person-roles', admins, ofPerson);
export const directionButton = buttonKind('person-direction', admins, ofPerson);
export const scopesButton = buttonKind('person-scopes', admins, ofPerson);
export const mentorsButton = buttonKind('person-mentors', admins, {
  ...ofPerson,
  page: optional(page),
});
export const extensionsButton = buttonKind('person-extensions', admins, ofPerson);
export const absencesButton = buttonKind('person-absences', admins, ofPerson);
export const languageButton = buttonKind('person-language', admins, {
  ...ofPerson,
  language: oneOf(languages),
});
export const inviteButton = buttonKind('person-invite', admins, ofPerson);
export const unbindButton = buttonKind('person-unbind', admins, ofPerson);
export const offButton = buttonKind('person-off', admins, ofPerson);
export const onButton = buttonKind('person-on', admins, ofPerson);
export const personHistoryButton = buttonKind('person-history', admins, {
  ...ofPerson,
  ...pageOfHistory,
});
