import { expect, test } from 'vitest';
import { type Button, buttonsOf, type Message, type Person, textOf } from './chat.ts';
import { company } from './company.ts';
import { ownWords } from './own-words.ts';

// Somebody who is new presses whatever they see. The service may log no error over it (company.ts).
const open = company({ drawBy: 'total', total: 12 });

const commands = {
  Анна: ['/menu', '/calls', '/credit', '/draw', '/help'],
  Сергей: ['/menu', '/mentees', '/calls', '/help'],
  Наталья: ['/menu', '/team', '/advice', '/appeals', '/calls', '/draw'],
  Ольга: ['/menu', '/next', '/queue', '/calls', '/credit'],
  Юлия: ['/menu', '/people', '/checklists', '/policy', '/period', '/import', '/calls'],
} as const;
type Name = keyof typeof commands;

const tapsPerCommand = 60;
/** Whoever speaks another language, or is locked out, would see nothing more of theirs. */
const leave = /^(?:menu 🌐|language|speak|person-off|person-unbind)/;
const typed = ['Ivan', '0:07 silent', '12'];

/** Buttons alike but for numbers are one: a page of calls is pressed once. A menu's are told by their labels. */
const kindOf = ({ data, label }: Button) =>
  (data.includes('/') ? `${data.split('/')[0]} ${label}` : data).replace(/\d+/g, '#');

/** Presses what was not pressed yet, the newest message first; answers everything that was said. */
async function wander(person: Person, start: readonly string[]) {
  const said: string[] = [];
  const pressed = new Set<string>();
  for (const command of start) {
    await person.say(command);
    let since = 0;
    for (let taps = 0; taps < tapsPerCommand; taps += 1) {
      const seen = await person.sees();
      said.push(...seen.slice(-4).flatMap(wordsOf));
      // A recording may come at any moment: it takes no place among what there is to press.
      const shown = seen
        .filter((message) => buttonsOf(message).length > 0)
        .slice(-3)
        .reverse();
      const next = shown
        .flatMap(buttonsOf)
        .find((button) => !pressed.has(kindOf(button)) && !leave.test(kindOf(button)));
      // A dead end: from the beginning, as long as that leads to anything new.
      if (!next && since === 0) break;
      if (!next) {
        since = 0;
        await person.say(command);
        continue;
      }
      since += 1;
      pressed.add(kindOf(next));
      said.push(await person.press(next.label));
      if (taps % 7 === 6) await person.say(typed[taps % typed.length] ?? '');
    }
  }
  return { said, pressed };
}

const wordsOf = (message: Message) => [
  textOf(message),
  ...buttonsOf(message).map(({ label }) => label),
];

test.each(Object.keys(commands) as Name[])(
  '%s presses everything there is, in English: each tap is answered, in English, in whole sentences',
  async (name) => {
    const person = open.person(name);
    await person.say('/language');
    await person.press('English');
    const before = new Set((await person.sees()).flatMap(wordsOf));
    const { said, pressed } = await wander(person, commands[name]);
    expect(pressed.size).toBeGreaterThan(25);
    const own = ownWords();
    const rest = [...new Set(said)]
      .filter((text) => !before.has(text))
      .map((text) => own.reduce((left, word) => left.replaceAll(word, '·'), text));
    const raw =
      /\b(?:button|status|refusal|notice|case|appeal|scoring|credit|menu|policy|person|people|checklist|import|team|link|calls)-[a-z_]+\b(?!\.)|\{\s*\$|undefined|\bnull\b|NaN/;
    expect(rest.filter((text) => raw.test(text))).toEqual([]);
    expect(rest.filter((text) => /[а-яё]/i.test(text) && !text.startsWith('🌐'))).toEqual([]);
  },
);
