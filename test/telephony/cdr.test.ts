import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CdrBatch, readCdr } from '../../src/telephony/cdr/cdr.ts';
import type { CdrRules } from '../../src/telephony/cdr/cdr-settings.ts';
import { isInRanges } from '../../src/telephony/cdr/extensions.ts';
import { type CdrSource, looksLikeCdr } from '../../src/telephony/cdr/format.ts';
import { peerOf } from '../../src/telephony/cdr/legs.ts';
import { cellsOf } from '../../src/telephony/cdr/rows.ts';

const rules: CdrRules = {
  source: 'pbx',
  zone: 'Europe/Moscow',
  isExtension: (name) => ['101', '102'].includes(name),
};

interface Row {
  src?: string;
  dst?: string;
  clid?: string;
  channel?: string;
  dstchannel?: string;
  start?: string;
  answer?: string;
  duration?: number | string;
  billsec?: number | string;
  disposition?: string;
  uniqueid?: string;
  userfield?: string;
  linkedid?: string;
}

/** 2026-11-23 14:05:00 in Moscow. */
const epoch = 1795431900;
const usual: Required<Row> = {
  src: '79161234567',
  dst: '101',
  clid: '"Клиент ""А""" <79161234567>',
  channel: 'PJSIP/trunk-0000000a',
  dstchannel: 'PJSIP/101-0000000b',
  start: '2026-11-23 14:05:00',
  answer: '2026-11-23 14:05:10',
  duration: 70,
  billsec: 60,
  disposition: 'ANSWERED',
  uniqueid: `${epoch}.42`,
  userfield: '',
  linkedid: '',
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A line of Master.csv as cdr_csv writes it: texts quoted, numbers bare. */
function master(row: Row, width = 18): string {
  const r = { ...usual, ...row };
  const cells = [
    ...['', r.src, r.dst, 'from-trunk', r.clid].map(quoted),
    ...[r.channel, r.dstchannel, 'Dial', 'PJSIP/101,20', r.start, r.answer, r.start].map(quoted),
    ...[String(r.duration), String(r.billsec)],
    ...[r.disposition, 'DOCUMENTATION', r.uniqueid, r.userfield, '', r.linkedid || r.uniqueid].map(
      quoted,
    ),
    '7',
  ];
  return `${cells.slice(0, width).join(',')}\n`;
}

function all(format: CdrSource, bytes: Buffer, own: CdrRules = rules): CdrBatch {
  const reader = readCdr(format, own);
  return joined([reader.push(bytes, 0), reader.end()]);
}

function joined(batches: readonly CdrBatch[]): CdrBatch {
  return batches.reduce((one, other) => ({
    calls: [...one.calls, ...other.calls],
    refused: [...one.refused, ...other.refused],
    apart: [...one.apart, ...other.apart],
    internal: one.internal + other.internal,
    strangers: [...one.strangers, ...other.strangers],
    names: [...one.names, ...other.names],
  }));
}

const items = (text: string, own = rules) =>
  all('asterisk', Buffer.from(text), own).calls.map(({ item }) => item);

const incoming = {
  source: 'pbx',
  externalId: `${epoch}.42`,
  direction: 'in',
  sellerExtension: '101',
  externalNumber: '79161234567',
  startedAt: '2026-11-23T11:05:00.000Z',
  durationS: 70,
  talkS: 60,
  recording: null,
};

test.each([17, 18, 21])('Master.csv of %i columns', (width) => {
  expect(items(master({}, width))).toEqual([incoming]);
});

test('Master.csv of 16 columns has no ids: the time is read in the zone, the channel tells calls apart', () => {
  expect(items(master({}, 16))).toEqual([
    { ...incoming, externalId: '2026-11-23 14:05:00 PJSIP/trunk-0000000a' },
  ]);
});

test('with a header, in Windows-1251, with CRLF and a byte order mark', () => {
  const header =
    'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield\r\n';
  expect(items(`\uFEFF${header}${master({}).replace('\n', '\r\n')}`)).toEqual([incoming]);
  const cp1251 = Buffer.from(master({}).replace('Клиент', '######'), 'latin1');
  cp1251.set([0xca, 0xeb, 0xe8, 0xe5, 0xed, 0xf2], cp1251.indexOf('######'));
  expect(all('asterisk', cp1251)).toMatchObject({ calls: [{ item: incoming }], refused: [] });
});

test('of 19 and 20 columns: the new ones without the user field, or without both ids', () => {
  const given = { userfield: 'audio:a.wav', linkedid: `${epoch}.7` };
  const cells = cellsOf(master(given, 21)) ?? [];
  const row = (without: number[]) =>
    `${cells
      .filter((_, at) => !without.includes(at))
      .map(quoted)
      .join(',')}\n`;
  expect(cells).toHaveLength(21);
  expect(items(row([16, 17]))).toMatchObject([{ externalId: `${epoch}.7`, recording: null }]);
  expect(items(row([17]))).toMatchObject([{ externalId: `${epoch}.7`, recording: null }]);
  expect(items(row([16]))).toMatchObject([
    { externalId: `${epoch}.7`, recording: { path: 'a.wav' } },
  ]);
  // The user field alone, where only it is switched on.
  expect(items(row([16, 18, 19, 20]))).toMatchObject([{ recording: { path: 'a.wav' } }]);
});

/** A line of cdr_custom as its sample maps it, all quoted but the sequence. */
function customRow(row: Row, { width = 19, delimiter = ',' } = {}): string {
  const r = { ...usual, ...row };
  const cells = [
    ...[r.clid, r.src, r.dst, 'from-trunk', r.channel, r.dstchannel, 'Dial', 'PJSIP/101,20'],
    ...[r.start, r.answer, r.start, String(r.duration), String(r.billsec), r.disposition],
    ...['DOCUMENTATION', '', r.uniqueid, r.userfield],
  ].map(quoted);
  return `${[...cells, '7'].slice(0, width).join(delimiter)}\n`;
}

describe('the sample of cdr_custom', () => {
  test.each([18, 19])('has %i columns in an order of its own', (width) => {
    const text = customRow({}, { width });
    expect(looksLikeCdr(Buffer.from(text))).toBe('asterisk');
    expect(items(text)).toEqual([incoming]);
  });

  test('with parts of a second, which Asterisk itself leaves off', () => {
    expect(items(customRow({ duration: '70.483456', billsec: '60.99' }))).toEqual([incoming]);
    const rang = { answer: '', duration: '20.5', billsec: '0.0', disposition: 'NO ANSWER' };
    expect(items(customRow(rang))).toMatchObject([{ durationS: 20, talkS: 0 }]);
  });

  test.each([';', '\t', '|'])('with %j between its cells', (delimiter) => {
    const text =
      customRow({}, { delimiter }) + customRow({ uniqueid: `${epoch}.9` }, { delimiter });
    expect(looksLikeCdr(Buffer.from(text))).toBe('asterisk');
    expect(items(text)).toEqual([incoming, { ...incoming, externalId: `${epoch}.9` }]);
  });

  test('beside rows of cdr_csv of as many columns, each is read as what it is', () => {
    const text = customRow({}, { width: 18 }) + master({ uniqueid: `${epoch}.9` }, 18);
    expect(items(text)).toEqual([incoming, { ...incoming, externalId: `${epoch}.9` }]);
  });
});

describe('what a spreadsheet makes of a file', () => {
  const names =
    'calldate;clid;src;dst;channel;dstchannel;duration;billsec;disposition;uniqueid;recordingfile';
  const row = (start: string, duration = '70', billsec = '60', src = '79161234567') =>
    `${start};"""А"" <79161234567>";${src};101;PJSIP/trunk-0a;PJSIP/101-0b;${duration};${billsec};ANSWERED;${epoch}.42;in-101.wav`;
  const own = { ...incoming, recording: { path: '2026/11/23/in-101.wav' } };
  const readAll = (text: string) => all('freepbx', Buffer.from(text));

  test.each([
    ['semicolons and the time as it was', row('2026-11-23 14:05:00')],
    ['its own time and no seconds', row('23.11.2026 14:05')],
    ['another of its own times', row('2026/11/23 14:05')],
    ['lengths as times', row('2026-11-23 14:05:00', '0:01:10', '00:01:00')],
    ['lengths with a decimal comma', row('2026-11-23 14:05:00', '70,48', '60,2')],
    ['cells to fill the row up', `${row('2026-11-23 14:05:00')};;;`],
  ])('%s', (_, line) => {
    const text = `\uFEFF${names}\r\n${line}\r\n`;
    expect(looksLikeCdr(Buffer.from(text))).toBe('freepbx');
    expect(readAll(text)).toMatchObject({ calls: [{ item: own, line: 2 }], refused: [] });
  });

  test('a title and the word on the delimiter stand above the header and are left out', () => {
    const text = `sep=;\r\nCDR Reports;;\r\n\r\n${names}\r\n${row('23.11.2026 14:05')}\r\n`;
    expect(looksLikeCdr(Buffer.from(text))).toBe('freepbx');
    expect(readAll(text)).toMatchObject({ calls: [{ item: own, line: 5 }], refused: [] });
    const without = `sep=,\n${master({}, 17)}`;
    expect(looksLikeCdr(Buffer.from(without))).toBe('asterisk');
    expect(all('asterisk', Buffer.from(without))).toMatchObject({
      calls: [{ line: 2 }],
      refused: [],
    });
  });

  test.each([
    ['a title', 'Звонки за 23.11.2026\n'],
    ['a title that a spreadsheet has filled up, and an empty row', 'Звонки;;;\n;;\n'],
    ['a quoted title with a comma', '"Звонки, 23 ноября"\n'],
  ])('%s above rows without a header is left out, and refused below them', (_, title) => {
    const row = title.includes(';')
      ? master({})
          .replaceAll('","', '";"')
          .replaceAll(/",(\d+),(\d+),"/g, '";$1;$2;"')
      : master({});
    expect(looksLikeCdr(Buffer.from(title + row))).toBe('asterisk');
    const { calls, refused } = all('asterisk', Buffer.from(title + row + title));
    expect(calls).toHaveLength(1);
    const below = title.split('\n').length + 1;
    expect(refused).toMatchObject([{ line: below, field: 'row' }]);
  });

  test('without a header nothing that cannot be read is left out unsaid', () => {
    const linesOf = (text: string) =>
      all('asterisk', Buffer.from(text)).refused.map(({ line }) => line);
    expect(linesOf(`a,b\n${master({})}c,d\n`)).toEqual([1, 3]);
    expect(linesOf('a,b\nc,d\n')).toEqual([1, 2]);
    expect(linesOf('Звонки\n')).toEqual([1]);
    expect(linesOf('a,b\n'.repeat(50) + master({}))).toHaveLength(50);
  });

  test('numbers that were rounded off are refused by their row and column', () => {
    const text = `${names}\n${row('2026-11-23 14:05:00', '70', '60', '7,91612E+10')}\n${row('2026-11-23 14:05:00')}\n`;
    const read = readAll(text);
    expect(read.refused).toEqual([
      { line: 2, field: 'src', problem: expect.stringContaining('7,91612E+10') },
    ]);
    expect(read.calls).toHaveLength(1);
    const id = text.replace(`${epoch}.42;in`, '1,79543E+09;in').replace('7,91612E+10', '7916');
    expect(readAll(id).refused).toMatchObject([{ line: 2, field: 'uniqueid' }]);
  });

  test('a day and a month in an order that nobody knows are no time', () => {
    expect(readAll(`${names}\n${row('11/10/2026 14:05')}\n`).refused).toMatchObject([
      { line: 2, field: 'calldate' },
    ]);
  });

  test('a reader that resumes knows the header again, and what stands between its cells', () => {
    const text = Buffer.from(`Звонки\n${names}\n${row('2026-11-23 14:05:00')}\n`);
    const more = Buffer.from(`${row('2026-11-23 14:06:00').replace('.42', '.43')}\n`);
    const reader = readCdr('freepbx', rules, { offset: text.length, head: text });
    const read = joined([reader.push(more, 0), reader.end()]);
    expect(read).toMatchObject({ calls: [{ item: { externalId: `${epoch}.43` } }], refused: [] });
  });
});

test('FreeSWITCH has a template named for Asterisk, with the cause of the end as disposition', () => {
  const fs = {
    channel: 'sofia/internal/101@10.0.0.5:5060',
    dstchannel: 'sofia/gateway/trunk/89031112233',
    src: '101',
    dst: '89031112233',
    uniqueid: '0b1f2c3d-0000-4000-8000-000000000042',
    disposition: 'NORMAL_CLEARING',
  };
  expect(items(master(fs))).toMatchObject([
    { direction: 'out', sellerExtension: '101', externalNumber: '89031112233', talkS: 60 },
  ]);
  const rang = { ...fs, answer: '', billsec: 0, disposition: 'NO_ANSWER' };
  expect(items(master(rang))).toMatchObject([{ talkS: 0 }]);
});

describe('the traps of Master.csv', () => {
  test('legs of one call become one, with the answered leg and the whole length', () => {
    const ringing = { disposition: 'NO ANSWER', answer: '', billsec: 0, duration: 20 };
    const text = [
      master({ ...ringing, dstchannel: 'PJSIP/102-01', linkedid: `${epoch}.42` }, 21),
      master({ src: '79160000000', uniqueid: `${epoch}.77` }, 21),
      master(
        { uniqueid: `${epoch + 20}.43`, start: '2026-11-23 14:05:20', linkedid: `${epoch}.42` },
        21,
      ),
    ].join('');
    expect(items(text)).toEqual([
      { ...incoming, externalId: `${epoch}.77`, externalNumber: '79160000000' },
      { ...incoming, durationS: 90 },
    ]);
  });

  test('ANSWERED without seconds, and seconds without an answer, are no talk', () => {
    expect(items(master({ billsec: 0 }))).toMatchObject([{ talkS: 0 }]);
    expect(items(master({ disposition: 'NO ANSWER', billsec: 60 }))).toMatchObject([{ talkS: 0 }]);
  });

  test('a trunk that looks like an extension is none, and nobody is guessed', () => {
    const trunk = { channel: 'SIP/203-01', dstchannel: 'SIP/204-02', src: '203', dst: '204' };
    expect(all('asterisk', Buffer.from(master(trunk)))).toMatchObject({
      calls: [],
      strangers: [1],
      names: ['203', '204'],
    });
    expect(items(master({ channel: 'SIP/203-01' }))).toEqual([incoming]);
  });

  test('an outgoing call shows the trunk number as its source, the channel whose it is', () => {
    const row = {
      src: '74950001122',
      dst: '89031112233',
      channel: 'SIP/102-0a',
      dstchannel: 'SIP/trunk-0b',
    };
    expect(items(master(row))).toMatchObject([
      { direction: 'out', sellerExtension: '102', externalNumber: '89031112233' },
    ]);
  });

  test('calls within the company are left out and counted', () => {
    const row = { src: '102', dst: '101', channel: 'SIP/102-0a' };
    expect(all('asterisk', Buffer.from(master(row)))).toMatchObject({ calls: [], internal: 1 });
  });

  test('the epoch of the id is exact where the wall time says the hour twice', () => {
    const own = { ...rules, zone: 'Europe/Berlin' };
    // 2026-10-25 02:30 comes twice in Berlin; the second time is 01:30 UTC.
    const second = Date.parse('2026-10-25T01:30:00Z') / 1000;
    const row = { start: '2026-10-25 02:30:00', uniqueid: `pbx1-${second}.9` };
    expect(items(master(row), own)).toMatchObject([{ startedAt: '2026-10-25T01:30:00.000Z' }]);
  });

  test('hidden numbers are none', () => {
    expect(items(master({ src: '', clid: '"anonymous" <>' }))).toMatchObject([
      { externalNumber: null },
    ]);
  });

  test('recordings by their user field, or where the template says', () => {
    expect(items(master({ userfield: 'audio:q-101-1.wav' }))).toMatchObject([
      { recording: { path: 'q-101-1.wav' } },
    ]);
    const own = { ...rules, recordingPath: '{yyyy}/{mm}/{dd}/{uniqueid}.wav' };
    expect(items(master({}), own)).toMatchObject([
      { recording: { path: `2026/11/23/${epoch}.42.wav` } },
    ]);
    expect(items(master({ billsec: 0, userfield: 'a.wav' }))).toMatchObject([{ recording: null }]);
  });

  test('what is wrong is refused by its line and column, its neighbours are taken', () => {
    const text = [
      master({}),
      master({ duration: 'long' }),
      master({ billsec: -1 }),
      master({ start: '2026-02-30 10:00:00' }),
      'a,b,c\n',
      master({ uniqueid: `${epoch}.50` }),
    ].join('');
    const read = all('asterisk', Buffer.from(text));
    expect(read.calls).toHaveLength(2);
    expect(read.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, 'duration'],
      [3, 'billsec'],
      [4, 'start'],
      [5, 'row'],
    ]);
  });

  test('a quote that never closes costs a row of 64 KB at most, and not the file', () => {
    const text = `"${'x'.repeat(1000)}\n${Array.from({ length: 600 }, (_, at) => master({ uniqueid: `${epoch}.${at}` })).join('')}`;
    const read = all('asterisk', Buffer.from(text));
    expect(read.refused[0]).toMatchObject({ line: 1, field: 'row' });
    expect(read.calls).toHaveLength(600);
  });
});

