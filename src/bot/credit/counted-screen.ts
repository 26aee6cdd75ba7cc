import type { InlineKeyboardButton } from 'grammy/types';
import type { Counted } from '../../app/credit/counted-calls.ts';
import { meanOfSum, percentText } from '../../domain/credit.ts';
import { turnRow } from '../pager.ts';
import { type Screen, screen } from '../screen.ts';
import { callLink, instant, localPercent, type Words } from '../words.ts';

const perPage = 10;
/** More calls than anybody is scored on in a month. */
export const callsOfMonthMax = 10_000;

interface CountedList {
  /** HTML. */
  title: string;
  calls: readonly Counted[];
  /** Those of them that whoever asks may see; the others are only counted. */
  seen: readonly Counted[];
  /** What of a call is averaged, in ppm; null where it has no part in this. */
  ppm(call: Counted): number | null;
  page: number;
  /** The button that opens another page. */
  turn(label: string, page: number): InlineKeyboardButton;
  back: InlineKeyboardButton;
}

/** The calls a figure was made of, each with its share in it, and the figure again as their mean. */
export function countedScreen(words: Words, list: CountedList): Screen {
  const { title, calls, seen, ppm, back } = list;
  const shares = calls.map(ppm).filter((share) => share !== null);
  const mean = meanOfSum(
    shares.reduce((sum, share) => sum + share, 0),
    shares.length,
  );
  const pages = Math.max(1, Math.ceil(seen.length / perPage));
  const page = Math.min(list.page, pages - 1);
  const byDay = seen.toSorted((a, b) => a.startedAt - b.startedAt || a.callId - b.callId);
  return screen(
    [
      `${title}${pages > 1 ? ` · ${page + 1}/${pages}` : ''}`,
      ...byDay
        .slice(page * perPage, (page + 1) * perPage)
        .map((call) => countedLine(words, call, ppm(call))),
      calls.length === 0 && words.t('part-none'),
      seen.length < calls.length && words.t('part-unseen', { count: calls.length - seen.length }),
      mean !== null &&
        words.t('part-mean', {
          mean: localPercent(words, percentText(mean)),
          count: shares.length,
        }),
    ],
    [
      turnRow(page > 0 && list.turn('◀', page - 1), page + 1 < pages && list.turn('▶', page + 1)),
      [back],
    ],
  );
}

function countedLine(words: Words, call: Counted, ppm: number | null): string {
  const share = ppm === null ? '—' : localPercent(words, percentText(ppm));
  return [
    `${callLink(call.callId).html} · ${instant(words, call.startedAt).html} · <b>${share}</b>`,
    call.source === 'sent' && words.t('part-call-sent'),
    call.state === 'overturned' && words.t('part-call-overturned'),
  ]
    .filter(Boolean)
    .join(' · ');
}
