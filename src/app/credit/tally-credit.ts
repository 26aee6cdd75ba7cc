import { versionById } from '../../db/checklists.ts';
import { type CreditGroup, type CreditSpan, creditGroups } from '../../db/credit.ts';
import { itemsOf } from '../../domain/checklist.ts';
import { ppmOf } from '../../domain/credit.ts';
import { type Scored, wordOrder, wordScorer } from '../../domain/verdicts.ts';
import type { App } from '../app.ts';

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
  /** How many ppm the calls' scores would gain together, had it been done in each of them. */
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
  /** How many drawn calls there are of each score in ppm. */
  drawn: Map<number, number>;
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

/** What one word of verdicts adds to the sums of a cell: worked out once for each word there is. */
interface WordTally {
  ppm: number;
  criticalMisses: number;
  violations: number;
  /** ppm of each section; null where it does not count. */
  sections: (number | null)[];
  /** Of each item, whether it counted; where it failed, what the score would gain had it been done, in ppm. */
  counted: boolean[];
  lost: (number | null)[];
}

interface VersionBook {
  wordLength: number;
  tallyOf: (word: string) => WordTally;
  newCell: (group: CreditGroup) => Cell;
}

/** Goes once through what counts, whatever the number of its reviews, and keeps the sums alone. */
export function tallyCredit(app: App, span: CreditSpan, personId: number | null): CreditTally {
  const books = new Map<number, VersionBook>();
  const cells = new Map<string, Cell>();
  const controllers = new Map<number, ControllerTally>();
  for (const group of creditGroups(app.db, span, personId)) {
    const { sellerId, directionId, versionId } = group;
    const book = books.get(versionId) ?? bookOf(app, versionId);
    books.set(versionId, book);
    const key = `${sellerId} ${directionId} ${versionId}`;
    const cell = cells.get(key) ?? book.newCell(group);
    cells.set(key, cell);
    addScores(cell, group);
    const drawn = addWords(cell, group.drawnWords, book, cell.drawn);
    const others = addWords(cell, group.otherWords, book, null);
    addToController(controllers, group, drawn + others);
  }
  return { cells: [...cells.values()], controllers };
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
  const scored = wordScorer(checklist);
  const known = new Map<string, WordTally>();
  return {
    wordLength: order.length,
    tallyOf(word) {
      const tally = known.get(word) ?? wordTally(word, scored);
      known.set(word, tally);
      return tally;
    },
    newCell: ({ sellerId, directionId }) => ({
      sellerId,
      directionId,
      type: checklist.type,
      typeName: checklist.name,
      versionId,
      all: { count: 0, sum: 0 },
      drawn: new Map(),
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

function wordTally(word: string, scored: (word: string) => Scored): WordTally {
  const { score, verdicts, violations } = scored(word);
  const ppmNow = ppmOf(score.earned, score.possible);
  // What is critical takes more than its weight, and beside it nothing else costs anything.
  const gain = (index: number): number => {
    const done = scored(`${word.slice(0, index)}p${word.slice(index + 1)}`).score;
    return ppmOf(done.earned, done.possible) - ppmNow;
  };
  return {
    ppm: ppmNow,
    criticalMisses: score.criticalMisses.length,
    violations,
    sections: score.sections.map(({ earned, possible }) =>
      possible === 0 ? null : ppmOf(earned, possible),
    ),
    counted: verdicts.map((verdict) => verdict !== 'na'),
    lost: verdicts.map((verdict, index) => (verdict === 'fail' ? gain(index) : null)),
  };
}

function addScores(cell: Cell, group: CreditGroup): void {
  cell.all.count += group.calls;
  cell.all.sum += group.sumOfAll;
  cell.sent.count += group.sent;
  cell.sent.sum += group.sumOfSent;
  cell.appealsWon += group.appealsWon;
  cell.appealsLost += group.appealsLost;
}

/**
 * Adds every word to its cell, and its score to `scores`, if they are wanted one by one; answers how many
 * violations they hold.
 */
function addWords(
  cell: Cell,
  words: string,
  { wordLength, tallyOf }: VersionBook,
  scores: Map<number, number> | null,
): number {
  let violations = 0;
  for (let at = 0; at < words.length; at += wordLength) {
    const tally = tallyOf(words.slice(at, at + wordLength));
    scores?.set(tally.ppm, (scores.get(tally.ppm) ?? 0) + 1);
    violations += tally.violations;
    cell.criticalMisses += tally.criticalMisses;
    for (let index = 0; index < tally.sections.length; index += 1) {
      const [ppm, sum] = [tally.sections[index], cell.sections[index]];
      if (ppm === null || ppm === undefined || !sum) continue;
      sum.count += 1;
      sum.sum += ppm;
    }
    for (let index = 0; index < tally.counted.length; index += 1) {
      const item = cell.items[index];
      if (!item || tally.counted[index] !== true) continue;
      item.calls += 1;
      const lost = tally.lost[index];
      if (lost === null || lost === undefined) continue;
      item.failed += 1;
      item.lost += lost;
    }
  }
  return violations;
}

function addToController(
  controllers: Map<number, ControllerTally>,
  { controllerId, calls, overturned }: CreditGroup,
  violations: number,
): void {
  const tally = controllers.get(controllerId) ?? { reviews: 0, violations: 0, overturned: 0 };
  controllers.set(controllerId, tally);
  tally.reviews += calls;
  tally.violations += violations;
  tally.overturned += overturned;
}

/** How many drawn calls of some cells there are of each score in ppm. */
export function drawnScores(cells: readonly Cell[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { drawn } of cells) {
    for (const [ppm, calls] of drawn) scores.set(ppm, (scores.get(ppm) ?? 0) + calls);
  }
  return scores;
}

/** How many scores there are, and their sum. */
export function sharesOf(scores: ReadonlyMap<number, number>): Shares {
  const shares = { count: 0, sum: 0 };
  for (const [ppm, calls] of scores) {
    shares.count += calls;
    shares.sum += calls * ppm;
  }
  return shares;
}
