import { expect, test } from 'vitest';
import { readCdr } from '../../src/telephony/cdr/cdr.ts';
import { looksLikeCdr } from '../../src/telephony/cdr/format.ts';

/** Tables of other systems, made after what stands in public reports of them, with invented numbers. */
const rules = {
  ...{ source: 'pbx', zone: 'Europe/Moscow' },
  isExtension: (name: string) => ['101', '102'].includes(name),
};

function read(text: string) {
  const bytes = Buffer.from(text);
  const format = looksLikeCdr(bytes);
  if (!format) return { format, calls: [], refused: [] };
  const reader = readCdr(format, rules);
  const batches = [reader.push(bytes, 0), reader.end()];
  return {
    format,
    calls: batches.flatMap(({ calls }) => calls.map(({ item }) => item)),
    refused: batches.flatMap(({ refused }) => refused),
  };
}

const call = {
  ...{ source: 'pbx', direction: 'in', sellerExtension: '101', externalNumber: '79161234567' },
  ...{ startedAt: '2026-11-23T11:05:00.000Z', durationS: 70, talkS: 60, recording: null },
};

const ucmApi =
  'AcctId,accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,channel_ext,dstchannel_ext,service';

test('Grandstream UCM, the CDR API: commas in what was dialled stand unquoted and move what follows', () => {
  const row = (dialled: string) =>
    `62,,79161234567,101,from-did,"Клиент" <79161234567>,PJSIP/trunk_1-00000010,PJSIP/101-00000011,Dial,${dialled},2026-11-23 14:05:00,2026-11-23 14:05:10,2026-11-23 14:06:10,70,60,ANSWERED,DOCUMENTATION,1795431900.10,EXT,trunk_1,101,s`;
  for (const dialled of ['PJSIP/101', 'PJSIP/101,60,', 'PJSIP/101,60,tTr,b(x^1)']) {
    expect(read(`${ucmApi}\n${row(dialled)}\n`)).toMatchObject({
      calls: [{ ...call, externalId: '1795431900.10' }],
      refused: [],
    });
  }
  // More cells for another reason are no such row.
  const other = row('PJSIP/101').replace('2026-11-23 14:05:00', '2026-11-23 14:05:00,x');
  expect(read(`${ucmApi}\n${row('PJSIP/101')}\n${other}\n`).refused).toMatchObject([
    { line: 3, field: 'row' },
  ]);
});

test('Grandstream UCM, the table that is downloaded: Call Time is a length there', () => {
  const head =
    'Account Code,Caller Number,Callee Number,Context,CallerID,Source Channel,Dest Channel,Lastapp,Lastdata,Start Time,Answer Time,End Time,Call Time,Talk Time,Call Status,Amaflags,Uniqueid,Userfield,recordfiles';
  const row =
    ',79161234567,101,ext-did-00001,"""К"" <79161234567>",PJSIP/trunk_1-00000010,PJSIP/101-00000011,Dial,PJSIP/101,2026-11-23 14:05:00,2026-11-23 14:05:10,2026-11-23 14:06:10,70,60,ANSWERED,DOCUMENTATION,1795431900.10,,auto-1795431900-101.wav@';
  expect(read(`${head}\n${row}\n`)).toMatchObject({
    format: 'table',
    calls: [{ ...call, recording: { path: '2026/11/23/auto-1795431900-101.wav' } }],
  });
});

test('Yeastar: no channels, names beside the numbers, lengths as a clock shows them', () => {
  const head =
    'ID,Time,Call From,Call To,Call Duration,Ring Duration,Talk Duration,Status,Reason,Communication Type,DID,Recording File';
  const row = (to: string, more = 'ANSWERED') =>
    `20261123140500A1,2026-11-23 14:05:00,79161234567,${to},00:01:10,00:00:10,00:01:00,${more},,Inbound,74950001122,rec-1.wav`;
  expect(read(`${head}\n${row('Анна<101>')}\n`)).toMatchObject({
    calls: [{ ...call, recording: { path: '2026/11/23/rec-1.wav' } }],
  });
  expect(read(`${head}\n${row('Анна<101>', 'NO ANSWER')}\n`)).toMatchObject({
    calls: [{ sellerExtension: '101', talkS: 0, recording: null }],
  });
  // A voicemail that was answered by nobody of ours is no talk.
  expect(read(`${head}\n${row('101', 'VOICEMAIL')}\n`)).toMatchObject({ calls: [{ talkS: 0 }] });
});

