import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Heard, Provider } from '../../src/telephony/provider.ts';
import { providers } from '../../src/telephony/providers.ts';
import { type Fixture, fixtures, unusedFixtures } from './fixtures.ts';

const zone = 'Europe/Moscow';

function providerOf(code: string): Provider {
  const found = providers.find((one) => one.code === code);
  if (!found) throw new Error(`no provider ${code}`);
  return found;
}

function hear(
  fixture: Omit<Fixture, 'expected'>,
  { body, headers = {} }: { body: string; headers?: Record<string, string> },
  more: { path?: string; query?: string; method?: 'GET' | 'POST' } = {},
): Heard {
  return providerOf(fixture.provider).hear(
    {
      method: more.method ?? 'POST',
      path: more.path ?? fixture.path,
      query: new URLSearchParams(more.query ?? ''),
      header: (name) => headers[name],
      body,
    },
    fixture.settings,
    zone,
  );
}

const named = fixtures.map(
  (fixture) => [`${fixture.provider}: ${fixture.about}`, fixture] as const,
);

test('every provider has a fixture', () => {
  const covered = new Set(fixtures.map(({ provider }) => provider));
  expect(providers.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
  // Novofon is UIS by another name.
  const essential = new Set(fixtures.filter((one) => one.essential).map((one) => one.provider));
  expect(providers.filter(({ code }) => !essential.has(code)).map(({ code }) => code)).toEqual([
    'novofon',
  ]);
});

describe.each(named)('%s', (_, fixture) => {
  const { fields, sign, expected, answer } = fixture;

  test('becomes the report of a call', () => {
    expect(hear(fixture, sign(fields))).toEqual({ ok: true, reports: [expected], answer });
  });

  test('with another key in the settings it is refused as unsigned', () => {
    const other = Object.fromEntries(Object.keys(fixture.settings).map((key) => [key, 'other']));
    const heard = hear({ ...fixture, settings: other }, sign(fields));
    expect(heard).toMatchObject({ ok: false, why: 'signature' });
    expect(hear({ ...fixture, settings: {} }, sign(fields))).toMatchObject({ why: 'signature' });
  });

  const broken = [null, '', 'x'.repeat(100_000), -1, 1e300, Number.NaN, [], { a: 1 }, true];
  test.each(Object.keys(fields))('%s wrong in any way ends in an answer that names it', (key) => {
    for (const value of broken) {
      const heard = hear(fixture, sign({ ...fields, [key]: value }));
      if (heard.ok) {
        // What a field that was let pass came to must still be a call that can be taken in.
        for (const report of heard.reports) {
          expect(report.externalId.length).toBeGreaterThan(0);
          expect(report.externalId.length).toBeLessThanOrEqual(200);
          expect(report.talkS ?? 0).toBeLessThanOrEqual(report.durationS ?? 0);
        }
      } else if (heard.why === 'malformed') expect(heard.detail).toMatch(/^\S+ \S/);
    }
    const { [key]: _without, ...rest } = fields;
    hear(fixture, sign(rest));
  });
});

describe.each(
  unusedFixtures.map((fixture) => [`${fixture.provider}: ${fixture.about}`, fixture] as const),
)('%s', (_, fixture) => {
  const { fields, sign, unused, answer } = fixture;

  test('is signed rightly and makes no call', () => {
    expect(hear(fixture, sign(fields))).toEqual({ ok: true, reports: [], unused, answer });
  });

  test('with another key in the settings it is refused as unsigned', () => {
    const other = Object.fromEntries(Object.keys(fixture.settings).map((key) => [key, 'other']));
    for (const settings of [other, {}]) {
      expect(hear({ ...fixture, settings }, sign(fields))).toMatchObject({ why: 'signature' });
    }
  });
});

test('Mango tries the connection with a request that holds nothing', () => {
  const fixture = fixtures.find(({ provider }) => provider === 'mango');
  if (!fixture) throw new Error('mango');
  for (const path of ['', '/ping']) {
    expect(hear(fixture, { body: '' }, { path })).toEqual({
      ok: true,
      reports: [],
      unused: 'check',
    });
  }
  expect(hear(fixture, { body: '' })).toMatchObject({ ok: false, why: 'signature' });
});

test('a direction that there is none of is a wrong field still', () => {
  const fixture = fixtures.find(({ provider }) => provider === 'megafon');
  if (!fixture) throw new Error('megafon');
  const heard = hear(fixture, fixture.sign({ ...fixture.fields, type: 'sideways' }));
  expect(heard).toMatchObject({ ok: false, why: 'malformed' });
  expect(heard).toMatchObject({ detail: expect.stringMatching(/^type must be one of/) });
});

test.each(
  fixtures.flatMap((one) => (one.essential ? [[one.provider, one, one.essential] as const] : [])),
)('%s without what it cannot do without is malformed', (_, fixture, keys) => {
  for (const key of keys) {
    const heard = hear(fixture, fixture.sign({ ...fixture.fields, [key]: null }));
    expect(heard, key).toMatchObject({ ok: false, why: 'malformed' });
    if (!heard.ok) expect(heard.detail).toContain(key);
  }
});

test('Zadarma gets the word back that it asks with, before it signs anything', () => {
  const fixture = fixtures.find(({ provider }) => provider === 'zadarma');
  if (!fixture) throw new Error('zadarma');
  const heard = hear(fixture, { body: '' }, { method: 'GET', query: 'zd_echo=abc42' });
  expect(heard).toEqual({
    ok: true,
    reports: [],
    unused: 'check',
    answer: { body: 'abc42', contentType: 'text/plain' },
  });
});

test.each(named)('%s: arbitrary bytes end in an answer', (_, fixture) => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), fc.string(), fc.string(), (body, path, query) => {
      expect(
        typeof hear(fixture, { body, headers: { signature: query } }, { path, query }).ok,
      ).toBe('boolean');
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(fixture.fields)), fc.jsonValue()),
      (some) => {
        expect(typeof hear(fixture, fixture.sign({ ...fixture.fields, ...some })).ok).toBe(
          'boolean',
        );
      },
    ),
    { numRuns: 100 },
  );
});

