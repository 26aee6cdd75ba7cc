import { InputFile } from 'grammy';
import { leftOutOf } from '../../app/draw/left-out-of.ts';
import {
  type DrawOverview,
  dayOfLastDraw,
  drawOverviews,
  neighbourDays,
} from '../../app/draw/read-draw.ts';
import { type LocalDate, localDateOf } from '../../domain/time.ts';
import { daysText, hourTyped, readDay } from '../../domain/typed-dates.ts';
import { buttonKind, id } from '../buttons.ts';
import type { Ctx } from '../context.ts';
import { drawButton } from '../menu-buttons.ts';
import { drawWhen } from '../notices/draw-when.ts';
import { commandRoles } from '../roles.ts';
import { cut, messageMax, type Screen, screen, sendScreen, visibleLength } from '../screen.ts';
import { callLink, shortName, timeOfDay, type Words } from '../words.ts';
import { drawFile } from './draw-file.ts';
import { proofLines, proofRow } from './draw-proof.ts';
import { comingLines, entropyMissing } from './entropy-lines.ts';

const fileButton = buttonKind('draw-file', commandRoles.draw, { drawId: id });

/** `/draw`, or `/draw 17.11`. */
export async function openDraw(ctx: Ctx): Promise<void> {
  const typed = typeof ctx.match === 'string' ? ctx.match.trim() : '';
  if (typed === '') return void (await sendScreen(ctx, drawScreen(ctx, null)));
  const { app, words } = ctx;
  const date = readDay(typed, localDateOf(app.now(), words.zone), 'near');
  if (date === null) {
    await ctx.reply(words.plain('draw-unread', { text: cut(typed, typedMax) }));
    return;
  }
  const hour = hourTyped(typed);
  const named = drawOverviews(app, date).find(
    ({ windowToAt }) => timeOfDay(words, windowToAt) === hour,
  );
  await sendScreen(ctx, drawScreen(ctx, date, named?.id));
}

const typedMax = 60;

/**
 * How the calls of a day were drawn: one's own, and for heads and admins those of their scope. Several
 * draws of a day stand below one another while they are short, else one of them with the way to the others.
 *
 * @param date null: of the last draw
 * @param drawId which of the day's draws; the last one drawn where there is no such
 */
export function drawScreen(ctx: Ctx, date: LocalDate | null, drawId?: number): Screen {
  const { words, app } = ctx;
  const wanted = date ?? dayOfLastDraw(app);
  const days = dayRow(ctx, wanted);
  const draws = drawOverviews(app, wanted);
  if (draws.length === 0) {
    const title = words.t('draw-title', { date: dayText(ctx, wanted) });
    return screen([`<b>${title}</b>`, words.t('draw-none')], [days]);
  }
  const parts = draws.map((draw) => drawLines(ctx, draw));
  const lines = parts.flatMap((part, at) => (at === 0 ? part : ['', ...part]));
  const all = screen(
    [...lines, ...proofLines(words, draws, ctx.member.id)],
    [proofRow(words, draws), fileRow(words, draws), days],
  );
  const isShort = visibleLength(lines.join('\n')) <= shortMax;
  if (draws.length === 1 || (isShort && visibleLength(all.text) <= messageMax)) return all;
  const chosen = draws.findIndex(({ id }) => id === drawId);
  const lastDrawn = draws.findLastIndex(({ drawnAt }) => drawnAt !== null);
  const at = chosen === -1 ? Math.max(lastDrawn, 0) : chosen;
  const shown = draws.slice(at, at + 1);
  return screen(
    [...(parts[at] ?? []), ...proofLines(words, shown, ctx.member.id)],
    [proofRow(words, shown), fileRow(words, shown), hourRow(words, draws, at), days],
  );
}

/** Up to this length several draws of a day are one message: about what a phone shows at once. */
const shortMax = 800;

/** `◀ 20.11` and `24.11 ▶`: the days of a draw before and after. */
function dayRow(ctx: Ctx, date: LocalDate) {
  const { before, after } = neighbourDays(ctx.app, date);
  return [
    ...(before ? [drawButton.button(`◀ ${dayText(ctx, before)}`, { date: before })] : []),
    ...(after ? [drawButton.button(`${dayText(ctx, after)} ▶`, { date: after })] : []),
  ];
}

/** `23.11`, with the year where it is not this one's. */
function dayText({ app, words }: Ctx, date: LocalDate): string {
  return daysText(
    { from: date, to: date },
    { language: words.language, today: localDateOf(app.now(), words.zone), meant: 'near' },
  );
}

/** The file that verifies a draw, of each that took place; of several each by its hour. */
function fileRow(words: Words, draws: readonly DrawOverview[]) {
  const label = ({ windowToAt }: DrawOverview) =>
    draws.length > 1 ? `🔎 ${timeOfDay(words, windowToAt)}` : words.plain('button-draw-file');
  return draws
    .filter(({ drawnAt }) => drawnAt !== null)
    .map((draw) => fileButton.button(label(draw), { drawId: draw.id }));
}

/** `◀ 13:00` and `19:00 ▶`: the draws of the day before and after one. */
function hourRow(words: Words, draws: readonly DrawOverview[], at: number) {
  const [before, after] = [draws[at - 1], draws[at + 1]];
  const to = (label: string, { date, id: drawId }: DrawOverview) =>
    drawButton.button(label, { date, drawId });
  return [
    ...(before ? [to(`◀ ${timeOfDay(words, before.windowToAt)}`, before)] : []),
    ...(after ? [to(`${timeOfDay(words, after.windowToAt)} ▶`, after)] : []),
  ];
}

