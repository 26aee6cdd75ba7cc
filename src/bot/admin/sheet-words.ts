import { sheetNames } from '../../reports/sheets.ts';
import type { SheetWords } from '../../reports/xlsx.ts';
import type { Words } from '../words.ts';

/** Columns by their keys; the words are `column-<key>`. */
const columns = [
  'externalId',
  'name',
  'direction',
  'calls',
  'drawn',
  'sent',
  'meanPercent',
  'drawnMeanPercent',
  'sentMeanPercent',
  'intervalLow',
  'intervalHigh',
  'criticalMisses',
  'appealsWon',
  'appealsLost',
  'points',
  'motivation',
  'motivationValue',
  'broughtPoints',
  'paidPoints',
  'carriedPoints',
  'amount',
  'currency',
  'reviews',
  'violations',
  'overturned',
  'overturnedPercent',
  'callId',
  'startedAt',
  'approvedAt',
  'seller',
  'sellerName',
  'controller',
  'type',
  'source',
  'state',
  'earned',
  'possible',
  'percent',
  'ppm',
  'failed',
  'kind',
  'openedAt',
  'decidedAt',
  'decidedBy',
  'reason',
  'decisionReason',
  'id',
  'at',
  'from',
  'to',
  'cause',
  'reviewId',
  'itemCode',
  'reversesId',
] as const;

/** The heads of the sheets in a person's language. */
export function sheetWords(words: Words): SheetWords {
  return {
    sheets: Object.fromEntries(sheetNames.map((name) => [name, words.plain(`sheet-${name}`)])),
    columns: Object.fromEntries(columns.map((key) => [key, words.plain(`column-${key}`)])),
  };
}
