import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isValidPhoneNumber } from 'libphonenumber-js';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callsOfDay, ringingCall } from '../../src/sandbox/company/calls-of-day.ts';
import {
  clients,
  demoPeople,
  orders,
  people,
  telephonySource,
} from '../../src/sandbox/company/company.ts';
import { clientsIn, peopleIn } from '../../src/sandbox/company/in-language.ts';
import { oggOpusLengthS } from '../../src/sandbox/company/ogg-length.ts';

const folder = new URL('../../src/sandbox/company/', import.meta.url);
const recordingsFolder = new URL('recordings/', folder);
const timeZone = 'Europe/Moscow';
const calls = callsOfDay('2025-11-24', timeZone);

interface Item {
  readonly code: string;
  readonly text: string;
  readonly guidance?: string;
  readonly weight?: number;
  readonly critical?: string;
  readonly na?: boolean;
}

interface Checklist {
  readonly type: string;
  readonly name: string;
  readonly sections: readonly {
    readonly code: string;
    readonly name: string;
    readonly items: readonly Item[];
  }[];
}

interface Recorded {
  readonly type: string;
  readonly lengthS: number;
  readonly findings: readonly {
    readonly item: string;
    readonly atS: number;
    readonly note: string;
  }[];
}

const checklistsIn = (from: string) =>
  readdirSync(new URL(from, folder)).map(
    (file) => parse(readFileSync(new URL(`${from}${file}`, folder), 'utf8')) as Checklist,
  );
const checklists = checklistsIn('checklists/');
const inEnglish = checklistsIn('checklists-en/');
const recordings = JSON.parse(
  readFileSync(new URL('recordings.json', recordingsFolder), 'utf8'),
) as Record<string, Recorded>;

function itemsOf(checklist: Checklist): readonly Item[] {
  return checklist.sections.flatMap((section) => section.items);
}

function expectUnique(values: readonly unknown[]): void {
  expect(new Set(values).size).toBe(values.length);
}

