import { buttonKind, code, id, optional, page } from './buttons.ts';
import { byCall } from './roles.ts';

/**
 * Buttons about a call that screens of several rooms offer; each is handled in the room that it leads to.
 * Whose it is, the call itself decides: the status table is asked with what somebody is to it
 * (domain/access.ts).
 */
const ofCall = { callId: id };
/** `from`: `card`, where it stands on the call's card and that is drawn again. */
const ofCallFrom = { callId: id, from: optional(code) };
/** A list's place, in messages from when such acts stood in the list of calls. */
const ofCallPlaced = { ...ofCallFrom, listKey: optional(code), listPage: optional(code) };

/** Sends the recording. */
export const listenButton = buttonKind('listen', byCall, ofCall);
/** Sends the recording from a moment on, in whole seconds from its beginning. */
export const clipButton = buttonKind('clip', byCall, { callId: id, momentS: id });
/** Opens the call's card as a message of its own, or in the place of the pressed one. */
export const cardButton = buttonKind('card', byCall, ofCall);
export const cardHereButton = buttonKind('card-here', byCall, ofCall);
/** The points that the call moved. */
export const pointsButton = buttonKind('points', byCall, ofCall);
/** A teaching review as a message of its own. */
export const teachingBelowButton = buttonKind('teaching-below', byCall, { reviewId: id });

/** The seller's notice of a score. */
export const noticeButton = buttonKind('notice', byCall, ofCallFrom);
/** Scores one's own call before the score is opened, and how that compares with it. */
export const selfCheckButton = buttonKind('self', byCall, ofCall);
export const selfComparedButton = buttonKind('self-seen', byCall, ofCall);
/** Begins an appeal, or goes on with the draft of one. */
export const appealButton = buttonKind('appeal', byCall, ofCallFrom);
/** The appeal as it is decided. */
export const caseButton = buttonKind('case', byCall, ofCallFrom);
/** The appeal as the reviewer whose score it is reads it. */
export const appealedButton = buttonKind('appealed', byCall, ofCallFrom);

/** Asks for advice on a call of one's own, and takes that back. */
export const askButton = buttonKind('ask', byCall, ofCallFrom);
export const withdrawButton = buttonKind('withdraw', byCall, ofCallFrom);
/** Begins on a request for advice. */
export const beginButton = buttonKind('begin', byCall, ofCallPlaced);
/** Reviews a call to teach, beside its own way. */
export const sideButton = buttonKind('side', byCall, ofCallPlaced);
/** Goes on with a teaching review that was begun. */
export const resumeButton = buttonKind('resume', byCall, ofCallPlaced);
/** A call to take, and where it was offered; `of` and `page` say on which page of the team. */
export const ofTake = {
  ...ofCallFrom,
  of: optional(code),
  as: optional(code),
  page: optional(page),
};
/** Takes a call to teach on it, once that is confirmed. */
export const takeButton = buttonKind('take', byCall, ofTake);

/** The controller's next call, or the one in hand. Heads go on so with a returned call that they score. */
export const nextButton = buttonKind('next', ['controller', 'supervisor'], {
  callId: optional(id),
  from: optional(code),
});
/** Takes a score back to correct it. */
export const recallButton = buttonKind('recall', byCall, ofCallFrom);
/** Gives a call back that cannot be scored. */
export const giveBackButton = buttonKind('give-back', byCall, ofCallFrom);
/** A call that was given back, as whoever confirms that sees it. */
export const returnedButton = buttonKind('returned', ['supervisor', 'admin'], ofCallFrom);
/** Begins a calibration on a call, or goes on choosing who is asked. */
export const calibrateButton = buttonKind('calibrate', ['supervisor'], ofCall);
/** The items of which a call can be marked as an example. */
export const bestPickButton = buttonKind('best-pick', ['supervisor'], ofCall);
/** Sends a call to the controllers. */
export const sendButton = buttonKind('send', byCall, ofCallFrom);
/** Whose call it is, by its client and order. */
export const linkButton = buttonKind('link', byCall, ofCallFrom);
