import { tableKinds } from '../../domain/upload.ts';
import { buttonKind, id, oneOf } from '../buttons.ts';
import { commandRoles } from '../roles.ts';

/** Buttons of what is brought in as a file. */

const admins = commandRoles.import;
const ofUpload = { uploadId: id };
const ofKind = { kind: oneOf(tableKinds) };

/** How a file of one kind has to look; the next file is taken for one. */
export const kindButton = buttonKind('import-kind', admins, ofKind);
export const sampleButton = buttonKind('import-sample', admins, ofKind);
/** Says which kind a file is that does not say it itself. */
export const asButton = buttonKind('import-as', admins, { ...ofUpload, ...ofKind });
export const acceptButton = buttonKind('import-yes', admins, ofUpload);
export const cancelButton = buttonKind('import-no', admins, ofUpload);
export const checkAgainButton = buttonKind('import-again', admins, ofUpload);
/** Sends the refused rows as a document. */
export const refusedButton = buttonKind('import-refused', admins, ofUpload);
