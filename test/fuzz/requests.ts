import { routes } from '../../src/http/routes.ts';
import type { Dice } from '../simulation/dice.ts';
import { hostileValues } from '../support/hostile.ts';

export interface ApiRequest {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

const strange: readonly unknown[] = [
  ...hostileValues,
  ...[null, true, -1, 1.5, 1e300, [], {}, [[[]]], [null], { a: { b: {} } }],
  ...['../../etc/passwd', '/dev/zero', '..\\..\\x', '%2e%2e%2f', 'file:///etc/passwd'],
  ...[
    'http://169.254.169.254/latest',
    'http://2130706433/',
    'http://[::ffff:7f00:1]/',
    'http://localhost/',
  ],
  ...['=cmd|x', '<b>', '\u202e', 'a\u0000', '\ud800', 'я'.repeat(3000)],
];

const bodies = [
  ...['', '{', '[]', 'null', '{"items":{}}', '{"items":[', `${'['.repeat(20_000)}`],
  ...['{"items":[],"items":[{}]}', '{"__proto__":{"items":[]}}', '{"items":[{"__proto__":{}}]}'],
  `{"items":[${'1,'.repeat(3000)}1]}`,
  `{"items":["${'x'.repeat(200_000)}"]}`,
];

/** Requests to the API: good ones, so that there is always something to do, and all others. */
export function hostileRequests(dice: Dice, now: () => number) {
  let calls = 0;
  const external = (stem: string, most: number) => `${stem}${dice.below(most)}`;
  const phone = () => `+7916${String(1_000_000 + dice.below(300))}`;

  function good(noun: string): Record<string, unknown> {
    if (noun === 'people') {
      return {
        externalId: external('p', 60),
        name: 'Проба',
        roles: [{ role: 'seller' }],
        direction: 'Опт',
      };
    }
    if (noun === 'clients') {
      return { externalId: external('c', 300), name: 'Клиент', phones: [phone()] };
    }
    if (noun === 'orders') {
      const openedAt = new Date(now()).toISOString();
      const clientExternalId = external('c', 300);
      return {
        externalId: external('o', 300),
        number: '1',
        clientExternalId,
        inWork: true,
        openedAt,
      };
    }
    calls += 1;
    return {
      ...{ source: 'pbx', externalId: `f${calls}`, direction: 'in', externalNumber: phone() },
      ...{ sellerExternalId: dice.pick(['anna', 'ivan', 'boris']), durationS: 130, talkS: 120 },
      ...{
        startedAt: new Date(now()).toISOString(),
        recording: { path: 'boy-kirpicha-dmitry.ogg' },
      },
    };
  }

  function spoilt(item: Record<string, unknown>): Record<string, unknown> {
    const key = dice.pick([...Object.keys(item), 'more']) ?? 'more';
    return { ...item, [key]: dice.pick(strange) };
  }

  function write(): ApiRequest {
    const noun = dice.pick(['people', 'clients', 'orders', 'calls', 'calls']) ?? 'calls';
    const method = noun === 'calls' ? 'POST' : 'PUT';
    const items = Array.from({ length: 1 + dice.below(4) }, () =>
      dice.chance(0.5) ? good(noun) : spoilt(good(noun)),
    );
    const body = dice.chance(0.1) ? dice.pick(bodies) : JSON.stringify({ items });
    const type = dice.chance(0.02) ? 'text/plain' : 'application/json';
    return { method, path: `/v1/${noun}`, body: body ?? '', headers: { 'content-type': type } };
  }

  function read(): ApiRequest {
    const route = dice.pick(routes.filter(({ method }) => method === 'GET'));
    const value = () => encodeURIComponent(String(dice.pick(strange)).replaceAll('\ud800', ''));
    const path = (route?.path ?? '/v1/calls').replace(/:\w+/g, () =>
      dice.chance(0.5)
        ? String(dice.pick(['1', '7', '2026-11', '2026-11-23']))
        : value().slice(0, 200),
    );
    const names = Object.keys(route?.query.shape ?? {});
    const query = dice.chance(0.5) ? `?${dice.pick(names) ?? 'x'}=${value()}` : '';
    return { method: 'GET', path: path + query };
  }

  function telephony(): ApiRequest {
    const fields = {
      ...{ cmd: 'history', crm_token: 'fuzzed-crm-token', type: 'in', phone: phone() },
      ...{ callid: `m${dice.below(500)}`, ext: dice.pick(['101', '102', '201']) },
      ...{ start: '20261123T100000Z', duration: String(dice.below(200)) },
      // Put through, whatever that leads on to.
      ...(dice.chance(0.2)
        ? { cmd: 'event', type: 'TRANSFERRED', second_callid: `m${dice.below(500)}` }
        : {}),
    };
    const made = dice.chance(0.5) ? fields : spoilt(fields);
    const body = dice.chance(0.1) ? dice.pick(bodies) : JSON.stringify(made);
    return { method: 'POST', path: '/v1/telephony/megafon', body: body ?? '' };
  }

  return (): ApiRequest => {
    if (dice.chance(0.2)) return read();
    return dice.chance(0.15) ? telephony() : write();
  };
}
