import type { Dice } from './dice.ts';

/** What an administrator brings in through the chat: clients, people, now and then what nobody can read. */
export function fileToBring(dice: Dice): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  const rows = 1 + dice.below(dice.chance(0.4) ? 400 : 12);
  const from = dice.below(30);
  const clients = Array.from(
    { length: rows },
    (_, at) =>
      // One in twenty has no name, and is refused.
      `file-${from + at};${dice.chance(0.05) ? '' : `Клиент ${from + at}`};+7916${1_000_000 + from + at}`,
  );
  const text = dice.chance(0.1)
    ? 'что-то;другое\n1;2\n'
    : ['Код;Название;Телефоны', ...clients, ''].join('\n');
  return { name: `clients-${rows}.csv`, bytes: new Uint8Array(Buffer.from(text)) };
}
