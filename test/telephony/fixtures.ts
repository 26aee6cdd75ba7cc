import { createHash, createHmac } from 'node:crypto';
import type { CallReport, Settings, UnusedKind } from '../../src/telephony/provider.ts';

/**
 * What each provider sends of one call: made after the documented shapes, with invented numbers. The fields
 * are what a broken one is made of; `sign` makes the request that carries them.
 */
export interface Fixture {
  provider: string;
  about: string;
  settings: Settings;
  path: string;
  fields: Record<string, unknown>;
  sign(fields: Record<string, unknown>): { body: string; headers?: Record<string, string> };
  /** What the provider wants to read, where not an empty 200. */
  answer?: { body: string; contentType: string };
  expected: CallReport | null;
  /** Fields without which there is no call. */
  essential?: readonly string[];
}

const at = (text: string) => Date.parse(text);
const form = (fields: Record<string, unknown>) =>
  new URLSearchParams(
    Object.entries(fields).map(
      ([key, value]) => [key, typeof value === 'object' ? '' : String(value)] as [string, string],
    ),
  ).toString();

const mangoSettings = { API_KEY: 'm4ng0key', SALT: 's4lt' };
const mangoSign = (fields: Record<string, unknown>) => {
  const json = JSON.stringify(fields) ?? '';
  const { API_KEY: key, SALT: salt } = mangoSettings;
  const sign = createHash('sha256')
    .update(key + json + salt)
    .digest('hex');
  return { body: form({ vpbx_api_key: key, sign, json }) };
};

const zadarmaSettings = { KEY: 'zkey', SECRET: 'zsecret' };
const zadarmaSign =
  (names: string[], hex = true) =>
  (fields: Record<string, unknown>) => {
    const message = names
      .map((name) => (typeof fields[name] === 'object' ? '' : String(fields[name] ?? '')))
      .join('');
    const digest = createHmac('sha1', zadarmaSettings.SECRET).update(message).digest();
    const signature = Buffer.from(hex ? digest.toString('hex') : digest).toString('base64');
    return { body: form(fields), headers: { signature } };
  };

const bitrixSign = (fields: Record<string, unknown>) => {
  const data = Object.entries(fields).map(([key, value]) => [`data[${key}]`, value]);
  const auth = { 'auth[application_token]': 'apptoken' };
  return { body: form({ event: 'ONVOXIMPLANTCALLEND', ...Object.fromEntries(data), ...auth }) };
};

const mangoCall = 'MTA6MTAwMTM1ODo0OTg6MTMxNzQ4';

const bitrixRest = {
  APPLICATION_TOKEN: 'apptoken',
  REST_URL: 'https://company.bitrix24.ru/rest/1/key/',
};

/** Events that are signed rightly and make no call of ours. */
export interface UnusedFixture extends Omit<Fixture, 'expected'> {
  unused: UnusedKind;
}

const sipuniSettings = { SECRET: 'sipuni-secret' };
const sipuniAnswer = { body: '{"success": true}', contentType: 'application/json' };
const sipuniSign = (fields: Record<string, unknown>) => ({
  body: form({ secret: sipuniSettings.SECRET, ...fields }),
});
const sipuniCall = {
  event: '2',
  call_id: '1795417500.533',
  ...{ src_type: '1', src_num: '79161234567', short_src_num: '79161234567' },
  ...{ dst_type: '2', dst_num: '060101', short_dst_num: '101', last_called: '101' },
  ...{ call_start_timestamp: '1795417500', call_answer_timestamp: '1795417511' },
  ...{ timestamp: '1795417571', status: 'ANSWER' },
  call_record_link: 'https://sipuni.com/api/crm/record?id=1795417500.533&hash=0a1b',
};

const telphinSettings = { SECRET: 'telphin-secret' };
const telphinSign = (fields: Record<string, unknown>) => ({
  body: form({ secret: telphinSettings.SECRET, ...fields }),
});
const telphinCall = {
  EventType: 'hangup',
  CallID: 'c0ffee42aa1111ee9b01',
  SubCallID: '55101-c0ffee42aa1111ee9b01',
  CallFlow: 'in',
  CallStatus: 'ANSWER',
  ...{ CallerIDNum: '79161234567', CallerIDName: '79161234567', CalledDID: '74950001122' },
  ...{ CalledNumber: '101', CalledExtension: '4321*101@sipproxy.telphin.ru' },
  ...{ CallerExtension: '4321*099@sipproxy.telphin.ru', CalledExtensionID: '55101' },
  ...{ EventTime: '1795417571000000', Duration: '71400000', BridgedDuration: '60200000' },
  RecID: '55101-c0ffee42aa1111ee9b01',
};

