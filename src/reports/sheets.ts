import type { MonthRows } from '../app/credit/month-rows.ts';
import { codeOrTyped } from '../domain/ready-reasons.ts';

/** What a cell holds: a text, a number, an instant (`at` columns), or nothing. */
export type CellValue = string | number | null;

export interface Column {
  key: string;
  kind: 'text' | 'number' | 'percent' | 'at';
  /** In characters. */
  width: number;
}

/** A table of a month, its cells in the order of its columns. */
export interface Sheet {
  name: SheetName;
  columns: readonly Column[];
  rows: CellValue[][];
}

export const sheetNames = [
  'sellers',
  'controllers',
  'payouts',
  'calls',
  'appeals',
  'ledger',
] as const;
export type SheetName = (typeof sheetNames)[number];

const text = (key: string, width = 18): Column => ({ key, kind: 'text', width });
const number = (key: string, width = 12): Column => ({ key, kind: 'number', width });
const percent = (key: string): Column => ({ key, kind: 'percent', width: 12 });
const at = (key: string): Column => ({ key, kind: 'at', width: 18 });

/** A column and what of a row it shows. */
type Field<T> = readonly [column: Column, of: (row: T) => CellValue];

const figure = (percentText: string | null) => (percentText === null ? null : Number(percentText));

function sheetOf<T>(name: SheetName, fields: readonly Field<T>[], rows: readonly T[]): Sheet {
  return {
    name,
    columns: fields.map(([column]) => column),
    rows: rows.map((row) => fields.map(([, of]) => of(row))),
  };
}

