import { beforeEach, describe, expect, test } from 'vitest';
import { registerClients } from '../../../src/app/intake/register-clients.ts';
import { type Company, testCompany } from '../../support/company.ts';
import { type BareBot, bareBot } from '../bare-bot.ts';

let company: Company;
let bot: BareBot;
let [ofAnna, ofBoris] = [0, 0];
const [north, south] = ['+79161234567', '+79161234568'];

beforeEach(() => {
  company = testCompany();
  registerClients(company.app, [
    { externalId: 'n', name: 'ООО «Север»', phones: [north] },
    { externalId: 's', name: 'ООО «Юг»', phones: [south] },
    { externalId: 'w', name: 'ООО «Запад»', phones: [] },
  ]);
  ofAnna = company.aCall({ externalNumber: north });
  ofBoris = company.aCall({ externalNumber: south, sellerExternalId: 'boris' });
  bot = bareBot(company);
});

const found = async (who: string, query: string) =>
  (await bot.searches(who, { query })).results.map(({ id }) => id.replace(/\d+$/, '')).join(' ');
const calls = async (who: string, query = '') =>
  (await bot.searches(who, { query })).results
    .flatMap(({ id }) => /^call-(\d+)$/.exec(id)?.[1] ?? [])
    .map(Number);

describe('each finds what their list shows, and nothing else', () => {
  test('of the latest, by number and by name', async () => {
    for (const query of ['', 'ооо']) {
      expect(await calls('anna', query)).toEqual([ofAnna]);
      expect(await calls('boris', query)).toEqual([ofBoris]);
      expect(await calls('petr', query)).toEqual([ofAnna]);
      expect(await calls('olga', query)).toEqual([]);
      expect((await calls('root', query)).sort()).toEqual([ofAnna, ofBoris].sort());
    }
    expect(await calls('anna', String(ofBoris))).not.toContain(ofBoris);
    expect(await calls('boris', `№${ofBoris}`)).toContain(ofBoris);
    expect(await calls('petr', 'boris')).toEqual([]);
    expect(await calls('raisa', 'bor')).toEqual([ofBoris]);
  });

  test('clients only of whom they see a call', async () => {
    expect(await found('anna', 'ооо')).toBe('client- call-');
    expect(await found('root', 'запад')).toBe('');
    expect(await found('olga', 'север')).toBe('');
  });

  test('no number of a client’s phone is in what stands there, whoever asks', async () => {
    const { results } = await bot.searches('root', { query: 'ооо' });
    expect(JSON.stringify(results)).not.toMatch(/916|1234/);
  });
});

describe('nothing is answered', () => {
  test('to whom the company does not know', async () => {
    for (const query of ['', 'ооо', 'а']) {
      expect(await bot.searches('stranger', { query })).toMatchObject({ results: [] });
      expect(await bot.searches('stranger', { query })).not.toHaveProperty('button');
    }
  });

  test.each(['private', 'group', 'supergroup', 'channel', ''])(
    'in a chat that is not the bot’s own: %j',
    async (chatType) => {
      const answer = await bot.searches('root', { query: 'ооо', chatType });
      expect(answer.results).toEqual([]);
      expect(answer).not.toHaveProperty('button');
    },
  );
});

test('an answer is nobody else’s, and is kept by no server', async () => {
  expect(await bot.searches('anna')).toMatchObject({ is_personal: true, cache_time: 0 });
  expect(await bot.searches('stranger')).toMatchObject({ is_personal: true, cache_time: 0 });
});

test('every call is found once, a page after the other', async () => {
  const ids = [ofAnna, ...Array.from({ length: 44 }, () => company.aCall())];
  const seen: number[] = [];
  let offset = '';
  do {
    const answer = (await bot.searches('anna', { offset })) as Awaited<
      ReturnType<BareBot['searches']>
    > & { next_offset: string };
    seen.push(...answer.results.map(({ id }) => Number(id.replace('call-', ''))));
    offset = answer.next_offset;
  } while (offset !== '');
  expect(seen.sort((a, b) => a - b)).toEqual(ids.sort((a, b) => a - b));
});
