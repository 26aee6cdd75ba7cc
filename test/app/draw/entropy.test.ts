import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readGauges } from '../../../src/app/company/read-health.ts';
import { drawDue } from '../../../src/app/draw/draw-calls.ts';
import { drawOverviews, readDraw } from '../../../src/app/draw/read-draw.ts';
import { readTap, tapDraw } from '../../../src/app/draw/tap-draw.ts';
import { verifyWithSignatures } from '../../../src/app/draw/verify-signatures.ts';
import { drawsOfDate } from '../../../src/db/draws.ts';
import { drandBeacon } from '../../../src/http/drand-beacon.ts';
import { type Company, must, type Standing, testCompany } from '../../support/company.ts';
import { type LocalDrand, localDrand } from '../../support/drand.ts';

const monday = '2026-11-23';
const freeze = Date.parse('2026-11-23T19:00:00+03:00');
const minute = 60_000;

/** A company at its freeze: Anna and Boris have three calls each. */
async function atFreeze(company: Company): Promise<Company> {
  for (const sellerExternalId of ['anna', 'boris', 'anna', 'boris', 'anna', 'boris']) {
    company.aCall({ sellerExternalId });
  }
  company.clock.at(freeze);
  expect(await drawDue(company.app)).toEqual([]);
  return company;
}

const theDraw = ({ app }: Company) => drawsOfDate(app.db, monday)[0] ?? expect.fail('no draw');
const whole = async ({ app }: Company) => (await verifyWithSignatures(app, monday))?.problems;

let drand: LocalDrand;
beforeAll(async () => {
  drand = await localDrand();
});
afterAll(() => drand.close());

