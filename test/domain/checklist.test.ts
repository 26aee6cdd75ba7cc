import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, decisions } from '../../src/domain/call.ts';
import {
  type Answer,
  type Answers,
  answerProblem,
  answersAfter,
  type Checklist,
  checklistSchema,
  type Item,
  itemsOf,
  parseComment,
  type Score,
  scoreOf,
  submitProblem,
  type Verdict,
  verdicts,
} from '../../src/domain/checklist.ts';

/** An item as `code weight critical?`: `hello 10`, `price 5 section`, `consent 3 call`. */
function item(line: string): Item {
  const [code = '', weight = '1', critical = 'none'] = line.split(' ');
  if (critical !== 'none' && critical !== 'section' && critical !== 'call') throw new Error(line);
  return { code, text: `Did ${code}`, weight: Number(weight), critical, na: true };
}

function checklist(sections: Readonly<Record<string, readonly string[]>>): Checklist {
  return {
    type: 'order',
    name: 'Incoming: order',
    sections: Object.entries(sections).map(([code, lines]) => ({
      code,
      name: code,
      items: lines.map(item),
    })),
  };
}

const marks: Record<string, Verdict> = { '+': 'pass', '-': 'fail', o: 'na' };

/** Answers as a controller ticks them: `+` pass, `-` fail, `o` not applicable, `.` unanswered. */
function ticked(list: Checklist, signs: string): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const [index, { code }] of itemsOf(list).entries()) {
    const verdict = marks[signs.replaceAll(' ', '')[index] ?? '.'];
    if (verdict) answers.set(code, { verdict, comment: 'heard', momentS: null });
  }
  return answers;
}

const figure = ({ earned, possible }: { earned: number; possible: number }) =>
  `${earned}/${possible}`;

describe('the score', () => {
  const plain = checklist({ opening: ['hello 10', 'name 5'], closing: ['next 20', 'thanks 1'] });
  const sectionCritical = checklist({
    opening: ['hello 10', 'need 5 section'],
    closing: ['next 20'],
  });
  const callCritical = checklist({ opening: ['hello 10', 'consent 3 call'], closing: ['next 20'] });
  const bothCritical = checklist({
    opening: ['hello 10', 'need 5 section'],
    closing: ['next 20', 'consent 3 call'],
  });

  it.each([
    ['all passed', plain, '++ ++', '36/36', '15/15 21/21', ''],
    ['all failed', plain, '-- --', '0/36', '0/15 0/21', ''],
    ['weights count, not items', plain, '+- -+', '11/36', '10/15 1/21', ''],
    ['N/A leaves the possible too', plain, '+o +-', '30/31', '10/10 20/21', ''],
    ['a section of N/A alone has no figure', plain, '+- oo', '10/15', '10/15 0/0', ''],
    ['all N/A has no figure at all', plain, 'oo oo', '0/0', '0/0 0/0', ''],
    ['unanswered items count for nothing', plain, '+. ..', '10/10', '10/10 0/0', ''],
    ['a miss critical to its section', sectionCritical, '+- +', '20/35', '0/15 20/20', 'need'],
    ['a section-critical item passed', sectionCritical, '-+ +', '25/35', '5/15 20/20', ''],
    ['a section-critical item N/A', sectionCritical, '+o +', '30/30', '10/10 20/20', ''],
    ['a miss critical to the call', callCritical, '+- +', '0/33', '10/13 20/20', 'consent'],
    ['a call-critical item passed', callCritical, '-+ +', '23/33', '3/13 20/20', ''],
    ['a call-critical item N/A', callCritical, '+o -', '10/30', '10/10 0/20', ''],
    ['both critical misses', bothCritical, '+- +-', '0/38', '0/15 20/23', 'need consent'],
  ])('%s', (_, list, signs, total, sections, missed) => {
    const score = scoreOf(list, ticked(list, signs));
    expect(figure(score)).toBe(total);
    expect(score.sections.map(figure).join(' ')).toBe(sections);
    expect(score.criticalMisses.join(' ')).toBe(missed);
  });

  it('names its sections as the checklist does, in its order', () => {
    const { sections } = scoreOf(plain, ticked(plain, '++++'));
    expect(sections.map(({ code, name }) => [code, name])).toEqual([
      ['opening', 'opening'],
      ['closing', 'closing'],
    ]);
  });

  it('ignores an answer to an item that the checklist does not have', () => {
    const answers = ticked(plain, '+- -+');
    answers.set('stranger', { verdict: 'pass', comment: null, momentS: null });
    expect(figure(scoreOf(plain, answers))).toBe('11/36');
  });
});

