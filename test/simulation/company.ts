import type { Role } from '../../src/domain/person.ts';
import type { Dice } from './dice.ts';

/** Somebody of the simulated company, as its CRM knows them. */
export interface Person {
  externalId: string;
  name: string;
  telegramId: number;
  roles: { role: Role; directions?: string[] }[];
  direction?: string;
  mentorExternalIds?: string[];
  extensions: { source: string; extension: string }[];
  active: boolean;
}

export const directions = ['Опт', 'Розница'] as const;

const holder = (externalId: string, ...roles: Person['roles']): Omit<Person, 'telegramId'> => ({
  externalId,
  name: `${externalId[0]?.toUpperCase()}${externalId.slice(1)} Проба`,
  roles,
  extensions: [],
  active: true,
});

function seller(externalId: string, at: number, more: Person['roles'] = []) {
  return {
    ...holder(externalId, { role: 'seller' }, ...more),
    direction: directions[at % 2] ?? directions[0],
    mentorExternalIds: at % 2 === 0 ? ['marta'] : [],
    extensions: [
      { source: 'pbx', extension: String(100 + at) },
      { source: 'megafon', extension: String(700 + at) },
    ],
  };
}

/** Three to six sellers (one of whom scores too, one of whom teaches), and everybody else's roles. */
export function createCompany(dice: Dice): Person[] {
  const sellers = ['anna', 'boris', 'vera', 'gleb', 'darya', 'egor'].slice(0, 3 + dice.below(4));
  // A mentor is known before whoever they teach.
  const people = [
    holder('marta', { role: 'mentor' }),
    ...sellers.map((name, at) =>
      seller(name, at, at === 2 ? [{ role: 'controller' }] : at === 3 ? [{ role: 'mentor' }] : []),
    ),
    holder('olga', { role: 'controller' }),
    holder('pavel', { role: 'controller' }),
    holder('petr', { role: 'supervisor', directions: ['Опт'] }),
    holder('raisa', { role: 'supervisor', directions: ['Розница'] }, { role: 'controller' }),
    holder('sofia', { role: 'supervisor' }, { role: 'mentor' }),
    holder('root', { role: 'admin' }),
    holder('adela', { role: 'admin' }, { role: 'controller' }),
  ];
  return people.map((person, at) => ({ ...person, telegramId: 1001 + at }));
}

/** The first values of the rules: mostly those of a new company. */
export function firstRules(dice: Dice): Record<string, unknown> {
  return {
    timeZone: dice.chance(0.2) ? 'Europe/Berlin' : 'Europe/Moscow',
    drawBy: dice.pick(['perSeller', 'total', 'percent']),
    perSeller: 1 + dice.below(4),
    total: 4 + dice.below(10),
    percent: 30 + dice.below(70),
    quietHours: dice.chance(0.7) ? '20:00-09:00' : '',
    drawAlsoAsked: dice.chance(0.2),
    workingDaysOnly: dice.chance(0.3),
    approvalDelay: dice.pick(['P2D', 'P2D', 'PT48H', 'P1D']),
    appealEscalation: dice.pick(['PT48H', 'PT26H']),
    minScoredCalls: 1,
    pointPriceMinor: 100,
    recordingDays: dice.chance(0.2) ? 10 : 180,
    // With little or nothing for a score, whoever lets one be overturned ends the month owing.
    reviewPoints: dice.below(2),
    violationPoints: dice.below(2),
  };
}

/** Changes of the rules in the middle of a day, one of which is made. */
export const ruleChanges = (dice: Dice): Record<string, unknown>[] => [
  { approvalDelay: dice.pick(['P2D', 'PT48H', 'P1D', 'P3D']) },
  { perSeller: 1 + dice.below(4), total: 4 + dice.below(10) },
  { drawBy: dice.pick(['perSeller', 'total', 'percent']), drawAlsoAsked: dice.chance(0.5) },
  { reviewPoints: dice.below(3), violationPoints: dice.below(4) },
  { appealPoints: 3 + dice.below(4), concedeControllerPoints: 1 + dice.below(3) },
  { workingDaysOnly: dice.chance(0.5) },
  { quietHours: dice.chance(0.5) ? '20:00-09:00' : '' },
];

/** Two call types: a short one, and one with items that are critical and that may not apply. */
export const checklists = [
  {
    type: 'incoming',
    name: 'Входящий',
    sections: [
      {
        code: 'contact',
        name: 'Контакт',
        items: [
          { code: 'greet', text: 'Поздоровался' },
          { code: 'need', text: 'Выяснил потребность', weight: 3 },
          { code: 'price', text: 'Назвал цену', weight: 2, na: true },
        ],
      },
      {
        code: 'close',
        name: 'Завершение',
        items: [{ code: 'rude', text: 'Не грубил', critical: 'call' as const }],
      },
    ],
  },
  {
    type: 'service',
    name: 'Сервис',
    sections: [
      {
        code: 'one',
        name: 'Разговор',
        items: [
          { code: 'heard', text: 'Выслушал', na: true },
          { code: 'solved', text: 'Решил', weight: 5, na: true },
        ],
      },
    ],
  },
];
