import { expect, test } from 'vitest';
import { greeting, permission } from './appeal-steps.ts';
import { type Button, buttonsOf, type Person } from './chat.ts';
import { company } from './company.ts';

const open = company({ noticeHold: 'PT5M', secondDecisionPercent: 100 });

/** One tap of the route: what it was, what rows it left, and what the bot said to it. */
interface Step {
  label: string;
  left: Record<string, number>;
  toasts: readonly string[];
}

/** What a second tap is told: the call or the screen has moved on, or is not theirs to see any more. */
const politeRefusals = [
  'Этот звонок уже в другом статусе',
  'Звонок не найден',
  'С тех пор кое-что изменилось: экран обновлён',
  'Экран устарел, вот как сейчас',
  'Руководитель уже начал',
];

const shown = new Set<string>();
const tapped = new Set<string>();
/** What a button does: its verb, or, where it is a menu's, its label, chosen or not. */
const kindOf = ({ data, label }: Button) =>
  data.includes('/') ? label.replace(/^☑/, '☐').replace(/\d+/g, '#') : (data.split(':')[0] ?? data);
/** Buttons that only open a main screen: bare verbs, and those of the menu. */
const opensOnly = ({ data }: Button) => !/[:/]/.test(data) || data.startsWith('menu/');

/** Taps once or twice, and notes what came of it and which buttons have been seen. */
function finger(times: 1 | 2) {
  const steps: Step[] = [];
  const tap = async (person: Person, label: string | RegExp, on?: RegExp): Promise<void> => {
    const before = open.rows();
    for (const message of await person.sees()) {
      for (const button of buttonsOf(message)) if (!opensOnly(button)) shown.add(kindOf(button));
    }
    const button = await person.find(label, on);
    const toasts =
      times === 1 ? [await person.press(label, on)] : await person.pressTwice(label, on);
    if (times === 2) tapped.add(kindOf(button));
    const after = open.rows();
    const left = Object.fromEntries(
      Object.keys(after).map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)]),
    );
    steps.push({ label: String(label), left, toasts });
  };
  return { tap, steps };
}

type Tap = ReturnType<typeof finger>['tap'];

/** A controller scores a call and tries every button of the working screen on the way. */
async function scored(tap: Tap): Promise<{ id: number; seller: Person; notice: RegExp }> {
  const olga = open.person('Ольга');
  await olga.say('/queue');
  await tap(olga, (await olga.buttons()).includes('▶ Продолжить') ? 'Продолжить' : 'Следующий');
  const id = Number(/№(\d+)/.exec(await olga.last())?.[1]);
  await tap(olga, 'Исходящий: холодный');
  for (const comment of ['0:07 молча', 'без вопроса']) {
    await tap(olga, 'Не выполнено');
    await olga.say(comment);
  }
  for (const label of ['Выполнено', 'Назад', 'Выполнено', 'Не применимо', 'Обзор', '·5']) {
    await tap(olga, label);
  }
  for (const label of ['Остальное', 'Сменить тип', 'Назад', 'Рекомендация', 'Назад']) {
    await tap(olga, label);
  }
  for (const label of ['Слушать', 'Отправить оценку', 'Исправить', 'Отправить оценку']) {
    await tap(olga, label, new RegExp(`№${id}`));
  }
  await open.later('PT5M1S');
  const firstName = (await open.call(id)).sellerName?.split(' ')[0] ?? '';
  return { id, seller: open.person(firstName), notice: new RegExp(`№${id} проверен`) };
}

