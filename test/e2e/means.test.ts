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