describe('legs of one call', () => {
  const linkedid = `${epoch}.42`;
  const leg = (row: Row, id = 42) => master({ linkedid, uniqueid: `${epoch}.${id}`, ...row }, 21);
  const queue = leg({
    ...{ dst: '600', dstchannel: 'Local/101@from-queue-02;1', duration: 95, billsec: 93 },
    userfield: 'audio:q-600.wav',
  });
  const way = { channel: 'Local/101@from-queue-02;2', duration: 2, billsec: 0 };
  const early = leg({ ...way, dstchannel: '', disposition: 'NO ANSWER' }, 43);
  const phone = { start: '2026-11-23 14:06:10', duration: 25, billsec: 25 };
  const talk = leg({ ...way, ...phone, uniqueid: `${epoch + 70}.44` });
  const first = leg({ dstchannel: 'PJSIP/101-0b', duration: 30, billsec: 20 });
  const second = leg({
    ...{ dst: '102', dstchannel: 'PJSIP/102-0c', start: '2026-11-23 14:05:30' },
    ...{ duration: 100, billsec: 90, uniqueid: `${epoch + 30}.45` },
  });

  test('a queue waits and does not talk: the talk is of the leg that reached the phone', () => {
    expect(items(queue + early + talk)).toEqual([
      { ...incoming, durationS: 95, talkS: 25, recording: { path: 'q-600.wav' } },
    ]);
  });

  test('Local/101 is no leg of 101, whatever number it was to reach', () => {
    expect(items(queue)).toEqual([]);
    expect(items(early)).toEqual([]);
    const elsewhere = leg({ ...way, ...phone, dstchannel: 'PJSIP/102-0c' });
    expect(items(queue + early + elsewhere)).toMatchObject([{ sellerExtension: '102', talkS: 25 }]);
  });

  test('the recording may stand on any leg, but the seller’s own comes first', () => {
    const recorded = leg({ ...way, ...phone, userfield: 'own.wav', uniqueid: `${epoch + 70}.44` });
    expect(items(queue + recorded)).toMatchObject([{ recording: { path: 'own.wav' } }]);
    expect(items(queue + talk)).not.toMatchObject([{ otherTalks: expect.anything() }]);
    const missed = leg({ ...way, disposition: 'NO ANSWER', answer: '' });
    expect(items(queue + missed)).toMatchObject([{ talkS: 0, recording: null }]);
  });

  test('a transferred call is of whoever talked longest, with their talk alone', () => {
    expect(items(first + second)).toMatchObject([
      {
        ...{ sellerExtension: '102', talkS: 90, durationS: 130, startedAt: incoming.startedAt },
        otherTalks: [{ sellerExtension: '101', talkS: 20 }],
      },
    ]);
    const back = leg({
      ...{ start: '2026-11-23 14:07:10', duration: 80, billsec: 80 },
      uniqueid: `${epoch + 130}.46`,
    });
    expect(items(first + second + back)).toMatchObject([
      { sellerExtension: '101', talkS: 100, otherTalks: [{ sellerExtension: '102', talkS: 90 }] },
    ]);
  });

  test('a row that comes again talks once', () => {
    expect(items(first.repeat(5) + second)).toEqual(items(first + second));
  });

  test('in any order they are the same call', () => {
    const rows = [queue, early, talk, first, second];
    const [once] = items(rows.join(''));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        expect(items(shuffled.join(''))).toEqual([once]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('FreeSWITCH with both legs logged', () => {
  const row = (more: { from?: string; to?: string; talk?: number; id: string; other?: string }) => {
    const { from = '79161234567', to = '101', talk = 60, id, other = '' } = more;
    const answer = talk > 0 ? '2026-11-23 14:05:10' : '';
    return `"","${from}","${to}","default","2026-11-23 14:05:00","${answer}","2026-11-23 14:06:10","70","${talk}","NORMAL_CLEARING","${id}","${other}","","PCMA","PCMA"\n`;
  };
  const read = (text: string) => all('freeswitch', Buffer.from(text)).calls.map(({ item }) => item);

  test.each([
    ['the caller’s names the other', row({ id: 'aa', other: 'bb' }), row({ id: 'bb' })],
    ['each names the other', row({ id: 'aa', other: 'bb' }), row({ id: 'bb', other: 'aa' })],
  ])('%s: one call, in either order', (_, a, b) => {
    const one = [{ ...incoming, externalId: 'aa' }];
    expect(read(a + b)).toEqual(one);
    expect(read(b + a)).toEqual(one);
  });

  test('the talk is of the leg that was called, not of the waiting before it', () => {
    const waited = row({ id: 'zz', other: 'bb', to: '600', talk: 68 });
    const talked = row({ id: 'bb', talk: 25 });
    const one = [{ sellerExtension: '101', talkS: 25, externalId: 'zz' }];
    expect(read(waited + talked)).toMatchObject(one);
    expect(read(talked + waited)).toMatchObject(one);
    const out = row({ id: 'zz', other: 'bb', from: '101', to: '8903', talk: 60 });
    const trunk = row({ id: 'bb', from: '7495', to: '8903', talk: 40 });
    expect(read(trunk + out)).toMatchObject([{ direction: 'out', talkS: 40 }]);
  });

  test('legs that come apart are joined by a third that names both', () => {
    const rows = [
      row({ id: 'bb' }),
      row({ id: 'aa', other: 'bb' }),
      row({ id: 'cc', other: 'aa' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), (shuffled) => {
        expect(read(shuffled.join(''))).toMatchObject([{ externalId: 'cc', talkS: 60 }]);
      }),
      { numRuns: 20 },
    );
    expect(read(row({ id: 'aa' }) + row({ id: 'dd' }))).toHaveLength(2);
  });
});

test("FreePBX's export: a queue's waiting is no talk, and its recording is the call's, by the day it began on", () => {
  const header =
    'calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,peeraccount,sequence\n';
  const queue = `"2026-11-23 14:05:00","""X"" <79161234567>","79161234567","600","ext-queues","SIP/trunk-01","Local/101@from-queue-02;1","Queue","600",95,93,"ANSWERED",3,"","${epoch}.42","","74950001122","in-74950001122-101.wav","","","","","","${epoch}.42","",1\n`;
  const phone = `"2026-11-23 14:06:10","""X"" <79161234567>","79161234567","101","from-queue","Local/101@from-queue-02;2","SIP/101-0b","Dial","SIP/101",25,25,"ANSWERED",3,"","${epoch + 70}.44","","","","","","","","","${epoch}.42","",3\n`;
  const row = queue + phone;
  expect(looksLikeCdr(Buffer.from(header + row))).toBe('freepbx');
  expect(all('freepbx', Buffer.from(header + row)).calls).toMatchObject([
    {
      item: {
        ...incoming,
        durationS: 95,
        talkS: 25,
        recording: { path: '2026/11/23/in-74950001122-101.wav' },
      },
      line: 2,
    },
  ]);
});

test("FreeSWITCH's cdr_csv has neither epochs nor words for an answer", () => {
  const row =
    '"Ivan","101","89031112233","default","2026-11-23 14:05:00","2026-11-23 14:05:10","2026-11-23 14:06:10","70","60","NORMAL_CLEARING","b1a2-77","c3","","PCMA","PCMA"\n';
  expect(looksLikeCdr(Buffer.from(row))).toBe('freeswitch');
  expect(all('freeswitch', Buffer.from(row)).calls).toMatchObject([
    {
      item: {
        externalId: 'b1a2-77',
        direction: 'out',
        sellerExtension: '101',
        externalNumber: '89031112233',
        startedAt: '2026-11-23T11:05:00.000Z',
        talkS: 60,
      },
    },
  ]);
  const missed = row.replace('"2026-11-23 14:05:10"', '""');
  expect(all('freeswitch', Buffer.from(missed)).calls).toMatchObject([{ item: { talkS: 0 } }]);
});

test('a file of our own, or of anything else, is none of these', () => {
  for (const text of ['', 'source,externalId,direction,startedAt\n', '{"a":1}', 'a,b\n', '\0\0']) {
    expect(looksLikeCdr(Buffer.from(text))).toBeNull();
  }
  expect(looksLikeCdr(Buffer.from(master({})))).toBe('asterisk');
});

describe('however the bytes come', () => {
  const file = Buffer.from(
    Array.from({ length: 60 }, (_, at) =>
      master(
        {
          uniqueid: `${epoch + at}.${at}`,
          linkedid: `${epoch}.${at % 20}`,
          clid: '"Жанна ""Ё""\nс переносом" <7916>',
        },
        21,
      ),
    ).join(''),
  );
  const whole = all('asterisk', file);

  test('the calls are those of the whole file', () => {
    expect(whole.calls).toHaveLength(20);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 30 }), (cuts) => {
        const reader = readCdr('asterisk', rules);
        const at = [0, ...cuts.sort((a, b) => a - b), file.length];
        const batches = at
          .slice(1)
          .map((to, index) => reader.push(file.subarray(at[index], to), 0));
        expect(joined([...batches, reader.end()]).calls).toEqual(whole.calls);
      }),
      { numRuns: 50 },
    );
  });

  const title =
    'Отчёт\n\ncalldate;src;dst;channel;dstchannel;duration;billsec;disposition;uniqueid\n';
  const thirty = Array.from({ length: 30 }, (_, at) => at);
  const exported = thirty.map(
    (at) =>
      `23.11.2026 14:${at + 10};7916;101;"SIP/trunk;1";SIP/101-0${at};0:01:10;60,5;ANSWERED;${epoch + at}.${at}\n`,
  );
  const custom = thirty.map((at) => customRow({ uniqueid: `${epoch + at}.${at}` }));

  test.each([
    ['the sample of cdr_custom', 'asterisk', custom.join('')],
    ["a spreadsheet's export with a title", 'freepbx', title + exported.join('')],
  ] as const)('%s gives the same calls', (_, format, text) => {
    const bytes = Buffer.from(text);
    const once = all(format, bytes);
    expect(once).toMatchObject({ refused: [] });
    expect(once.calls).toHaveLength(30);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const reader = readCdr(format, rules);
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const parts = at.slice(1).map((to, index) => reader.push(bytes.subarray(at[index], to), 0));
        expect(joined([...parts, reader.end()])).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  test('a reader that resumes misses nothing and repeats only whole calls', () => {
    fc.assert(
      fc.property(fc.nat(file.length), fc.boolean(), (stop, quiet) => {
        const first = readCdr('asterisk', rules);
        const before = joined([
          first.push(file.subarray(0, stop), 0),
          ...(quiet ? [first.settle(0)] : []),
        ]);
        const second = readCdr('asterisk', rules, { offset: first.resumeAt(), head: file });
        const after = joined([second.push(file.subarray(first.resumeAt()), 0), second.end()]);
        const ids = (batch: CdrBatch) =>
          batch.calls.map(({ item }) => (item as { externalId: string }).externalId);
        expect(new Set([...ids(before), ...ids(after)])).toEqual(new Set(ids(whole)));
      }),
      { numRuns: 50 },
    );
  });

  const starts = fc.constantFrom(
    '',
    master({}),
    customRow({}),
    'sep=;\n',
    title,
    title + exported[0],
  );
  test.each(['asterisk', 'freepbx', 'freeswitch'] as const)(
    '%s: arbitrary bytes end in an answer',
    (format) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 3000 }), starts, (bytes, start) => {
          const read = all(format, Buffer.concat([Buffer.from(start), bytes]));
          expect(Array.isArray(read.calls)).toBe(true);
          looksLikeCdr(Buffer.from(bytes));
        }),
        { numRuns: 150 },
      );
    },
  );
});

