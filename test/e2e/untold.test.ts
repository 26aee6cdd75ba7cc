import { expect, test } from 'vitest';
import { appeal, decide } from './appeal-steps.ts';
import { textOf } from './chat.ts';
import { company, type Scored } from './company.ts';

// A hold that only the clock moved by hand brings to its end, so that somebody blocks the bot in time.
const hold = 'PT1M';
// Some calls are left undrawn, to ask advice on.
const open = company({ noticeHold: hold, drawBy: 'total', total: 18 });

/** Scores of one seller who blocked the bot, made one after another; each time its notice is given up. */
async function untold(count: number): Promise<Scored[]> {
  const first = await open.score({ fails: [1] });
  await first.seller.block(true);
  await open.later(hold);
  const scored = [first];
  while (scored.length < count) {
    const next = await open.score({ fails: [1] });
    await open.later(hold);
    if (next.seller.telegramId === first.seller.telegramId) scored.push(next);
  }
  await open.settle();
  return scored;
}

const numbers = (scored: readonly Scored[]) => scored.map(({ id }) => `/call_${id}`).join(', ');
const lists = async ({ seller }: Scored) =>
  (await seller.sees()).filter((message) => textOf(message).startsWith('Пока сообщения'));

let missed: Scored[];

test('a second score of the day that its seller could not be told of reaches the heads too', async () => {
  missed = await untold(2);
  const viktor = open.person('Виктор');
  const { sellerName } = await open.call(missed[0]?.id ?? 0);
  const told = await viktor.reads(new RegExp(`не доставлены оценки звонков ${numbers(missed)}`));
  expect(told).toContain(`${sellerName} не получает сообщений бота`);
  const messages = (await viktor.sees()).filter((message) =>
    textOf(message).includes('не доставлен'),
  );
  expect(messages).toHaveLength(1);
  await viktor.press(sellerName ?? '', /не доставлены/);
  expect(await viktor.last()).toContain(sellerName);
});

test('the heads’ menu names them while they are open, with the way to the seller, in both languages', async () => {
  const viktor = open.person('Виктор');
  const { sellerName } = await open.call(missed[0]?.id ?? 0);
  await viktor.say('/menu');
  expect(await viktor.last()).toContain(`Не доставлено: ${numbers(missed)}.`);
  await viktor.press(`📵 ${sellerName}`);
  expect(await viktor.last()).toContain(sellerName);
  await viktor.say('/language');
  await viktor.press('English');
  await viktor.say('/menu');
  expect(await viktor.last()).toContain(`Not delivered: ${numbers(missed)}.`);
  await viktor.say('/language');
  await viktor.press('Русский');
});

test('what was approved unheard is told to whoever comes back, once, each with its card', async () => {
  await open.later('P2D');
  const [first] = missed as [Scored, ...Scored[]];
  await first.seller.block(false);
  await first.seller.say('/start');
  const list = await first.seller.reads(/^Пока сообщения до вас не доходили/);
  for (const { id } of missed) {
    expect(list).toMatch(
      new RegExp(
        `/call_${id} · [\\d,]+ % · Утверждено: оценен · утверждено автоматически .* · в зачёте за`,
      ),
    );
  }
  await first.seller.press(String(first.id), /^Пока сообщения/);
  expect(await first.seller.last()).toMatch(
    new RegExp(`^Звонок №${first.id} · Утверждено: оценен`),
  );
  await first.seller.say('/menu');
  await open.settle();
  expect(await lists(first)).toHaveLength(1);
  await open.person('Виктор').say('/menu');
  expect(await open.person('Виктор').last()).not.toContain('Не доставлено');
});

test('an appeal decided and an answer given meanwhile are named too, in English as well', async () => {
  let scored = await open.score({ fails: [1, 2] });
  // Of whom another call is left to ask about: all of Анна's are drawn.
  while ((await open.call(scored.id)).sellerName?.startsWith('Анна')) {
    scored = await open.score({ fails: [1, 2] });
  }
  await open.later(hold);
  await scored.seller.reads(new RegExp(`№${scored.id} проверен`));
  await appeal(open, scored, { items: ['Поздоровался'] });
  const asked = open.untouched((await open.call(scored.id)).sellerName?.split(' ')[0] ?? '');
  await scored.seller.say(String(asked));
  await scored.seller.press('Нужен совет');
  await scored.seller.press('Отправить без вопроса');
  await scored.seller.say('/language');
  await scored.seller.press('English');
  await scored.seller.block(true);
  await open.settle();

  const viktor = open.person('Виктор');
  await decide(viktor, scored.id, ['Прав контролёр'], 'Нет в записи');
  await viktor.press('Утвердить');
  await viktor.press('Разобрать', /просит совета/);
  await viktor.say('Назовите цену раньше.');
  await viktor.press('Отправить разбор');
  await open.settle();

  await scored.seller.block(false);
  const list = await scored.seller.reads(/^While messages did not reach you/);
  expect(list).toMatch(new RegExp(`/call_${scored.id} · [\\d.]+ % · .*appeal rejected`));
  expect(list).toMatch(new RegExp(`/call_${asked} · answer to your question: Виктор`));
  await scored.seller.press(String(asked), /^While messages/);
  expect(await scored.seller.last()).toContain('Назовите цену раньше.');
  await scored.seller.reads(new RegExp(`Call №${scored.id} checked[\\s\\S]*appeal rejected`));
});

test('whoever is bound by an invitation reads what was scored before', async () => {
  const scored = await open.score({ fails: [1] });
  const { sellerName } = await open.call(scored.id);
  const yulia = open.person('Юлия');
  await yulia.say(`/people ${sellerName?.split(' ')[1]}`);
  await yulia.press(sellerName ?? '');
  await yulia.press('Отвязать Telegram');
  await yulia.press('Да, отвязать');
  await open.later(hold);
  await open.settle();
  await yulia.press(sellerName ?? '', /не доставлена/);
  await yulia.press('Пригласить', new RegExp(`^${sellerName}`));
  const token = /start=([\w-]+)/.exec(await yulia.reads(/приглашение в «Разбор»/))?.[1] ?? '';
  await open.later('P2D');
  const again = await open.newcomer('Вернувшийся');
  await again.start(token);
  expect(await again.reads(/^Пока сообщения до вас/)).toContain(`/call_${scored.id} · `);
});

test('nothing is said to whoever missed nothing', async () => {
  const pavel = open.person('Павел');
  await pavel.block(true);
  await pavel.block(false);
  await pavel.say('/start');
  await open.settle();
  expect((await pavel.sees()).map(textOf).join()).not.toContain('Пока сообщения');
});
