import { versionById } from '../db/checklists.ts';
import { type CreditReview, creditReviews } from '../db/credit.ts';
import { itemsOf } from '../domain/checklist.ts';
import { ppmOf } from '../domain/credit.ts';
import { type Moments, noMoments, withScore } from '../domain/interval.ts';
import type { Instant, LocalMonth } from '../domain/time.ts';
import { type Scored, wordOrder, wordScorer } from '../domain/verdicts.ts';
import type { App } from './app.ts';

/** Shares in ppm, to be averaged. */
export interface Shares {
  count: number;
  sum: number;
}

export interface ItemTally {
  code: string;
  sectionCode: string;
  text: string;
  /** Calls in which it counted, and in which it failed. */
  calls: number;
  failed: number;
  /** What its failures took off the calls' scores, each on its own, in ppm. */
  lost: number;
}

/** What was counted of one seller's calls in one direction on one version of a checklist. */
export interface Cell {
  sellerId: number;
  directionId: number | null;
  type: string;
  typeName: string;
  versionId: number;
  all: Shares;
  drawn: Moments;
  sent: Shares;
  criticalMisses: number;
  appealsWon: number;
  appealsLost: number;
  sections: (Shares & { code: string; name: string })[];
  items: ItemTally[];
}

export interface ControllerTally {
  reviews: number;
  violations: number;
  overturned: number;
}

export interface CreditTally {
  cells: Cell[];
  controllers: Map<number, ControllerTally>;
}

interface VersionBook {
  scored: (word: string) => Scored;
  newCell: (review: CreditReview) => Cell;
  weights: readonly number[];
}

/** Goes once through the reviews that count in a month, whatever their number, and keeps the sums alone. */
export function tallyCredit(
  app: App,
  month: LocalMonth,
  personId: number | null,
  approved: { from: Instant; to: Instant } | null = null,
): CreditTally {
  const books = new Map<number, VersionBook>();
  const cells = new Map<number, Cell[]>();
  const controllers = new Map<number, ControllerTally>();
  for (const review of creditReviews(app.db, month, personId, approved)) {
    const book = books.get(review.versionId) ?? bookOf(app, review.versionId);
    books.set(review.versionId, book);
    const scored = book.scored(review.verdicts);
    addToCell(cellOf(cells, review, book), review, scored, book.weights);
    addToController(controllers, review, scored);
  }
  return { cells: [...cells.values()].flat(), controllers };
}

function bookOf(app: App, versionId: number): VersionBook {
  const version = versionById(app.db, versionId);
  if (!version) throw new Error(`checklist version ${versionId} is missing`);
  const { checklist } = version;
  const sectionOf = new Map(
    checklist.sections.flatMap(({ code, items }) => items.map((item) => [item.code, code])),
  );
  const byCode = new Map(itemsOf(checklist).map((item) => [item.code, item]));
  const order = wordOrder(checklist);
  return {
    scored: wordScorer(checklist),
    weights: order.map((code) => byCode.get(code)?.weight ?? 0),
    newCell: ({ sellerId, directionId }) => ({
      sellerId,
      directionId,
      type: checklist.type,
      typeName: checklist.name,
      versionId,
      all: { count: 0, sum: 0 },
      drawn: noMoments,
      sent: { count: 0, sum: 0 },
      criticalMisses: 0,
      appealsWon: 0,
      appealsLost: 0,
      sections: checklist.sections.map(({ code, name }) => ({ code, name, count: 0, sum: 0 })),
      items: order.map((code) => ({
        code,
        sectionCode: sectionOf.get(code) ?? '',
        text: byCode.get(code)?.text ?? code,
        calls: 0,
        failed: 0,
        lost: 0,
      })),
    }),
  };
}

function cellOf(cells: Map<number, Cell[]>, review: CreditReview, book: VersionBook): Cell {
  const ofSeller = cells.get(review.sellerId) ?? [];
  if (ofSeller.length === 0) cells.set(review.sellerId, ofSeller);
  const found = ofSeller.find(
    (cell) => cell.versionId === review.versionId && cell.directionId === review.directionId,
  );
  if (found) return found;
  const cell = book.newCell(review);
  ofSeller.push(cell);
  return cell;
}

function addToCell(
  cell: Cell,
  review: CreditReview,
  { score, verdicts }: Scored,
  weights: readonly number[],
): void {
  const ppm = ppmOf(review.earned, review.possible);
  add(cell.all, ppm);
  if (review.sent === 1) add(cell.sent, ppm);
  else if (review.drawn === 1) cell.drawn = withScore(cell.drawn, ppm);
  cell.criticalMisses += score.criticalMisses.length;
  if (review.appealState === 'upheld' || review.appealState === 'conceded') cell.appealsWon += 1;
  if (review.appealState === 'rejected') cell.appealsLost += 1;
  for (let index = 0; index < score.sections.length; index += 1) {
    const [section, sum] = [score.sections[index], cell.sections[index]];
    if (section && sum && section.possible > 0) add(sum, ppmOf(section.earned, section.possible));
  }
  for (let index = 0; index < verdicts.length; index += 1) {
    const item = cell.items[index];
    if (!item || verdicts[index] === 'na') continue;
    item.calls += 1;
    if (verdicts[index] === 'pass') continue;
    item.failed += 1;
    item.lost += ppmOf(weights[index] ?? 0, review.possible);
  }
}

function add(shares: Shares, ppm: number): void {
  shares.count += 1;
  shares.sum += ppm;
}

function addToController(
  controllers: Map<number, ControllerTally>,
  review: CreditReview,
  { violations }: Scored,
): void {
  const tally = controllers.get(review.controllerId) ?? {
    reviews: 0,
    violations: 0,
    overturned: 0,
  };
  if (tally.reviews === 0) controllers.set(review.controllerId, tally);
  tally.reviews += 1;
  tally.violations += violations;
  if (review.state === 'overturned') tally.overturned += 1;
}