test('3CX: Call Time is the start there, the extension stands in brackets', () => {
  const head = 'Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost';
  const rows = [
    '2026-11-23T14:05:00,00000A-1,79161234567,"Иванова, Анна (101)",Inbound,Answered,00:00:10,00:01:00,0.00',
    '2026-11-23T15:00:00,00000A-2,"Иванова, Анна (101)",89031112233,Outbound,Unanswered,00:00:21,00:00:00,0.00',
  ];
  expect(read(`${[head, ...rows].join('\n')}\n`)).toMatchObject({
    calls: [call, { direction: 'out', externalNumber: '89031112233', durationS: 21, talkS: 0 }],
  });
});

const cucmHead =
  '"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","dateTimeOrigination","callingPartyNumber","originalCalledPartyNumber","finalCalledPartyNumber","dateTimeConnect","dateTimeDisconnect","duration","origDeviceName","destDeviceName"';

test('Cisco CUCM: seconds since 1970, the types below the header, the length from the connection on', () => {
  const types =
    '"INTEGER","INTEGER","INTEGER","INTEGER","VARCHAR(50)","VARCHAR(50)","VARCHAR(50)","INTEGER","INTEGER","INTEGER","VARCHAR(129)","VARCHAR(129)"';
  const row = '1,2,4711,1795431900,"79161234567","600","101",1795431910,1795431970,60,"GW","SEP01"';
  const missed = '1,2,4712,1795431900,"79161234567","600","101",0,1795431925,0,"GW","SEP01"';
  expect(read(`${[cucmHead, types, row, missed].join('\n')}\n`)).toMatchObject({
    format: 'table',
    calls: [
      { ...call, externalId: '2-4711' },
      { externalId: '2-4712', durationS: 25, talkS: 0 },
    ],
    refused: [],
  });
});

test('Cisco CUCM: the rows of a transfer are one call, of who talked longest', () => {
  const rows = [
    '1,2,4711,1795431900,"79161234567","101","101",1795431910,1795431930,20,"GW","SEP01"',
    '1,2,4711,1795431930,"79161234567","101","102",1795431932,1795432022,90,"GW","SEP02"',
  ];
  expect(read(`${[cucmHead, ...rows].join('\n')}\n`).calls).toMatchObject([
    { sellerExtension: '102', talkS: 90, otherTalks: [{ sellerExtension: '101', talkS: 20 }] },
  ]);
});

test('MikoPBX: its own names of channels and numbers, parts of seconds', () => {
  const head =
    'id,start,endtime,answer,src_chan,src_num,dst_chan,dst_num,UNIQUEID,linkedid,did,disposition,recordingfile,duration,billsec';
  const row =
    '45,2026-11-23 14:05:00.530,2026-11-23 14:06:10.100,2026-11-23 14:05:10.001,PJSIP/SIP-PROVIDER-0000023e,79161234567,PJSIP/101-0000023f,101,mikopbx-1795431900.1163_b06i02,mikopbx-1795431900.1162,74950001122,ANSWERED,/monitor/2026/1.webm,70,60';
  expect(
    read(`${head}\n${row}\n${row.replace('ANSWERED', 'NOANSWER').replaceAll('.116', '.226')}\n`),
  ).toMatchObject({
    calls: [
      {
        ...call,
        externalId: 'mikopbx-1795431900.1162',
        recording: { path: '/monitor/2026/1.webm' },
      },
      { talkS: 0 },
    ],
  });
});

test('what a spreadsheet rounded off, a length that is none and a row without an id are refused by column', () => {
  const head = 'Call Time,Call ID,From,To,Direction,Status,Ringing,Talking,Cost';
  const row = (id: string, from: string, talk = '00:01:00') =>
    `2026-11-23 14:05:00,${id},${from},101,Inbound,Answered,00:00:10,${talk},0`;
  expect(
    read(
      `${[head, row('1', '7.91612E+10'), row('2', '7916', '1:00'), row('', '7916'), row('4', '7916').replace('2026-11-23', '11/23/2026')].join('\n')}\n`,
    ).refused,
  ).toMatchObject([
    { line: 2, field: 'src' },
    { line: 3, field: 'billsec' },
    { line: 4, field: 'uniqueid' },
    { line: 5, field: 'start' },
  ]);
});

test.each([
  [
    'our own table of calls',
    'source,externalId,direction,sellerExtension,startedAt,durationS,talkS',
  ],
  [
    'CEL of Asterisk',
    'eventtype,eventtime,cid_name,cid_num,exten,context,channame,uniqueid,linkedid',
  ],
  ['a queue report', 'Time,Queue,Answered,Talk Time,Agent,Wait'],
])('%s is none of these', (_, head) => {
  expect(looksLikeCdr(Buffer.from(`${head}\n1,2,3,4,5,6,7\n`))).toBeNull();
});
