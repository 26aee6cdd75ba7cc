import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Demo, demoSecrets, startDemo } from '../../src/sandbox/demo-company.ts';
import { cdrSources } from '../../src/telephony/cdr/format.ts';
import type { Provider } from '../../src/telephony/provider.ts';
import { providers } from '../../src/telephony/providers.ts';
import { ffmpegPath } from '../support/ffmpeg.ts';
import { type Fixture, fixtures } from '../telephony/fixtures.ts';
import { type Chats, openChats } from './chat.ts';
import { watchedLog } from './watched-log.ts';

/**
 * Every provider and every format of file, from what it sends to the voice in the seller's chat: one server
 * stands for all the providers, with what each wants to be asked for a recording.
 */
const folder = mkdtempSync(join(tmpdir(), 'razbor-every-'));
const epoch = 1795431900;
const { log, keepsStill } = watchedLog(...demoSecrets);
const asked: string[] = [];
const theirs = createServer((request, response) => {
  const path = request.url ?? '';
  asked.push(path);
  request.resume().on('end', () => {
    if (path.startsWith('/rest/')) response.end(bitrixPage());
    else if (path.endsWith('/oauth/token')) response.end('{"access_token":"t0k"}');
    else if (path.endsWith('/storage_url/')) {
      const isGranted = request.headers.authorization === 'Bearer t0k';
      const record_url = `http://${request.headers.host}/stored.wav`;
      response.end(JSON.stringify(isGranted ? { record_url } : { error: 'invalid_token' }));
    } else if (path.includes('/pbx/record/request/')) response.end(linkOf(request.headers.host));
    else response.end(readFileSync(join(folder, 'talk.wav')));
  });
});
let demo: Demo;
let chats: Chats;

const linkOf = (host = '') =>
  JSON.stringify({ status: 'success', link: `http://${host}/sound.wav` });
const fixtureOf = (code: string, about: RegExp) =>
  fixtures.find((one) => one.provider === code && about.test(one.about)) as Fixture;
const rootOf = () => `http://127.0.0.1:${(theirs.address() as AddressInfo).port}`;

/** Its fixtures' settings, and that server wherever it is told of one. */
function setOf({ code, settings }: Provider, root: string): Record<string, string> {
  const own = Object.assign(
    {},
    ...fixtures.filter((one) => one.provider === code).map((one) => one.settings),
  );
  const roots = settings.map(({ name }) => name).filter((name) => name.endsWith('_ROOT'));
  return {
    ...{ ...own, SOURCE: 'own', ...Object.fromEntries(roots.map((name) => [name, root])) },
    ...('REST_URL' in own ? { REST_URL: `${root}/rest/1/key` } : {}),
  };
}

function bitrixPage(): string {
  const { fields } = fixtureOf('bitrix24', /nested/);
  const CALL_RECORD_URL = `${rootOf()}/disk/1.wav`;
  return JSON.stringify({
    result: [{ ...fields, CALL_DURATION: '20', CALL_RECORD_URL }],
    total: 1,
  });
}

const tableHead = 'ID,Time,Call From,Call To,Call Duration,Talk Duration,Status,Recording File';
/** A call of 101 of the file's format; its recording is `talk.wav` by the way that the format names it. */
const files: Record<(typeof cdrSources)[number], string> = {
  asterisk: `"","79161234567","101","in","","SIP/trunk-01","SIP/101-02","Dial","","2026-11-23 14:05:00","","",40,20,"ANSWERED","DOC","${epoch}.1","talk.wav"\n`,
  freepbx: `calldate,clid,src,dst,channel,dstchannel,duration,billsec,disposition,uniqueid,recordingfile\n2026-11-23 14:05:00,,79161234567,101,SIP/trunk-01,SIP/101-02,40,20,ANSWERED,${epoch}.2,/talk.wav\n`,
  freeswitch: `"Анна","101","89031112233","default","2026-11-23 14:05:00","2026-11-23 14:05:10","2026-11-23 14:05:40","40","20","NORMAL_CLEARING","talk","b","","PCMA","PCMA"\n`,
  table: `${tableHead}\nyeastar-1,2026-11-23 14:05:00,79161234567,Анна<101>,00:00:40,00:00:20,ANSWERED,/talk.wav\n`,
};
const ids = {
  table: 'yeastar-1',
  asterisk: `${epoch}.1`,
  freepbx: `${epoch}.2`,
  freeswitch: 'talk',
};

