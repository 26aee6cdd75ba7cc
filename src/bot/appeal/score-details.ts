import { type CallCard, type ReviewSheet, standingScore } from '../../app/calls/read-call.ts';
import { isZeroed, itemsOf } from '../../domain/checklist.ts';
import { noticeButton, selfComparedButton } from '../call-buttons.ts';
import { momentRows } from '../recordings/listening.ts';
import { cut, fitting, type Screen, screen } from '../screen.ts';
import { commentLine, escapeHtml, mark, pausedMark, percent, type Words } from '../words.ts';

/** Every item with its verdict, by section; `compared`: its seller scored the call themselves before. */
export function detailsScreen(
  words: Words,
  { view }: Pick<CallCard, 'view'>,
  sheet: ReviewSheet,
  compared = false,
): Screen {
  const { earned, possible } = sheet.review;
  const score = percent(words, earned, possible);
  const title = `<b>${words.t('notice-title', { number: String(view.id), score })}</b>`;
  const rows = [
    ...momentRows(view.id, momentsOf(sheet)),
    [
      ...(compared
        ? [selfComparedButton.button(words.plain('button-self-seen'), { callId: view.id })]
        : []),
      noticeButton.button(words.plain('button-back'), { callId: view.id }),
    ],
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
      `<b>${escapeHtml(cut(section.name, most))}</b> · ${percent(words, sums?.earned ?? null, sums?.possible ?? null)}${isZeroed(section, sheet.standing) ? ` · <i>${words.t('section-zeroed')}</i>` : ''}`,
      ...section.items.flatMap((item) => {
        const answer = sheet.standing.get(item.code);
        if (!answer) return [];
        const decided = sheet.decisions[item.code];
        const isPaused = sheet.paused.has(item.code);
        const said = decided ? `decision-${decided}` : isPaused ? 'item-paused-why' : null;
        const note = said ? ` <i>(${words.t(said)})</i>` : '';
        const line = `${isPaused ? pausedMark : mark[answer.verdict]} ${escapeHtml(cut(item.text, most))} (${item.weight})${note}`;
        const { comment, momentS } = answer;
        const spoken = comment !== null || momentS !== null;
        return spoken ? [line, commentLine(words, comment, momentS, most)] : [line];
      }),
    ];
  });
}

/** The items that count for nobody in it, and why. */
export function pausedLines(
  words: Words,
  { version, paused }: ReviewSheet,
  most: number,
): string[] {
  const items = version ? itemsOf(version.checklist).filter(({ code }) => paused.has(code)) : [];
  return items.map(({ text }) => words.t('notice-paused', { text: cut(text, most) }));
}
