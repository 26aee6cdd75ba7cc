import { expect, test } from 'vitest';
import {
  type ButtonHandler,
  type ButtonKind,
  buttonKind,
  handlersByVerb,
  id,
  idOr,
  optional,
} from '../../src/bot/buttons.ts';
import { takeButton } from '../../src/bot/call-buttons.ts';
import { checklistButton, lookButton } from '../../src/bot/company/checklist-buttons.ts';
import { pickButton } from '../../src/bot/company/policy-buttons.ts';
import {
  countedButton,
  creditBelowButton,
  decisionsButton,
  reverseButton,
} from '../../src/bot/credit/credit-buttons.ts';
import { memberButton, teamPictureButton } from '../../src/bot/credit/team-buttons.ts';
import { handlers } from '../../src/bot/every-handler.ts';
import { asButton } from '../../src/bot/intake/import-buttons.ts';
import { creditButton, drawButton, peopleButton } from '../../src/bot/menu-buttons.ts';
import { languageButton, personHistoryButton } from '../../src/bot/people/people-buttons.ts';

/** A kind of button, data of it as messages in the chats hold it, and what it holds. */
const held = <Values>(kind: ButtonKind<Values>, data: string, values: Values) => ({
  data,
  read: () => kind.read(data),
  made: () => kind.data(values),
  values,
});

const known = [
  held(creditButton, 'credit', {}),
  held(creditButton, 'credit:2026-11:7', { month: '2026-11', personId: 7 }),
  held(creditBelowButton, 'credit-below:2026-11', { month: '2026-11' }),
  held(countedButton, 'credit-calls:2026-11:7:all:0', {
    month: '2026-11',
    personId: 7,
    part: 'all',
    page: 0,
  }),
  held(countedButton, 'credit-calls:2026-11:7:s3:2', {
    month: '2026-11',
    personId: 7,
    part: { of: 'section', at: 3 },
    page: 2,
  }),
  held(countedButton, 'credit-calls:2026-11:7:i12:0', {
    month: '2026-11',
    personId: 7,
    part: { of: 'item', at: 12 },
    page: 0,
  }),
  held(decisionsButton, 'decisions', {}),
  held(decisionsButton, 'decisions:2026-11', { month: '2026-11' }),
  held(reverseButton, 'reverse:5', { transferId: 5 }),
  held(memberButton, 'member:7:mentor:1', { personId: 7, as: 'mentor', page: 1 }),
  held(teamPictureButton, 'team-picture:supervisor:heat:0', {
    as: 'supervisor',
    kind: 'heat',
    page: 0,
  }),
  held(takeButton, 'take:12:mentees:3', { callId: 12, from: 'mentees', of: '3' }),
  held(takeButton, 'take:12:member:7:mentor:3', {
    callId: 12,
    from: 'member',
    of: '7',
    as: 'mentor',
    page: 3,
  }),
  held(drawButton, 'draw:2026-11-23:4', { date: '2026-11-23', drawId: 4 }),
  held(peopleButton, 'people:before:7:иван', { way: 'before', personId: 7, search: 'иван' }),
  held(personHistoryButton, 'person-history:7:90', { personId: 7, beforeId: 90 }),
  held(languageButton, 'person-language:7:en', { personId: 7, language: 'en' }),
  held(checklistButton, 'checklist:2', { checklistId: 2 }),
  held(lookButton, 'checks-look:9:0:1', { uploadId: 9, at: 0, page: 1 }),
  held(pickButton, 'rule-pick:drawBy:total', { key: 'drawBy', value: 'total' }),
  held(asButton, 'import-as:9:calls', { uploadId: 9, kind: 'calls' }),
];

test.each(known)('$data is read as ever, and made again', ({ read, made, data, values }) => {
  expect(read()).toEqual(values);
  expect(made()).toBe(data);
});

test.each<[Pick<ButtonKind<unknown>, 'verb' | 'read'>, string]>([
  [creditButton, 'credit:2026-13'],
  [creditButton, 'credit:2026-11:7:x'],
  [countedButton, 'credit-calls:2026-11:7'],
  [countedButton, 'credit-calls:2026-11:7:s'],
  [countedButton, 'credit-calls:2026-11:7:x3'],
  [countedButton, 'credit-calls:2026-11:7:s-1'],
  [countedButton, 'credit-calls:2026-11:7:s3:-1'],
  [memberButton, 'member:7:admin'],
  [memberButton, 'member:7x:mentor'],
  [drawButton, 'draw:2026-11-31'],
  [peopleButton, 'people:beside:7'],
  [languageButton, 'person-language:7:de'],
  [pickButton, 'rule-pick:unknown:total'],
  [asButton, 'import-as:9:payments'],
  [asButton, 'import-sample:calls'],
])('$1 is not read', (kind, data) => {
  expect(kind.read(data)).toBeNull();
});

test('a button that could not be read back, or is too long, is never made', () => {
  const kind = buttonKind('kind', null, { of: idOr('all'), page: optional(id) });
  expect(kind.data({ of: 'all' })).toBe('kind:all');
  expect(kind.data({ of: 7, page: 1 })).toBe('kind:7:1');
  expect(() => kind.data({ of: -1 })).toThrow('a button cannot hold "kind:-1"');
  expect(() => kind.data({ of: 1.5 })).toThrow();
  const search = 'ж'.repeat(40);
  expect(() => peopleButton.data({ way: 'after', personId: 1, search })).toThrow();
});

test('every button has one handler', () => {
  expect(handlersByVerb(handlers).size).toBe(handlers.length);
  const [first] = handlers as [ButtonHandler];
  expect(() => handlersByVerb([...handlers, first])).toThrow(first.verb);
});
