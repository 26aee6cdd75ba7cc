import type { CallCard } from '../../app/calls/read-call.ts';
import type { Verb } from '../../domain/status.ts';
import { type ButtonKind, spentButton } from '../buttons.ts';
import {
  appealButton,
  appealedButton,
  askButton,
  beginButton,
  caseButton,
  giveBackButton,
  linkButton,
  nextButton,
  noticeButton,
  recallButton,
  resumeButton,
  returnedButton,
  sendButton,
  sideButton,
  takeButton,
  withdrawButton,
} from '../call-buttons.ts';
import type { Words } from '../words.ts';

/** What decides which acts a person is offered on a call. */
export type Acts = Pick<CallCard, 'call' | 'offered' | 'capacities'>;

/** An act on a call: a button of call-buttons.ts, whose words here are `button-go-<verb>`. */
type CallAct = Pick<ButtonKind<{ callId: number; from?: string | undefined }>, 'verb' | 'button'>;

/** The way to each act of a person, by the verb of the status table that offers it; the system's have none. */
const actions: Partial<Record<Verb, CallAct | ((card: Acts) => CallAct | null)>> = {
  ask: askButton,
  begin: beginButton,
  take: takeButton,
  send: sendButton,
  link: linkButton,
  review: ({ capacities }) => (capacities.has('reviewer') ? null : sideButton),
  give_back: ({ capacities }) => {
    if (capacities.has('reviewer')) return giveBackButton;
    return capacities.has('seller') ? withdrawButton : returnedButton;
  },
  accept: noticeButton,
  appeal: appealButton,
  score: ({ call }) => (call.status === 'listening_credit' ? nextButton : resumeButton),
  recall: recallButton,
  uphold: caseButton,
  annul: caseButton,
  reject: caseButton,
  concede: appealedButton,
};

/** This person's acts on the call now: what the status table offers, and nothing else. */
export function actsOn(card: Acts): CallAct[] {
  const acts = card.offered.map((verb) => {
    const action = actions[verb];
    return typeof action === 'function' ? action(card) : action;
  });
  return [...new Set(acts.filter((act) => act !== null && act !== undefined))];
}

/** The acts that are spent, greyed: beside them the text says how the call ended. */
export function spentOn(words: Words, { spent }: Pick<CallCard, 'spent'>) {
  return spent.map((verb) => spentButton(words.plain(`button-${verb}`)));
}
