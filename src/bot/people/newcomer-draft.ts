import { z } from 'zod';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import type { Newcomer } from '../../app/people/manage-person.ts';
import { roles } from '../../domain/person.ts';
import { readStored } from '../../domain/stored.ts';
import type { Ctx } from '../context.ts';
import type { Words } from '../words.ts';

/** Whoever is being added: kept with the chat until it is done. */
const draftSchema = z.object({
  /** Null: contacts are picked once the rest is known. */
  name: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  direction: z.string().nullable(),
  scope: z.string().nullable(),
  /** The number of the keyboard by which contacts may be picked now; null: none stands there. */
  requestId: z.int().nullable().default(null),
});
export type Draft = z.output<typeof draftSchema>;

/** What stands for every direction in a draft's scope. */
export const allDirections = '*';

/** Nothing but the name is known; null: they are contacts. */
export function begun(name: string | null): Draft {
  return { name, roles: [], direction: null, scope: null, requestId: null };
}

export function draftIn(ctx: Ctx): Draft | null {
  return ctx.chat ? readStored(draftSchema, chatNote(ctx.app, ctx.chat.id, 'newcomer')) : null;
}

export function keep(ctx: Ctx, draft: Draft | null): void {
  if (!ctx.chat) return;
  writeChatNote(ctx.app, ctx.chat.id, 'newcomer', draft ? JSON.stringify(draft) : '');
}

export function keeping(ctx: Ctx, draft: Draft): Draft {
  keep(ctx, draft);
  return draft;
}

export function draftTitle(words: Words, { name }: Draft): string {
  return name === null ? words.t('contacts-title') : words.t('new-title-of', { name });
}

/** What they are to be, as whoever adds people says it. */
export function given({ roles: chosen, direction, scope }: Draft): Omit<Newcomer, 'name'> {
  const directions = scope === null || scope === allDirections ? {} : { directions: [scope] };
  return {
    roles: chosen.map((role) => (role === 'supervisor' ? { role, ...directions } : { role })),
    direction,
  };
}