/** The sheets of a month, with the very figures of its credit. */
export function monthSheets(month: MonthRows): Sheet[] {
  const { credit, people } = month;
  const idOf = (id: number | null) => (id === null ? null : (people.get(id)?.externalId ?? ''));
  const nameOf = (id: number | null) => (id === null ? null : (people.get(id)?.name ?? ''));
  const account = (of: number | 'fund') => (of === 'fund' ? of : idOf(of));
  const directions = new Map(credit.directions.map((row) => [row.directionId, row.name]));
  const payouts = new Map(credit.payouts.map((row) => [row.personId, row]));
  const major = 10 ** fractionDigits(credit.currency);
  const paid = <T>(personOf: (row: T) => number): Field<T>[] => {
    const of = (row: T) => payouts.get(personOf(row));
    return [
      [number('broughtPoints'), (row) => of(row)?.broughtPoints ?? 0],
      [number('writtenOffPoints'), (row) => of(row)?.writtenOffPoints ?? 0],
      [number('paidPoints'), (row) => of(row)?.paidPoints ?? 0],
      [number('carriedPoints'), (row) => of(row)?.carriedPoints ?? 0],
      [
        number('amount'),
        (row) => {
          const minor = of(row)?.amountMinor ?? null;
          return minor === null ? null : minor / major;
        },
      ],
      [text('currency', 10), (row) => (of(row)?.amountMinor == null ? null : credit.currency)],
    ];
  };
  return [
    sheetOf<(typeof credit.sellers)[number]>(
      'sellers',
      [
        [text('externalId'), (row) => row.externalId],
        [text('name', 28), (row) => row.name],
        [text('direction'), (row) => directions.get(row.directionId) ?? null],
        [number('calls'), (row) => row.calls],
        [number('drawn'), (row) => row.drawn],
        [number('sent'), (row) => row.sent],
        [percent('meanPercent'), (row) => figure(row.meanPercent)],
        [percent('drawnMeanPercent'), (row) => figure(row.drawnMeanPercent)],
        [percent('sentMeanPercent'), (row) => figure(row.sentMeanPercent)],
        [percent('intervalLow'), (row) => figure(row.interval?.low ?? null)],
        [percent('intervalHigh'), (row) => figure(row.interval?.high ?? null)],
        [number('criticalMisses'), (row) => row.criticalMisses],
        [number('appealsWon'), (row) => row.appealsWon],
        [number('appealsLost'), (row) => row.appealsLost],
        [number('points'), (row) => row.points],
        [text('motivation', 14), (row) => row.motivation?.pays ?? null],
        [number('motivationValue'), (row) => figure(row.motivation?.value ?? null)],
        ...paid<(typeof credit.sellers)[number]>((row) => row.sellerId),
      ],
      credit.sellers,
    ),
    sheetOf<(typeof credit.controllers)[number]>(
      'controllers',
      [
        [text('externalId'), (row) => row.externalId],
        [text('name', 28), (row) => row.name],
        [number('reviews'), (row) => row.reviews],
        [number('violations'), (row) => row.violations],
        [number('overturned'), (row) => row.overturned],
        [percent('overturnedPercent'), (row) => figure(row.overturnedPercent)],
        [number('points'), (row) => row.points],
        ...paid<(typeof credit.controllers)[number]>((row) => row.controllerId),
      ],
      credit.controllers,
    ),
    // Everybody whose account moved or owes, also who has left and has no calls of this month.
    sheetOf<(typeof credit.payouts)[number]>(
      'payouts',
      [
        [text('externalId'), (row) => row.externalId],
        [text('name', 28), (row) => row.name],
        [number('points'), (row) => row.points],
        ...paid<(typeof credit.payouts)[number]>((row) => row.personId),
      ],
      credit.payouts,
    ),
    sheetOf<(typeof month.calls)[number]>(
      'calls',
      [
        [number('callId'), (row) => row.callId],
        [at('startedAt'), (row) => row.startedAt],
        [at('approvedAt'), (row) => row.approvedAt],
        [text('seller'), (row) => idOf(row.sellerId)],
        [text('sellerName', 28), (row) => nameOf(row.sellerId)],
        [text('controller'), (row) => idOf(row.controllerId)],
        [text('type'), (row) => row.type],
        [text('source', 10), (row) => row.source],
        [text('state', 12), (row) => row.state],
        [number('earned'), (row) => row.earned],
        [number('possible'), (row) => row.possible],
        [percent('percent'), (row) => figure(row.percent)],
        [number('ppm'), (row) => row.ppm],
        [text('failed', 40), (row) => row.failed.join(' ')],
      ],
      month.calls,
    ),
    sheetOf<(typeof month.appeals)[number]>(
      'appeals',
      [
        [number('callId'), (row) => row.callId],
        [text('seller'), (row) => idOf(row.sellerId)],
        [text('sellerName', 28), (row) => nameOf(row.sellerId)],
        [text('controller'), (row) => idOf(row.controllerId)],
        [text('kind', 14), (row) => row.kind],
        [text('state', 12), (row) => row.state],
        [at('openedAt'), (row) => row.openedAt],
        [at('decidedAt'), (row) => row.decidedAt],
        [text('decidedBy'), (row) => idOf(row.decidedById)],
        [text('reason', 40), (row) => row.reason],
        [
          text('decisionReason', 40),
          (row) => row.decisionReason && codeOrTyped(row.decisionReason),
        ],
      ],
      month.appeals,
    ),
    sheetOf<(typeof month.ledger)[number]>(
      'ledger',
      [
        [number('id'), (row) => row.id],
        [at('at'), (row) => row.at],
        [text('from'), (row) => account(row.from)],
        [text('to'), (row) => account(row.to)],
        [number('points'), (row) => row.points],
        [text('cause', 18), (row) => row.cause],
        [number('callId'), (row) => row.callId],
        [number('reviewId'), (row) => row.reviewId],
        [text('itemCode'), (row) => row.itemCode],
        [number('reversesId'), (row) => row.reversesId],
        [text('reason', 40), (row) => row.reason],
      ],
      month.ledger,
    ),
  ];
}

/** How many digits a currency's minor unit takes: 2 for RUB, 0 for JPY (ISO 4217). */
function fractionDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}
