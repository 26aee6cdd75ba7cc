import { expect } from 'vitest';
import type { Person } from './chat.ts';
import type { Company, Scored } from './company.ts';

/** The first two items of the cold call's checklist, as they stand on buttons. */
export const greeting = 'Поздоровался';
export const permission = 'Спросил, удобно ли';

export interface AppealOptions {
  /** Items to name, where there is a choice. */
  items?: readonly string[];
  /** The call as a whole instead. */
  whole?: 'Не тот тип звонка' | 'Это не мой звонок';
  reason?: string;
}

/** The seller appeals, from the notice to the last tap; everybody concerned has been told. */
export async function appeal(
  open: Company,
  { id, seller }: Scored,
  { items = [], whole, reason = 'В записи слышно' }: AppealOptions,
): Promise<void> {
  await seller.press('Обжаловать', new RegExp(`№${id} проверен`));
  if (whole) {
    await seller.press('Другое');
    await seller.press(whole);
  } else {
    for (const item of items) await seller.press(item);
    await seller.press('Дальше');
  }
  await seller.reads(/Почему\? Напишите одним сообщением/);
  await seller.say(reason);
  await seller.reads(new RegExp(`Причина: «${reason}»`));
  expect(await seller.press('Отправить')).toBe('Отправлено руководителю. Ответ придёт сюда.');
  await open.settle();
  await open.person('Ольга').reads(new RegExp(`обжалует №${id}[\\s\\S]*${reason}`));
}

/** A head decides, by the buttons' words, up to the screen that asks to confirm; answers its text. */
export async function decide(
  head: Person,
  id: number,
  decisions: readonly string[],
  reason = 'Есть в записи',
): Promise<string> {
  await head.press('Решить', new RegExp(`/call_${id}`));
  for (const decision of decisions) await head.press(decision);
  await head.reads(/Почему\? Одной фразой/);
  await head.press(reason);
  return head.reads(/Итог: /);
}

interface Figures {
  calls: number;
  won: number;
  lost: number;
  sellerPoints: number;
  reviews: number;
  violations: number;
  overturned: number;
  controllerPoints: number;
}

/** The month's figures of a call's seller and of Ольга, who scored it. */
export async function figures(open: Company, id: number): Promise<Figures> {
  const { sellerId } = await open.call(id);
  const { sellers, controllers } = await open.credit();
  const seller = sellers.find((row) => row.sellerId === sellerId);
  const controller = controllers.find(({ name }) => name === 'Ольга Киселёва');
  return {
    calls: seller?.calls ?? 0,
    won: seller?.appealsWon ?? 0,
    lost: seller?.appealsLost ?? 0,
    sellerPoints: seller?.points ?? 0,
    reviews: controller?.reviews ?? 0,
    violations: controller?.violations ?? 0,
    overturned: controller?.overturned ?? 0,
    controllerPoints: controller?.points ?? 0,
  };
}

/** What an act adds to the month's figures; what it leaves alone is not named. */
export async function added(
  open: Company,
  id: number,
  work: () => Promise<unknown>,
): Promise<Partial<Figures>> {
  const before = await figures(open, id);
  await work();
  const after = await figures(open, id);
  const keys = Object.keys(before) as (keyof Figures)[];
  const changes = keys.map((key) => [key, after[key] - before[key]] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
