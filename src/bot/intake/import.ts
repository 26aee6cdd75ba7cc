import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  cancelUpload,
  checkAgain,
  confirmUpload,
  nameUpload,
  receiveUpload,
  refusedPages,
  type Upload,
  uploadIsShown,
  uploadOf,
} from '../../app/intake/uploads.ts';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import { type Outcome, refuse } from '../../domain/refusal.ts';
import { type TableKind, tableKinds } from '../../domain/upload.ts';
import { fileKindOf } from '../../intake/file-kind.ts';
import type { GivenFile } from '../../intake/rows.ts';
import { sampleTable } from '../../intake/sample.ts';
import type { Ctx } from '../context.ts';
import { csvDocument } from '../csv-document.ts';
import { refusalText } from '../refused-row.ts';
import { refused } from '../reply.ts';
import { sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
import { importScreen, kindScreen, uploadScreen } from './import-screens.ts';

const nounOf = (text: string | undefined) => tableKinds.find((kind) => kind === text) ?? null;

/** Opens the way in for files. */
export async function openImport(ctx: Ctx): Promise<void> {
  await sendScreen(ctx, importScreen(ctx.words));
}

/** Takes a table or a list of items that an admin sent; it is looked through in the background. */
export async function takeImportFile(ctx: Ctx, file: GivenFile): Promise<boolean> {
  if (!ctx.chat) return false;
  const is = fileKindOf(file);
  if (is !== 'csv' && is !== 'yaml' && is !== 'xlsx') {
    await ctx.reply(ctx.words.t(`import-kind-${is}`), { parse_mode: 'HTML' });
    return true;
  }
  const chosen = nounOf(chatNote(ctx.app, ctx.chat.id, 'import') ?? undefined);
  const received = await receiveUpload(ctx.app, ctx.member, file, chosen);
  if (!received.ok) {
    await ctx.reply(ctx.words.plain(`refusal-${received.refusal}`));
    return true;
  }
  writeChatNote(ctx.app, ctx.chat.id, 'import', '');
  const { upload } = received;
  const messageId = await sendScreen(ctx, uploadScreen(ctx.app, ctx.words, upload));
  uploadIsShown(ctx.app, upload.id, ctx.chat.id, messageId);
  return true;
}

/** Does a step of one's own upload and shows it as it stands then, also where the step came too late. */
function step(
  act: (ctx: Ctx, id: number, ...args: string[]) => Outcome<{ upload: Upload }>,
): Taps[string] {
  return (ctx, given, ...args) => {
    const id = Number(given);
    const done = act(ctx, id, ...args);
    if (done.ok) return { screen: uploadScreen(ctx.app, ctx.words, done.upload) };
    const now = uploadOf(ctx.app, ctx.member, id);
    return refused(ctx, done.refusal, now.ok ? uploadScreen(ctx.app, ctx.words, now.upload) : null);
  };
}

export const importTaps = {
  import: (ctx) => ({ screen: importScreen(ctx.words) }),
  'import-kind': (ctx, given) => {
    const kind = nounOf(given);
    if (!kind || !ctx.chat) return refused(ctx, 'stale', importScreen(ctx.words));
    writeChatNote(ctx.app, ctx.chat.id, 'import', kind);
    return { screen: kindScreen(ctx.words, kind) };
  },
  'import-sample': (ctx, given) => {
    const kind = nounOf(given);
    if (!kind) return refused(ctx, 'stale', importScreen(ctx.words));
    const { language } = ctx.words;
    const document = csvDocument(`${kind}.csv`, sampleTable(kind, language));
    return { after: () => ctx.replyWithDocument(document) };
  },
  'import-as': step((ctx, id, given) => {
    const noun = nounOf(given);
    return noun ? nameUpload(ctx.app, ctx.member, id, noun) : refuse('stale');
  }),
  'import-yes': step((ctx, id) => confirmUpload(ctx.app, ctx.member, id)),
  'import-no': step((ctx, id) => cancelUpload(ctx.app, ctx.member, id)),
  'import-again': step((ctx, id) => checkAgain(ctx.app, ctx.member, id)),
  'import-refused': (ctx, given) => {
    const found = uploadOf(ctx.app, ctx.member, Number(given));
    const noun = found.ok ? found.upload.noun : null;
    if (!found.ok || !noun) return refused(ctx, found.ok ? 'stale' : found.refusal);
    return { after: () => sendRefused(ctx, found.upload, noun) };
  },
} satisfies Taps;

/** Every refused row with its line and cause as a CSV document, worded page by page. */
async function sendRefused(ctx: Ctx, upload: Upload, noun: TableKind): Promise<void> {
  const { words } = ctx;
  const rows = [['line', 'id', 'cause'].map((column) => words.plain(`import-column-${column}`))];
  let kept = 0;
  for (const page of refusedPages(ctx.app, upload)) {
    kept += page.length;
    for (const { line, externalId, error } of page) {
      rows.push([String(line), externalId ?? '', refusalText(words, noun, error)]);
    }
    await nextTurn();
  }
  const counts = upload.report.taken ?? upload.report.checked;
  const more = (counts?.refused ?? kept) - kept;
  if (more > 0) rows.push(['', '', words.plain('and-more', { count: more })]);
  await ctx.replyWithDocument(csvDocument('refused.csv', rows));
}
