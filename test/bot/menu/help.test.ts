import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changePolicy } from '../../../src/app/draw/change-policy.ts';
import type { Ctx } from '../../../src/bot/context.ts';
import { drawTimesText } from '../../../src/bot/draw/draw-times.ts';
import { durationText } from '../../../src/bot/duration-words.ts';
import { commandsOf } from '../../../src/bot/menu/commands.ts';
import { helpHandlers, helpScreen } from '../../../src/bot/menu/help.ts';
import { welcomeScreen } from '../../../src/bot/menu/welcome.ts';
import { commandRoles } from '../../../src/bot/roles.ts';
import { queueScreen } from '../../../src/bot/scoring/queue.ts';
import { messageMax, visibleLength } from '../../../src/bot/screen.ts';
import { wordsIn } from '../../../src/bot/words.ts';
import { type Language, languages, type Role, roles } from '../../../src/domain/person.ts';
import { timesAsWords } from '../../support/as-read.ts';
import { testCompany } from '../../support/company.ts';

const { app, as } = testCompany();
const zone = 'Europe/Moscow';
const topics = ['score', 'appeal', 'advice', 'credit', 'draw'];

function ctxOf(language: Language, held: readonly Role[]): Ctx {
  const member = { ...as('anna'), roles: held };
  const ctx: Pick<Ctx, 'app' | 'member' | 'words'> = {
    app,
    member,
    words: wordsIn(language, zone),
  };
  return ctx as Ctx;
}

/** All that the help says to somebody with all roles, with the first words. */
async function saidIn(language: Language): Promise<string[]> {
  const ctx = ctxOf(language, roles);
  const shown = topics.map(
    async (topic) => (await helpHandlers[0]?.press(ctx, [topic]))?.screen?.text ?? '',
  );
  return [helpScreen(ctx).text, welcomeScreen(ctx).text, ...(await Promise.all(shown))];
}

/** The words of every button in a language, without their icons and figures. */
function labelsIn(language: Language): string[] {
  const folder = new URL(`../../../src/bot/locales/${language}/`, import.meta.url);
  const text = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const labels = [...text.join('\n').matchAll(/^(?:button|menu)-[\w-]+ = (.+)$/gm)];
  return labels.map(([, label = '']) =>
    label.replace(/^[^\p{L}]+/u, '').replace(/: \{.*$| →$/u, ''),
  );
}

test.each([
  ['ru', /«([^»]+)»/g],
  ['en', /"([^"]+)"/g],
] as const)('what the %s help quotes are words of buttons', async (language, quoted) => {
  const labels = new Set([...labelsIn(language), 'Разбор']);
  const named = (await saidIn(language)).flatMap((text) =>
    [...timesAsWords(text).matchAll(quoted)].map(([, words = '']) => words),
  );
  expect(new Set(named).size).toBeGreaterThan(20);
  expect([...new Set(named)].filter((words) => !labels.has(words))).toEqual([]);
});