describe('by the rule beacon', () => {
  const rules = { drawEntropy: 'beacon', perSeller: 1 };
  /** The company's own clock says which rounds are due. */
  function withBeacon(options: { from?: Standing; chain?: LocalDrand } = {}): Company {
    const { chain = drand, ...rest } = options;
    const company: Company = testCompany(rules, {
      ...rest,
      beacon: { roundAfter: (at) => drandBeacon(chain, () => company.clock.now).roundAfter(at) },
    });
    return company;
  }
  const round = (freeze / 1000 - Date.parse('2026-01-01T00:00:00Z') / 1000) / 3 + 2;

  test('the first round after the freeze goes into the key, and only after it', async () => {
    const company = await atFreeze(withBeacon());
    const asked = drand.asked.length;
    expect(theDraw(company)).toMatchObject({ frozenAt: freeze, drawnAt: null, entropy: null });
    expect(readDraw(company.app, monday)).toMatchObject({ seed: null, entropy: null });
    company.clock.at(freeze + 2999);
    expect(await drawDue(company.app)).toEqual([]);
    company.clock.at(freeze + 3000);
    expect(await drawDue(company.app)).toMatchObject([{ eligible: 6, drawn: 2 }]);
    expect(drand.asked.slice(asked)).toContain(`public/${round}`);
    const kept = drand.round(round);
    expect(readDraw(company.app, monday)?.entropy).toMatchObject({ kind: 'beacon', ...kept });
    expect(await whole(company)).toEqual([]);
  });

  test.each([
    ['has another key’s signature', (other: LocalDrand) => other.round(round)],
    ['is an earlier one', () => drand.round(round - 1)],
    ['is an earlier one under its number', () => ({ ...drand.round(round - 1), round })],
    ['is no hash of its signature', () => ({ ...drand.round(round), randomness: '00'.repeat(32) })],
    ['has a signature that is no point', () => forged('ff'.repeat(48))],
    ['cannot be read', () => ({ round, signature: 'x' })],
    ['is not there', () => 404],
  ])('a round that %s is refused, and asked for again', async (_, answer) => {
    const other = await localDrand(8n);
    const company = await atFreeze(withBeacon());
    drand.answers.set(`public/${round}`, answer(other));
    company.clock.at(freeze + minute);
    expect(await drawDue(company.app)).toEqual([]);
    expect(company.app.incidents.open()).toMatchObject([{ kind: 'beacon_failing' }]);
    drand.answers.delete(`public/${round}`);
    expect(await drawDue(company.app)).toHaveLength(1);
    expect(company.app.incidents.open()).toEqual([]);
    await other.close();
  });

  const forged = (signature: string) => ({
    ...{ round, signature },
    randomness: createHash('sha256').update(Buffer.from(signature, 'hex')).digest('hex'),
  });

  test('a chain that does not have the hash that is set is refused, whatever it says of itself', async () => {
    const other = await localDrand(8n);
    other.answers.set('info', { ...(drand.answers.get('info') as object), period: 86_400 });
    const company = await atFreeze(withBeacon({ chain: { ...other, chainHash: drand.chainHash } }));
    company.clock.at(freeze + minute);
    expect(await drawDue(company.app)).toEqual([]);
    await other.close();
  });

  test('where none comes in an hour the draw goes on with its seed, and says so', async () => {
    const company = await atFreeze(withBeacon());
    drand.answers.set(`public/${round}`, 500);
    company.clock.at(freeze + 60 * minute - 1);
    expect(await drawDue(company.app)).toEqual([]);
    expect(readGauges(company.app).draws).toMatchObject({ overdue: 0, waiting: 1 });
    company.clock.at(freeze + 60 * minute);
    expect(await drawDue(company.app)).toHaveLength(1);
    drand.answers.delete(`public/${round}`);
    expect(readDraw(company.app, monday)?.entropy).toEqual({ kind: 'none', wanted: 'beacon' });
    expect(readGauges(company.app).draws).toMatchObject({ waiting: 0, withoutEntropy: 1 });
    expect(company.app.incidents.open()).toEqual([]);
    expect(await whole(company)).toEqual([]);
  });

  test('a service that ends while it asks, an hour after the freeze too, leaves the draw to its next start', async () => {
    const company = await atFreeze(withBeacon());
    const ending = new AbortController();
    const roundAfter = async () => {
      ending.abort();
      throw ending.signal.reason;
    };
    const { app, clock } = company;
    clock.at(freeze + 61 * minute);
    const last = { ...app, ending: ending.signal, beacon: { roundAfter } };
    expect(await drawDue(last)).toEqual([]);
    expect(theDraw(company)).toMatchObject({ entropy: null, drawnAt: null });
    expect(await drawDue(app)).toHaveLength(1);
    expect(theDraw(company).entropy).toMatchObject(drand.round(round));
  });

  test('a window in which nothing can be drawn waits for none', async () => {
    const company = withBeacon();
    company.clock.at(freeze);
    expect(await drawDue(company.app)).toMatchObject([{ eligible: 0 }]);
    expect(readGauges(company.app).draws).toMatchObject({ withoutEntropy: 0 });
    expect(await whole(company)).toEqual([]);
  });

  test('what was frozen before a restart is drawn after it, by the same round however late', async () => {
    const company = await atFreeze(withBeacon());
    const { poolSha256 } = theDraw(company);
    const again = withBeacon({ from: company.standing() });
    again.clock.at(freeze + 20 * minute);
    expect(await drawDue(again.app)).toHaveLength(1);
    expect(theDraw(again)).toMatchObject({ poolSha256, frozenAt: freeze });
    expect(readDraw(again.app, monday)?.entropy).toMatchObject(drand.round(round));
    expect(await whole(again)).toEqual([]);
  });

  test('a record with a round that the chain never signed does not verify', async () => {
    const company = await atFreeze(withBeacon());
    company.clock.at(freeze + minute);
    await drawDue(company.app);
    const kept = theDraw(company).entropy;
    const { $client } = company.app.db.orm;
    $client.exec('DROP TRIGGER draws_once');
    const change = $client.prepare('UPDATE draws SET entropy = ? WHERE id = ?');
    for (const wrong of [{ ...forged('aa'.repeat(48)) }, drand.round(round + 1)]) {
      change.run(JSON.stringify({ ...kept, ...wrong }), theDraw(company).id);
      expect((await whole(company))?.join()).toMatch(/beacon/);
    }
  });
});

