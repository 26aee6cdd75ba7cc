import { releaseReasons } from '../../domain/call.ts';
import { buttonKind, code, id, oneOf } from '../buttons.ts';
import { byCall } from '../roles.ts';

/**
 * The buttons of a scoring sheet, each with its call first. Mentors and heads score to teach on the same
 * sheet: whose it is, the use case asks.
 */
const ofCall = { callId: id };
const ofItem = { callId: id, item: code };

/** Picks the call's type, and offers the types again. */
export const typeButton = buttonKind('type', byCall, { callId: id, type: code });
export const typesButton = buttonKind('types', byCall, ofCall);

export const passButton = buttonKind('pass', byCall, ofItem);
export const failButton = buttonKind('fail', byCall, ofItem);
export const naButton = buttonKind('na', byCall, ofItem);
/** Goes to an item. */
export const itemButton = buttonKind('item', byCall, ofItem);
/** A frequent comment, by its place among those offered with the item. */
export const frequentButton = buttonKind('usual', byCall, { ...ofItem, at: id });
/** All that is not answered yet was done. */
export const restButton = buttonKind('rest', byCall, ofCall);
export const overviewButton = buttonKind('overview', byCall, ofCall);

/** Asks for the words to the seller. */
export const recommendButton = buttonKind('recommend', byCall, ofCall);
export const submitButton = buttonKind('submit', byCall, ofCall);
/** The sheet in the place of the pressed message. */
export const sheetButton = buttonKind('sheet', byCall, ofCall);

export const giveBackAsButton = buttonKind('give-back-as', byCall, {
  callId: id,
  reason: oneOf(releaseReasons),
});
/** Drops a side review that was begun; handled where reviews are for teaching. */
export const dropSideButton = buttonKind('drop-side', byCall, ofCall);
