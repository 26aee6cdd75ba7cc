import {
  type Answer,
  type Answers,
  type Checklist,
  itemsOf,
  type Score,
  scoreOf,
  type Verdict,
} from './checklist.ts';

const letterOf = { pass: 'p', fail: 'f', na: 'n' } as const satisfies Record<Verdict, string>;
const verdictOf: Readonly<Record<string, Verdict>> = { p: 'pass', f: 'fail', n: 'na' };

/**
 * The verdicts of a full set of answers as one word, a letter an item (p, f, n) in the order of the items'
 * codes: what a month of reviews is counted from without opening each.
 */
export function verdictCode(answers: Answers): string {
  return [...answers.keys()]
    .sort()
    .map((code) => letterOf[(answers.get(code) as Answer).verdict])
    .join('');
}

/** What a word of verdicts says on its checklist, the items in the order of their codes. */
export interface Scored {
  readonly score: Score;
  readonly verdicts: readonly Verdict[];
  readonly violations: number;
}

/** The codes of a checklist's items in the order in which a word of verdicts goes through them. */
export function wordOrder(checklist: Checklist): string[] {
  return itemsOf(checklist)
    .map((item) => item.code)
    .sort();
}

/** Scores words of verdicts on one checklist; the same word is worked out once. */
export function wordScorer(checklist: Checklist): (word: string) => Scored {
  const codes = wordOrder(checklist);
  const known = new Map<string, Scored>();
  return (word) => {
    const before = known.get(word);
    if (before) return before;
    const verdicts = [...word].map((letter) => verdictOf[letter]);
    if (verdicts.length !== codes.length || !verdicts.every((verdict) => verdict !== undefined)) {
      throw new Error(
        `"${word}" are no verdicts on the ${codes.length} items of ${checklist.type}`,
      );
    }
    const answers = verdicts.map(
      (verdict, index) =>
        [codes[index] ?? '', { verdict, comment: null, momentS: null } as Answer] as const,
    );
    const scored = {
      score: scoreOf(checklist, new Map(answers)),
      verdicts,
      violations: verdicts.filter((verdict) => verdict === 'fail').length,
    };
    known.set(word, scored);
    return scored;
  };
}