const endings: Record<string, (tap: Tap) => Promise<void>> = {
  'a seller reads everything and accepts': async (tap) => {
    const { seller, notice } = await scored(tap);
    for (const label of [
      '▶ 0:',
      'Слушать',
      'Подробнее',
      '▶ 0:07',
      'Назад',
      'Согласен',
      'Назад',
      'Согласен',
    ]) {
      await tap(seller, label, /^▶ 0:$|Слушать/.test(label) ? notice : undefined);
    }
    await tap(seller, 'Да, согласен');
  },
  'an appeal is answered and upheld': async (tap) => {
    const { id, seller, notice } = await scored(tap);
    const [olga, viktor] = [open.person('Ольга'), open.person('Виктор')];
    await tap(seller, 'Обжаловать', notice);
    for (const label of [
      ...['Отмена', 'Обжаловать', greeting, 'Другое', 'Назад', permission, 'Дальше'],
      ...['Отмена', 'Обжаловать', greeting, permission, 'Дальше'],
    ]) {
      await tap(seller, label, label === 'Обжаловать' ? notice : undefined);
    }
    await seller.say('Сказано');
    await tap(seller, 'Изменить');
    await seller.say('Сказано дважды');
    await tap(seller, 'Отправить');
    await open.settle();
    for (const label of ['Слушать', 'Признать', 'Назад', 'Ответить', 'Назад']) {
      await tap(olga, label, label === 'Слушать' ? new RegExp(`обжалует №${id}`) : undefined);
    }
    await tap(viktor, 'Решить', new RegExp(`/call_${id}`));
    await tap(viktor, 'Весь звонок');
    for (const label of ['Прав продавец', 'Назад', 'Прав продавец', 'Прав контролёр', 'Назад']) {
      await tap(viktor, label);
    }
    for (const label of [
      'Прав контролёр',
      'Есть в записи',
      'Назад',
      'Есть в записи',
      'Утвердить',
    ]) {
      await tap(viktor, label);
    }
    await open.settle();
    const natalia = open.person('Наталья');
    await natalia.say('/appeals');
    await tap(natalia, /⚖️ \d/);
    for (const label of ['Пункт неясен', 'Прав продавец', 'Нет в записи', 'Утвердить']) {
      await tap(natalia, label);
    }
    await tap(seller, 'Карточка', new RegExp(`№${id} решено`));
    for (const label of ['Баллы', 'Карточка']) await tap(seller, label);
  },
  'an appeal is conceded': async (tap) => {
    const { id, seller, notice } = await scored(tap);
    await tap(seller, 'Обжаловать', notice);
    for (const label of [greeting, 'Дальше']) await tap(seller, label);
    await seller.say('Сказано');
    await tap(seller, 'Отправить');
    await open.settle();
    await tap(open.person('Ольга'), 'Признать', new RegExp(`обжалует №${id}`));
    await tap(open.person('Ольга'), 'Да, признать');
  },
  'past decisions are read, by the seller and by the head': async (tap) => {
    const { id, seller, notice } = await scored(tap);
    const viktor = open.person('Виктор');
    await tap(seller, 'Обжаловать', notice);
    for (const label of ['Как решали', 'Назад', greeting, 'Дальше']) await tap(seller, label);
    await seller.say('Сказано');
    await tap(seller, 'Отправить');
    await open.settle();
    await tap(viktor, 'Решить', new RegExp(`/call_${id}`));
    for (const label of ['Как решали', 'Назад']) await tap(viktor, label);
    await tap(open.person('Ольга'), 'Признать', new RegExp(`обжалует №${id}`));
    await tap(open.person('Ольга'), 'Да, признать');
  },
  'a spoken appeal of the whole call is annulled': async (tap) => {
    const { id, seller, notice } = await scored(tap);
    const viktor = open.person('Виктор');
    await tap(seller, 'Обжаловать', notice);
    for (const label of ['Другое', 'Это не мой звонок']) await tap(seller, label);
    await seller.speak(new Uint8Array([79, 103, 103, 83, 0, 2]));
    await tap(seller, 'Отправить');
    await open.settle();
    await tap(viktor, 'Решить', new RegExp(`/call_${id}`));
    for (const label of ['Причина голосом', 'Снять с зачёта', 'Назад', 'Снять с зачёта']) {
      await tap(viktor, label, label === 'Причина голосом' ? new RegExp(`№${id}`) : undefined);
    }
    for (const label of ['Нет в записи', 'Утвердить']) await tap(viktor, label);
  },
  'a seller scores their own call before they open the score': async (tap) => {
    const sellers = ['Анна', 'Иван', 'Марина', 'Дмитрий', 'Екатерина', 'Тимур'];
    const turn = async (label: string) => {
      for (const name of sellers) {
        await open.person(name).say('/menu');
        await tap(open.person(name), 'Самооценка');
        await tap(open.person(name), label);
      }
    };
    await turn('Включить');
    const { id, seller, notice } = await scored(tap);
    await tap(seller, 'Оценить себя', notice);
    for (const label of ['Слушать', 'Выполнено', 'Назад', 'Не выполнено']) {
      await tap(seller, label, new RegExp(`№${id} · самооценка`));
    }
    await seller.say('0:05 поторопилась');
    for (const label of ['Выполнено', 'Выполнено', 'Не применимо', 'Обзор', '·5', 'Отложить']) {
      await tap(seller, label, new RegExp(`№${id} `));
    }
    await tap(seller, 'Продолжить самооценку', notice);
    for (const label of ['Остальное', 'Готово', 'Открыть оценку', 'Подробнее', 'Самооценка']) {
      await tap(seller, label, new RegExp(`№${id} `));
    }
    await turn('Выключить');
  },
  'a call is calibrated': async (tap) => {
    const { id, seller, notice } = await scored(tap);
    await tap(seller, 'Согласен', notice);
    await tap(seller, 'Да, согласен');
    const [viktor, pavel] = [open.person('Виктор'), open.person('Павел')];
    await viktor.say(`/call ${id}`);
    await tap(viktor, 'Калибровка', /Звонок №/);
    for (const label of ['Павел Мишин', 'Павел Мишин', '1 день', 'Отмена']) {
      await tap(viktor, label, new RegExp(`№${id} · новая`));
    }
    await tap(viktor, 'Калибровка', new RegExp(`Звонок №${id}`));
    await tap(viktor, 'Начать', new RegExp(`№${id} · новая`));
    await open.settle();
    const sheet = new RegExp(`№${id} · калибровка`);
    await pavel.say('/calibration');
    await tap(pavel, /Оценить №/);
    await tap(pavel, 'Отложить', sheet);
    await tap(pavel, 'Оценить вслепую', sheet);
    for (const label of ['Остальное', 'Отправить оценку']) await tap(pavel, label, sheet);
    await open.settle();
    await tap(viktor, /Ответы по/, sheet);
    for (const label of ['▶ 0:07', 'Весь звонок', /^1$/, 'Назад', /^1$/, 'Не выполнено', /^2$/]) {
      await tap(viktor, label, sheet);
    }
    for (const label of ['Выполнено', /^3$/, 'Не применимо', 'Закрыть', 'Все калибровки']) {
      await tap(viktor, label, sheet);
    }
    await tap(viktor, 'В образцы', new RegExp(`Звонок №${id}`));
    await tap(viktor, /^[А-ЯЁ]/, new RegExp(`_${id} · образец`));
    await tap(viktor, 'Назад', new RegExp(`_${id}: на какой секунде`));
  },
  'a call that cannot be scored is given back': async (tap) => {
    const olga = open.person('Ольга');
    await olga.say('/next');
    for (const label of ['Вернуть', 'Назад', 'Вернуть', 'Ничего не слышно']) await tap(olga, label);
  },
};

test.each(Object.entries(endings))(
  '%s: each button tapped twice does what one tap does',
  async (_, route) => {
    const once = finger(1);
    await route(once.tap);
    const twice = finger(2);
    await route(twice.tap);
    const effects = (steps: Step[]) => steps.map(({ label, left }) => [label, left]);
    expect(effects(twice.steps)).toEqual(effects(once.steps));
    const second = twice.steps.flatMap(({ label, toasts }) =>
      toasts[1] ? [[label, toasts[1]]] : [],
    );
    for (const [label, toast] of second) expect(politeRefusals, label).toContain(toast);
    expect(second.length).toBeGreaterThan(0);
  },
);

test('no button that came into sight on the route was left out', () => {
  // Linking stands on every card, and what it offers differs by call: link.test.ts taps it twice. A side
  // review has a route of its own (teaching.test.ts).
  const left = [...shown].filter(
    (verb) => !tapped.has(verb) && !/^link|Привязать|Разобрать/.test(verb),
  );
  expect(left).toEqual([]);
});
