import { describe, expect, test } from 'vitest';
import { type Person, textOf } from './chat.ts';
import { company } from './company.ts';

const open = company();

/** The buttons below a person's newest message that fits, each with all that Telegram was given of it. */
async function keysOf(person: Person, on: RegExp) {
  const message = (await person.sees()).findLast((one) => on.test(textOf(one)));
  return (message?.reply_markup?.inline_keyboard ?? []).flat();
}

/** `label style` of each button that has a style. */
const styled = async (person: Person, on: RegExp) =>
  (await keysOf(person, on)).flatMap(({ text, style }) => (style ? [`${text} ${style}`] : []));

describe('buttons look as what they do', () => {
  test('done is green, not done red, to submit blue', async () => {
    const olga = open.person('Ольга');
    await olga.say('/next');
    await olga.press('Исходящий: холодный');
    expect(await styled(olga, /1\. /)).toEqual(['✅ Выполнено success', '❌ Не выполнено danger']);
    await olga.press('Остальное');
    expect(await styled(olga, /обзор/)).toEqual(['📨 Отправить оценку primary']);
    await olga.press('Отправить оценку');
  });

  test('a menu’s buttons too: the seller agrees by a green one, appeals by a blue one', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const on = new RegExp(`№${id} проверен`);
    expect(await styled(seller, on)).toEqual(['✅ Согласен success', '⚖️ Обжаловать primary']);
    expect(await seller.press('Согласен', on)).toBe('');
    expect(await styled(seller, /Согласиться с/)).toEqual(['✅ Да, согласен success']);
  });
});

describe('times', () => {
  /** The entities of a person's newest message that fits, each with the words under it. */
  const timesOf = async (person: Person, on: RegExp) => {
    const message = (await person.sees()).findLast((one) => on.test(textOf(one)));
    return (message?.entities ?? []).flatMap((entity) =>
      entity.type === 'date_time'
        ? [
            {
              words: message?.text?.slice(entity.offset, entity.offset + entity.length),
              at: entity.unix_time * 1000,
              format: entity.date_time_format,
            },
          ]
        : [],
    );
  };
  const inMoscow = (at: number) =>
    new Date(at + 3 * 3_600_000).toISOString().replace(/^\d+-(\d+)-(\d+)T(\d+:\d+).*$/, '$2.$1 $3');

  test('a deadline is an instant, with the company’s words for apps that know no such', async () => {
    const { seller, id } = await open.told({ fails: [1] });
    const { deadlineAt } = await open.call(id);
    const on = new RegExp(`№${id} проверен`);
    const deadline = (await timesOf(seller, on)).at(-1);
    expect(new Date(deadline?.at ?? 0).toISOString()).toBe(
      new Date(Math.floor(Date.parse(deadlineAt ?? '') / 1000) * 1000).toISOString(),
    );
    expect(deadline).toMatchObject({ words: inMoscow(deadline?.at ?? 0), format: 'dt' });
    expect(await seller.reads(on)).toContain(`Обжаловать можно до ${deadline?.words}`);
  });

  test('every time on a card and in a list says its instant', async () => {
    const viktor = open.person('Виктор');
    await viktor.say('/calls');
    await viktor.say(String((await open.score()).id));
    for (const on of [/^Звонки/, /^Звонок №/]) {
      const times = await timesOf(viktor, on);
      expect(times.length).toBeGreaterThan(0);
      for (const { words, at } of times) expect(words).toBe(inMoscow(at));
      const message = (await viktor.sees()).findLast((one) => on.test(textOf(one)));
      expect(message?.text?.match(/\d\d\.\d\d \d\d:\d\d/g)).toHaveLength(times.length);
    }
  });
});