describe('a report that is asked for', () => {
  const range = {
    fromAt: Date.parse('2026-11-23T00:00:00Z'),
    toAt: Date.parse('2026-11-23T12:00:00Z'),
  };

  test('UIS: the next page begins where this one ended', () => {
    const { polling } = providerOf('uis');
    const settings = { ACCESS_TOKEN: 'tok' };
    const asked = polling?.ask(range, '1000', settings, zone);
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      method: 'get.calls_report',
      params: {
        access_token: 'tok',
        date_from: '2026-11-23 03:00:00',
        date_till: '2026-11-23 15:00:00',
        offset: 1000,
      },
    });
    const line = fixtures.find(({ provider }) => provider === 'uis')?.fields;
    const full = JSON.stringify({ result: { data: Array.from({ length: 1000 }, () => line) } });
    expect(polling?.read(full, '1000', settings, zone)).toMatchObject({ ok: true, next: '2000' });
    const rest = JSON.stringify({ result: { data: [line, { id: 5 }] } });
    expect(polling?.read(rest, null, settings, zone)).toMatchObject({
      ok: true,
      next: null,
      reports: [{ externalId: '777001' }],
      refused: [expect.stringMatching(/^line 2: direction /)],
    });
    const error = JSON.stringify({ error: { message: 'Access token has been expired' } });
    expect(polling?.read(error, null, settings, zone)).toEqual({
      ok: false,
      detail: 'Access token has been expired',
    });
  });

  test('МегаФон: the history of a stretch, a missed call left out', () => {
    const { polling } = providerOf('megafon');
    const settings = { API_ROOT: 'https://vats.megapbx.ru', API_KEY: 'k' };
    expect(polling?.ask(range, null, settings, zone)).toMatchObject({
      url: 'https://vats.megapbx.ru/crmapi/v1/history/json?start=20261123T000000Z&end=20261123T120000Z',
      headers: { 'x-api-key': 'k' },
    });
    const call = {
      uid: 'u1',
      client: '7916',
      user: '101',
      start: '2026-11-23T10:00:00Z',
      wait: 3,
      duration: 60,
    };
    const body = JSON.stringify([
      { ...call, type: 'in' },
      { ...call, uid: 'u2', type: 'missed' },
    ]);
    expect(polling?.read(body, null, settings, zone)).toMatchObject({
      ok: true,
      reports: [{ externalId: 'u1', durationS: 63, talkS: 60 }],
    });
  });

  test('Bitrix24: pages of fifty, with the recording', () => {
    const { polling } = providerOf('bitrix24');
    const settings = { REST_URL: 'https://company.bitrix24.ru/rest/1/key/' };
    const asked = polling?.ask(range, '50', settings, zone);
    expect(asked?.url).toBe('https://company.bitrix24.ru/rest/1/key/voximplant.statistic.get.json');
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({ start: 50 });
    const call = fixtures.find(({ provider }) => provider === 'bitrix24')?.fields;
    const url = 'https://company.bitrix24.ru/disk/1.mp3';
    const body = JSON.stringify({
      result: [{ ...call, CALL_RECORD_URL: url }],
      next: 100,
      total: 120,
    });
    expect(polling?.read(body, '50', settings, zone)).toMatchObject({
      ok: true,
      next: '100',
      reports: [{ recording: { url } }],
    });
  });

  test('Bitrix24: a recording on the disk of the portal is asked for by the webhook, whose key is not kept', () => {
    const { polling, recording } = providerOf('bitrix24');
    const settings = { REST_URL: 'https://company.bitrix24.ru/rest/1/key/' };
    const call = fixtures.find(({ provider }) => provider === 'bitrix24')?.fields;
    const read = (more: object, own: Record<string, string> = settings) => {
      const body = JSON.stringify({ result: [{ ...call, ...more }] });
      const page = polling?.read(body, null, own, zone);
      return page?.ok ? page.reports[0]?.recording : page;
    };
    const kept = read({ CALL_RECORD_URL: '', RECORD_FILE_ID: '9043' });
    expect(kept).toEqual({
      url: expect.stringMatching(/^https:\/\/company\.bitrix24\.ru\/.*9043/),
    });
    expect(JSON.stringify(kept)).not.toContain('key');
    expect(read({ RECORD_FILE_ID: 0 })).toBeUndefined();
    expect(read({ RECORD_FILE_ID: null })).toBeUndefined();
    expect(read({ RECORD_FILE_ID: 9043 }, {})).toBeUndefined();
    const url = 'https://company.bitrix24.ru/disk/1.mp3';
    expect(read({ CALL_RECORD_URL: url, RECORD_FILE_ID: 9043 })).toEqual({ url });
    expect(recording?.ask?.(new URL(url), settings, 0)).toBeNull();

    const asked = recording?.ask?.(new URL((kept as { url: string }).url), settings, 0);
    expect(asked).toMatchObject({
      url: 'https://company.bitrix24.ru/rest/1/key/disk.file.get.json',
      method: 'POST',
      body: '{"id":9043}',
    });
    const answer = {
      result: { ID: '9043', DOWNLOAD_URL: 'https://company.bitrix24.ru/d?token=x' },
    };
    expect(recording?.linkIn?.(JSON.stringify(answer), new URL(url))).toBe(
      answer.result.DOWNLOAD_URL,
    );
    expect(recording?.linkIn?.('{"error":"ACCESS_DENIED"}', new URL(url))).toBeNull();
  });

  test('Bitrix24: what a machine told is no call and no line that is refused', () => {
    const { polling } = providerOf('bitrix24');
    const call = fixtures.find(({ provider }) => provider === 'bitrix24')?.fields;
    const body = JSON.stringify({ result: [{ ...call, CALL_TYPE: '5' }, call] });
    const page = polling?.read(body, null, {}, zone);
    expect(page).toMatchObject({ ok: true, refused: [] });
    expect(page?.ok && page.reports.length).toBe(1);
  });

  test.each(providers.filter(({ polling }) => polling))(
    '$code: any answer is read or refused',
    ({ polling }) => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
          expect(typeof polling?.read(body, null, {}, zone).ok).toBe('boolean');
        }),
        { numRuns: 200 },
      );
    },
  );
});

