import type { ScoringSheet } from '../../app/scoring/read-sheet.ts';
import { explanationLetters, type Item, isZeroed, itemsOf } from '../../domain/checklist.ts';
import { listenButton } from '../call-buttons.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import {
  escapeHtml,
  length,
  mark,
  pausedMark,
  percent,
  progressBar,
  type Words,
} from '../words.ts';
import {
  failButton,
  frequentButton,
  itemButton,
  naButton,
  overviewButton,
  passButton,
  recommendButton,
  restButton,
  submitButton,
  typesButton,
} from './sheet-buttons.ts';
import {
  head,
  isTeaching,
  plainScreen,
  recordingLine,
  type TypeChoice,
  typeScreen,
  wordsSaid,
} from './type-screen.ts';

const barLength = 12;
const lineMax = 60;

/** The working message of whoever scores: the type, then item by item, then the overview. */
export function scoringScreen(words: Words, sheet: ScoringSheet, choice: () => TypeChoice): Screen {
  if (!sheet.version) {
    return isTeaching(sheet)
      ? plainScreen(words, sheet, choice())
      : typeScreen(words, sheet, choice());
  }
  return sheet.current ? itemScreen(words, sheet, sheet.current) : overviewScreen(words, sheet);
}

function itemScreen(words: Words, sheet: ScoringSheet, item: Item): Screen {
  const { callId, version, answers } = sheet;
  const items = version ? itemsOf(version.checklist) : [];
  const at = items.findIndex(({ code }) => code === item.code);
  const section = version?.checklist.sections.find(({ items: own }) => own.includes(item));
  const filled = Math.round((answers.size * barLength) / Math.max(1, items.length));
  const given = answers.get(item.code);
  const owed = given?.verdict === 'fail' && item.critical !== 'none' && !given.comment;
  const before = items[at - 1];
  const isPaused = sheet.paused.has(item.code);
  const of = { callId, item: item.code };
  return screen(
    [
      `${head(words, sheet)} · ${answers.size}/${items.length}`,
      progressBar(filled, barLength),
      recordingLine(words, sheet),
      ...failedLines(words, sheet),
      '',
      ...itemLines(
        words,
        { section, item, at },
        given && (isPaused ? pausedMark : mark[given.verdict]),
      ),
      owed && words.t('scoring-comment-owed'),
      isPaused && words.t('scoring-item-paused'),
    ],
    [
      ...frequentRows(sheet),
      ...(isPaused
        ? []
        : [
            [
              passButton.button(words.plain('button-done'), of),
              failButton.button(words.plain('button-not-done'), of),
            ],
          ]),
      [
        ...(item.na && !isPaused ? [naButton.button(words.plain('button-na'), of)] : []),
        ...(before
          ? [itemButton.button(words.plain('button-back'), { callId, item: before.code })]
          : []),
      ],
      [
        restButton.button(words.plain('button-rest-done'), { callId }),
        overviewButton.button(words.plain('button-overview'), { callId }),
      ],
    ],
  );
}

/** What became of the last ❌: its comment, or the invitation to type one. */
function failedLines(words: Words, sheet: ScoringSheet): string[] {
  const { lastFailed, answers, version, unexplained } = sheet;
  if (!lastFailed || !version) return [];
  const number = String(itemsOf(version.checklist).indexOf(lastFailed) + 1);
  const { comment = null, momentS = null } = answers.get(lastFailed.code) ?? {};
  if (comment === null && momentS === null) return [words.t('scoring-failed', { number })];
  const moment = momentS === null ? '' : `${length(momentS)} `;
  return [
    words.t('scoring-failed-comment', { number, comment: `${moment}${comment ?? ''}` }),
    ...(unexplained.includes(lastFailed.code)
      ? [words.t('scoring-unexplained', { letters: explanationLetters })]
      : []),
  ];
}

function isSilent({ lastFailed, answers }: ScoringSheet): boolean {
  const answer = lastFailed && answers.get(lastFailed.code);
  return (
    answer !== null && answer !== undefined && answer.comment === null && answer.momentS === null
  );
}

function frequentRows({ frequent, callId, lastFailed }: ScoringSheet) {
  if (!lastFailed) return [];
  return frequent.map((text, index) => [
    frequentButton.button(`💬 ${text}`, { callId, item: lastFailed.code, at: index }),
  ]);
}

