import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/domain/upload.ts';
import { openFile, rowsOf } from '../../src/intake/read-file.ts';

const zone = 'Europe/Moscow';

async function read(kind: Kind, name: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return rowsOf(await openFile({ name, bytes }), kind, zone);
}

async function rows(kind: Kind, name: string, content: string | Uint8Array) {
  const result = await read(kind, name, content);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.rows;
}

describe('CSV', () => {
  it('reads each field of a person in its own way', async () => {
    const csv = [
      'externalId,name,roles,direction,extensions,mentorExternalIds,language,telegramId,active',
      's1,Иван,seller,Опт,pbx:101; mango:sip:7,m1;m2,en,7000000001,да',
      'h1,Пётр,seller;supervisor:Опт;Розница;admin,,,,,,no',
    ].join('\n');
    expect(await rows('people', 'people.csv', csv)).toEqual([
      {
        line: 2,
        raw: {
          externalId: 's1',
          name: 'Иван',
          roles: [{ role: 'seller' }],
          direction: 'Опт',
          extensions: [
            { source: 'pbx', extension: '101' },
            { source: 'mango:sip', extension: '7' },
          ],
          mentorExternalIds: ['m1', 'm2'],
          language: 'en',
          telegramId: 7_000_000_001,
          active: true,
        },
      },
      {
        line: 3,
        raw: {
          externalId: 'h1',
          name: 'Пётр',
          roles: [
            { role: 'seller' },
            { role: 'supervisor', directions: ['Опт', 'Розница'] },
            { role: 'admin' },
          ],
          active: false,
        },
      },
    ]);
  });

  it('keeps leading zeros and plus signs of what is text', async () => {
    const csv = 'externalId,name,phones\n007,+7,+79161234567;0123\n';
    expect(await rows('clients', 'c.csv', csv)).toEqual([
      { line: 2, raw: { externalId: '007', name: '+7', phones: ['+79161234567', '0123'] } },
    ]);
  });

  it('takes an empty cell of a call for not known', async () => {
    const csv =
      'source,externalId,direction,sellerExtension,startedAt,durationS,recording\n' +
      'pbx,1,in,101,2026-11-23T10:00:00Z,,\n' +
      'pbx,2,in,101,2026-11-23T10:00:00Z,60,https://r.example.com/2.mp3\n';
    expect(await rows('calls', 'c.csv', csv)).toMatchObject([
      { raw: { durationS: null, talkS: null, externalNumber: null, recording: null } },
      { raw: { durationS: 60, recording: { url: 'https://r.example.com/2.mp3' } } },
    ]);
  });

  it.each([
    ['a semicolon', 'externalId;name;phones\n1;A;"+7 1;+7 2"'],
    ['a tab', 'externalId\tname\tphones\n1\tA\t+7 1;+7 2'],
    [
      'a byte order mark and Windows line ends',
      '\ufeffexternalId,name,phones\r\n1,A,+7 1;+7 2\r\n',
    ],
  ])('reads %s', async (_, csv) => {
    expect(await rows('clients', 'c.csv', csv)).toEqual([
      { line: 2, raw: { externalId: '1', name: 'A', phones: ['+7 1', '+7 2'] } },
    ]);
  });

  it('tells the line on which a row begins, after cells of several lines and empty lines', async () => {
    const csv = 'externalId,name\n1,"a\nb"\n\n2,c\n3,d,e\n';
    expect(await rows('clients', 'c.csv', csv)).toMatchObject([
      { line: 2 },
      { line: 5 },
      { line: 6, problem: 'has 3 cells where the header names 2' },
    ]);
  });

  it.each([
    ['people', 'externalId,nmae\n', 1, '"nmae" is no field of people; did you mean name?'],
    ['clients', 'externalId,name,name\n', 1, '"name" is named twice'],
    ['clients', 'externalId,name\n1,"a\n', 2, 'Quote Not Closed'],
    ['clients', '', null, 'holds no rows'],
    ['clients', 'externalId,name\n', null, 'holds no rows below its header'],
    ['checklists', 'type,name\nx,y\n', null, 'checklists are read from YAML'],
    [
      'people',
      '"","101","79161234567","from-internal","""A"" <101>","PJSIP/101-1","","Dial","x","2026-11-23 10:00:00","","2026-11-23 10:01:00",60,0,"NO ANSWER","DOCUMENTATION","1.1",""\n',
      1,
      'holds the calls of asterisk, and no people',
    ],
  ] as const)('of %s refuses %j', async (kind, csv, line, problem) => {
    const result = await read(kind, 'x.csv', csv);
    const detail = expect.stringContaining(problem);
    expect(result).toMatchObject({ ok: false, problem: { line, detail } });
  });
});

describe('YAML and JSON', () => {
  it.each([
    ['a list', '- {externalId: a}\n- externalId: b\n', [1, 2]],
    [
      'items as the API takes them',
      '{"items": [\n{"externalId": "a"},\n{"externalId": "b"}]}',
      [2, 3],
    ],
    ['a document an item', 'externalId: a\n---\nexternalId: b\n', [1, 3]],
  ])('reads %s', async (_, text, lines) => {
    expect(await rows('clients', 'c.yaml', text)).toEqual([
      { line: lines[0], raw: { externalId: 'a' } },
      { line: lines[1], raw: { externalId: 'b' } },
    ]);
  });

  it('leaves dates as they are written', async () => {
    const [row] = await rows(
      'orders',
      'o.yaml',
      '- {openedAt: 2026-11-23T10:00:00+03:00, number: 5521}',
    );
    expect(row).toMatchObject({ raw: { openedAt: '2026-11-23T10:00:00+03:00', number: 5521 } });
  });

  it('names the line of what is no YAML', async () => {
    const result = await read('clients', 'c.yaml', '- a: 1\n- b: [1\n- c: 2\n');
    const detail = expect.stringContaining('is no YAML');
    expect(result).toMatchObject({ ok: false, problem: { detail } });
    expect(result.ok ? 0 : result.problem.line).toBeGreaterThanOrEqual(2);
  });

  it('refuses an item that loses words on the way, and takes its neighbours', async () => {
    const text =
      '- {externalId: a, name: A}\n- externalId: b\n  name: ООО Ромашка #1\n- externalId: c\n  name: *x\n';
    expect(await rows('clients', 'c.yaml', text)).toEqual([
      { line: 1, raw: { externalId: 'a', name: 'A' } },
      { line: 3, field: 'name', problem: expect.stringContaining('"ООО Ромашка #1"') },
      { line: 5, field: 'name', problem: expect.stringContaining('"*x"') },
    ]);
  });

  it('refuses an empty file', async () => {
    const result = await read('clients', 'c.yaml', '# nothing\n');
    expect(result).toMatchObject({ ok: false, problem: { code: 'empty' } });
  });
});
