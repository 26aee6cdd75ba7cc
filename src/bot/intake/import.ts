import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  cancelUpload,
  checkAgain,
  confirmUpload,
  nameUpload,
  receiveUpload,
  refusedPages,
  type Upload,
  uploadIsNotShown,
  uploadIsShown,
  uploadOf,
} from '../../app/intake/uploads.ts';
import { chatNote, writeChatNote } from '../../app/people/chat-notes.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { type TableKind, tableKinds } from '../../domain/upload.ts';
import { fileKindOf } from '../../intake/file-kind.ts';
import type { GivenFile } from '../../intake/rows.ts';
import { sampleTable } from '../../intake/sample.ts';
import type { Ctx } from '../context.ts';
import { csvDocument } from '../csv-document.ts';
import { importButton } from '../menu-buttons.ts';
import { refusalWords } from '../refusal-words.ts';
import { refusalText } from '../refused-row.ts';
import { type Reply, refused } from '../reply.ts';
import { sendScreen } from '../screen.ts';
import {
  acceptButton,
  asButton,
  cancelButton,
  checkAgainButton,
  kindButton,
  refusedButton,
  sampleButton,
} from './import-buttons.ts';
import { importScreen, kindScreen, uploadScreen } from './import-screens.ts';

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
  const noted = chatNote(ctx.app, ctx.chat.id, 'import');
  const chosen = tableKinds.find((kind) => kind === noted) ?? null;
  const received = await receiveUpload(ctx.app, ctx.member, file, chosen);
  if (!received.ok) {
    await ctx.reply(refusalWords(ctx, received.refusal));
    return true;
  }
  writeChatNote(ctx.app, ctx.chat.id, 'import', '');
  await showUpload(ctx, ctx.chat.id, received.upload);
  return true;
}

/** Sends the message that shows an upload from now on; where none can be sent, the file is brought again. */
async function showUpload(ctx: Ctx, chatId: number, upload: Upload): Promise<void> {
  try {
    const messageId = await sendScreen(ctx, uploadScreen(ctx.app, ctx.words, upload));
    uploadIsShown(ctx.app, upload.id, chatId, messageId);
  } catch (error) {
    uploadIsNotShown(ctx.app, upload.id);
    throw error;
  }
}

/** Does a step of one's own upload and shows it as it stands then, also where the step came too late. */
function step<Values extends { uploadId: number }>(
  act: (ctx: Ctx, values: Values) => Outcome<{ upload: Upload }>,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const done = act(ctx, values);
    if (done.ok) return { screen: uploadScreen(ctx.app, ctx.words, done.upload) };
    const now = uploadOf(ctx.app, ctx.member, values.uploadId);
    return refused(ctx, done.refusal, now.ok ? uploadScreen(ctx.app, ctx.words, now.upload) : null);
  };
}

export const importHandlers = [
  importButton.on((ctx) => ({ screen: importScreen(ctx.words) })),

  kindButton.on((ctx, { kind }) => {
    if (!ctx.chat) return refused(ctx, 'stale', importScreen(ctx.words));
    writeChatNote(ctx.app, ctx.chat.id, 'import', kind);
    return { screen: kindScreen(ctx.words, kind) };
  }),

  sampleButton.on((ctx, { kind }) => {
    const document = csvDocument(`${kind}.csv`, sampleTable(kind, ctx.words.language));
    return { after: () => ctx.replyWithDocument(document) };
  }),

  asButton.on(step((ctx, { uploadId, kind }) => nameUpload(ctx.app, ctx.member, uploadId, kind))),
  acceptButton.on(step((ctx, { uploadId }) => confirmUpload(ctx.app, ctx.member, uploadId))),
  cancelButton.on(step((ctx, { uploadId }) => cancelUpload(ctx.app, ctx.member, uploadId))),
  checkAgainButton.on(step((ctx, { uploadId }) => checkAgain(ctx.app, ctx.member, uploadId))),

  refusedButton.on((ctx, { uploadId }) => {
    const found = uploadOf(ctx.app, ctx.member, uploadId);
    const noun = found.ok ? found.upload.noun : null;
    if (!found.ok || !noun) return refused(ctx, found.ok ? 'stale' : found.refusal);
    return { after: () => sendRefused(ctx, found.upload, noun) };
  }),
];

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
