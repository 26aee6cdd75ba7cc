import type { InlineKeyboardButton } from 'grammy/types';

export type Style = NonNullable<InlineKeyboardButton.CallbackButton['style']>;

/**
 * How each button looks, by its verb; those not named here look as the app draws any. Green and red are for what
 * is *so* and *not so*, red also for what cannot be undone, blue for the one step that a screen is there for.
 * What a head decides on an appeal has no colour: none of it is the right answer.
 */
const styles: Readonly<Record<string, Style>> = {
  pass: 'success',
  fail: 'danger',
  submit: 'primary',
  'b-pass': 'success',
  'b-fail': 'danger',
  'b-send': 'primary',
  'cal-start': 'primary',
  'cal-close': 'primary',
  next: 'primary',

  accept: 'success',
  'accept-yes': 'success',
  appeal: 'primary',
  'ap-send': 'primary',
  confirm: 'primary',
  'concede-yes': 'primary',

  'rule-yes': 'primary',
  'import-yes': 'primary',
  'checks-yes': 'primary',
  'take-yes': 'primary',

  'person-off-yes': 'danger',
  'person-unbind-yes': 'danger',
  'checklist-off-yes': 'danger',
  'period-close-yes': 'danger',
};

/** The style of a verb's buttons; undefined where it has none. */
export function styleOf(verb: string): Style | undefined {
  return Object.hasOwn(styles, verb) ? styles[verb] : undefined;
}

/** A button that leads back by the verb of the step it came from, which is not what the screen is there for. */
export function back<Button extends { style?: Style }>({ style, ...button }: Button) {
  return button;
}

/** Every verb that has one, for the test that each is a button's. */
export const styledVerbs = Object.keys(styles);
