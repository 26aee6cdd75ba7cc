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
  type ChecklistLine,
  checklistHistory,
  oneChecklist,
  setChecklistActive,
} from '../../app/company/read-checklists.ts';
import type { Outcome } from '../../domain/refusal.ts';
import { checklistBytesMax, looksLikeChecklists } from '../../intake/read-checklists.ts';
import type { GivenFile } from '../../intake/rows.ts';
import { checklistYaml } from '../../intake/write-checklist.ts';
import type { Taker } from '../ask.ts';
import type { Ctx } from '../context.ts';
import { type Reply, refused } from '../reply.ts';
import { type Screen, sendScreen } from '../screen.ts';
import type { Taps } from '../taps.ts';
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

const numberOf = (text = '') => Math.max(0, Number.parseInt(text, 10) || 0);

/** The list as it stands now; null for whoever may not see it. */
function listNow(ctx: Ctx, page = 0): Screen | null {
  const found = allChecklists(ctx.app, ctx.member);
  return found.ok ? listScreen(ctx.words, found, page) : null;
}

/** `/checklists`. */
export async function openChecklists(ctx: Ctx): Promise<void> {
  const list = listNow(ctx);
  if (list) await sendScreen(ctx, list);
  else await ctx.reply(ctx.words.plain('refusal-not_allowed'));
}

/** Takes a file with sections in it, which nothing but a checklist has; it is compared at once. */
export async function takeChecklistFile(ctx: Ctx, file: GivenFile): Promise<boolean> {
  if (!looksLikeChecklists(file)) return false;
  if (file.bytes.length > checklistBytesMax) await ctx.reply(ctx.words.plain('checklist-too-big'));
  else {
    const received = shownOf(ctx, file);
    if (received.ok) await sendScreen(ctx, received.screen);
    else await ctx.reply(ctx.words.plain(`refusal-${received.refusal}`));
  }
  return true;
}

/** Takes checklists that were pasted as text; asked again until there is nothing wrong with them. */
export const takeChecklistText: Taker = (ctx, _about, { text }) => {
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
function onType(
  show: (ctx: Ctx, line: ChecklistLine, ...args: string[]) => Reply,
): (ctx: Ctx, ...args: string[]) => Reply {
  return (ctx, id, ...args) => {
    const found = oneChecklist(ctx.app, ctx.member, numberOf(id));
    return found.ok
      ? show(ctx, found.line, ...args)
      : refused(ctx, found.refusal, found.refusal === 'stale' ? listNow(ctx) : null);
  };
}

const showType = onType((ctx, line, page) => ({
  screen: typeScreen(ctx.words, line, numberOf(page)),
}));

function setActive(active: boolean) {
  return onType((ctx, { latest }) => {
    const done = setChecklistActive(ctx.app, ctx.member, latest.checklistId, active);
    const { screen } = showType(ctx, String(latest.checklistId));
    if (!done.ok) return { ...refused(ctx, done.refusal, screen), alert: true };
    const toast = ctx.words.plain(active ? 'checklist-is-on' : 'checklist-is-off');
    return { ...(screen ? { screen } : {}), toast };
  });
}

/** Draws on what one sent and has not yet said yes or no to. */
function onPreview(show: (ctx: Ctx, preview: Preview, ...args: string[]) => Reply): Taps[string] {
  return (ctx, id, ...args) => {
    const found = previewOf(ctx.app, ctx.member, numberOf(id));
    return found.ok ? show(ctx, found.preview, ...args) : gone(ctx, found.refusal);
  };
}

function gone(ctx: Ctx, refusal: string): Reply {
  return refused(ctx, refusal, refusal === 'stale' ? listNow(ctx) : null);
}

/** A version of a type, and with it the one before. */
function stepOf(ctx: Ctx, id = '', version = '') {
  const found = checklistHistory(ctx.app, ctx.member, numberOf(id), numberOf(version) + 1, 1);
  const [step] = found.ok ? found.steps : [];
  return found.ok && step?.version.version === numberOf(version) ? step : null;
}

export const checklistTaps = {
  checklists: (ctx, page) => {
    const list = listNow(ctx, numberOf(page));
    return list ? { screen: list } : refused(ctx, 'not_allowed');
  },
  checklist: showType,
  'checklist-new': (ctx) => ({
    screen: uploadScreen(ctx.words),
    ask: { kind: 'checklist_yaml', about: '' },
  }),
  'checklist-yaml': (ctx, id, version) => {
    const step = stepOf(ctx, id, version);
    if (!step) return gone(ctx, 'stale');
    const { checklist } = step.version;
    const content = Buffer.from(checklistYaml(checklist));
    return {
      after: () => ctx.replyWithDocument(new InputFile(content, `${checklist.type}.yaml`)),
    };
  },
  'checklist-off': onType((ctx, line) => ({ screen: offScreen(ctx.words, line) })),
  'checklist-off-yes': setActive(false),
  'checklist-on': setActive(true),
  'checklist-old': (ctx, id, below) => {
    const under = numberOf(below) || Number.MAX_SAFE_INTEGER;
    const found = checklistHistory(ctx.app, ctx.member, numberOf(id), under, versionsPerPage);
    return found.ok ? { screen: historyScreen(ctx.words, found.steps) } : gone(ctx, found.refusal);
  },
  'checklist-step': (ctx, id, version) => {
    const step = stepOf(ctx, id, version);
    if (!step) return gone(ctx, 'stale');
    return { screen: stepScreen(ctx.words, step) };
  },
  checks: onPreview((ctx, preview) => ({ screen: previewScreen(ctx.words, preview) })),
  'checks-look': onPreview((ctx, preview, at, page) => ({
    screen: lookScreen(ctx.words, preview, numberOf(at), numberOf(page)),
  })),
  'checks-yes': (ctx, id) => {
    const done = publishUpload(ctx.app, ctx.member, numberOf(id));
    if (!done.ok) return gone(ctx, done.refusal);
    if (done.result === 'redrawn') {
      const toast = ctx.words.plain('checklist-meanwhile');
      return { screen: previewScreen(ctx.words, done.preview), toast, alert: true };
    }
    return { screen: publishedScreen(ctx.words, done.published) };
  },
  'checks-no': (ctx, id) => {
    const done = discardUpload(ctx.app, ctx.member, numberOf(id));
    return done.ok ? { screen: discardedScreen(ctx.words) } : gone(ctx, done.refusal);
  },
} satisfies Taps;
