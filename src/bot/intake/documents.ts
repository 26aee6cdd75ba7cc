import { fileBytesMax, fileMegabytesMax, type GivenFile } from '../../intake/rows.ts';
import { takeChecklistFile } from '../company/checklists.ts';
import type { Ctx } from '../context.ts';
import { telegramRefusal } from '../telegram-refusals.ts';
import { takeImportFile } from './import.ts';

/** Each is offered a file in turn; true: it was theirs, and the person has been answered. */
const fileHandlers: readonly ((ctx: Ctx, file: GivenFile) => Promise<boolean>)[] = [
  takeChecklistFile,
  takeImportFile,
];

/** A file sent to the bot: fetched once, then taken by whoever knows what it is. */
export async function takeDocument(ctx: Ctx): Promise<void> {
  const document = ctx.message?.document;
  if (!document) return;
  if (!ctx.member.roles.includes('admin')) {
    await ctx.reply(ctx.words.plain('document-not-yours'));
    return;
  }
  const bytes = await fetched(ctx, document.file_id, document.file_size ?? 0);
  if (typeof bytes === 'string') {
    await ctx.reply(ctx.words.plain(bytes, { megabytes: fileMegabytesMax }));
    return;
  }
  const file = { name: document.file_name ?? 'file', bytes };
  for (const handle of fileHandlers) if (await handle(ctx, file)) return;
  await ctx.reply(ctx.words.plain('document-unknown'));
}

type NotFetched = 'document-too-big' | 'document-failed';

async function fetched(ctx: Ctx, fileId: string, size: number): Promise<Uint8Array | NotFetched> {
  if (size > fileBytesMax) return 'document-too-big';
  try {
    return await ctx.download(fileId);
  } catch (error) {
    return telegramRefusal(error)?.outcome === 'too big' ? 'document-too-big' : 'document-failed';
  }
}
