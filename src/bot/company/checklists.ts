import { InputFile } from 'grammy';
import {
  discardUpload,
  type Preview,
  previewOf,
  publishUpload,
  receiveChecklists,
} from '../../app/company/preview-checklist.ts';
import {
  allChecklists,
  type ChecklistView,
  checklistHistory,
  oneChecklist,
  setChecklistActive,
} from '../../app/company/read-checklists.ts';
import type { Outcome } from '../../domain/refusal.ts';
import {
  checklistBytesMax,
  checklistMegabytesMax,
  looksLikeChecklists,
} from '../../intake/read-checklists.ts';
import type { GivenFile } from '../../intake/rows.ts';
import { checklistYaml } from '../../intake/write-checklist.ts';
import type { Ctx } from '../context.ts';
import { checklistsButton } from '../menu-buttons.ts';
import type { AnswerHandler } from '../questions.ts';
import { refusalWords } from '../refusal-words.ts';
import { type Reply, refused } from '../reply.ts';
import { type Screen, sendScreen } from '../screen.ts';
import {
  checklistButton,
  discardButton,
  lookButton,
  offButton,
  offYesButton,
  onButton,
  previewButton,
  publishButton,
  uploadButton,
  versionButton,
  versionsButton,
  yamlButton,
} from './checklist-buttons.ts';
import {
  discardedScreen,
  lookScreen,
  previewScreen,
  problemsScreen,
  publishedScreen,
  uploadScreen,
} from './checklist-preview.ts';
import {
  historyScreen,
  listScreen,
  offScreen,
  stepScreen,
  typeScreen,
  versionsPerPage,
} from './checklist-screens.ts';
import { pausedItemHandlers } from './paused-items.ts';

/** The list as it stands now; null for whoever may not see it. */
function listNow(ctx: Ctx, page = 0): Screen | null {
  const found = allChecklists(ctx.app, ctx.member);
  return found.ok ? listScreen(ctx.words, found, page) : null;
}

/** `/checklists`. */
export async function openChecklists(ctx: Ctx): Promise<void> {
  const list = listNow(ctx);
  if (list) await sendScreen(ctx, list);
  else await ctx.reply(refusalWords(ctx, 'not_allowed'));
}

/** Takes a file with sections in it, which nothing but a checklist has; it is compared at once. */
export async function takeChecklistFile(ctx: Ctx, file: GivenFile): Promise<boolean> {
  if (!looksLikeChecklists(file)) return false;
  if (file.bytes.length > checklistBytesMax) {
    const megabytes = checklistMegabytesMax;
    await ctx.reply(ctx.words.plain('checklist-too-big', { megabytes }));
  } else {
    const received = shownOf(ctx, file);
    if (received.ok) await sendScreen(ctx, received.screen);
    else await ctx.reply(refusalWords(ctx, received.refusal));
  }
  return true;
}

/** Takes checklists that were pasted as text; asked again until there is nothing wrong with them. */
export const checklistTextAnswerHandler: AnswerHandler<'checklist_yaml'> = (
  ctx,
  _about,
  { text },
) => {
  if (text === null) return { ok: false, refusal: 'reason_missing' };
  const received = shownOf(ctx, { name: '', bytes: Buffer.from(text) });
  if (!received.ok) return received;
  return { ok: true, screen: received.screen, again: received.again };
};

function shownOf(ctx: Ctx, file: GivenFile): Outcome<{ screen: Screen; again: boolean }> {
  const { words } = ctx;
  const received = receiveChecklists(ctx.app, ctx.member, file);
  if (!received.ok) return received;
  const good = received.result === 'preview';
  const screen = good
    ? previewScreen(words, received.preview)
    : problemsScreen(words, file.name, received.problems);
  return { ok: true, screen, again: !good };
}

/** Draws on one call type as it stands now; one that there is not leads back to the list. */
function onType<Values extends { checklistId: number }>(
  show: (ctx: Ctx, line: ChecklistView, values: Values) => Reply,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const found = oneChecklist(ctx.app, ctx.member, values.checklistId);
    return found.ok ? show(ctx, found.line, values) : gone(ctx, found.refusal);
  };
}

