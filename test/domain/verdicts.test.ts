import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, itemsOf, scoreOf, type Verdict } from '../../src/domain/checklist.ts';
import { verdictCode, wordOrder, wordScorer } from '../../src/domain/verdicts.ts';
import { anyChecklist } from '../support/checklists.ts';

test('a word of verdicts scores as the answers it was made of, whatever the order they came in', () => {
  const verdict = fc.constantFrom<Verdict>('pass', 'fail', 'na');
  fc.assert(
    fc.property(
      anyChecklist,
      fc.infiniteStream(verdict),
      fc.boolean(),
      (checklist, stream, back) => {
        const given = itemsOf(checklist).map(
          ({ code }) =>
            [
              code,
              { verdict: stream.next().value, comment: null, momentS: null } as Answer,
            ] as const,
        );
        const answers = new Map(back ? given.toReversed() : given);
        const { score, verdicts, violations } = wordScorer(checklist)(verdictCode(answers));
        expect(score).toEqual(scoreOf(checklist, answers));
        const inOrder = wordOrder(checklist).map((code) => answers.get(code)?.verdict);
        expect(verdicts).toEqual(inOrder);
        expect(violations).toBe(given.filter(([, answer]) => answer.verdict === 'fail').length);
      },
    ),
  );
});

test('a word of other length or letters is no set of verdicts', () => {
  const checklist = {
    type: 'call',
    name: 'Call',
    sections: [
      {
        code: 'all',
        name: 'All',
        items: ['b', 'a'].map((code) => ({
          code,
          text: code,
          weight: 1,
          critical: 'none' as const,
          na: false,
        })),
      },
    ],
  };
  for (const word of ['', 'p', 'ppp', 'xx', 'px', 'xp'])
    expect(() => wordScorer(checklist)(word)).toThrow(`"${word}"`);
});
