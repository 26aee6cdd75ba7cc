import { refused } from '../reply.ts';
import { movedFrom } from '../sheet-place.ts';
import type { Tap } from '../taps.ts';

/** Taps on a sheet, none of which acts from a message that the sheet has moved away from. */
export function onSheet<Name extends string>(taps: Readonly<Record<Name, Tap>>): Record<Name, Tap> {
  const entries = Object.entries<Tap>(taps).map(([name, tap]) => [name, onlyHere(tap)]);
  return Object.fromEntries(entries);
}

function onlyHere(tap: Tap): Tap {
  return (ctx, id = '', ...args) => {
    const tapped = ctx.callbackQuery?.message?.message_id;
    const moved = tapped === undefined ? null : movedFrom(ctx, tapped, Number(id));
    return moved ? refused(ctx, 'sheet_moved', moved) : tap(ctx, id, ...args);
  };
}