test.each(languages)(
  'nothing of the %s help is left open, and each screen fits',
  async (language) => {
    for (const text of await saidIn(language)) {
      expect(text).not.toMatch(/\{\s*\$|undefined|NaN|\bhelp-|\bwelcome-|\bduration-/);
      expect(visibleLength(text)).toBeLessThan(messageMax);
    }
  },
);

test('every role has its own words, and only commands that the menu knows', () => {
  for (const language of languages) {
    for (const role of roles) {
      const { text } = helpScreen(ctxOf(language, [role]));
      const named = [...text.matchAll(/(?<![\w<])\/([a-z]+)/g)].map(([, name = '']) => name);
      expect(named.length).toBeGreaterThan(3);
      expect(
        named.filter((name) => !commandsOf([role]).some((known) => known === name)),
        role,
      ).toEqual([]);
    }
  }
});

test('the command menu names every command that the bot takes, and no other', () => {
  const taken = Object.keys(commandRoles);
  // `/start` is Telegram's own, `/call` wants a number.
  const offered = taken.filter((name) => name !== 'start' && name !== 'call');
  expect([...commandsOf(roles)].sort()).toEqual(offered.sort());
});

test('the help follows what is switched off or on by the rules', async () => {
  const ctx = ctxOf('ru', ['seller']);
  const read = async (topic: string) =>
    (await helpHandlers[0]?.press(ctx, [topic]))?.screen?.text ?? '';
  expect(await read('score')).not.toMatch(/тихие часы|времени разговора/);
  expect(await read('appeal')).not.toContain('рабочие дни');
  expect(await read('advice')).not.toContain('может попасть в выборку');
  expect(await read('draw')).toContain('до 50 у каждого продавца');
  const changes = {
    quietHours: '20:00-09:00',
    minListenShare: 0.5,
    workingDaysOnly: true,
    drawAlsoAsked: true,
    drawBy: 'percent',
  };
  expect(changePolicy(app, changes, null).ok).toBe(true);
  expect(await read('score')).toMatch(
    /тихие часы \(20:00–09:00\)[\s\S]*через 50.% времени разговора/,
  );
  expect(await read('appeal')).toContain(
    '2 дня с той минуты, как оценка пришла (считаются рабочие дни).',
  );
  expect(await read('advice')).toContain('может попасть в выборку');
  expect(await read('draw')).toMatch(/Сейчас: 5.% подходящих/);
});

test.each([
  ['P2D', '2 дня', '2 days'],
  ['PT48H', '48 часов', '48 hours'],
  ['PT5M', '5 минут', '5 minutes'],
  ['PT1H30M', '1 час 30 минут', '1 hour 30 minutes'],
  ['P1W', '1 неделю', '1 week'],
  ['PT0S', '0 минут', '0 minutes'],
  ['PT1.5H', 'PT1.5H', 'PT1.5H'],
])('the duration %s is said as %s, or %s', (duration, russian, english) => {
  expect(durationText(wordsIn('ru', zone), duration)).toBe(russian);
  expect(durationText(wordsIn('en', zone), duration)).toBe(english);
});

test.each([
  ['0 19 * * 1-6', 'пн–сб в 19:00', 'Mon–Sat at 19:00'],
  ['30 8 * * *', 'каждый день в 08:30', 'every day at 08:30'],
  ['0 17 * * 1,3,5', 'пн, ср, пт в 17:00', 'Mon, Wed, Fri at 17:00'],
  ['15 20 * * 0', 'вс в 20:15', 'Sun at 20:15'],
  ['0 12,19 * * *', 'по расписанию компании', "on the company's schedule"],
  ['0 19 1 * *', 'по расписанию компании', "on the company's schedule"],
  ['*/30 * * * *', 'по расписанию компании', "on the company's schedule"],
])('the draw by %s is said to be %s, or %s', async (drawCron, russian, english) => {
  const company = testCompany({ drawCron });
  for (const [language, said] of [
    ['ru', russian],
    ['en', english],
  ] as const) {
    const ctx = { ...ctxOf(language, ['seller']), app: company.app } as Ctx;
    expect(drawTimesText(ctx)).toBe(said);
    const { screen } = (await helpHandlers[0]?.press(ctx, ['draw'])) ?? {};
    expect(screen?.text).toContain(said);
  }
});

test('an empty queue says when the next draw fills it', () => {
  const { app: empty, as: of } = testCompany();
  const ctx = { app: empty, member: of('olga'), words: wordsIn('ru', zone) } as Ctx;
  expect(timesAsWords(queueScreen(ctx).text)).toContain(
    'Новые появятся после выборки 23.11 19:00.',
  );
  expect(timesAsWords(queueScreen({ ...ctx, words: wordsIn('en', zone) } as Ctx).text)).toContain(
    'New ones come with the draw of 23 Nov 19:00.',
  );
});