describe('the checklists', () => {
  it('are one for each of the three types of call', () => {
    expect(checklists.map(({ type }) => type).sort()).toEqual([
      'incoming-order',
      'incoming-service',
      'outgoing-cold',
    ]);
  });

  it('are the same in English, but for the words', () => {
    const wordless = (all: readonly Checklist[]) =>
      JSON.parse(
        JSON.stringify(all, (key, value) =>
          ['name', 'text', 'guidance'].includes(key) ? typeof value : value,
        ),
      );
    expect(wordless(inEnglish)).toEqual(wordless(checklists));
    expect(JSON.stringify(inEnglish)).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  it.each([...checklists, ...inEnglish])(
    '$type ($name) keeps the limits of a checklist',
    (checklist) => {
      const items = itemsOf(checklist);
      expect(Object.keys(checklist)).toEqual(['type', 'name', 'sections']);
      expect(items.length).toBeGreaterThanOrEqual(8);
      expect(items.length).toBeLessThanOrEqual(15);
      expectUnique(items.map(({ code }) => code));
      expectUnique(checklist.sections.map(({ code }) => code));
      for (const { code, text, guidance = '', weight = 1, critical = 'none' } of items) {
        expect(code).toMatch(/^[a-z0-9-]{1,24}$/);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(200);
        expect(guidance.length).toBeLessThanOrEqual(300);
        expect(Number.isInteger(weight) && weight >= 1 && weight <= 100).toBe(true);
        expect(['none', 'section', 'call']).toContain(critical);
      }
    },
  );

  it.each(checklists)('$type shows every kind of item', (checklist) => {
    const items = itemsOf(checklist);
    const critical = (kind: string) => items.filter((item) => item.critical === kind).length;
    expect(critical('call')).toBe(1);
    expect(critical('section')).toBeGreaterThanOrEqual(1);
    expect(items.some(({ na }) => na)).toBe(true);
  });
});

describe('the recordings', () => {
  it('are all in the table, and together small', () => {
    const files = readdirSync(recordingsFolder).filter((name) => name.endsWith('.ogg'));
    expect(files.sort()).toEqual(Object.keys(recordings).sort());
    const bytes = files.reduce(
      (sum, name) => sum + statSync(new URL(name, recordingsFolder)).size,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(2_500_000);
  });

  it.each(Object.entries(recordings))(
    '%s is OGG/Opus of the length stated',
    (name, { lengthS }) => {
      const file = readFileSync(new URL(name, recordingsFolder));
      expect(file.subarray(0, 4).toString('latin1')).toBe('OggS');
      expect(oggOpusLengthS(file)).toBeCloseTo(lengthS, 1);
      expect(lengthS).toBeGreaterThanOrEqual(62);
      expect(lengthS).toBeLessThanOrEqual(95);
    },
  );

  it.each(Object.entries(recordings))(
    '%s has faults of its own checklist, inside it',
    (_, entry) => {
      const codes = checklists
        .filter(({ type }) => type === entry.type)
        .flatMap((checklist) => itemsOf(checklist).map(({ code }) => code));
      expect(codes.length).toBeGreaterThan(0);
      for (const { item, atS, note } of entry.findings) {
        expect(codes).toContain(item);
        expect(atS).toBeLessThan(entry.lengthS);
        expect(note).not.toMatch(/[{}]/);
      }
    },
  );
});

describe('the people, clients and orders', () => {
  it('have external ids of their own', () => {
    expectUnique(people.map(({ externalId }) => externalId));
    expectUnique(clients.map(({ externalId }) => externalId));
    expectUnique(orders.map(({ externalId }) => externalId));
    expectUnique(orders.map(({ number }) => number));
    expectUnique(people.flatMap((person) => person.extensions.map(({ extension }) => extension)));
  });

  it('hold every role in the numbers of a small company', () => {
    const count = (role: string) =>
      people.filter((person) => person.roles.some((held) => held.role === role)).length;
    expect(['seller', 'controller', 'mentor', 'supervisor', 'admin'].map(count)).toEqual([
      6, 2, 1, 2, 1,
    ]);
    expect(people.filter((person) => person.mentorExternalIds?.length === 1)).toHaveLength(2);
  });

  it('name only people and clients who come before them', () => {
    people.forEach((person, index) => {
      const before = people.slice(0, index).map(({ externalId }) => externalId);
      for (const mentor of person.mentorExternalIds ?? []) expect(before).toContain(mentor);
    });
    const ids = [...people, ...clients].map(({ externalId }) => externalId);
    for (const order of orders) {
      expect(ids).toContain(order.clientExternalId);
      expect(ids).toContain(order.sellerExternalId);
    }
  });

  it('have a name of their own in English, their directions too', () => {
    const english = [...peopleIn('en'), ...clientsIn('en')];
    expect(JSON.stringify(english)).not.toMatch(/\p{Script=Cyrillic}/u);
    expectUnique(english.map(({ name }) => name));
    expect(peopleIn('ru')).toEqual(people);
  });

  it('each have one place in the demo', () => {
    expect(demoPeople.map(({ externalId }) => externalId).sort()).toEqual(
      people.map(({ externalId }) => externalId).sort(),
    );
    expectUnique(demoPeople.map(({ telegramId }) => telegramId));
  });

  it('have telephone numbers that a Russian company could write', () => {
    for (const phone of [...clients, ...orders].flatMap(({ phones = [] }) => phones)) {
      expect(isValidPhoneNumber(phone, 'RU'), phone).toBe(true);
    }
  });

  it('hold one client with two orders in work', () => {
    const inWork = orders.filter((order) => order.inWork).map((order) => order.clientExternalId);
    expect(inWork.filter((client, index) => inWork.indexOf(client) !== index)).toEqual(['c-05']);
  });
});

describe('the calls of a day', () => {
  it('have valid numbers, one of them hidden', () => {
    const shown = calls.filter(({ externalNumber }) => externalNumber !== '');
    expect(calls.length - shown.length).toBe(1);
    for (const { externalNumber } of shown) {
      expect(isValidPhoneNumber(externalNumber), externalNumber).toBe(true);
      expect(externalNumber).toMatch(/^\+7\d{10}$/);
    }
    expectUnique(calls.map(({ externalId }) => externalId));
  });

  it('lie within the working day, in order, in the zone asked for', () => {
    const locals = calls.map(({ startedAt }) =>
      Temporal.Instant.from(startedAt).toZonedDateTimeISO(timeZone).toPlainDateTime(),
    );
    const texts = locals.map(String);
    expect(texts).toEqual([...texts].sort());
    expect(texts.at(0)?.slice(0, 16)).toBe('2025-11-24T08:36');
    expect(texts.at(-1)?.slice(0, 16)).toBe('2025-11-24T18:24');
    const elsewhere = callsOfDay('2025-11-24', 'Asia/Yekaterinburg');
    expect(elsewhere[0]?.startedAt).toBe('2025-11-24T08:36:00+05:00');
  });

  it('overlap for no seller', () => {
    for (const extension of new Set(calls.map((call) => call.sellerExtension))) {
      const mine = calls.filter((call) => call.sellerExtension === extension);
      mine.slice(1).forEach((call, index) => {
        const previous = mine[index];
        const end = Date.parse(previous?.startedAt ?? '') + 1000 * (previous?.durationS ?? 0);
        expect(Date.parse(call.startedAt)).toBeGreaterThan(end);
      });
    }
  });

  it('keep a recording exactly where the talk is a minute or longer, and of that length', () => {
    for (const { talkS, durationS, recording } of calls) {
      expect(Number.isInteger(talkS) && durationS > talkS).toBe(true);
      expect(recording !== null).toBe(talkS >= 60);
      const lengthS = recording === null ? talkS : (recordings[recording.path]?.lengthS ?? -1);
      expect(Math.abs(lengthS - talkS)).toBeLessThanOrEqual(1);
    }
    expectUnique(calls.flatMap(({ recording }) => recording?.path ?? []));
    expect(calls.filter(({ recording }) => recording === null)).toHaveLength(6);
  });

  it('begin with all of Анна’s that can be drawn, so that one of hers is the oldest of the queue', () => {
    const recorded = calls.filter(({ recording }) => recording);
    const mine = recorded.filter(({ sellerExtension }) => sellerExtension === '101');
    expect(recorded.slice(0, mine.length)).toEqual(mine);
    // What rings later is one more: of two drawn, one at least is of the morning.
    expect(mine.length).toBeGreaterThanOrEqual(2);
    expect(ringingCall('2025-11-24', Date.parse('2025-11-24T18:30:00+03:00'))).toMatchObject({
      sellerExtension: '101',
      startedAt: '2025-11-24T15:28:41.000Z',
    });
  });

  it('give each seller enough to draw from, and leave one to nobody', () => {
    const known = people.flatMap((person) => person.extensions.map(({ extension }) => extension));
    for (const extension of known) {
      const mine = calls.filter((call) => call.sellerExtension === extension);
      expect(mine.length).toBeGreaterThanOrEqual(4);
      expect(mine.length).toBeLessThanOrEqual(6);
      expect(mine.filter(({ recording }) => recording).length).toBeGreaterThanOrEqual(3);
    }
    expect(calls.filter((call) => !known.includes(call.sellerExtension))).toHaveLength(1);
    expect(calls.every(({ source }) => source === telephonySource)).toBe(true);
  });

  it('come from known clients, from an ambiguous number and from strangers', () => {
    const holders = (number: string) =>
      clients.filter(({ phones }) =>
        phones.some((phone) => number.endsWith(phone.replaceAll(/\D/g, '').slice(-10))),
      ).length;
    const counts = calls
      .filter((call) => call.externalNumber)
      .map((c) => holders(c.externalNumber));
    expect(counts.filter((count) => count === 2)).toHaveLength(1);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(8);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(8);
  });
});
