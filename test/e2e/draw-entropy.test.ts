import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../src/db/open.ts';
import { type LocalDrand, localDrand } from '../support/drand.ts';
import { until } from './chat.ts';
import { company } from './company.ts';
import { type Process, serviceProcess } from './process.ts';

const minuteMs = 60_000;

describe('the sellers are asked for a tap', () => {
  const open = company({ drawEntropy: 'people', perSeller: 1 });
  const asks =
    /^Выборка за \S+ ждёт вашего нажатия\nСписок звонков закрыт\. Нажмите любую картинку до 19:\d\d: /;

  test('one tap is taken, a second one changes nothing, and the draw follows', async () => {
    const [marina, dmitry, viktor] = ['Марина', 'Дмитрий', 'Виктор'].map(open.person);
    if (!marina || !dmitry || !viktor) throw new Error('nobody is there');
    await marina.reads(asks);
    expect(await marina.buttons()).toEqual(['🍎', '🚗', '🐟', '🔑', '🌲', '☂️']);
    await viktor.say('/draw');
    expect(await viktor.last()).toMatch(/Звонки будут выбраны, когда продавцы нажмут/);
    expect(open.counts('drawn_calls')).toBe(0);

    const toasts = await marina.pressTwice('🔑');
    expect(toasts[0]).toBe('');
    await marina.reads(/^Выборка за \S+ ждёт вашего нажатия\nПринято: 🔑 в \d\d:\d\d:\d\d\./);
    expect(open.counts('draw_taps')).toBe(1);

    await dmitry.say('/language');
    await dmitry.press('English');
    await open.later('PT11M');
    await dmitry.press('🐟', asks);
    await dmitry.reads(/^The draw of .+ waits for your tap\nThe time for taps is over\./);
    expect(open.counts('draw_taps')).toBe(1);
    expect(open.counts('drawn_calls')).toBeGreaterThan(0);

    await marina.say('/draw');
    expect(await marina.last()).toMatch(
      /Случайность, которой никто не знал: нажатие 1 продавца после закрытия списка\.\nВаше: 🔑 \d\d:\d\d:\d\d/,
    );
    await dmitry.say('/draw');
    expect(await dmitry.last()).toMatch(/Chance that nobody knew: the tap of 1 seller/);
    expect(await dmitry.last()).not.toMatch(/Yours:/);
  });

  test('a button on /draw sends the file that verifies it, however often it is pressed', async () => {
    const marina = open.person('Марина');
    await marina.say('/draw');
    await marina.pressTwice('Проверить самому');
    const sent = await until(
      'the file comes',
      async () => (await marina.sees()).find(({ document }) => document)?.document,
    );
    expect(sent.file_name).toMatch(/^razbor-draw-\d{4}-\d\d-\d\d\.html$/);
    await marina.say('/draw');
    expect(await marina.buttons()).toContain('🔎 Проверить самому');
  });
});

describe('the process is killed between freeze and draw', () => {
  let drand: LocalDrand;
  let service: Process;
  beforeAll(async () => {
    drand = await localDrand();
    service = await serviceProcess({
      POLICY_DRAW_ENTROPY: 'beacon',
      DRAND_URL: drand.url,
      DRAND_CHAIN: drand.chainHash,
    });
  });
  afterAll(async () => {
    await service.close();
    await drand.close();
  });

  /** Of the windows with calls: what was frozen, and what went into the key of those drawn. */
  function draws(): { frozen: unknown[]; entropies: string[] } {
    const db = openForReading(service.databasePath);
    const { $client } = db.orm;
    const of = 'FROM draws WHERE eligible_count > 0';
    const frozen = $client.prepare(`SELECT id, frozen_at, pool_sha256 ${of}`).all();
    const kinds = $client.prepare<[], string>(
      `SELECT json_extract(entropy, '$.kind') ${of} AND drawn_at IS NOT NULL`,
    );
    const entropies = kinds.pluck().all();
    db.close();
    return { frozen, entropies };
  }

  test('the next one draws the same pool by the round after its freeze', async () => {
    drand.isDown = true;
    await service.start();
    await until(
      async () => 'a pool is frozen and its round was asked for',
      () => (drand.asked.length > 0 && draws().frozen.length > 0 ? true : undefined),
    );
    const { frozen, entropies } = draws();
    expect(entropies).toEqual([]);
    await service.kill();
    expect(draws().frozen).toEqual(frozen);

    drand.isDown = false;
    await service.start();
    await until(
      async () => 'it is drawn',
      () => (draws().entropies.length > 0 ? true : undefined),
      8 * minuteMs,
    );
    expect(draws().frozen).toEqual(frozen);
    expect(new Set(draws().entropies)).toEqual(new Set(['beacon']));
    await service.end();
  });
});
