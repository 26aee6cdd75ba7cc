import { describe, expect, test } from 'vitest';
import {
  callItem,
  clientItem,
  externalIdOf,
  orderItem,
  personItem,
  readItem,
} from '../../src/domain/intake.ts';

const person = { externalId: 'anna', name: 'Анна', roles: [{ role: 'seller' }] };
const client = { externalId: 'c1', name: 'ООО «Юг»', phones: ['+7 495 012-44-70'] };
const order = {
  externalId: 'o1',
  number: '5521',
  clientExternalId: 'c1',
  inWork: true,
  openedAt: '2026-11-23T14:05:00+03:00',
};
const call = {
  source: 'pbx',
  externalId: '1712345678.42',
  direction: 'in',
  sellerExtension: '101',
  externalNumber: '+79161234567',
  startedAt: '2026-11-23T14:05:00+03:00',
  durationS: 65,
  talkS: 60,
};
const openedAt = Date.parse('2026-11-23T11:05:00Z');
const long = (length: number) => 'я'.repeat(length);
const phones = (count: number) => Array<string>(count).fill('101');

describe('an item is taken as it came', () => {
  test('with what has to be there', () => {
    expect(readItem(personItem, person)).toEqual({ ok: true, item: person });
    expect(readItem(clientItem, client)).toEqual({ ok: true, item: client });
    expect(readItem(orderItem, order)).toEqual({ ok: true, item: { ...order, openedAt } });
    expect(readItem(callItem, call)).toEqual({
      ok: true,
      item: { ...call, startedAt: openedAt },
    });
  });

  test.each([
    { direction: 'Опт', language: 'en', telegramId: 7_000_000_001, active: false },
    { direction: null, telegramId: null },
    { extensions: [{ source: 'pbx', extension: '101' }], mentorExternalIds: ['marta'] },
    { roles: [{ role: 'supervisor', directions: ['Опт'] }, { role: 'admin' }] },
    { roles: [{ role: 'controller' }, { role: 'mentor' }], name: long(200) },
  ])('a person with %j', (more) => {
    expect(readItem(personItem, { ...person, ...more })).toEqual({
      ok: true,
      item: { ...person, ...more },
    });
  });

  test.each([
    { externalNumber: null, durationS: null, talkS: null },
    { durationS: 0, talkS: 0, direction: 'out' },
    { durationS: 172_800, talkS: 172_800 },
    { durationS: null },
    { talkS: null },
    { sellerExtension: null, sellerExternalId: 'anna' },
    { recording: null, clientExternalId: null, orderExternalId: 'o1' },
    { recording: { path: 'a/b.wav' } },
    { recording: { url: 'https://records.example.com/1.mp3' } },
    { recording: { url: 'http://10.0.0.7/1.mp3' } },
  ])('a call with %j', (more) => {
    expect(readItem(callItem, { ...call, ...more })).toEqual({
      ok: true,
      item: { ...call, startedAt: openedAt, ...more },
    });
  });

  test('an order that is over, of a seller, with numbers of its own', () => {
    const more = { inWork: false, sellerExternalId: 'anna', phones: phones(100) };
    const closedAt = '2026-11-23T11:05:00Z';
    expect(readItem(orderItem, { ...order, ...more, closedAt })).toEqual({
      ok: true,
      item: { ...order, ...more, openedAt, closedAt: openedAt },
    });
    expect(readItem(orderItem, { ...order, closedAt: null, sellerExternalId: null }).ok).toBe(true);
  });

  test('without the spaces around its texts', () => {
    const spaced = { ...client, externalId: ' c1 ', name: '\tООО «Юг» ', phones: [' 101 '] };
    expect(readItem(clientItem, spaced)).toEqual({
      ok: true,
      item: { ...client, phones: ['101'] },
    });
    const path = { ...call, recording: { path: ' a.wav ' } };
    expect(readItem(callItem, path)).toMatchObject({ item: { recording: { path: 'a.wav' } } });
  });

  test('at the longest', () => {
    const most = { externalId: long(200), name: long(200), phones: phones(100) };
    expect(readItem(clientItem, most).ok).toBe(true);
    expect(readItem(clientItem, { ...client, phones: [long(64)] }).ok).toBe(true);
    expect(readItem(callItem, { ...call, recording: { path: long(1000) } }).ok).toBe(true);
    const url = `https://a.example/${'x'.repeat(2000 - 18)}`;
    expect(readItem(callItem, { ...call, recording: { url } }).ok).toBe(true);
  });
});

