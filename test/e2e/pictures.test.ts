import { afterAll, afterEach, expect, test } from 'vitest';
import type { Picture } from '../../src/reports/picture.ts';
import { createPictures, type Pictures } from '../../src/reports/pictures.ts';
import { type Message, type Person, textOf, until } from './chat.ts';
import { company } from './company.ts';

/** The real thread, which draws nothing until it is let. */
function gated() {
  const real = createPictures();
  let open: () => void = () => {};
  let gate = Promise.resolve();
  let broken = false;
  const pictures: Pictures = {
    ...real,
    async draw(picture: Picture) {
      await gate;
      if (broken) throw new Error('no ink');
      return real.draw(picture);
    },
  };
  return {
    pictures,
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release(as: 'drawn' | 'broken' = 'drawn') {
      broken = as === 'broken';
      open();
    },
  };
}

const desk = gated();
const open = company({}, { past: true, pictures: desk.pictures });
const anna = () => open.impatient('Анна');

afterEach(() => desk.release());
afterAll(() => desk.pictures.stop());

/** What the bot has written since, as one sees it: a picture is `🖼`. */
async function since(person: Person, messageId: number): Promise<Message[]> {
  return (await person.sees()).filter(({ message_id }) => message_id > messageId);
}
const seen = (messages: readonly Message[]) =>
  messages.map((message) => (message.photo ? '🖼' : textOf(message).split('\n')[0]));
const lastId = async (person: Person) => (await person.sees()).at(-1)?.message_id ?? 0;

test.each([
  ['ru', 'Русский', /^⏳ Рисую: Анна Рыбакова: зачёт по месяцам$/, /^Зачёт за /, /^Здравствуйте/],
  ['en', 'English', /^⏳ Drawing: Анна Рыбакова: credit by month$/, /^Credit of /, /^Hello/],
] as const)(
  'nobody waits behind a picture: the month and the next command come at once, in %s',
  async (_language, name, waits, month, menu) => {
    await anna().say('/language');
    await anna().press(name);
    const before = await lastId(anna());
    desk.hold();
    await anna().say('/credit');
    await anna().say('/menu');
    const held = seen(await since(anna(), before));
    expect(held).toEqual([
      expect.stringMatching(waits),
      expect.stringMatching(month),
      expect.stringMatching(menu),
    ]);
    desk.release();
    // The picture takes the place that was kept for it, and nothing else moves.
    const drawn = await until('the picture is there', async () => {
      const messages = await since(anna(), before);
      return messages[0]?.photo ? messages : undefined;
    });
    expect(seen(drawn)).toEqual(['🖼', ...held.slice(1)]);
  },
);

test('a slow picture that cannot be drawn says so in its place', async () => {
  await anna().say('/language');
  await anna().press('Русский');
  const before = await lastId(anna());
  desk.hold();
  await anna().say('/credit');
  desk.release('broken');
  await anna().reads(/^Картинку нарисовать не получилось/);
  expect(seen(await since(anna(), before))).toEqual([
    expect.stringMatching(/^Картинку нарисовать не получилось/),
    expect.stringMatching(/^Зачёт за /),
  ]);
  await until('the log has it', () => (open.errors.length > 0 ? true : undefined));
  open.errors.length = 0;
});

test('where no picture can take the place of words it comes below, and the place is taken away', async () => {
  const before = await lastId(anna());
  desk.hold();
  await anna().say('/credit');
  await open.fault({
    method: 'editMessageMedia',
    chatId: anna().telegramId,
    error: 400,
    description: 'Bad Request: there is no media in the message to edit',
  });
  desk.release();
  await until('the place is gone', async () => {
    const messages = await since(anna(), before);
    return messages.at(-1)?.photo && messages.length === 2 ? true : undefined;
  });
  expect(seen(await since(anna(), before))).toEqual([expect.stringMatching(/^Зачёт за /), '🖼']);
});

test('several pictures keep a place each, in their order', async () => {
  const viktor = open.impatient('Виктор');
  await viktor.say('/team');
  const before = await lastId(viktor);
  desk.hold();
  await viktor.press('По разделам');
  const held = await since(viktor, before);
  expect(held.length).toBeGreaterThan(1);
  expect(held.every((message) => textOf(message).startsWith('⏳'))).toBe(true);
  desk.release();
  await until('all are drawn', async () =>
    (await since(viktor, before)).every(({ photo }) => photo) ? true : undefined,
  );
  expect((await since(viktor, before)).map(({ message_id }) => message_id)).toEqual(
    held.map(({ message_id }) => message_id),
  );
});
