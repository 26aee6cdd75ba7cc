import type { App } from '../../app/app.ts';
import {
  type CallCard,
  callCard,
  creditSheet,
  failuresOf,
  pointsFor,
  type ReviewSheet,
  standingScore,
} from '../../app/calls/read-call.ts';
import { acceptScore } from '../../app/scoring/accept-score.ts';
import { localMonthOf } from '../../domain/time.ts';
import type { Ctx } from '../context.ts';
import { momentRows } from '../recordings/listening.ts';
import { button, cut, fitting, type Screen, screen } from '../screen.ts';
import { refused, type Shown, type Taps } from '../taps.ts';
import {
  callLine,
  commentLine,
  dateTime,
  escapeHtml,
  mark,
  monthName,
  percent,
  shortName,
  signed,
  type Words,
} from '../words.ts';

const reasonMost = 120;

type Scored = Pick<CallCard, 'call' | 'view' | 'history'>;

/** The notice of a score, and the same message once it is settled. */
export function noticeScreen(app: App, words: Words, scored: Scored, sheet: ReviewSheet): Screen {
  const { call, view } = scored;
  const pending = call.status === 'scored_pending';
  const ending = pending
    ? deadlineLine(words, call.deadlineAt)
    : settledLine(app, words, scored, sheet);
  const head = noticeHead(words, scored, sheet);
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    [
      button(words.plain('button-listen'), 'listen', view.id),
      button(words.plain('button-details'), 'details', view.id),
    ],
    pending
      ? [
          button(words.plain('button-accept'), 'accept', view.id),
          button(words.plain('button-appeal'), 'appeal', view.id),
        ]
      : [],
  ];
  return fitting((most) =>
    screen([...head, '', ...noticeBody(words, sheet, most), '', ending], rows),
  );
}

function noticeHead(
  words: Words,
  { call, view, history }: Scored,
  { review, version }: ReviewSheet,
): string[] {
  const score = percent(words, review.earned, review.possible);
  const source =
    call.sentById === null
      ? words.plain('source-drawn')
      : words.plain('source-sent', {
          name: shortName(view.sentByName),
          reason: sentBecause(history),
        });
  return [
    `<b>${words.t('notice-title', { number: String(view.id), score })}</b>`,
    `${escapeHtml(version?.checklist.name ?? '')} · ${callLine(words, view)}`,
    words.t('notice-controller', {
      name: shortName(review.reviewerName),
      source,
    }),
  ];
}

/** What the head said when they sent the call to the controllers. */
function sentBecause(history: Scored['history']): string {
  return cut(history.findLast(({ verb }) => verb === 'send')?.note ?? '—', reasonMost);
}

function noticeBody(words: Words, sheet: ReviewSheet, most: number): string[] {
  const failures = failuresOf(sheet);
  const { recommendation } = sheet.review;
  return [
    ...(failures.length === 0 ? [words.t('notice-perfect')] : []),
    ...failures.flatMap(({ item, comment, momentS }) => [
      words.t('notice-failed', {
        text: cut(item.text, most),
        weight: String(item.weight),
        critical: item.critical,
      }),
      ...(comment !== null || momentS !== null ? [commentLine(comment, momentS, most)] : []),
    ]),
    ...(recommendation ? [words.t('recommendation', { text: cut(recommendation, most) })] : []),
  ];
}

function deadlineLine(words: Words, deadlineAt: number | null): string {
  return deadlineAt === null
    ? words.t('notice-no-deadline')
    : words.t('notice-deadline', { at: dateTime(words, deadlineAt) });
}