function setActive(active: boolean) {
  return onType((ctx, { latest: { checklistId } }) => {
    const done = setChecklistActive(ctx.app, ctx.member, checklistId, active);
    const now = oneChecklist(ctx.app, ctx.member, checklistId);
    const screen = now.ok ? typeScreen(ctx.words, now.line, 0) : null;
    if (!done.ok) return { ...refused(ctx, done.refusal, screen), alert: true };
    const toast = ctx.words.plain(active ? 'checklist-is-on' : 'checklist-is-off');
    return { ...(screen ? { screen } : {}), toast };
  });
}

/** Draws on what one sent and has not yet said yes or no to. */
function onPreview<Values extends { uploadId: number }>(
  show: (ctx: Ctx, preview: Preview, values: Values) => Reply,
) {
  return (ctx: Ctx, values: Values): Reply => {
    const found = previewOf(ctx.app, ctx.member, values.uploadId);
    return found.ok ? show(ctx, found.preview, values) : gone(ctx, found.refusal);
  };
}

function gone(ctx: Ctx, refusal: string): Reply {
  return refused(ctx, refusal, refusal === 'stale' ? listNow(ctx) : null);
}

/** A version of a type, and with it the one before. */
function stepOf(ctx: Ctx, { checklistId, version }: { checklistId: number; version: number }) {
  const found = checklistHistory(ctx.app, ctx.member, checklistId, version + 1, 1);
  const [step] = found.ok ? found.steps : [];
  return step?.version.version === version ? step : null;
}

export const checklistHandlers = [
  ...pausedItemHandlers,

  checklistsButton.on((ctx, { page }) => {
    const list = listNow(ctx, page);
    return list ? { screen: list } : refused(ctx, 'not_allowed');
  }),

  checklistButton.on(
    onType((ctx, line, { page = 0 }) => ({ screen: typeScreen(ctx.words, line, page) })),
  ),

  uploadButton.on((ctx) => ({
    screen: uploadScreen(ctx.words),
    ask: { kind: 'checklist_yaml', about: {} },
  })),

  yamlButton.on((ctx, values) => {
    const step = stepOf(ctx, values);
    if (!step) return gone(ctx, 'stale');
    const { checklist } = step.version;
    const content = Buffer.from(checklistYaml(checklist));
    return {
      after: () => ctx.replyWithDocument(new InputFile(content, `${checklist.type}.yaml`)),
    };
  }),

  offButton.on(onType((ctx, line) => ({ screen: offScreen(ctx.words, line) }))),
  offYesButton.on(setActive(false)),
  onButton.on(setActive(true)),

  versionsButton.on((ctx, { checklistId, before = Number.MAX_SAFE_INTEGER }) => {
    const found = checklistHistory(ctx.app, ctx.member, checklistId, before, versionsPerPage);
    return found.ok ? { screen: historyScreen(ctx.words, found.steps) } : gone(ctx, found.refusal);
  }),

  versionButton.on((ctx, values) => {
    const step = stepOf(ctx, values);
    return step ? { screen: stepScreen(ctx.words, step) } : gone(ctx, 'stale');
  }),

  previewButton.on(onPreview((ctx, preview) => ({ screen: previewScreen(ctx.words, preview) }))),

  lookButton.on(
    onPreview((ctx, preview, { at, page = 0 }) => ({
      screen: lookScreen(ctx.words, preview, at, page),
    })),
  ),

  publishButton.on((ctx, { uploadId }) => {
    const done = publishUpload(ctx.app, ctx.member, uploadId);
    if (!done.ok) return gone(ctx, done.refusal);
    if (done.result === 'redrawn') {
      const toast = ctx.words.plain('checklist-meanwhile');
      return { screen: previewScreen(ctx.words, done.preview), toast, alert: true };
    }
    return { screen: publishedScreen(ctx.words, done.published) };
  }),

  discardButton.on((ctx, { uploadId }) => {
    const done = discardUpload(ctx.app, ctx.member, uploadId);
    return done.ok ? { screen: discardedScreen(ctx.words) } : gone(ctx, done.refusal);
  }),
];
