import type { CallCard, ReviewSheet } from '../../app/calls/read-call.ts';
import { failuresOf } from '../../app/calls/read-call.ts';
import { reasonWords } from '../reason-words.ts';
import { cut } from '../screen.ts';
import {
  callLine,
  commentLine,
  escapeHtml,
  folded,
  instant,
  percent,
  shortName,
  type Words,
} from '../words.ts';
import { pausedLines } from './score-details.ts';

const reasonMax = 120;

/** What the notice of a score is drawn from. */
export type Scored = Pick<CallCard, 'call' | 'view' | 'history' | 'spent'>;

/** Which call, what it came to, and who says so. */
export function noticeHead(
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
          reason: sentBecause(words, history),
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
function sentBecause(words: Words, history: Scored['history']): string {
  const { note } = history.findLast(({ verb }) => verb === 'send') ?? {};
  return cut(reasonWords(words, note ?? '—'), reasonMax);
}

/** What was not done, with the controller's words. */
export function noticeBody(words: Words, sheet: ReviewSheet, most: number): string[] {
  const failures = failuresOf(sheet);
  const zeroed = failures.some(({ item }) => item.critical === 'call');
  const { recommendation } = sheet.review;
  return [
    ...(failures.length === 0 ? [words.t('notice-perfect')] : []),
    ...failures.flatMap(({ item, comment, momentS }) => [
      words.t('notice-failed', {
        text: cut(item.text, most),
        weight: String(item.weight),
        critical: item.critical,
      }),
      ...(comment !== null || momentS !== null ? [commentLine(words, comment, momentS, most)] : []),
    ]),
    ...(zeroed ? [words.t('notice-zeroed')] : []),
    ...pausedLines(words, sheet, most),
    ...(recommendation
      ? [words.t('recommendation', { text: folded(cut(recommendation, most)) })]
      : []),
  ];
}

/** Until when it can be appealed. */
export function deadlineLine(words: Words, deadlineAt: number | null): string {
  return deadlineAt === null
    ? words.t('notice-no-deadline')
    : words.t('notice-deadline', { at: instant(words, deadlineAt) });
}
