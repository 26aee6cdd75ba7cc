import { buttonKind, code, id, optional, page } from '../buttons.ts';
import { commandRoles } from '../roles.ts';

/** Buttons of the checklists, and of those that were sent and are not published yet. */

const admins = commandRoles.checklists;
const ofChecklist = { checklistId: id };
const ofVersion = { ...ofChecklist, version: id };
const ofUpload = { uploadId: id };

export const checklistButton = buttonKind('checklist', admins, {
  ...ofChecklist,
  page: optional(page),
});
export const uploadButton = buttonKind('checklist-new', admins);
export const yamlButton = buttonKind('checklist-yaml', admins, ofVersion);
export const offButton = buttonKind('checklist-off', admins, ofChecklist);
export const offYesButton = buttonKind('checklist-off-yes', admins, ofChecklist);
export const onButton = buttonKind('checklist-on', admins, ofChecklist);
/** The versions before one, or the newest ones. */
export const versionsButton = buttonKind('checklist-old', admins, {
  ...ofChecklist,
  before: optional(id),
});
export const versionButton = buttonKind('checklist-step', admins, ofVersion);

const ofItem = { versionId: id, item: code };
/** An item as a version words it counts for nobody, and counts again. */
export const pauseButton = buttonKind('item-pause', admins, ofItem);
export const resumeButton = buttonKind('item-resume', admins, ofItem);

export const previewButton = buttonKind('checks', admins, ofUpload);
/** One of the checklists sent, by its place among them. */
export const lookButton = buttonKind('checks-look', admins, {
  ...ofUpload,
  at: id,
  page: optional(page),
});
export const publishButton = buttonKind('checks-yes', admins, ofUpload);
export const discardButton = buttonKind('checks-no', admins, ofUpload);