test('rows are split as csv-parse splits them', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\uFEFF]/g, ''));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 8 }), (cells) => {
      const line = cells.map(quoted).join(',');
      expect(cellsOf(`${line}\n`)).toEqual((parse(line) as string[][])[0]);
      expect(cellsOf(line)).toEqual(cells);
      const other = cells.map(quoted).join(';');
      expect(cellsOf(other, ';')).toEqual((parse(other, { delimiter: ';' }) as string[][])[0]);
    }),
    { numRuns: 300 },
  );
});

test('no more calls are open than rows can lie between their legs', () => {
  const reader = readCdr('asterisk', rules);
  let told = 0;
  for (let from = 0; from < 25_000; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, at) => `${epoch}.${from + at}`);
    const text = rows.map((uniqueid) => master({ uniqueid })).join('');
    told += reader.push(Buffer.from(text), 0).calls.length;
  }
  expect(told).toBeGreaterThanOrEqual(25_000 - 10_001);
  expect(told).toBeLessThan(25_000);
});

test.each([
  ['PJSIP/101-0000a1b2', '101'],
  ['Local/101@from-internal-0c;1', ''],
  ['SIP/my-trunk-0000001a', 'my-trunk'],
  ['sofia/internal/101@10.0.0.5:5060', '101'],
  ['DAHDI/i1/79161234567-1', 'i1/79161234567'],
  ['nothing', ''],
])('the peer of %s is %s', (channel, peer) => {
  expect(peerOf(channel)).toBe(peer);
});

test.each([
  ['101-199,250', '150', true],
  ['101-199,250', '250', true],
  ['101-199,250', '200', false],
  ['101', 'x', false],
  ['', '101', false],
  ['broken-', '101', false],
])('in the list %s is %s: %s', (list, name, is) => {
  expect(isInRanges(list, name)).toBe(is);
});

test('FreeSWITCH with both legs, of which only the one that called names the other', () => {
  const aLeg =
    '"К","79161234567","101","in","2026-11-23 14:05:00","2026-11-23 14:05:10","2026-11-23 14:06:10","70","60","NORMAL_CLEARING","a-leg","b-leg","","PCMA","PCMA"\n';
  const bLeg =
    '"К","79161234567","101","in","2026-11-23 14:05:02","2026-11-23 14:05:10","2026-11-23 14:06:10","68","60","NORMAL_CLEARING","b-leg","","","PCMA","PCMA"\n';
  for (const text of [aLeg + bLeg, bLeg + aLeg]) {
    expect(all('freeswitch', Buffer.from(text)).calls).toMatchObject([
      { item: { externalId: 'a-leg', sellerExtension: '101', talkS: 60 } },
    ]);
  }
});