describe('handing a score in', () => {
  const list = checklist({ opening: ['hello 10', 'need 5 section'], closing: ['consent 3 call'] });

  it.each([
    ['all answered', '+++', null],
    ['one unanswered', '++.', 'incomplete'],
    ['none answered', '...', 'incomplete'],
    ['one counts', '+oo', null],
    ['one failed counts as well', '-oo', null],
    ['all N/A', 'ooo', 'nothing_counts'],
  ])('%s', (_, signs, problem) => {
    expect(submitProblem(list, ticked(list, signs))).toBe(problem);
  });

  it.each([
    ['hello', null, null],
    ['need', null, 'comment_missing'],
    ['need', '', 'comment_missing'],
    ['need', 'asked nothing', null],
    ['consent', null, 'comment_missing'],
    ['consent', 'never asked', null],
  ])('with %s failed and the comment %j', (code, comment, problem) => {
    const answers = ticked(list, '+++');
    answers.set(code, { verdict: 'fail', comment, momentS: 83 });
    expect(submitProblem(list, answers)).toBe(problem);
  });

  it('a critical item that passes or does not apply needs no comment', () => {
    for (const verdict of ['pass', 'na'] as const) {
      const answers = ticked(list, '+++');
      answers.set('consent', { verdict, comment: null, momentS: null });
      expect(submitProblem(list, answers)).toBeNull();
    }
  });
});

describe('one answer', () => {
  const list: Checklist = checklist({ opening: ['hello 10'] });
  const strict: Checklist = {
    ...list,
    sections: list.sections.map((section) => ({
      ...section,
      items: section.items.map((each) => ({ ...each, na: false })),
    })),
  };

  it('may be N/A only where the item allows it', () => {
    expect(answerProblem(list, 'hello', 'na')).toBeNull();
    expect(answerProblem(strict, 'hello', 'na')).toBe('not_allowed');
    expect(answerProblem(strict, 'hello', 'pass')).toBeNull();
    expect(answerProblem(strict, 'hello', 'fail')).toBeNull();
  });

  it('to an item of another checklist is refused', () => {
    expect(answerProblem(list, 'goodbye', 'pass')).toBe('stale');
  });
});

const anyChecklist: fc.Arbitrary<Checklist> = fc
  .array(
    fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 100 }),
        critical: fc.constantFrom('none', 'none', 'none', 'section', 'call'),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((sections) => {
    const named = sections.map((items, section) => [
      `section-${section}`,
      items.map(({ weight, critical }, index) => `item-${section}-${index} ${weight} ${critical}`),
    ]);
    return checklist(Object.fromEntries(named));
  });

const answered: fc.Arbitrary<{ list: Checklist; answers: Answers }> = anyChecklist.chain((list) => {
  const { length } = itemsOf(list);
  const signs = fc.array(fc.constantFrom('+', '-', 'o'), { minLength: length, maxLength: length });
  return signs.map((each) => ({ list, answers: ticked(list, each.join('')) }));
});

/** Whether `after` is at least `before`, exactly, in integers; a figure of nothing compares with none. */
function notLower(
  before: { earned: number; possible: number },
  after: { earned: number; possible: number },
): boolean {
  if (before.possible === 0 || after.possible === 0) return true;
  return after.earned * before.possible >= before.earned * after.possible;
}

function nowhereLower(before: Score, after: Score): boolean {
  return (
    notLower(before, after) &&
    before.sections.every((section, index) => {
      const later = after.sections[index];
      return later !== undefined && notLower(section, later);
    })
  );
}

