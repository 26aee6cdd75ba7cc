import type { Ctx } from './context.ts';
import type { Reply } from './reply.ts';

/** Handlers that are not typed yet (buttons.ts): by the verb of their button's data. */
export type Tap = (ctx: Ctx, ...args: string[]) => Reply | Promise<Reply>;
export type Taps = Readonly<Record<string, Tap>>;