function drawLines(ctx: Ctx, draw: DrawOverview): string[] {
  const { words } = ctx;
  const title = drawTitle(words, draw);
  if (draw.drawnAt === null) {
    return [title, ...comingLines(words, draw)];
  }
  const shown = sharesFor(ctx, draw);
  const lines = shown.map((share) => shareLine(ctx, words, share));
  return [
    title,
    ...(shown.length === 0
      ? [words.t(isSeller(ctx) ? 'draw-nothing-own' : 'draw-nothing')]
      : firstLines(words, lines)),
    ...entropyMissing(words, draw),
    ...(seesAll(ctx) ? leftOutLines(words, draw) : ownLeftOutLines(ctx, draw)),
  ];
}

/** Its hour is said only where the day has another draw. */
export function drawTitle(words: Words, draw: DrawOverview): string {
  return `<b>${words.t('draw-title', { date: drawWhen(words, draw) })}</b>`;
}

const isSeller = ({ member }: Ctx) => member.roles.includes('seller');
const seesAll = ({ member }: Ctx) => member.roles.includes('admin') || member.heads === 'all';

/** Why calls of the window could not be drawn, the commonest reason first. */
function leftOutLines(words: Words, { leftOut }: DrawOverview): string[] {
  const reasons = Object.entries(leftOut)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([reason, count]) => `${words.plain(`draw-left-${reason.replaceAll('_', '-')}`)} ${count}`,
    );
  return reasons.length > 0 ? ['', words.t('draw-left-out', { reasons: reasons.join(', ') })] : [];
}

/** Which of one's own calls took no part, by reason. */
function ownLeftOutLines({ app, member, words }: Ctx, { id: drawId }: DrawOverview): string[] {
  return Array.from(leftOutOf(app, drawId, member.id), ([reason, callIds]) => {
    const links = callIds.slice(0, leftOutMax).map((callId) => callLink(callId).html);
    const rest = callIds.length - links.length;
    if (rest > 0) links.push(words.t('and-more', { count: rest }));
    return words.t('draw-left-own', {
      reason: words.plain(`draw-left-${reason.replaceAll('_', '-')}`),
      numbers: { html: links.join(', ') },
    });
  });
}

/** Calls named of each reason that left one's own out. */
const leftOutMax = 10;

/** As many lines as one message holds, and how many more there are. */
function firstLines(words: Words, lines: string[]): string[] {
  let room = messageMax - roomBesides;
  const past = lines.findIndex((line) => {
    room -= visibleLength(line) + 1;
    return room < 0;
  });
  if (past === -1) return lines;
  return [...lines.slice(0, past), words.t('and-more', { count: lines.length - past })];
}

/** For the title, the last line and the proof, in UTF-16 units. */
const roomBesides = 1700;
/** Calls named in one seller's line. */
const numbersMax = 40;

type Share = DrawOverview['shares'][number];

function sharesFor(ctx: Ctx, { shares }: DrawOverview): Share[] {
  const { member } = ctx;
  const all = seesAll(ctx);
  const { heads } = member;
  const menteeIds = member.roles.includes('mentor') ? member.menteeIds : [];
  const seen = shares.filter(
    ({ sellerId, directionId }) =>
      all ||
      sellerId === member.id ||
      menteeIds.includes(sellerId) ||
      (heads !== 'all' && directionId !== null && heads.includes(directionId)),
  );
  const own = seen.filter(({ sellerId }) => sellerId === member.id);
  return [...own, ...seen.filter((share) => !own.includes(share))];
}

function shareLine({ member }: Ctx, words: Words, share: Share): string {
  const links = share.callIds.slice(0, numbersMax).map((id) => callLink(id).html);
  const rest = share.callIds.length - links.length;
  if (rest > 0) links.push(words.t('and-more', { count: rest }));
  const numbers = links.join(', ') || '—';
  const own = share.sellerId === member.id;
  const html = { html: numbers };
  const line = own
    ? words.t('draw-own', { eligible: share.eligible, drawn: share.drawn, numbers: html })
    : words.t('draw-share', {
        name: shortName(share.sellerName),
        eligible: share.eligible,
        drawn: share.drawn,
        numbers: html,
      });
  const replaced = share.replaced
    .slice(0, numbersMax)
    .map(({ from, to }) =>
      to === null
        ? words.t('draw-not-replaced', { from: callLink(from) })
        : words.t('draw-replaced', { from: callLink(from), to: callLink(to) }),
    );
  return [line, ...replaced].join('\n    ');
}

export const drawHandlers = [
  drawButton.on((ctx, { date = null, drawId }) => ({ screen: drawScreen(ctx, date, drawId) })),

  fileButton.on((ctx, { drawId }) => {
    const { app, words, member } = ctx;
    const file = drawFile(app, words, drawId, member.id);
    if (!file) return { toast: words.plain('draw-file-too-large'), alert: true };
    const caption = words.plain('draw-file-caption');
    const document = new InputFile(Buffer.from(file.html), file.name);
    return { after: () => ctx.replyWithDocument(document, { caption }) };
  }),
];