describe('whatever the checklist and the answers', () => {
  it('nothing earns more than is possible, and the possible is the sum of the sections', () => {
    fc.assert(
      fc.property(answered, ({ list, answers }) => {
        const score = scoreOf(list, answers);
        let possible = 0;
        for (const figures of [score, ...score.sections]) {
          expect(figures.earned).toBeGreaterThanOrEqual(0);
          expect(figures.earned).toBeLessThanOrEqual(figures.possible);
          expect(Number.isInteger(figures.earned) && Number.isInteger(figures.possible)).toBe(true);
        }
        for (const section of score.sections) possible += section.possible;
        expect(score.possible).toBe(possible);
      }),
    );
  });

  it('without critical misses the score is the weight passed of the weight that counts', () => {
    fc.assert(
      fc.property(answered, ({ list, answers }) => {
        const score = scoreOf(list, answers);
        fc.pre(score.criticalMisses.length === 0);
        const weighing = (wanted: readonly Verdict[]) =>
          itemsOf(list)
            .filter(({ code }) => wanted.includes(answers.get(code)?.verdict ?? 'na'))
            .reduce((sum, { weight }) => sum + weight, 0);
        expect(score.earned).toBe(weighing(['pass']));
        expect(score.possible).toBe(weighing(['pass', 'fail']));
      }),
    );
  });

  it('turning a failed item to N/A or to passed never lowers a percentage', () => {
    const changed = fc.tuple(answered, fc.constantFrom<Verdict>('na', 'pass'), fc.nat());
    fc.assert(
      fc.property(changed, ([{ list, answers }, verdict, nth]) => {
        const failed = [...answers].filter(([, answer]) => answer.verdict === 'fail');
        fc.pre(failed.length > 0);
        const [code, answer] = failed[nth % failed.length] ?? [];
        if (code === undefined || answer === undefined) throw new Error('something failed');
        const after = new Map(answers).set(code, { ...answer, verdict });
        expect(nowhereLower(scoreOf(list, answers), scoreOf(list, after))).toBe(true);
      }),
    );
  });

  it('failing a passed item never raises a percentage', () => {
    fc.assert(
      fc.property(answered, fc.nat(), ({ list, answers }, nth) => {
        const passed = [...answers].filter(([, answer]) => answer.verdict === 'pass');
        fc.pre(passed.length > 0);
        const [code, answer] = passed[nth % passed.length] ?? [];
        if (code === undefined || answer === undefined) throw new Error('something passed');
        const after = new Map(answers).set(code, { ...answer, verdict: 'fail' });
        expect(nowhereLower(scoreOf(list, after), scoreOf(list, answers))).toBe(true);
      }),
    );
  });
});

describe('the answers after an appeal', () => {
  const list = checklist({ opening: ['hello 10', 'name 5'], closing: ['next 20', 'thanks 1'] });

  it.each<[Decision, string]>([
    ['seller_right', '36/36'],
    ['not_applicable', '16/16'],
    ['controller_right', '16/36'],
  ])('%s on the item of weight 20 that failed', (decision, figures) => {
    const after = answersAfter(ticked(list, '++-+'), { next: decision });
    expect(figure(scoreOf(list, after))).toBe(figures);
  });

  it('an unclear item is not held against the seller', () => {
    const after = answersAfter(ticked(list, '++-+'), { next: 'item_unclear' });
    expect(after.get('next')?.verdict).not.toBe('fail');
  });

  it('change nothing but the verdicts that were decided', () => {
    const answers = ticked(list, '-+-o');
    const after = answersAfter(answers, { next: 'seller_right' });
    expect([...after.keys()]).toEqual([...answers.keys()]);
    expect(after.get('next')).toEqual({ verdict: 'pass', comment: 'heard', momentS: null });
    for (const code of ['hello', 'name', 'thanks']) {
      expect(after.get(code)).toEqual(answers.get(code));
    }
    expect(answers.get('next')?.verdict).toBe('fail');
  });

  it('lift the zero of a critical item that is overturned', () => {
    const strict = checklist({ opening: ['hello 10', 'consent 5 call'] });
    const answers = ticked(strict, '+-');
    expect(figure(scoreOf(strict, answers))).toBe('0/15');
    const after = scoreOf(strict, answersAfter(answers, { consent: 'seller_right' }));
    expect(figure(after)).toBe('15/15');
    expect(after.criticalMisses).toEqual([]);
  });

  it('never lower a percentage, and a decision for the controller changes nothing', () => {
    const decided = answered.chain(({ list: any, answers }) => {
      const failed = [...answers].filter(([, { verdict }]) => verdict === 'fail');
      const one = fc.option(fc.constantFrom(...decisions), { nil: undefined });
      return fc
        .tuple(...failed.map(() => one))
        .map((chosen) => ({ any, answers, failed: failed.map(([code]) => code), chosen }));
    });
    fc.assert(
      fc.property(decided, ({ any, answers, failed, chosen }) => {
        const decisionOf: Record<string, Decision> = {};
        for (const [index, code] of failed.entries()) {
          const decision = chosen[index];
          if (decision) decisionOf[code] = decision;
        }
        const after = answersAfter(answers, decisionOf);
        expect(nowhereLower(scoreOf(any, answers), scoreOf(any, after))).toBe(true);
        const stands = (code: string) =>
          !decisionOf[code] || decisionOf[code] === 'controller_right';
        for (const [code, answer] of answers) {
          if (stands(code)) expect(after.get(code)).toEqual(answer);
          else expect(after.get(code)?.verdict).not.toBe('fail');
        }
      }),
    );
  });

  it('leave an item coded "constructor" alone when nothing was decided on it', () => {
    const odd = checklist({ opening: ['constructor 5'] });
    const answers = ticked(odd, '-');
    expect(answersAfter(answers, {})).toEqual(answers);
  });
});

