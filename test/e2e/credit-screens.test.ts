import readExcel from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { localMonthOf, monthsThrough } from '../../src/domain/time.ts';
import { type Person, until } from './chat.ts';
import { company } from './company.ts';

const open = company({}, { past: true });

const anna = () => open.person('Анна');
const admin = () => open.person('Юлия');
const lastMonth = () => monthsThrough(localMonthOf(open.now(), 'Europe/Moscow'), 2)[0] ?? '';
const comma = (percent: string | null | undefined) => `${percent?.replace('.', ',')} %`;

async function creditOf(externalId: string) {
  const credit = await open.credit(lastMonth());
  const row = credit.sellers.find((seller) => seller.externalId === externalId);
  const payout = credit.payouts.find((one) => one.externalId === externalId);
  if (!row || !payout) throw new Error(`${externalId} has no credit`);
  return { row, payout };
}

async function bytesOf(fileId: string): Promise<Buffer> {
  const response = await fetch(`${open.demo.telegramUrl}/sandbox/files/${fileId}`);
  return Buffer.from(await response.arrayBuffer());
}

const photosOf = async (person: Person) =>
  (await person.sees()).flatMap(({ photo }) =>
    photo?.at(-1) ? [photo.at(-1)?.file_id ?? ''] : [],
  );

/** The picture that an act brings. */
async function newPhoto(person: Person, act: () => Promise<unknown>): Promise<Buffer> {
  const before = (await photosOf(person)).length;
  await act();
  const fileId = await until('a picture comes', async () => (await photosOf(person))[before]);
  return bytesOf(fileId);
}

const isPng = (bytes: Buffer) => bytes.subarray(1, 4).toString() === 'PNG';

describe('a seller', () => {
  test('gets the picture of the months, then the month in words, with the figures of the API', async () => {
    const { row, payout } = await creditOf('seller-rybakova');
    const picture = await newPhoto(anna(), () => anna().say(`/credit ${lastMonth()}`));
    expect(isPng(picture)).toBe(true);
    const text = await anna().reads(/^Зачёт за/);
    expect(text).toContain(`${comma(row.meanPercent)} по ${row.calls} звонк`);
    const low = Math.floor(Number(row.interval?.low));
    expect(text).toContain(`Скорее всего, от ${low} до ${Math.ceil(Number(row.interval?.high))} %`);
    expect(text).toContain(`Коэффициент ${row.motivation?.value?.replace('.', ',')}`);
    expect(text).toContain(`выиграно ${row.appealsWon}, проиграно ${row.appealsLost}`);
    const amount = /к выплате ([\d\s]+)\s₽/.exec(text)?.[1]?.replace(/\s/g, '');
    expect(Number(amount) * 100).toBe(payout.amountMinor);
  });

  test('reads a statement of ten lines at most that adds up to the same', async () => {
    const { row, payout } = await creditOf('seller-rybakova');
    await anna().press('Расчёт');
    const text = await anna().last();
    expect(text.split('\n').length).toBeLessThanOrEqual(10);
    const [, sum = '', count = ''] = /Сумма оценок ([\d,]+) : (\d+) = /.exec(text) ?? [];
    const mean = Number(sum.replace(',', '.')) / Number(count);
    expect(mean.toFixed(1)).toBe(row.meanPercent);
    expect(text).toMatch(new RegExp(`${payout.paidPoints} × 50\\s₽`));
    await anna().press('Назад');
  });

  test('follows a figure down to its calls, and from there to the second', async () => {
    await anna().press('По пунктам');
    const labels = await anna().buttons();
    expect(new Set(labels).size).toBe(labels.length);
    // The same section in several types: each button says of which.
    const shared = labels.filter((label) => label.includes('Завершение'));
    expect(shared.length).toBeGreaterThan(0);
    for (const label of shared) expect(label).toMatch(/Завершение · (?:Входящий|Исходящий): /);
    await anna().press('❌ Не выполнено');
    const [item = ''] = (await anna().buttons()).filter((label) => label.startsWith('❌'));
    await anna().press(item);
    const text = await anna().last();
    const numbers = [...text.matchAll(/\/call_(\d+)/g)].map(([, number]) => Number(number));
    expect(numbers.length).toBeGreaterThan(0);
    for (const number of numbers) {
      const { reviews } = await open.call(number);
      const failed = reviews.flatMap(({ items }) =>
        items.filter(({ verdict }) => verdict === 'fail'),
      );
      expect(failed.length).toBeGreaterThan(0);
    }
    await anna().say(`/call_${numbers[0]}`);
    expect(await anna().last()).toContain(`№${numbers[0]}`);
    await anna().press('Баллы');
    expect(await anna().last()).toMatch(/^Баллы: звонок/);
  });

  test('does not read anybody else’s', async () => {
    const { row } = await creditOf('seller-panin');
    await anna().forge(`credit:${lastMonth()}:${row.sellerId}`);
    await anna().forge(`credit-calls:${lastMonth()}:${row.sellerId}:all:0`);
    expect(await anna().last()).not.toContain('Панин');
  });

  test('is told of a month that has not begun', async () => {
    await anna().say('/credit 2099-01');
    expect(await anna().last()).toBe('Этот месяц ещё не начался');
  });
});