describe('by the rule people', () => {
  const rules = { drawEntropy: 'people', perSeller: 1 };
  const tap = (company: Company, who: string, choice: number) =>
    tapDraw(company.app, company.as(who), theDraw(company).id, choice);
  const taps = ({ app }: Company) => readDraw(app, monday)?.entropy;

  test('the sellers of the pool are asked, and nobody else', async () => {
    const company = await atFreeze(testCompany(rules));
    const told = company.deliver().filter(({ kind }) => kind === 'draw_taps');
    const ids = ['anna', 'boris'].map((name) => company.as(name).id);
    expect(told.map(({ personId }) => personId)).toEqual(ids);
    for (const who of ['ivan', 'olga', 'root']) {
      expect(tap(company, who, 1)).toEqual({ ok: false, refusal: 'not_found' });
    }
  });

  test('what was tapped in the ten minutes goes into the key, the first tap of each', async () => {
    const company = await atFreeze(testCompany(rules));
    company.clock.at(freeze + 1234);
    must(tap(company, 'boris', 5));
    company.clock.at(freeze + 10 * minute - 1);
    expect(must(tap(company, 'boris', 2)).tap.own).toMatchObject({ choice: 5 });
    must(tap(company, 'anna', 0));
    expect(await drawDue(company.app)).toEqual([]);
    company.clock.at(freeze + 10 * minute);
    expect(tap(company, 'anna', 1)).toEqual({ ok: false, refusal: 'taps_over' });
    expect(await drawDue(company.app)).toMatchObject([{ drawn: 2 }]);
    expect(taps(company)).toEqual({
      kind: 'people',
      taps: [
        { sellerId: company.as('anna').id, choice: 0, at: '2026-11-23T16:09:59.999Z' },
        { sellerId: company.as('boris').id, choice: 5, at: '2026-11-23T16:00:01.234Z' },
      ],
    });
    expect(await whole(company)).toEqual([]);
  });

  test('nobody sees what others tapped before the end', async () => {
    const company = await atFreeze(testCompany(rules));
    must(tap(company, 'boris', 5));
    const id = theDraw(company).id;
    expect(must(readTap(company.app, company.as('anna'), id)).tap.own).toBeNull();
    expect(taps(company)).toBeNull();
    expect(drawOverviews(company.app, monday)[0]?.entropy).toBeNull();
  });

  test('where nobody tapped by then, the first tap within the hour decides', async () => {
    const company = await atFreeze(testCompany(rules));
    company.clock.at(freeze + 60 * minute - 1);
    expect(await drawDue(company.app)).toEqual([]);
    must(tap(company, 'anna', 3));
    expect(tap(company, 'boris', 3)).toEqual({ ok: false, refusal: 'taps_over' });
    expect(await drawDue(company.app)).toHaveLength(1);
    expect(taps(company)).toMatchObject({ taps: [{ choice: 3 }] });
    expect(await whole(company)).toEqual([]);
  });

  test('where nobody taps in the hour the draw goes on with its seed, and says so', async () => {
    const company = await atFreeze(testCompany(rules));
    company.clock.at(freeze + 60 * minute);
    expect(tap(company, 'anna', 3)).toEqual({ ok: false, refusal: 'taps_over' });
    expect(await drawDue(company.app)).toHaveLength(1);
    expect(taps(company)).toEqual({ kind: 'none', wanted: 'people' });
    expect(await whole(company)).toEqual([]);
  });

  test('taps outlive the process, and what they came to is fixed before it is used', async () => {
    const company = await atFreeze(testCompany(rules));
    must(tap(company, 'anna', 3));
    const next = testCompany(rules, { from: company.standing() });
    next.clock.at(freeze + 11 * minute);
    expect(await drawDue(next.app)).toHaveLength(1);
    expect(taps(next)).toMatchObject({ taps: [{ choice: 3 }] });
  });

  test.each([
    ['another choice', 'UPDATE draw_taps SET choice = 4 WHERE choice = 3'],
    ['another time', 'UPDATE draw_taps SET tapped_at = tapped_at + 1'],
    ['a tap less', 'DELETE FROM draw_taps'],
  ])('%s in the database afterwards is found out', async (_, change) => {
    const company = await atFreeze(testCompany(rules));
    must(tap(company, 'anna', 3));
    company.clock.at(freeze + 11 * minute);
    await drawDue(company.app);
    company.app.db.orm.$client.exec(change);
    expect(await whole(company)).not.toEqual([]);
  });
});

test('a draw by no rule of entropy says that there was none, and waits for nothing', async () => {
  const company = testCompany({ perSeller: 1 });
  company.aCall();
  company.clock.at(freeze);
  expect(await drawDue(company.app)).toHaveLength(1);
  expect(readDraw(company.app, monday)?.entropy).toEqual({ kind: 'none', wanted: 'none' });
  expect(readGauges(company.app).draws).toMatchObject({ waiting: 0, withoutEntropy: 0 });
});