describe('a comment that begins with a moment', () => {
  it.each<[string, number | null, string | null]>([
    ['1:23 перебил', 83, 'перебил'],
    ['01:23 перебил', 83, 'перебил'],
    ['  1:23 перебил клиента  ', 83, 'перебил клиента'],
    ['1:23', 83, null],
    ['0:00 не поздоровался', 0, 'не поздоровался'],
    ['0:59 тишина', 59, 'тишина'],
    ['59:59 попрощался', 3599, 'попрощался'],
    ['75:00 всё ещё говорит', 4500, 'всё ещё говорит'],
    ['01:02:03 назвал цену', 3723, 'назвал цену'],
    ['1:02:03', 3723, null],
    ['5:48, «без даты»', 348, '«без даты»'],
    ['5:48: «без даты»', 348, '«без даты»'],
    ['5:48 — «без даты»', 348, '«без даты»'],
    ['5:48\nбез даты', 348, 'без даты'],
    ['1:73 перебил', null, '1:73 перебил'],
    ['1:60', null, '1:60'],
    ['1:2 перебил', null, '1:2 перебил'],
    ['1:234', null, '1:234'],
    ['12 штук', null, '12 штук'],
    ['12', null, '12'],
    ['перебил на 1:23', null, 'перебил на 1:23'],
    ['Перебил', null, 'Перебил'],
    ['', null, null],
    [' \n ', null, null],
  ])('%j', (typed, momentS, comment) => {
    expect(parseComment(typed)).toEqual({ comment, momentS });
  });

  it('gives back the moment and the words that were put together', () => {
    const words = fc.stringMatching(/^[а-яёa-z][а-яёa-z ,.]{0,40}$/);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 * 60 + 59 }), words, (seconds, text) => {
        const moment = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
        expect(parseComment(`${moment} ${text}`)).toEqual({
          comment: text.trim(),
          momentS: seconds,
        });
      }),
    );
  });
});

