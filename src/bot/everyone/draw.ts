import { type DrawOverview, drawOverview } from '../../app/read-draw.ts';
import { localDateOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { messageMost, type Screen, screen, visibleLength } from '../screen.ts';
import { callLink, dateTime, dayMonth, shortName, type Words } from '../words.ts';

/** How the calls of a day were drawn: one's own, and for heads and admins those of their scope. */
export function drawScreen(ctx: Ctx, date: string | null): Screen {
  const { words, app } = ctx;
  const wanted = date ?? localDateOf(app.now(), words.zone);
  const draw = drawOverview(app, wanted);
  if (!draw)
    return screen([`<b>${words.t('draw-title', { date: wanted })}</b>`, words.t('draw-none')]);
  const title = `<b>${words.t('draw-title', { date: dayMonth(words, draw.windowToAt) })}</b>`;
  if (draw.drawnAt === null) {
    return screen([title, words.t('draw-coming', { at: dateTime(words, draw.windowToAt) })]);
  }
  const shown = sharesFor(ctx, draw);
  const lines = shown.map((share) => shareLine(ctx, words, share));
  return screen([
    title,
    ...(shown.length === 0 ? [words.t('draw-nothing')] : firstLines(words, lines)),
    ...(seesAll(ctx) ? leftOutLines(words, draw) : []),
  ]);
}

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

/** As many lines as one message holds, and how many more there are. */
function firstLines(words: Words, lines: string[]): string[] {
  let room = messageMost - roomBesides;
  const past = lines.findIndex((line) => {
    room -= visibleLength(line) + 1;
    return room < 0;
  });
  if (past === -1) return lines;
  return [...lines.slice(0, past), words.t('and-more', { count: lines.length - past })];
}

/** For the title and the last line, in UTF-16 units. */
const roomBesides = 600;
/** Calls named in one seller's line. */
const numbersMost = 40;

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
  const links = share.callIds.slice(0, numbersMost).map((id) => callLink(id).html);
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
    .slice(0, numbersMost)
    .map(({ from, to }) => words.t('draw-replaced', { from: callLink(from), to: callLink(to) }));
  return [line, ...replaced].join('\n    ');
}
