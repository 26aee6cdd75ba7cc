import type { ChecklistView } from '../../app/company/read-checklists.ts';
import { itemsOf } from '../../domain/checklist.ts';
import type { Tally } from '../../domain/precedent.ts';
import { cut } from '../screen.ts';
import { dayMonth, localPercent, shortName, type Words } from '../words.ts';
import { pauseButton, resumeButton } from './checklist-buttons.ts';

const labelMax = 40;

/** What stands below an item of a type: that it was found unclear, is overturned often, or is paused. */
export function notesOn(
  words: Words,
  { unclear, overturned, paused }: ChecklistView,
  code: string,
): string[] {
  const count = unclear.get(code) ?? 0;
  const tally = overturned.get(code);
  const pause = paused.get(code);
  return [
    ...(count > 0 ? [words.t('checklist-item-unclear', { count })] : []),
    ...(tally && tally.decided > 0
      ? [
          words.t(
            tally.isOften ? 'checklist-item-overturned' : 'checklist-item-often-before',
            overturnedFigures(words, tally),
          ),
        ]
      : []),
    ...(pause
      ? [
          words.t('checklist-item-paused', {
            since: dayMonth(words, pause.pausedAt),
            name: shortName(pause.pausedBy),
          }),
        ]
      : []),
  ];
}

export function overturnedFigures(words: Words, { decided, overturned }: Tally) {
  const share = localPercent(words, String(Math.round((overturned * 100) / decided)));
  return { decided, overturned, share };
}

/** Whether an item can be paused or resumed by a button of its own. */
export const canPause = ({ overturned }: ChecklistView, code: string) => overturned.has(code);

/** Of each item of a page that is overturned often a button to pause it, or, where it is paused, to resume it. */
export function pauseRows(words: Words, view: ChecklistView, codes: readonly string[]) {
  const { latest, paused } = view;
  return itemsOf(latest.checklist).flatMap(({ code, text }, at) => {
    if (!codes.includes(code) || !canPause(view, code)) return [];
    const isPaused = paused.has(code);
    const item = `${at + 1}. ${cut(text, labelMax)}`;
    const label = words.plain(isPaused ? 'button-item-resume' : 'button-item-pause-of', { item });
    const button = isPaused ? resumeButton : pauseButton;
    return [[button.button(label, { versionId: latest.id, item: code })]];
  });
}
