import fc from 'fast-check';

/** A company that a property lives through (`live` of pay-walk.ts): who works in it, by which rules, for how long. */
export interface Plan {
  /** What chance does in it: who calls, what is scored, who appeals. */
  seededRandom: number;
  /** At least one of them only sells. */
  sellers: readonly string[];
  directions: number;
  /** How many of the administrators score calls as well. */
  admins: { second: boolean; scoring: number };
  /** The first rules, and those of later days, each with the number of the lived day. */
  rules: Rules;
  turns: readonly { day: number; rules: Partial<Rules> }[];
  /** Days from one lived day to the next. */
  gaps: readonly number[];
  callsADay: number;
}

export const sellerNames = ['anna', 'ivan', 'boris', 'kira', 'sveta', 'zoya'];
/** Sellers who score the calls of others; Sveta decides on appeals as well. */
export const scoringSellers: readonly string[] = ['sveta', 'zoya'];
export const directionNames = ['Опт', 'Розница', 'Сервис'];

const points = fc.integer({ min: 0, max: 6 });
const rulesModel = {
  drawCron: fc.constantFrom('0 19 * * 1-6', '0 13,19 * * 1-6', '0 13,19 * * 1-6'),
  drawBy: fc.constantFrom('perSeller', 'perSeller', 'total', 'percent'),
  perSeller: fc.constantFrom(0, 1, 2, 3),
  total: fc.constantFrom(0, 2, 4),
  percent: fc.constantFrom(10, 33.33, 100),
  drawAlsoAsked: fc.boolean(),
  approvalDelay: fc.constantFrom('PT1H', 'P1D', 'P2D', 'P9D'),
  workingDaysOnly: fc.boolean(),
  minListenShare: fc.constantFrom(0, 0, 0.5),
  reviewPoints: points,
  violationPoints: points,
  appealPoints: fc.constantFrom(0, 2, 5, 9),
  concedeControllerPoints: points,
  sendsPerMonth: fc.constantFrom(0, 2, 4),
  pointPriceMinor: fc.constantFrom(0, 1, 333),
  minScoredCalls: fc.constantFrom(0, 1, 3, 6),
  motivationScale: fc.constantFrom(
    '',
    'steps 0:0.5 60:1 80:1.1 95.5:1,255',
    'line 40:0.8 100:1.3',
    'steps 70:100; Опт = line 0:0 33.3:0.777 90:2; Розница = steps 50:3',
    'Сервис = line 0:1 100:2',
  ),
  motivationPays: fc.constantFrom('coefficient', 'sum'),
};
const anyRules = fc.record(rulesModel);
export type Rules = typeof anyRules extends fc.Arbitrary<infer T> ? T : never;

/** Some eight weeks, coarsely: over two ends of months and into a third month. */
export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seededRandom: fc.nat(2_000_000_000),
  sellers: fc
    .subarray(sellerNames, { minLength: 2, maxLength: 6 })
    .filter((some) => some.some((name) => !scoringSellers.includes(name))),
  directions: fc.integer({ min: 1, max: 3 }),
  admins: fc.record({ second: fc.boolean(), scoring: fc.integer({ min: 0, max: 2 }) }),
  rules: anyRules,
  turns: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 22 }),
      rules: fc.record(rulesModel, { requiredKeys: [] }) as fc.Arbitrary<Partial<Rules>>,
    }),
    { minLength: 1, maxLength: 4 },
  ),
  gaps: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 18, maxLength: 22 }),
  callsADay: fc.integer({ min: 3, max: 7 }),
});

/** The checklists of an edition: weights change with each, of some the text of an item. */
export function checklistsOf(edition: number): object[] {
  const need = edition % 3 === 2 ? 'Узнал, что нужно клиенту' : 'Выяснил потребность';
  return [
    {
      type: 'incoming',
      name: `Входящий ${edition}`,
      sections: [
        {
          code: 'contact',
          name: 'Контакт',
          items: [
            { code: 'greet', text: 'Поздоровался', weight: 1 + (edition % 4) },
            { code: 'need', text: need, weight: 7, critical: 'section' },
            { code: 'price', text: 'Назвал цену', weight: 2, na: true },
          ],
        },
        {
          code: 'close',
          name: 'Завершение',
          items: [
            { code: 'next', text: 'Договорился о шаге', weight: 11 },
            // One text twice: what is unclear about it is paid once.
            { code: 'again', text: 'Договорился о шаге', weight: 3, na: true },
            { code: 'rude', text: 'Не грубил', weight: 1 + edition, critical: 'call' },
          ],
        },
      ],
    },
    {
      type: 'short',
      name: 'Короткий',
      sections: [
        {
          code: 'all',
          name: 'Всё',
          items: [
            // Often all that counts, so that a decision can leave nothing.
            { code: 'heard', text: 'Выслушал', weight: 13 + edition },
            { code: 'asked', text: 'Переспросил', weight: 5, na: true },
            { code: 'thanks', text: 'Поздоровался', weight: 1, na: true },
          ],
        },
      ],
    },
  ];
}
