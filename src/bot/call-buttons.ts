import { buttonKind, code, id, optional } from './buttons.ts';
import { byCall } from './roles.ts';

/**
 * Buttons about a call that screens of several rooms offer; each is handled in the room that it leads to.
 * Whose it is, the call itself decides: the status table is asked with what somebody is to it
 * (domain/access.ts).
 */
const ofCall = { callId: id };

/** Sends the recording. */
export const listenButton = buttonKind('listen', byCall, ofCall);
/** Sends the recording from a moment on, in whole seconds from its beginning. */
export const clipButton = buttonKind('clip', byCall, { callId: id, momentS: id });
/** Opens the call's card as a message of its own, or in the place of the pressed one. */
export const cardButton = buttonKind('card', byCall, ofCall);
export const cardHereButton = buttonKind('card-here', byCall, ofCall);
/** The seller's notice of a score. */
export const noticeButton = buttonKind('notice', byCall, { callId: id, from: optional(code) });
/** Begins an appeal, or goes on with the draft of one. */
export const appealButton = buttonKind('appeal', byCall, { callId: id, from: optional(code) });