test('a head sees who cannot be told apart, and the team as pictures', async () => {
  const viktor = open.person('Виктор');
  await viktor.say('/team');
  expect(await viktor.last()).toMatch(/≈ .+ и .+: разница/);
  for (const label of ['По разделам', 'По пунктам']) {
    expect(isPng(await newPhoto(viktor, () => viktor.press(label, /Команда/)))).toBe(true);
  }
  await viktor.press('Контролёры', /Команда/);
  const funnel = await newPhoto(viktor, () => viktor.press('Чьи оценки'));
  expect(isPng(funnel)).toBe(true);
});

describe('an admin', () => {
  test('takes points back with a reason, and whoever had them hears why', async () => {
    const ledger = open.rows().ledger ?? 0;
    const [, paid = ''] = /№ (\d+)/.exec(await anna().reads(/^Баллы: звонок/)) ?? [];
    await admin().say(`/call ${paid}`);
    await admin().press('Баллы');
    const label = (await admin().buttons()).find((one) => one.startsWith('Вернуть')) ?? '';
    const [, points = '', firstName = ''] = /Вернуть (\d+) · (\S+)/.exec(label) ?? [];
    await admin().press('Вернуть');
    await admin().say('Оценка пришла дважды');
    expect(await admin().last()).toContain('Оценка пришла дважды');
    expect((open.rows().ledger ?? 0) - ledger).toBe(1);
    await open.settle();
    const told = await open.person(firstName).reads(/вернулись обратно/);
    expect(told).toBe(
      `Баллы по звонку /call_${paid} вернулись обратно: −${points}\nОценка пришла дважды`,
    );
  });

  test('sees what waits, closes the month, takes its sheets, reopens it with a reason', async () => {
    const { row } = await creditOf('seller-rybakova');
    await admin().say('/period');
    const [first = ''] = (await admin().buttons()).slice(-1);
    await admin().press(first);
    expect(await admin().last()).toMatch(/открыт[\s\S]*В зачёте звонков/);
    await admin().press('Закрыть месяц');
    expect(await admin().last()).toMatch(/^Закрыть .+\?/);
    await admin().press('Да, закрыть');
    expect(await admin().last()).toMatch(/🔒 закрыт\n.*Версия 1: закрыт .*контрольная сумма/);
    await admin().press('Назад');
    const [second = ''] = (await admin().buttons()).slice(-2);
    await admin().press(second);
    await admin().press('Таблица Excel');
    const documents = async () =>
      (await admin().sees()).flatMap(({ document }) => (document ? [document] : []));
    const sent = await until('the sheets come', async () => (await documents())[0]);
    expect(sent.file_name).toBe(`razbor-${lastMonth()}.xlsx`);
    const sheets = await readExcel(await bytesOf(sent.file_id));
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Продавцы',
      'Контролёры',
      'К выплате',
      'Звонки',
      'Обжалования',
      'Баллы',
    ]);
    const [head = [], ...rows] = sheets[0]?.data ?? [];
    const her = rows.find((cells) => cells[head.indexOf('Код')] === 'seller-rybakova');
    expect(her?.[head.indexOf('Оценка, %')]).toBe(Number(row.meanPercent));
    expect(her?.[head.indexOf('Звонков')]).toBe(row.calls);
    await admin().say('/period');
    await admin().press(first);
    await admin().press('Открыть снова');
    await admin().say('Забыли апелляцию');
    expect(await admin().last()).toMatch(/· открыт[\s\S]*Забыли апелляцию/);
  });

  test('follows a direction down to its calls, and a person to their month', async () => {
    const credit = await open.credit(lastMonth());
    await admin().say('/period');
    const months = await admin().buttons();
    await admin().press(months.find((label) => !label.startsWith('🔒')) ?? '');
    await admin().forge(`period-figures:${lastMonth()}:0`);
    const direction = credit.directions.find(({ name }) => name === 'Опт');
    expect(await admin().last()).toContain(
      `Опт: ${comma(direction?.meanPercent)} · ${direction?.calls}`,
    );
    await admin().press('▦ Опт');
    expect(await admin().last()).toContain(`${comma(direction?.meanPercent)}: среднее`);
    await admin().press('Назад');
    await admin().press('Дмитрий');
    const { row } = await creditOf('seller-vlasov');
    const month = await admin().reads(/^Дмитрий Власов\nЗачёт за/);
    expect(month).toContain(`${comma(row.meanPercent)} по ${row.calls}`);
  });

  test('finds closing refused to whoever is none', async () => {
    await anna().say('/period');
    expect(await anna().last()).toBe('Это вам недоступно');
    await anna().forge(`period-close-yes:${lastMonth()}`);
    expect((await open.credit(lastMonth())).closed).toBeNull();
  });
});
