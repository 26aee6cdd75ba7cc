import type { CallView } from '../../app/calls/read-call.ts';
import type { Version } from '../../app/company/publish-checklist.ts';
import type { ScoringSheet } from '../../app/scoring/read-sheet.ts';
import { teaches } from '../../domain/purpose.ts';
import { giveBackButton, listenButton } from '../call-buttons.ts';
import { lengthLine } from '../recordings/length-line.ts';
import { cut, fitting, inRows, type Screen, screen } from '../screen.ts';
import { callLine, escapeHtml, folded, inQuotes, shortName, type Words } from '../words.ts';
import {
  dropSideButton,
  giveBackAsButton,
  overviewButton,
  submitButton,
  typeButton,
} from './sheet-buttons.ts';

/** What the type of a call is chosen by, and from. */
export interface TypeChoice {
  view: CallView;
  types: readonly Version[];
}

/** Which call, of which type; that it does not count, where it teaches. */
export function head(words: Words, sheet: ScoringSheet): string {
  const { callId, version } = sheet;
  const type = version ? ` · ${escapeHtml(version.checklist.name)}` : '';
  const title = isTeaching(sheet) ? 'teaching-title' : 'call-title';
  return `<b>${words.t(title, { number: String(callId) })}</b>${type}`;
}

/** What whoever scores has to know of the recording before anything else. */
export function recordingLine(words: Words, { heard, told }: ScoringSheet): string | null {
  return lengthLine(words, heard, told);
}

export function isTeaching({ review }: ScoringSheet): boolean {
  return teaches(review);
}

/** The choice of the call's type; picking another one begins the checklist again. */
export function typeScreen(words: Words, sheet: ScoringSheet, { view, types }: TypeChoice): Screen {
  const { version, returned } = sheet;
  const choices = types.map(({ checklist }) =>
    typeButton.button(checklist.name, { callId: view.id, type: checklist.type }),
  );
  return screen(
    [
      `${head(words, sheet)} · ${words.t(`flow-${view.flow}`)}`,
      words.t('scoring-seller', { name: shortName(view.sellerName) }),
      callLine(words, view),
      recordingLine(words, sheet),
      returned && words.t('scoring-returned', returnedValues(words, returned)),
      '',
      words.t(version ? 'scoring-change-type' : 'scoring-choose-type'),
    ],
    [
      ...inRows(choices, 1),
      returned ? [confirmButton(words, view.id, returned)] : [],
      listenRow(words, sheet),
      version ? [overviewButton.button(words.plain('button-back'), { callId: view.id })] : [],
    ],
  );
}

type Returned = NonNullable<ScoringSheet['returned']>;

function returnedValues(words: Words, { byName, reason }: Returned) {
  return { name: shortName(byName), reason: words.plain(`give-back-${reason}`) };
}

/** One press says the same as whoever gave the call back before. */
function confirmButton(words: Words, callId: number, returned: Returned) {
  const { reason } = returnedValues(words, returned);
  const label = words.plain('button-confirm-return', { reason });
  return giveBackAsButton.button(label, { callId, reason: returned.reason });
}

/** A side review that is not wanted is dropped; any other call in hand is given back. */
function listenRow(words: Words, { callId, review }: ScoringSheet) {
  const away = review.purpose === 'side' ? dropSideButton : giveBackButton;
  return [
    listenButton.button(words.plain('button-listen'), { callId }),
    away.button(words.plain(`button-${away.verb}`), { callId }),
  ];
}

/**
 * A teacher's sheet before a type is picked: the question, the types, or just words. Nothing but what
 * is said has to be there, so it can be sent from here.
 */
export function plainScreen(
  words: Words,
  sheet: ScoringSheet,
  { view, types }: TypeChoice,
): Screen {
  const choices = types.map(({ checklist }) =>
    typeButton.button(checklist.name, { callId: view.id, type: checklist.type }),
  );
  const said = sheet.review.recommendation !== null || sheet.review.voice !== null;
  const of = { callId: view.id };
  const rows = [
    ...(said ? [[submitButton.button(words.plain('button-send-teaching'), of)]] : []),
    ...inRows(choices, 1),
    listenRow(words, sheet),
  ];
  return fitting((most) =>
    screen(
      [
        `${head(words, sheet)} · ${words.t(`flow-${view.flow}`)}`,
        words.t('scoring-seller', { name: shortName(view.sellerName) }),
        callLine(words, view),
        recordingLine(words, sheet),
        sheet.question &&
          words.t('advice-question', { text: inQuotes(words, sheet.question, most) }),
        ...wordsSaid(words, sheet, most),
        '',
        words.t(said ? 'teaching-said' : 'teaching-choose'),
      ],
      rows,
    ),
  );
}

/** The words to the seller so far, and that some were spoken. */
export function wordsSaid(words: Words, { review }: ScoringSheet, most: number): string[] {
  return [
    ...(review.recommendation
      ? [words.t('recommendation', { text: folded(cut(review.recommendation, most)) })]
      : []),
    ...(review.voice ? [words.t('teaching-voice')] : []),
  ];
}