function overviewScreen(words: Words, sheet: ScoringSheet): Screen {
  const { callId, version, answers, score } = sheet;
  const items = version ? itemsOf(version.checklist) : [];
  const open = items.filter(({ code }) => !answers.has(code)).length;
  const numbers = items.map((item, index) =>
    itemButton.button(`${answers.has(item.code) ? '' : '·'}${index + 1}`, {
      callId,
      item: item.code,
    }),
  );
  const sections = (most: number) =>
    (score?.sections ?? []).map(({ name, earned, possible }, at) => {
      const section = version?.checklist.sections[at];
      const why = section && isZeroed(section, answers) ? ` (${words.t('section-zeroed')})` : '';
      return `${escapeHtml(cut(name, most))} ${percent(words, earned, possible)}${why}`;
    });
  const zeroed = items.some(
    ({ code, critical }) => critical === 'call' && answers.get(code)?.verdict === 'fail',
  );
  const text = (most: number) => [
    `${head(words, sheet)} · ${words.t('scoring-overview')} · <b>${percent(words, score?.earned ?? null, score?.possible ?? null)}</b>`,
    sections(most).join(' · '),
    (score?.criticalMisses.length ?? 0) > 0 &&
      words.t('scoring-critical', { count: score?.criticalMisses.length ?? 0 }),
    zeroed && words.t('notice-zeroed'),
    recordingLine(words, sheet),
    '',
    items.map((item, index) => verdictLine(words, sheet, item, index + 1, most)).join('\n'),
    ...wordsSaid(words, sheet, most).map((line) => `\n${line}`),
    !isTeaching(sheet) && open > 0 && `\n${words.t('scoring-open', { count: open })}`,
    sheet.unexplained.length > 0 &&
      `\n${words.t('scoring-unexplained-items', { items: unexplainedNumbers(items, sheet) })}`,
    ...(isSilent(sheet) ? failedLines(words, sheet) : []).map((line) => `\n${line}`),
  ];
  const rows = [
    ...inRows(numbers, 8),
    [
      recommendButton.button(words.plain('button-recommend'), { callId }),
      submitButton.button(
        words.plain(isTeaching(sheet) ? 'button-send-teaching' : 'button-submit'),
        { callId },
      ),
    ],
    [
      listenButton.button(words.plain('button-listen'), { callId }),
      typesButton.button(words.plain('button-change-type'), { callId }),
    ],
  ];
  return fitting((most) => screen(text(most), rows));
}

function unexplainedNumbers(items: readonly Item[], { unexplained }: ScoringSheet): string {
  return items.flatMap(({ code }, at) => (unexplained.includes(code) ? [at + 1] : [])).join(', ');
}

function verdictLine(
  words: Words,
  { answers, paused }: ScoringSheet,
  item: Item,
  number: number,
  most: number,
): string {
  const answer = answers.get(item.code);
  const text = escapeHtml(cut(item.text, Math.min(lineMax, most)));
  if (paused.has(item.code)) {
    return `${number}. ${pausedMark} ${text} — <i>${words.t('item-paused')}</i>`;
  }
  if (!answer) return `${number}. ▫️ ${text}`;
  const moment = answer.momentS === null ? '' : `${length(answer.momentS)} `;
  const comment = answer.comment
    ? ` — <i>${escapeHtml(`${moment}${cut(answer.comment, most)}`)}</i>`
    : '';
  return `${number}. ${mark[answer.verdict]} ${text}${comment}`;
}

/** The item that is asked, in its section, with the mark that it has; undefined: none yet. */
export function itemLines(
  words: Words,
  { section, item, at }: { section: { name: string } | undefined; item: Item; at: number },
  marked: string | undefined,
): (string | null)[] {
  const { text, weight, critical, guidance } = item;
  const asked = words.t('scoring-item', {
    number: String(at + 1),
    text,
    weight: String(weight),
    critical,
  });
  return [
    words.t('scoring-section', { name: section?.name ?? '' }),
    marked === undefined ? asked : `${asked} ${marked}`,
    guidance ? words.t('scoring-hint', { text: guidance }) : null,
  ];
}
