import { handlers } from '../../src/bot/every-handler.ts';
import { commandRoles } from '../../src/bot/roles.ts';
import type { Dice } from '../simulation/dice.ts';
import { hostileValues } from '../support/hostile.ts';
import { fileNames } from './hostile-files.ts';
import type { Shown } from './telegram.ts';

const verbs = handlers.map(({ verb }) => verb);
const menus = ['menu', 'language', 'calls', 'card', 'score', 'choice'];
const callsMax = 400;

const said = [
  ...['Потому что всё было сказано', '0:10 молчит', '12', 'нет', '01.12-03.12', '№7', '/call 7'],
  ...['<b>&lt;script&gt;', '*_`[', '\u202eтевирп', 'a\u0000b', '\ud800', '=1+1', '💥'.repeat(200)],
  ...['я'.repeat(4096), '/start x', `/start ${'A'.repeat(64)}`, '/draw 9999-12-31', '/credit NaN'],
  ...Object.keys(commandRoles).map((name) => `/${name}`),
];

/** Updates as Telegram may bring them, and as it never does. */
export function hostileUpdates(dice: Dice, people: readonly number[], shown: readonly Shown[]) {
  const value = () =>
    dice.chance(0.4) ? String(1 + dice.below(callsMax)) : (dice.pick(hostileValues) ?? '');
  const values = (most: number) => Array.from({ length: dice.below(most) }, value);
  const user = (id: number) => ({ id, is_bot: false, first_name: dice.pick(said) ?? 'x' });
  const stranger = () => 900_000 + dice.below(5000);
  const somebody = () => (dice.chance(0.05) ? stranger() : (dice.pick(people) ?? stranger()));

  const forgedData = () =>
    dice.chance(0.7)
      ? [dice.pick(verbs), ...values(6)].join(':')
      : [dice.pick(menus), dice.below(6).toString(16), dice.below(4), value(), 'fabcd'].join('/');

  function press(): object {
    const own = dice.chance(0.75) ? dice.pick(shown) : undefined;
    const stolen = dice.pick(dice.pick(shown)?.data ?? []);
    const data = own ? dice.pick(own.data) : dice.chance(0.25) ? stolen : forgedData();
    const from = own?.chatId ?? somebody();
    const chat = { id: from, type: 'private' };
    return {
      callback_query: {
        id: String(dice.below(1e9)),
        from: user(from),
        message: { message_id: own?.id ?? 1 + dice.below(5000), date: 0, chat },
        chat_instance: '1',
        data: Buffer.from(data ?? 'next')
          .subarray(0, 64)
          .toString(),
      },
    };
  }

  function message(): object {
    const from = somebody();
    const name = dice.pick(fileNames) ?? 'x';
    const file = { file_id: name, file_unique_id: name, file_name: name, file_size: 9 };
    const content = dice.chance(0.06)
      ? { document: file }
      : dice.chance(0.05)
        ? { voice: { file_id: 'voice', file_unique_id: 'v', duration: 3 } }
        : textOf(dice.pick(said) ?? '');
    const id = 1 + dice.below(1e6);
    const chat = { id: from, type: 'private', first_name: 'x' };
    return { message: { message_id: id, date: 0, chat, from: user(from), ...content } };
  }

  function search(): object {
    const query = dice.chance(0.5) ? (dice.pick(said) ?? '') : value();
    const offset = dice.chance(0.7) ? '' : dice.chance(0.5) ? `${value()}.${value()}` : value();
    const chat_type = dice.chance(0.9) ? 'sender' : dice.pick(['group', 'private', 'x', undefined]);
    const id = String(dice.below(1e9));
    return { inline_query: { id, from: user(somebody()), query, offset, chat_type } };
  }

  /** One value somewhere within becomes another. */
  function spoilt(whole: object): object {
    const broken = structuredClone(whole) as Record<string, unknown>;
    let at = broken;
    for (;;) {
      const key = dice.pick(Object.keys(at)) ?? 'x';
      const inner = at[key];
      if (typeof inner !== 'object' || inner === null || dice.chance(0.2)) {
        at[key] = dice.pick<unknown>([
          null,
          '',
          -1,
          1.5,
          [],
          {},
          'NaN',
          [[]],
          true,
          '9'.repeat(400),
        ]);
        return broken;
      }
      at = inner as Record<string, unknown>;
    }
  }

  let updates = 0;
  return (): object => {
    updates += 1;
    const what = dice.chance(0.05) ? search() : dice.chance(0.75) ? press() : message();
    const made = { update_id: updates, ...what };
    return dice.chance(0.05) ? spoilt(made) : made;
  };
}

const textOf = (text: string) => ({
  text,
  ...(text.startsWith('/')
    ? { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }] }
    : {}),
});