export const unusedFixtures: UnusedFixture[] = [
  {
    provider: 'uis',
    about: 'a call that has begun',
    settings: { SECRET: 'uis-secret' },
    path: '',
    fields: {
      ...{ secret: 'uis-secret', notification_name: 'call_start', call_session_id: 42 },
      ...{ notification_time: '2026-11-23 14:40:24.001', contact_phone_number: '79031112233' },
      ...{ direction: 'in' },
    },
    sign: (fields) => ({ body: JSON.stringify(fields) ?? '' }),
    unused: 'progress',
  },
  {
    provider: 'novofon',
    about: 'a call among colleagues',
    settings: { SECRET: 'n-secret' },
    path: '',
    fields: {
      ...{ secret: 'n-secret', call_session_id: 43, is_internal: true, direction: 'in' },
      ...{ notification_time: '2026-11-23 14:40:24', total_time_duration: 9 },
    },
    sign: (fields) => ({ body: JSON.stringify(fields) ?? '' }),
    unused: 'internal',
  },
  {
    provider: 'mango',
    about: 'a call that is under way',
    settings: mangoSettings,
    path: '/events/call',
    fields: { entry_id: mangoCall, call_id: 'c1', call_state: 'Connected', location: 'abonent' },
    sign: mangoSign,
    unused: 'progress',
  },
  {
    provider: 'mango',
    about: 'the keys that a caller pressed',
    settings: mangoSettings,
    path: '/events/dtmf',
    fields: { entry_id: mangoCall, dtmf: '12', location: 'ivr.2' },
    sign: mangoSign,
    unused: 'menu',
  },
  {
    provider: 'mango',
    about: 'a recording that has begun',
    settings: mangoSettings,
    path: '/events/recording',
    fields: { entry_id: mangoCall, recording_id: 'MjM=', recording_state: 'Started' },
    sign: mangoSign,
    unused: 'recording',
  },
  {
    provider: 'mango',
    about: 'a recording that was sent by mail and is kept nowhere',
    settings: mangoSettings,
    path: '/events/recording',
    fields: {
      ...{ entry_id: mangoCall, recording_id: 'MjM=', recording_state: 'Completed' },
      ...{ completion_code: 1000, recipient: 'Mail' },
    },
    sign: mangoSign,
    unused: 'recording',
  },
  {
    provider: 'mango',
    about: 'a recording that was too short to be kept',
    settings: mangoSettings,
    path: '/events/recording',
    fields: {
      ...{ entry_id: mangoCall, recording_id: 'MjM=', recording_state: 'Completed' },
      ...{ completion_code: 4002, recipient: 'Cloud' },
    },
    sign: mangoSign,
    unused: 'recording',
  },
  {
    provider: 'mango',
    about: 'what a message came to',
    settings: mangoSettings,
    path: '/events/sms',
    fields: { command_id: 'c1', reason: 1000 },
    sign: mangoSign,
    unused: 'message',
  },
  {
    provider: 'mango',
    about: 'a call among colleagues',
    settings: mangoSettings,
    path: '/events/summary',
    fields: {
      entry_id: 'inner-1',
      call_direction: 0,
      from: { extension: '101' },
      to: { extension: '102' },
      create_time: 1795417500,
      talk_time: 1795417511,
      end_time: 1795417912,
    },
    sign: mangoSign,
    unused: 'internal',
  },
  {
    provider: 'megafon',
    about: 'a missed call of the history',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      cmd: 'history',
      crm_token: 'mega-token',
      type: 'missed',
      status: 'missed',
      phone: '79265554433',
      start: '20261123T110500Z',
      wait: '21',
      duration: '0',
      callid: 'mf-50',
    },
    sign: (fields) => ({ body: form(fields) }),
    unused: 'missed',
  },
  {
    provider: 'megafon',
    about: 'a call that rings',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      cmd: 'event',
      crm_token: 'mega-token',
      type: 'INCOMING',
      phone: '79265554433',
      user: 'ivan',
      callid: 'mf-51',
    },
    sign: (fields) => ({ body: form(fields) }),
    unused: 'progress',
  },
  {
    provider: 'megafon',
    about: 'the question whose a number is',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: { cmd: 'contact', crm_token: 'mega-token', phone: '79265554433', callid: 'mf-52' },
    sign: (fields) => ({ body: form(fields) }),
    unused: 'contact',
  },
  {
    provider: 'zadarma',
    about: 'a choice in a menu',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_IVR',
      call_start: '2026-11-23 14:05:00',
      pbx_call_id: 'in_abc123',
      caller_id: '+79167778899',
      called_did: '74950001122',
      wait_dtmf: '{"name":"menu","digits":"1"}',
    },
    sign: zadarmaSign(['caller_id', 'called_did', 'call_start']),
    unused: 'menu',
  },
  {
    provider: 'zadarma',
    about: 'a call that was answered',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_ANSWER',
      call_start: '2026-11-23 14:05:00',
      pbx_call_id: 'in_abc123',
      caller_id: '+79167778899',
      destination: '101',
    },
    sign: zadarmaSign(['caller_id', 'destination', 'call_start']),
    unused: 'progress',
  },
  {
    provider: 'zadarma',
    about: 'a message',
    settings: zadarmaSettings,
    path: '',
    fields: { event: 'SMS', result: '{"caller_id":"79167778899","text":"…"}' },
    sign: zadarmaSign(['result']),
    unused: 'message',
  },
  {
    provider: 'zadarma',
    about: 'an event that nobody has heard of yet',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_TOMORROW',
      call_start: '2026-11-23 14:05:00',
      caller_id: '+79167778899',
      called_did: '74950001122',
    },
    sign: zadarmaSign(['caller_id', 'called_did', 'call_start']),
    unused: 'other',
  },
  {
    provider: 'bitrix24',
    about: 'a machine that told something',
    settings: bitrixRest,
    path: '',
    fields: {
      CALL_ID: 'info.1',
      CALL_TYPE: '5',
      PHONE_NUMBER: '+74993334455',
      CALL_START_DATE: '2026-11-23T14:05:00+03:00',
      CALL_DURATION: '12',
      CALL_FAILED_CODE: '200',
    },
    sign: bitrixSign,
    unused: 'informational',
  },
  {
    provider: 'bitrix24',
    about: 'a call that begins',
    settings: bitrixRest,
    path: '',
    fields: { CALL_ID: 'init.1', CALL_TYPE: '2' },
    sign: (fields) => ({
      body: bitrixSign(fields).body.replace('ONVOXIMPLANTCALLEND', 'ONVOXIMPLANTCALLINIT'),
    }),
    unused: 'progress',
  },
  ...(
    [
      ['a call that begins', { event: '1' }, 'progress'],
      ['a leg that ends', { event: '4' }, 'progress'],
      ['a call among colleagues', { src_type: '2' }, 'internal'],
      ['an event that nobody told of', { event: '9' }, 'other'],
    ] as const
  ).map(([about, own, unused]) => ({
    provider: 'sipuni' as const,
    about,
    settings: sipuniSettings,
    path: '',
    answer: sipuniAnswer,
    fields: { ...sipuniCall, ...own },
    sign: sipuniSign,
    unused,
  })),
  ...(
    [
      ['a call that rings', { EventType: 'dial-in' }, 'progress'],
      ['a call that was answered', { EventType: 'answer' }, 'progress'],
      ['a message', { EventType: 'message-in' }, 'message'],
      ['an event that nobody told of', { EventType: 'agent-tomorrow' }, 'other'],
      ['a call among colleagues', { CallerIDNum: '102' }, 'internal'],
    ] as const
  ).map(([about, own, unused]) => ({
    provider: 'telphin' as const,
    about,
    settings: telphinSettings,
    path: '',
    fields: { ...telphinCall, ...own },
    sign: telphinSign,
    unused,
  })),
];