test('Mango signs the link to a recording anew each time, for an hour', () => {
  const { recording } = providerOf('mango');
  const url = new URL('https://app.mango-office.ru/vpbx/queries/recording/link/abc%3D');
  const asked = recording?.ask?.(url, { API_KEY: 'k', SALT: 's' }, 1_000_000_000_000);
  // sha256('k' + '1000003600' + 'abc=' + 's')
  expect(asked?.url).toMatch(/\/link\/abc%3D\/download\/k\/1000003600\/[0-9a-f]{64}$/);
});

test('Телфин: a token is asked for first, and shown for the address of the recording', () => {
  const { recording } = providerOf('telphin');
  const settings = { SECRET: 's', APP_ID: 'app', APP_SECRET: 'k&y' };
  const url = new URL('https://apiproxy.telphin.ru/api/ver1.0/client/@me/record/r1/storage_url/');
  expect(recording?.ask?.(url, settings, 0)).toMatchObject({
    url: 'https://apiproxy.telphin.ru/oauth/token',
    method: 'POST',
    body: 'grant_type=client_credentials&client_id=app&client_secret=k%26y',
  });
  expect(recording?.linkIn?.('{"access_token":"t0k","expires_in":3600}', url)).toEqual({
    url: url.href,
    method: 'GET',
    headers: { authorization: 'Bearer t0k' },
  });
  const link = 'https://storage.telphin.ru/r1.mp3';
  expect(recording?.linkIn?.(JSON.stringify({ record_url: link }), url)).toBe(link);
  expect(recording?.linkIn?.('{"error":"invalid_client"}', url)).toBeNull();
  expect(recording?.ask?.(new URL(link), settings, 0)).toBeNull();
});