describe('a checklist file', () => {
  const good = {
    type: 'incoming-order',
    name: 'Входящий: заказ',
    sections: [
      {
        code: 'opening',
        name: 'Приветствие',
        items: [{ code: 'hello', text: 'Поздоровался' }],
      },
    ],
  };
  const withSection = (more: object) => ({
    ...good,
    sections: [{ ...good.sections[0], ...more }],
  });
  const withItem = (more: object) => ({
    ...good,
    sections: [{ ...good.sections[0], items: [{ code: 'hello', text: 'Поздоровался', ...more }] }],
  });
  const withItems = (count: number) => ({
    ...good,
    sections: [0, 1].map((section) => ({
      code: `s-${section}`,
      name: 'Раздел',
      items: Array.from({ length: section ? count - 20 : 20 }, (_, index) => ({
        code: `i-${section}-${index}`,
        text: 'Пункт',
      })),
    })),
  });
  const first = 'sections.0.items.0';

  it('may leave out weight, critical and N/A: 1, none and no', () => {
    const [only] = itemsOf(checklistSchema.parse(good));
    expect(only).toEqual({
      code: 'hello',
      text: 'Поздоровался',
      weight: 1,
      critical: 'none',
      na: false,
    });
  });

  it('is taken without the spaces around its texts', () => {
    const spaced = withSection({
      name: ' Начало ',
      items: [{ code: 'hello', text: ' Поздоровался ', guidance: ' вслух ' }],
    });
    expect(checklistSchema.parse({ ...spaced, name: ' Заказ ' })).toMatchObject({
      name: 'Заказ',
      sections: [{ name: 'Начало', items: [{ text: 'Поздоровался', guidance: 'вслух' }] }],
    });
  });

  it.each<[string, object]>([
    ['40 items', withItems(40)],
    ['a code of 32', withItem({ code: `0-${'a'.repeat(30)}` })],
    ['a name of 60', { ...good, name: 'я'.repeat(60) }],
    ['a section’s name of 200', withSection({ name: 'я'.repeat(200) })],
    ['weight 1', withItem({ weight: 1 })],
    ['weight 100', withItem({ weight: 100 })],
    ['critical to its section', withItem({ critical: 'section' })],
    ['critical to the call', withItem({ critical: 'call' })],
    ['a text of 200', withItem({ text: 'я'.repeat(200) })],
    ['a guidance of 300', withItem({ guidance: 'я'.repeat(300) })],
  ])('with %s is taken', (_, file) => {
    expect(checklistSchema.safeParse(file).success).toBe(true);
  });

  it.each<[string, object, string, string]>([
    ['41 items', withItems(41), 'sections', 'has 41 items; at most 40 are allowed'],
    ['weight 0', withItem({ weight: 0 }), `${first}.weight`, ''],
    ['weight 101', withItem({ weight: 101 }), `${first}.weight`, ''],
    ['weight 1.5', withItem({ weight: 1.5 }), `${first}.weight`, ''],
    ['weight in words', withItem({ weight: 'ten' }), `${first}.weight`, ''],
    ['a text of 201', withItem({ text: 'я'.repeat(201) }), `${first}.text`, ''],
    ['an empty text', withItem({ text: ' ' }), `${first}.text`, ''],
    ['a guidance of 301', withItem({ guidance: 'я'.repeat(301) }), `${first}.guidance`, ''],
    ['a critical of its own', withItem({ critical: 'yes' }), `${first}.critical`, ''],
    ['N/A in words', withItem({ na: 'no' }), `${first}.na`, ''],
    ['an empty code', withItem({ code: '' }), `${first}.code`, 'use 1 to 32 of a-z, 0-9 and "-"'],
    ['a code in capitals', withItem({ code: 'Hello' }), `${first}.code`, 'use 1 to 32'],
    ['a code that begins with a dash', withItem({ code: '-a' }), `${first}.code`, 'use 1 to 32'],
    ['a code that ends in a sign', withItem({ code: 'a!' }), `${first}.code`, 'use 1 to 32'],
    ['a code of 33', withItem({ code: 'a'.repeat(33) }), `${first}.code`, 'use 1 to 32'],
    ['a name of 61', { ...good, name: 'я'.repeat(61) }, 'name', ''],
    ['an empty name', { ...good, name: ' ' }, 'name', ''],
    ['a section of no name', withSection({ name: ' ' }), 'sections.0.name', ''],
    ['a section’s name of 201', withSection({ name: 'я'.repeat(201) }), 'sections.0.name', ''],
    ['an unknown key of a section', withSection({ order: 1 }), 'sections.0', 'order'],
    ['an unknown key of an item', withItem({ colour: 'red' }), first, 'colour'],
    ['an unknown key of the file', { ...good, owner: 'me' }, '', 'owner'],
    ['no sections', { ...good, sections: [] }, 'sections', ''],
    [
      'a section without items',
      { ...good, sections: [{ code: 'opening', name: 'Приветствие', items: [] }] },
      'sections.0.items',
      '',
    ],
    ['no type', { name: good.name, sections: good.sections }, 'type', ''],
    [
      'an item code twice in one section',
      {
        ...good,
        sections: [
          {
            code: 'opening',
            name: 'Приветствие',
            items: [
              { code: 'hello', text: 'Поздоровался' },
              { code: 'hello', text: 'Представился' },
            ],
          },
        ],
      },
      'sections',
      'item code "hello" is used twice',
    ],
    [
      'an item code twice in two sections',
      {
        ...good,
        sections: [
          ...good.sections,
          { code: 'closing', name: 'Завершение', items: [{ code: 'hello', text: 'Снова' }] },
        ],
      },
      'sections',
      'item code "hello" is used twice',
    ],
    [
      'a section code twice',
      {
        ...good,
        sections: [
          ...good.sections,
          { code: 'opening', name: 'Завершение', items: [{ code: 'bye', text: 'Простился' }] },
        ],
      },
      'sections',
      'section code "opening" is used twice',
    ],
  ])('with %s is refused, and the refusal names the place', (_, file, path, word) => {
    const result = checklistSchema.safeParse(file);
    if (result.success) throw new Error('it was taken');
    expect(result.error.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    expect(result.error.issues[0]?.message).toContain(word);
  });

  it('knows three verdicts', () => {
    expect([...verdicts].sort()).toEqual(['fail', 'na', 'pass']);
  });
});
