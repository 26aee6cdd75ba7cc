import type { Person } from './company.ts';
import type { Dice } from './dice.ts';
import { apiToken, type Process, telephony } from './process.ts';

/** What the CRM and the telephone system do: they bring people and calls, each as it does it for real. */
export interface Outside {
  /** Everybody, as they are now: at the start, and whenever somebody leaves or comes back. */
  bringPeople(process: Process): Promise<void>;
  /** A few calls; some again, some late, some wrong. */
  bringCalls(process: Process): Promise<void>;
}

interface Call {
  item: Record<string, unknown>;
}

/** @param now the true time, which no clock that is set moves */
export function createOutside(people: readonly Person[], dice: Dice, now: () => number): Outside {
  let calls = 0;
  const brought: Call[] = [];
  const sellers = people.filter(({ extensions }) => extensions.length > 0);

  async function put(process: Process, path: string, items: readonly unknown[], method = 'PUT') {
    const response = await process.http.request(path, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    });
    await response.text();
  }

  function newCall(): Call {
    calls += 1;
    const seller = dice.pick(sellers) as Person;
    const talkS = [20, 70, 130, 400, 900][dice.below(5)] ?? 130;
    const kind = dice.chance(0.06) ? dice.pick(['missing', 'damaged', 'stub', 'silent']) : 'call';
    const incomplete = dice.chance(0.15);
    const item = {
      source: 'pbx',
      externalId: `call-${calls}`,
      direction: dice.chance(0.5) ? 'in' : 'out',
      ...(dice.chance(0.05)
        ? { sellerExtension: '999' }
        : dice.chance(0.5)
          ? { sellerExternalId: seller.externalId }
          : { sellerExtension: seller.extensions[0]?.extension }),
      externalNumber: dice.chance(0.1) ? null : `+7901${1_000_000 + dice.below(40)}`,
      startedAt: new Date(now() - talkS * 1000).toISOString(),
      durationS: talkS + 10,
      talkS: incomplete && dice.chance(0.5) ? null : talkS,
      recording: incomplete ? null : { path: `${kind}-${calls}.ogg` },
    };
    return { item };
  }

  async function bringByApi(process: Process): Promise<void> {
    const batch = Array.from({ length: 1 + dice.below(4) }, newCall);
    brought.push(...batch);
    const again = dice.chance(0.3) ? dice.pick(brought) : undefined;
    if (again) {
      const filled = {
        talkS: again.item.talkS ?? 150,
        recording: again.item.recording ?? { path: 'call-late.ogg' },
      };
      const conflict = dice.chance(0.2) ? { startedAt: new Date(now()).toISOString() } : {};
      batch.push({ item: { ...again.item, ...filled, ...conflict } });
    }
    if (dice.chance(0.05)) batch.push({ item: { source: 'pbx', externalId: '' } });
    await put(
      process,
      '/v1/calls',
      batch.map(({ item }) => item),
      'POST',
    );
  }

  /** A finished call as МегаФон posts it. */
  function history(callId: string, seller: Person | undefined, phone: string, talkS: number) {
    return new URLSearchParams({
      cmd: 'history',
      crm_token: dice.chance(0.03) ? 'wrong' : telephony.MEGAFON.CRM_TOKEN,
      callid: callId,
      type: dice.chance(0.5) ? 'in' : 'out',
      phone,
      ext: seller?.extensions[1]?.extension ?? '0',
      start: new Date(now() - talkS * 1000).toISOString().replace(/[-:]|\.\d+/g, ''),
      duration: String(talkS),
      link: `https://company.megapbx.ru/${callId}.mp3`,
    });
  }

  /** What is told of a call that one seller puts through to another: two ends, and that they are one. */
  function putThrough(phone: string): URLSearchParams[] {
    const [first, second] = [`mega-${calls}-a`, `mega-${calls}-b`];
    const transferred = new URLSearchParams({
      ...{ cmd: 'event', type: 'TRANSFERRED', crm_token: telephony.MEGAFON.CRM_TOKEN },
      ...{ callid: first, second_callid: second },
    });
    return [
      history(first, dice.pick(sellers), phone, 40 + dice.below(200)),
      history(second, dice.pick(sellers), phone, 40 + dice.below(200)),
      transferred,
    ];
  }

  /** Told of later, and in another order. */
  const later: URLSearchParams[] = [];

  async function bringByTelephone(process: Process): Promise<void> {
    calls += 1;
    const phone = `7901${1_000_000 + dice.below(40)}`;
    const callId = `mega-${dice.chance(0.1) ? Math.max(1, calls - 3) : calls}`;
    const talkS = [30, 90, 200][dice.below(3)] ?? 90;
    const forms = dice.chance(0.25)
      ? putThrough(phone)
      : [history(callId, dice.pick(sellers), phone, talkS)];
    const due = later.splice(0, dice.below(3));
    for (const form of [...forms, ...due]) {
      if (dice.chance(0.3)) later.push(form);
      else await tell(process, form);
      if (dice.chance(0.1)) later.push(form);
    }
  }

  async function tell(process: Process, form: URLSearchParams): Promise<void> {
    const response = await process.http.request('/v1/telephony/megafon', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    await response.text();
  }

  return {
    async bringPeople(process) {
      const clients = Array.from({ length: 20 }, (_, at) => ({
        externalId: `client-${at}`,
        name: `Клиент ${at}`,
        phones: [`+7901${1_000_000 + at}`, ...(at % 7 === 0 ? ['+79011000001'] : [])],
      }));
      await put(process, '/v1/people', people);
      await put(process, '/v1/clients', clients);
    },
    bringCalls: (process) => (dice.chance(0.3) ? bringByTelephone(process) : bringByApi(process)),
  };
}