export const fixtures: Fixture[] = [
  {
    provider: 'mango',
    about: 'the summary of an incoming call',
    essential: ['entry_id', 'call_direction', 'create_time', 'end_time'],
    settings: mangoSettings,
    path: '/events/summary',
    fields: {
      entry_id: mangoCall,
      call_direction: 1,
      from: { number: '79161234567' },
      to: { extension: '101', number: 'sip:ivan@example.mangosip.ru' },
      line_number: '74950001122',
      create_time: 1795417500,
      forward_time: 1795417505,
      talk_time: 1795417511,
      end_time: 1795417912,
      entry_result: 1,
      disconnect_reason: 1110,
    },
    sign: mangoSign,
    expected: {
      externalId: mangoCall,
      direction: 'in',
      extension: '101',
      number: '79161234567',
      startedAt: 1795417500_000,
      durationS: 412,
      talkS: 401,
    },
  },
  {
    provider: 'mango',
    about: 'the recording, announced by itself',
    settings: mangoSettings,
    path: '/events/record/added',
    fields: { entry_id: mangoCall, recording_id: 'MjMzNDQ1NTY2Nw==', timestamp: 1795417930 },
    sign: mangoSign,
    expected: {
      externalId: mangoCall,
      recording: {
        url: 'https://app.mango-office.ru/vpbx/queries/recording/link/MjMzNDQ1NTY2Nw%3D%3D',
      },
    },
  },
  {
    provider: 'mango',
    about: 'the recording, told as it is complete',
    settings: mangoSettings,
    path: '/events/recording',
    fields: {
      entry_id: mangoCall,
      call_id: 'MToxMDAxMzU4',
      recording_id: 'MjMzNDQ1NTY2Nw==',
      recording_state: 'Completed',
      completion_code: 1000,
      recipient: 'CloudAndMail',
      extension: '101',
      seq: 3,
      timestamp: 1795417930,
    },
    sign: mangoSign,
    expected: {
      externalId: mangoCall,
      recording: {
        url: 'https://app.mango-office.ru/vpbx/queries/recording/link/MjMzNDQ1NTY2Nw%3D%3D',
      },
    },
  },
  {
    provider: 'mango',
    about: 'a call that nobody answered, from a hidden number',
    settings: mangoSettings,
    path: '/events/summary',
    fields: {
      entry_id: 'missed-1',
      call_direction: 1,
      from: { number: '' },
      to: { extension: '', number: '74950001122' },
      create_time: 1795417500,
      talk_time: 0,
      end_time: 1795417530,
    },
    sign: mangoSign,
    expected: {
      externalId: 'missed-1',
      direction: 'in',
      number: null,
      startedAt: 1795417500_000,
      durationS: 30,
      talkS: 0,
    },
  },
  {
    provider: 'uis',
    about: 'a notification with the fields of the report',
    essential: ['id', 'direction', 'start_time'],
    settings: { SECRET: 'uis-secret' },
    path: '',
    fields: {
      secret: 'uis-secret',
      id: 777001,
      communication_id: 555001,
      direction: 'out',
      contact_phone_number: '79031112233',
      employees: [
        { employee_id: 31, is_talked: false, is_answered: false },
        { employee_id: 101, is_talked: true, is_answered: true },
        { employee_id: 33, is_talked: true, is_answered: true },
      ],
      start_time: '2026-11-23 14:05:00',
      talk_duration: 120,
      total_duration: 135,
      is_lost: false,
      call_records: ['', 'a1b2c3d4'],
    },
    sign: (fields) => ({ body: JSON.stringify(fields) ?? '' }),
    expected: {
      externalId: '777001',
      direction: 'out',
      extension: '101',
      number: '79031112233',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 135,
      talkS: 120,
      otherTalks: [{ sellerExtension: '33', talkS: null }],
      recording: { url: 'https://app.uiscom.ru/system/media/talk/555001/a1b2c3d4/' },
      cameBy: 'event',
    },
  },
  {
    provider: 'uis',
    about: 'a notification by its own names, within an object, told at the end alone',
    settings: { SECRET: 'uis-secret' },
    path: '',
    fields: {
      call_session_id: 998677001,
      direction: 'in',
      contact_phone_number: '79031112233',
      virtual_phone_number: '74950001122',
      notification_name: 'crm-out',
      notification_time: '2026-11-23 14:40:47.234',
      ...{ employee_full_name: 'Отдел продаж', employee_id: 31, last_talked_employee_id: 101 },
      ...{ talk_time_duration: 12, total_time_duration: 23, wait_time_duration: 11 },
      ...{ tag_names: null, external_id: null, is_transfer: false },
      file_link: 'https://app.uiscom.ru/system/media/talk/1/2/',
    },
    sign: (args) => ({ body: JSON.stringify({ op: 'call', secret: 'uis-secret', args }) ?? '' }),
    expected: {
      externalId: '998677001',
      direction: 'in',
      extension: '101',
      number: '79031112233',
      startedAt: at('2026-11-23T14:40:24+03:00'),
      durationS: 23,
      talkS: 12,
      recording: { url: 'https://app.uiscom.ru/system/media/talk/1/2/' },
      cameBy: 'event',
    },
  },
  {
    provider: 'novofon',
    about: 'the recording, in a notification of its own',
    settings: { SECRET: 'n-secret' },
    path: '',
    fields: {
      ...{ secret: 'n-secret', notification_name: 'record', call_session_id: 42 },
      full_record_file_link: 'https://my.novofon.ru/system/media/talk/42/a/',
    },
    sign: (fields) => ({ body: form(fields) }),
    expected: {
      externalId: '42',
      recording: { url: 'https://my.novofon.ru/system/media/talk/42/a/' },
      cameBy: 'event',
    },
  },
  {
    provider: 'novofon',
    about: 'a lost call, of the same shape',
    settings: { SECRET: 'n-secret' },
    path: '',
    fields: {
      secret: 'n-secret',
      id: 'n-9',
      direction: 'in',
      contact_phone_number: '74951112233',
      employees: null,
      start_time: '2026-11-23 14:05:00',
      talk_duration: 15,
      total_duration: 15,
      is_lost: true,
      call_records: [],
    },
    sign: (fields) => ({ body: JSON.stringify(fields) ?? '' }),
    expected: {
      externalId: 'n-9',
      direction: 'in',
      number: '74951112233',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 15,
      talkS: 0,
      cameBy: 'event',
    },
  },
  {
    provider: 'megafon',
    about: 'history of an incoming call, as a form',
    essential: ['callid', 'type', 'start'],
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      cmd: 'history',
      crm_token: 'mega-token',
      type: 'in',
      status: 'Success',
      phone: '79265554433',
      user: 'ivan',
      ext: '101',
      start: '20261123T110500Z',
      wait: '7',
      duration: '95',
      callid: 'mf-42',
      link: 'https://records.megapbx.ru/2026/11/mf-42.mp3',
    },
    sign: (fields) => ({ body: form(fields) }),
    expected: {
      cameBy: 'event',
      externalId: 'mf-42',
      leg: 'mf-42',
      direction: 'in',
      extension: '101',
      number: '79265554433',
      startedAt: at('2026-11-23T11:05:00Z'),
      durationS: 102,
      talkS: 95,
      recording: { url: 'https://records.megapbx.ru/2026/11/mf-42.mp3' },
    },
  },
  {
    provider: 'megafon',
    about: 'an incoming call that rang out, whose length is that of the ringing',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      cmd: 'history',
      crm_token: 'mega-token',
      type: 'in',
      status: 'NotAvailable',
      phone: '79265554433',
      ext: '101',
      start: '20261123T110500Z',
      duration: '20',
      callid: 'mf-44',
    },
    sign: (fields) => ({ body: form(fields) }),
    expected: {
      cameBy: 'event',
      externalId: 'mf-44',
      leg: 'mf-44',
      direction: 'in',
      extension: '101',
      number: '79265554433',
      startedAt: at('2026-11-23T11:05:00Z'),
      durationS: 20,
      talkS: 0,
    },
  },
  {
    provider: 'megafon',
    about: 'a call that is put through to a colleague, whose part has an id of its own',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      ...{ cmd: 'event', crm_token: 'mega-token', type: 'TRANSFERRED', direction: 'in' },
      ...{ callid: 'mf-60', second_callid: 'mf-61', phone: '79265554433', user: 'ivan' },
    },
    sign: (fields) => ({ body: form(fields) }),
    expected: { externalId: 'mf-60', otherId: 'mf-61', cameBy: 'event' },
  },
  {
    provider: 'megafon',
    about: 'the same as JSON, outgoing, without a recording',
    settings: { CRM_TOKEN: 'mega-token' },
    path: '',
    fields: {
      cmd: 'history',
      crm_token: 'mega-token',
      type: 'out',
      phone: '79265554433',
      user: '101',
      start: '2026-11-23T11:05:00Z',
      wait: 7,
      duration: 0,
      callid: 'mf-43',
      link: '',
    },
    sign: (fields) => ({ body: JSON.stringify(fields) ?? '' }),
    expected: {
      cameBy: 'event',
      externalId: 'mf-43',
      leg: 'mf-43',
      direction: 'out',
      extension: '101',
      number: '79265554433',
      startedAt: at('2026-11-23T11:05:00Z'),
      durationS: 7,
      talkS: 0,
    },
  },
  {
    provider: 'zadarma',
    about: 'the end of an incoming call',
    essential: ['pbx_call_id', 'duration', 'disposition'],
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_END',
      call_start: '2026-11-23 14:05:00',
      pbx_call_id: 'in_abc123',
      caller_id: '+79167778899',
      called_did: '74950001122',
      internal: '101',
      duration: '63',
      disposition: 'answered',
      status_code: '16',
      is_recorded: '1',
      call_id_with_rec: '1795417500.101',
    },
    sign: zadarmaSign(['caller_id', 'called_did', 'call_start']),
    expected: {
      externalId: 'in_abc123',
      direction: 'in',
      extension: '101',
      number: '+79167778899',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 63,
      talkS: 63,
      recording: {
        url: 'https://api.zadarma.com/v1/pbx/record/request/?call_id=1795417500.101',
      },
    },
  },
  {
    provider: 'zadarma',
    about: 'the end of an outgoing call that nobody took, signed as the documentation says',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_OUT_END',
      call_start: '2026-11-23 14:05:00',
      pbx_call_id: 'out_abc124',
      caller_id: '74950001122',
      destination: '79167778899',
      internal: '101',
      duration: '21',
      disposition: 'no answer',
      is_recorded: '0',
    },
    sign: zadarmaSign(['internal', 'destination', 'call_start'], false),
    expected: {
      externalId: 'out_abc124',
      direction: 'out',
      extension: '101',
      number: '79167778899',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 21,
      talkS: 0,
    },
  },
  {
    provider: 'zadarma',
    about: 'the end of a call that came through a menu: only who took it in the end is named',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_END',
      call_start: '2026-11-23 14:05:00',
      pbx_call_id: 'in_abc126',
      ...{ caller_id: '+79167778899', called_did: '74950001122', last_internal: '101' },
      ...{ duration: '40', disposition: 'answered', status_code: '16' },
      ...{ is_recorded: '1', call_id_with_rec: '1795417500.103' },
    },
    sign: zadarmaSign(['caller_id', 'called_did', 'call_start']),
    expected: {
      externalId: 'in_abc126',
      direction: 'in',
      extension: '101',
      number: '+79167778899',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 40,
      talkS: 40,
      recording: {
        url: 'https://api.zadarma.com/v1/pbx/record/request/?call_id=1795417500.103',
      },
    },
  },
  {
    provider: 'zadarma',
    about: 'the recording, announced by itself',
    settings: zadarmaSettings,
    path: '',
    fields: {
      event: 'NOTIFY_RECORD',
      pbx_call_id: 'out_abc125',
      call_id_with_rec: '1795417599.102',
    },
    sign: zadarmaSign(['pbx_call_id', 'call_id_with_rec']),
    expected: {
      externalId: 'out_abc125',
      recording: {
        url: 'https://api.zadarma.com/v1/pbx/record/request/?call_id=1795417599.102',
      },
    },
  },
  {
    provider: 'bitrix24',
    about: 'the end of a call, as a nested form',
    essential: ['CALL_ID', 'CALL_TYPE', 'CALL_START_DATE'],
    settings: bitrixRest,
    path: '',
    fields: {
      CALL_ID: 'FB1CB7C30E7F4AC3.1795417500.123',
      CALL_TYPE: '3',
      PHONE_NUMBER: '+74993334455',
      PORTAL_USER_ID: '101',
      CALL_START_DATE: '2026-11-23T14:05:00+03:00',
      CALL_DURATION: '88',
      CALL_FAILED_CODE: '200',
    },
    sign: bitrixSign,
    expected: {
      externalId: 'FB1CB7C30E7F4AC3.1795417500.123',
      direction: 'in',
      extension: '101',
      number: '+74993334455',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 88,
      talkS: 88,
    },
  },
  {
    provider: 'bitrix24',
    about: 'the end of a call as it comes since November 2024, with a handler and another auth',
    settings: bitrixRest,
    path: '',
    fields: {
      CALL_ID: 'externalCall.0a1b.1795417500',
      CALL_TYPE: '2',
      PHONE_NUMBER: '+79161234567',
      PORTAL_NUMBER: 'REST_APP:42',
      PORTAL_USER_ID: '101',
      CALL_DURATION: '35',
      CALL_START_DATE: '2026-11-23T14:05:00+03:00',
      COST: '0.0000',
      CALL_FAILED_CODE: '200',
      CALL_FAILED_REASON: 'Success call',
    },
    sign: (fields) => {
      const { body } = bitrixSign(fields);
      const more = form({
        event_handler_id: '77',
        ts: '1795417540',
        'auth[domain]': 'x.bitrix24.ru',
      });
      return { body: `${more}&${body}` };
    },
    expected: {
      externalId: 'externalCall.0a1b.1795417500',
      direction: 'in',
      extension: '101',
      number: '+79161234567',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 35,
      talkS: 35,
    },
  },
  {
    provider: 'bitrix24',
    about: 'an outgoing call that was busy',
    settings: bitrixRest,
    path: '',
    fields: {
      CALL_ID: 'busy.1',
      CALL_TYPE: 1,
      PHONE_NUMBER: '84993334455',
      PORTAL_USER_ID: 101,
      CALL_START_DATE: '2026-11-23T14:05:00+03:00',
      CALL_DURATION: 9,
      CALL_FAILED_CODE: '486',
    },
    sign: bitrixSign,
    expected: {
      externalId: 'busy.1',
      direction: 'out',
      extension: '101',
      number: '84993334455',
      startedAt: at('2026-11-23T14:05:00+03:00'),
      durationS: 9,
      talkS: 0,
    },
  },
  {
    provider: 'sipuni',
    about: 'the end of an incoming call',
    essential: ['call_id', 'src_type', 'call_start_timestamp', 'timestamp', 'status'],
    settings: sipuniSettings,
    path: '',
    answer: sipuniAnswer,
    fields: sipuniCall,
    sign: sipuniSign,
    expected: {
      externalId: '1795417500.533',
      direction: 'in',
      extension: '101',
      number: '79161234567',
      startedAt: 1795417500_000,
      durationS: 71,
      talkS: 60,
      recording: { url: 'https://sipuni.com/api/crm/record?id=1795417500.533&hash=0a1b' },
    },
  },
  {
    provider: 'sipuni',
    about: 'a call out that nobody took, which has an address of a recording all the same',
    settings: sipuniSettings,
    path: '',
    answer: sipuniAnswer,
    fields: {
      ...sipuniCall,
      ...{ call_id: '1795417600.7', src_type: '2', src_num: '060101', short_src_num: '101' },
      ...{ dst_type: '1', dst_num: '79161234567', short_dst_num: '', last_called: '' },
      ...{ call_start_timestamp: '1795417600', timestamp: '1795417619' },
      ...{ call_answer_timestamp: '0', status: 'NOANSWER' },
    },
    sign: sipuniSign,
    expected: {
      externalId: '1795417600.7',
      direction: 'out',
      extension: '101',
      number: '79161234567',
      startedAt: 1795417600_000,
      durationS: 19,
      talkS: 0,
    },
  },
  {
    provider: 'telphin',
    about: 'the end of an incoming call',
    essential: ['CallID', 'CallFlow', 'CallStatus', 'EventTime', 'Duration'],
    settings: telphinSettings,
    path: '',
    fields: telphinCall,
    sign: telphinSign,
    expected: {
      externalId: 'c0ffee42aa1111ee9b01',
      leg: '55101-c0ffee42aa1111ee9b01',
      direction: 'in',
      extension: '101',
      number: '79161234567',
      startedAt: 1795417499_600,
      durationS: 71,
      talkS: 60,
      recording: {
        url: 'https://apiproxy.telphin.ru/api/ver1.0/client/@me/record/55101-c0ffee42aa1111ee9b01/storage_url/',
      },
    },
  },
  {
    provider: 'telphin',
    about: 'a call out that nobody took',
    settings: telphinSettings,
    path: '',
    fields: {
      EventType: 'hangup',
      CallID: 'c0ffee43',
      CallFlow: 'out',
      CallStatus: 'NOANSWER',
      ...{ CallerIDNum: '101', CallerExtension: '4321*101@sipproxy.telphin.ru' },
      CalledNumber: '89031112233',
      ...{ EventTime: '1795417530000000', Duration: '30000000' },
    },
    sign: telphinSign,
    expected: {
      externalId: 'c0ffee43',
      direction: 'out',
      extension: '101',
      number: '89031112233',
      startedAt: 1795417500_000,
      durationS: 30,
      talkS: 0,
    },
  },
];
