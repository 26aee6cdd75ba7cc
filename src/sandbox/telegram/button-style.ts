import type { Knows } from './server-version.ts';

const styles: readonly unknown[] = [undefined, '', 'default', 'primary', 'danger', 'success'];

/** Telegram's words for a style that it does not take; null where it does, or knows none and looks at none. */
export function wrongWithStyle(style: unknown, knows: Knows): string | null {
  return knows('styles') && !styles.includes(style) ? 'invalid button style specified' : null;
}

/** A button as the server keeps it: a style that it does not know is left out. */
export function asKept<Button extends { style?: unknown }>(button: Button, knows: Knows): Button {
  if (knows('styles') || button.style === undefined) return button;
  const { style: _, ...rest } = button;
  return rest as Button;
}