beforeAll(async () => {
  const talk = "aevalsrc='0.3*sin(2*PI*300*t)':d=20:s=8000:c=mono";
  const how = ['-c:a', 'pcm_mulaw', join(folder, 'talk.wav')];
  spawnSync(ffmpegPath, ['-v', 'error', '-y', '-f', 'lavfi', '-i', talk, ...how]);
  for (const source of cdrSources) {
    const text = files[source].replace('/talk.wav', `${folder}/talk.wav`);
    writeFileSync(join(folder, `${source}.csv`), text);
  }
  theirs.listen(0, '127.0.0.1');
  await once(theirs, 'listening');
  const root = rootOf();
  const cdr = (source: string) => ({ FILE: join(folder, `${source}.csv`), SOURCE: 'own' });
  demo = await startDemo({
    databasePath: join(folder, 'demo.db'),
    port: 0,
    log,
    // That of the calls that the fixtures tell of.
    day: '2026-11-23',
    own: { folder, items: [], extensions: ['101'] },
    telephony: {
      ...Object.fromEntries(providers.map((one) => [one.code.toUpperCase(), setOf(one, root)])),
      ASTERISK: cdr('asterisk'),
      FREEPBX: cdr('freepbx'),
      TABLE: cdr('table'),
      FREESWITCH: { ...cdr('freeswitch'), RECORDING_PATH: '{linkedid}.wav' },
    },
    recordingHosts: [new URL(root).host],
  });
  chats = await openChats(demo.telegramUrl);
  // The files are read on, and the portal is asked, by the clock.
  for (const plus of [20_000, 60_000, 400_000]) {
    const now = new Date(demo.clock.now() + plus).toISOString();
    await chats.sandbox('POST', '/clock', { now });
  }
}, 90_000);

afterAll(async () => {
  keepsStill(demo.service().app.db);
  await demo.stop();
  theirs.closeAllConnections();
  theirs.close();
  rmSync(folder, { recursive: true, force: true });
});

async function post(fixture: Fixture, fields: Record<string, unknown>): Promise<void> {
  const { body, headers = {} } = fixture.sign(fields);
  const url = `${demo.apiUrl}/v1/telephony/${fixture.provider}${fixture.path}`;
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
}

/** What each provider sends of a call with its recording; the id of the call. */
const sent: Record<string, () => Promise<string>> = {
  mango: async () => {
    for (const about of [/recording/, /summary/]) {
      const fixture = fixtureOf('mango', about);
      await post(fixture, {
        ...fixture.fields,
        ...(about.test('summary') ? { end_time: 1795417531 } : {}),
      });
    }
    return fixtureOf('mango', /summary/).expected?.externalId ?? '';
  },
  uis: async () => {
    const fixture = fixtureOf('uis', /fields of the report/);
    await post(fixture, { ...fixture.fields, talk_duration: 20 });
    return '777001';
  },
  novofon: async () => {
    const fixture = fixtureOf('novofon', /lost/);
    const employees = [{ employee_id: '101', is_talked: true }];
    const call = { employees, is_lost: false, total_duration: 30, call_records: ['r1'] };
    await post(fixture, { ...fixture.fields, ...call });
    return 'n-9';
  },
  megafon: async () => {
    const fixture = fixtureOf('megafon', /form/);
    await post(fixture, { ...fixture.fields, duration: '20', link: `${rootOf()}/mf.mp3` });
    return 'mf-42';
  },
  zadarma: async () => {
    const fixture = fixtureOf('zadarma', /incoming/);
    await post(fixture, { ...fixture.fields, duration: '20' });
    return 'in_abc123';
  },
  sipuni: async () => {
    const fixture = fixtureOf('sipuni', /incoming/);
    const times = { call_answer_timestamp: '1795417551', call_record_link: `${rootOf()}/si.mp3` };
    await post(fixture, { ...fixture.fields, ...times });
    return fixture.expected?.externalId ?? '';
  },
  telphin: async () => {
    const fixture = fixtureOf('telphin', /incoming/);
    await post(fixture, { ...fixture.fields, BridgedDuration: '20000000' });
    return fixture.expected?.externalId ?? '';
  },
  // The event has no recording; the report that is asked for has.
  bitrix24: async () => fixtureOf('bitrix24', /nested/).expected?.externalId ?? '',
};

const voices = async () =>
  (await chats.person('Анна').sees()).filter((message) => 'voice' in message).length;

async function hear(externalId: string): Promise<void> {
  const row = demo
    .service()
    .app.db.orm.$client.prepare<[string], { id: number }>(
      'SELECT id FROM calls WHERE external_id = ? AND seller_id IS NOT NULL AND ready_at IS NOT NULL',
    )
    .get(externalId);
  expect(row, externalId).toBeDefined();
  const before = await voices();
  const anna = chats.person('Анна');
  await anna.say(`/call ${row?.id}`);
  await anna.press('Слушать', new RegExp(`№${row?.id}`));
  await expect.poll(voices, { timeout: 90_000 }).toBe(before + 1);
}

test.each(providers.map(({ code }) => code))('%s: from what it sends to a voice', async (code) => {
  const send = sent[code];
  if (!send) throw new Error(`nothing is sent for ${code}`);
  asked.length = 0;
  await hear(await send());
  expect(asked.length).toBeGreaterThan(0);
});

test.each(cdrSources)('%s: from its file to a voice', async (source) => {
  await hear(ids[source]);
});