describe('an item is refused by the name of its field', () => {
  const wrongRecording = 'must be {"url": "https://…"}, {"path": "…"} or null';
  test.each([
    ['no name', personItem, { ...person, name: undefined }, 'name', 'is required'],
    ['an empty name', personItem, { ...person, name: ' ' }, 'name', 'must not be empty'],
    ['a name of 201', personItem, { ...person, name: long(201) }, 'name', 'is longer than 200 c'],
    ['no external id', clientItem, { ...client, externalId: ' ' }, 'externalId', 'must not be emp'],
    ['an id of 201', clientItem, { ...client, externalId: long(201) }, 'externalId', 'is longer'],
    ['no roles', personItem, { ...person, roles: [] }, 'roles', 'must not be empty'],
    [
      'a strange role',
      personItem,
      { ...person, roles: [{ role: 'boss' }] },
      'roles.0.role',
      'must be one of: seller',
    ],
    [
      'a head of nothing',
      personItem,
      { ...person, roles: [{ role: 'supervisor', directions: [] }] },
      'roles.0.directions',
      'must not be empty',
    ],
    [
      'a field of no role',
      personItem,
      { ...person, roles: [{ role: 'seller', since: 1 }] },
      'roles.0.since',
      'is not a field of this item',
    ],
    [
      'an extension of no exchange',
      personItem,
      { ...person, extensions: [{ extension: '1' }] },
      'extensions.0.source',
      'is required',
    ],
    [
      'a field of no extension',
      personItem,
      { ...person, extensions: [{ source: 'p', extension: '1', x: 1 }] },
      'extensions.0.x',
      'is not a field',
    ],
    [
      'an empty extension',
      personItem,
      { ...person, extensions: [{ source: 'p', extension: '' }] },
      'extensions.0.extension',
      'must not be',
    ],
    [
      'a third language',
      personItem,
      { ...person, language: 'de' },
      'language',
      'must be one of: ru, en',
    ],
    ['no account', personItem, { ...person, telegramId: 0 }, 'telegramId', 'must be at least 0'],
    ['yes for active', personItem, { ...person, active: 'yes' }, 'active', 'must be true or false'],
    [
      'no mentor',
      personItem,
      { ...person, mentorExternalIds: [''] },
      'mentorExternalIds.0',
      'must not',
    ],
    [
      'an empty direction',
      personItem,
      { ...person, direction: '' },
      'direction',
      'must not be empty',
    ],
    [
      'a strange field',
      personItem,
      { ...person, colour: 'red', size: 1 },
      'colour',
      'is not a field of this item',
    ],
    ['a field of no client', clientItem, { ...client, vip: true }, 'vip', 'is not a field'],
    [
      'a hundred and one numbers',
      clientItem,
      { ...client, phones: phones(101) },
      'phones',
      'has more than 100',
    ],
    [
      'a number of 65',
      clientItem,
      { ...client, phones: [long(65)] },
      'phones.0',
      'is longer than 64',
    ],
    ['a field of no order', orderItem, { ...order, price: 1 }, 'price', 'is not a field'],
    [
      'as many of an order',
      orderItem,
      { ...order, phones: phones(101) },
      'phones',
      'has more than 100',
    ],
    [
      'an order neither open nor done',
      orderItem,
      { ...order, inWork: null },
      'inWork',
      'must be true or',
    ],
    [
      'a day for an instant',
      orderItem,
      { ...order, openedAt: '2026-11-23' },
      'openedAt',
      'is no RFC 3339 instant with an offset, such as 2026-11-23T14:05:00+03:00',
    ],
    [
      'a call sideways',
      callItem,
      { ...call, direction: 'up' },
      'direction',
      'must be one of: in, out',
    ],
    ['a field of no call', callItem, { ...call, line: 1 }, 'line', 'is not a field'],
    [
      'a call of nobody',
      callItem,
      { ...call, sellerExtension: null },
      'sellerExtension',
      'name the seller by sellerExtension or sellerExternalId',
    ],
    [
      'more talk than call',
      callItem,
      { ...call, talkS: 66 },
      'talkS',
      'is longer than durationS (65)',
    ],
    ['less than no talk', callItem, { ...call, talkS: -1 }, 'talkS', 'must be at least 0'],
    [
      'a call of over two days',
      callItem,
      { ...call, durationS: 172_801 },
      'durationS',
      'must be at most 172800',
    ],
    ['half a second', callItem, { ...call, talkS: 0.5 }, 'talkS', 'must be a whole number'],
    ['a recording by name', callItem, { ...call, recording: 'a.wav' }, 'recording', wrongRecording],
    [
      'a recording by FTP',
      callItem,
      { ...call, recording: { url: 'ftp://a/b' } },
      'recording.url',
      'is no http or https address',
    ],
    [
      'a recording by what ends so',
      callItem,
      { ...call, recording: { url: 'xhttp://a/b' } },
      'recording.url',
      'is no http or https address',
    ],
    [
      'a recording by what begins so',
      callItem,
      { ...call, recording: { url: 'httpx://a/b' } },
      'recording.url',
      'is no http or https address',
    ],
    [
      'an address of 2001',
      callItem,
      { ...call, recording: { url: `https://a.example/${'x'.repeat(1983)}` } },
      'recording.url',
      'is longer than 2000 characters',
    ],
    [
      'a path of 1001',
      callItem,
      { ...call, recording: { path: long(1001) } },
      'recording.path',
      'is longer than 1000 characters',
    ],
    [
      'a path of nothing',
      callItem,
      { ...call, recording: { path: ' ' } },
      'recording.path',
      'must not be empty',
    ],
    [
      'both at once',
      callItem,
      { ...call, recording: { path: 'a', url: 'https://a/b' } },
      'recording',
      wrongRecording,
    ],
    ['no object', clientItem, 'c1', '', 'must be an object with named fields, not "c1"'],
  ])('%s', (_, schema, raw, field, detail) => {
    expect(readItem<unknown>(schema, raw)).toEqual({
      ok: false,
      error: { field, code: 'invalid', detail: expect.stringContaining(detail) },
    });
  });

  test('and by its external id where that can be read', () => {
    expect(externalIdOf({ externalId: 'c1' })).toBe('c1');
    for (const raw of [null, undefined, 'c1', {}, { externalId: 5 }, { externalId: null }]) {
      expect(externalIdOf(raw)).toBeNull();
    }
  });
});
