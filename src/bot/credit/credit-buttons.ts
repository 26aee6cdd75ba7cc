import { agreementParts } from '../../app/credit/read-agreement.ts';
import { verdicts } from '../../domain/checklist.ts';
import { buttonKind, code, type Field, id, month, oneOf, optional, page } from '../buttons.ts';
import { byPerson, commandRoles } from '../roles.ts';

/** Buttons of the credit and of the months in which it is counted. */

const ofPerson = { month, personId: id };

/** As a message of its own: the picture of the months, and the month. */
export const creditBelowButton = buttonKind('credit-below', byPerson, {
  month: optional(month),
  personId: optional(id),
});
/** The month by sections, and page by page what was not done. */
export const itemsButton = buttonKind('credit-items', byPerson, {
  ...ofPerson,
  page: optional(page),
});
export const slipButton = buttonKind('credit-slip', byPerson, ofPerson);
export const pictureButton = buttonKind('credit-picture', byPerson, {
  ...ofPerson,
  kind: oneOf(['sections', 'items']),
});

const wholeParts = ['all', 'drawn', 'sent', 'reviews'] as const;
/** What of somebody's month is listed: a whole, or a section or an item by its place in the month. */
export type PartKey = (typeof wholeParts)[number] | { of: 'section' | 'item'; at: number };

/** `all`, `drawn`, `sent`, `reviews`, `s3`, `i12`. */
const partKey: Field<PartKey> = {
  write: (key) => (typeof key === 'string' ? key : `${key.of === 'section' ? 's' : 'i'}${key.at}`),
  read(text) {
    const whole = wholeParts.find((known) => known === text);
    if (whole) return whole;
    const [, of, place = ''] = /^([si])(\d{1,4})$/.exec(text) ?? [];
    const at = id.read(place);
    return at === undefined ? undefined : { of: of === 's' ? 'section' : 'item', at };
  },
};
/** The calls that a figure of somebody's month was made of. */
export const countedButton = buttonKind('credit-calls', byPerson, {
  ...ofPerson,
  part: partKey,
  page: optional(page),
});

const admins = commandRoles.period;
const ofMonth = { month };
export const periodButton = buttonKind('period', admins, ofMonth);
/** The month by direction and by person. */
export const periodFiguresButton = buttonKind('period-figures', admins, {
  ...ofMonth,
  page: optional(page),
});
export const debtsButton = buttonKind('debts', admins);
/** Takes points back, once a reason is given. */
export const reverseButton = buttonKind('reverse', admins, { transferId: id });

const heads = commandRoles.team;
export const controllersButton = buttonKind('controllers', heads);
/** Of a month, from the months of an administrator; without one, the present one, from the controllers. */
export const decisionsButton = buttonKind('decisions', ['supervisor', 'admin'], {
  month: optional(month),
});

/** Whether heads decide alike, and whose decisions fall. */
export const secondDecisionsButton = buttonKind('second-decisions', ['supervisor', 'admin']);
export const secondFunnelButton = buttonKind('second-picture', ['supervisor', 'admin']);

/** Who scored one's own calls, and how often. */
export const scorersButton = buttonKind('scorers', ['seller']);

const judges = ['supervisor'] as const;
const overseers = ['supervisor', 'admin'] as const;
/** Whether the controllers agree on what was scored twice. */
export const agreementButton = buttonKind('agreement', overseers);
export const agreementByButton = buttonKind('agreement-by', overseers, {
  by: oneOf(agreementParts),
  page: optional(page),
});
/** Who scores strictly and who leniently. */
export const strictnessButton = buttonKind('strictness', overseers);
export const agreementPictureButton = buttonKind('agreement-picture', overseers);

/** The next item of which two scores say something else; `callId`, `item`: after which one. */
export const differencesButton = buttonKind('differences', judges, {
  callId: optional(id),
  item: optional(code),
});
/** How it was, by a head's word. */
export const judgeButton = buttonKind('judge', judges, {
  callId: id,
  item: code,
  judged: oneOf(verdicts),
});
