import { policyKeys } from '../../domain/policy.ts';
import { buttonKind, code, id, oneOf, optional } from '../buttons.ts';
import { commandRoles } from '../roles.ts';
import { ruleGroupNames } from './policy-rules.ts';

/** Buttons of the rules. */

const admins = commandRoles.policy;
const ofRule = { key: oneOf(policyKeys) };

export const groupButton = buttonKind('rules', admins, { group: oneOf(ruleGroupNames) });
export const ruleButton = buttonKind('rule', admins, ofRule);
/** Asks to type a rule's value. */
export const typeButton = buttonKind('rule-type', admins, ofRule);
/** One of the values that a rule can have. */
export const pickButton = buttonKind('rule-pick', admins, { ...ofRule, value: code });
/** Confirms what was typed or picked, told from any other by its print. */
export const confirmButton = buttonKind('rule-yes', admins, { print: code });
/** Who changed what, the newest first; `beforeId`: the changes before that one. */
export const rulesHistoryButton = buttonKind('rule-history', admins, { beforeId: optional(id) });