/** How it ended: `Утверждено: оценен · вы согласились 23.11 19:40 · в зачёте за ноябрь`, with one's points. */
export function settledLine(
  app: App,
  words: Words,
  { call, view, history }: Scored,
  { review }: ReviewSheet,
  personId: number | null = view.sellerId,
): string {
  const last = history.findLast((entry) => entry.from !== entry.to);
  const told = last && (last.verb !== 'accept' || personId === view.sellerId);
  const how = told ? words.t('settled-how', { verb: last.verb, at: dateTime(words, last.at) }) : '';
  const month =
    review.creditMonth && words.t('settled-month', { month: monthName(words, review.creditMonth) });
  const points = personId === null ? 0 : pointsFor(app, review.id, personId);
  return [
    `<b>${words.t(`status-${call.status}`)}</b>`,
    how,
    month || null,
    points !== 0 ? words.t('points-signed', { points: signed(points) }) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Every item with its verdict, by section. */
export function detailsScreen(words: Words, { view }: Scored, sheet: ReviewSheet): Screen {
  const { earned, possible } = sheet.review;
  const score = percent(words, earned, possible);
  const title = `<b>${words.t('notice-title', { number: String(view.id), score })}</b>`;
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    [button(words.plain('button-back'), 'notice', view.id)],
  ];
  return fitting((most) => screen([title, ...detailLines(words, sheet, most)], rows));
}

/** The moments that the reviewer noted. */
export function momentsOf({ standing }: ReviewSheet): (number | null)[] {
  return [...standing.values()].map(({ momentS }) => momentS);
}

export function detailLines(words: Words, sheet: ReviewSheet, most: number): string[] {
  const score = standingScore(sheet);
  return (sheet.version?.checklist.sections ?? []).flatMap((section, index) => {
    const sums = score?.sections[index];
    return [
      '',
      `<b>${escapeHtml(cut(section.name, most))}</b> · ${percent(words, sums?.earned ?? null, sums?.possible ?? null)}`,
      ...section.items.flatMap((item) => {
        const answer = sheet.standing.get(item.code);
        if (!answer) return [];
        const decided = sheet.decisions[item.code];
        const note = decided ? ` <i>(${words.t(`decision-${decided}`)})</i>` : '';
        const line = `${mark[answer.verdict]} ${escapeHtml(cut(item.text, most))} (${item.weight})${note}`;
        const { comment, momentS } = answer;
        const spoken = comment !== null || momentS !== null;
        return spoken ? [line, commentLine(comment, momentS, most)] : [line];
      }),
    ];
  });
}

/** The seller's own scored call with its sheet, or the refusal. */
function mine(ctx: Ctx, id: string): { card: CallCard; sheet: ReviewSheet } | { refused: Shown } {
  const found = callCard(ctx.app, ctx.member, Number(id));
  if (!found.ok) return { refused: refused(ctx, found.refusal) };
  const sheet = creditSheet(ctx.app, Number(id));
  const shown = sheet && found.card.sheets.some(({ review }) => review.id === sheet.review.id);
  return shown ? { card: found.card, sheet } : { refused: refused(ctx, 'not_found') };
}

function noticeOf(ctx: Ctx, id: string): Screen | null {
  const found = mine(ctx, id);
  return 'refused' in found ? null : noticeScreen(ctx.app, ctx.words, found.card, found.sheet);
}

export const noticeTaps = {
  notice: (ctx, id = '') => {
    const now = noticeOf(ctx, id);
    return now ? { screen: now } : refused(ctx, 'not_found');
  },
  details: (ctx, id = '') => {
    const found = mine(ctx, id);
    if ('refused' in found) return found.refused;
    return { screen: detailsScreen(ctx.words, found.card, found.sheet) };
  },
  accept: (ctx, id = '') => {
    const found = mine(ctx, id);
    if ('refused' in found) return found.refused;
    if (!found.card.offered.includes('accept'))
      return refused(ctx, 'wrong_status', noticeOf(ctx, id));
    const score = percent(ctx.words, found.sheet.review.earned, found.sheet.review.possible);
    return {
      screen: screen(
        [
          ...noticeHead(ctx.words, found.card, found.sheet),
          '',
          `<b>${ctx.words.t('accept-ask', { score })}</b>`,
        ],
        [
          [
            button(ctx.words.plain('button-accept-yes'), 'accept-yes', id),
            button(ctx.words.plain('button-back'), 'notice', id),
          ],
        ],
      ),
    };
  },
  'accept-yes': (ctx, id = '') => {
    const found = mine(ctx, id);
    if ('refused' in found) return found.refused;
    const done = acceptScore(ctx.app, ctx.member, Number(id));
    const now = noticeOf(ctx, id);
    if (!done.ok) return refused(ctx, done.refusal, now);
    const month = monthName(ctx.words, localMonthOf(ctx.app.now(), ctx.words.zone));
    return { ...(now ? { screen: now } : {}), toast: ctx.words.plain('accepted', { month }) };
  },
} satisfies Taps;
