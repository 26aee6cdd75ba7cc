import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal/send-appeal.ts';
import { handlersByVerb, verbAndParts } from '../../src/bot/buttons.ts';
import { askButton, sendButton } from '../../src/bot/call-buttons.ts';
import { problemLine } from '../../src/bot/company/checklist-changes.ts';
import { groupOf, kindOf } from '../../src/bot/company/policy-rules.ts';
import { askScreen, groupScreen } from '../../src/bot/company/policy-screens.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { handlers } from '../../src/bot/every-handler.ts';
import { importScreen } from '../../src/bot/intake/import-screens.ts';
import { helpScreen } from '../../src/bot/menu/help.ts';
import { welcomeScreen } from '../../src/bot/menu/welcome.ts';
import { helpButton } from '../../src/bot/menu-buttons.ts';
import { inviteScreen } from '../../src/bot/people/people-screens.ts';
import { refusalWords } from '../../src/bot/refusal-words.ts';
import type { Screen } from '../../src/bot/screen.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { yearsMax } from '../../src/domain/absence-dates.ts';
import { explanationLetters, limits } from '../../src/domain/checklist.ts';
import { languages, roles } from '../../src/domain/person.ts';
import { policyKeys, policySchema, rangeOf } from '../../src/domain/policy.ts';
import { refusals } from '../../src/domain/refusal.ts';
import { readChecklists } from '../../src/intake/read-checklists.ts';
import { fileMegabytesMax, rowsMax } from '../../src/intake/rows.ts';
import { must, testCompany } from '../support/company.ts';

/** Each value once, and none of them a default or a number of an example. */
const unusual = {
  noticeHold: 'PT17M',
  approvalDelay: 'P13D',
  quietHours: '21:26-08:37',
  openAppealsMax: 41,
  asksPerWeek: 43,
  takesPerWeek: 47,
  sendsPerMonth: 53,
  appealReminder: 'PT59H',
  appealEscalation: 'PT61H',
  reviewPoints: 67,
  violationPoints: 71,
  appealPoints: 73,
  concedeControllerPoints: 29,
  minListenShare: 0.39,
  idleDays: 31,
  drawBy: 'total',
  total: 79,
  minTalkS: 83,
  inviteDays: 89,
  benchmarkCalls: 93,
  secondScorePercent: 97,
  missedPoints: 101,
  itemDecidedFrom: 103,
  itemOverturnedPercent: 37,
  secondDecisionPercent: 11,
  secondHeadFellPercent: 33,
  secondHeadSellerItems: 57,
} as const;

const company = testCompany(unusual);
const { app, as } = company;
const byVerb = handlersByVerb(handlers);

/** What stands at a number's place in the words whatever the rules are: an example, and the next draw. */
const examples = /(?<!\d)(?:2:15|\d\d\.\d\d \d\d:\d\d|\d\d? [A-Z][a-z]{2} \d\d:\d\d)(?!\d)/g;

/** The numbers that a text says, each once, the smallest first. */
function said(text: string): number[] {
  const plain = text
    .replace(/<[^>]*>/g, '')
    .replace(examples, '')
    .replace(/(?<=\d)[\u00a0\u202f,](?=\d{3})/g, '');
  return [...new Set(plain.match(/\d+/g)?.map(Number))].sort((a, b) => a - b);
}

/** The rules that are numbers, each with its range and the least step beyond it. */
const numeric = policyKeys.flatMap((key) => {
  const range = rangeOf(key);
  return range
    ? [
        [
          key,
          range,
          key === 'minListenShare' || key.toLowerCase().endsWith('percent') ? 0.01 : 1,
        ] as const,
      ]
    : [];
});

let appealed = 0;
beforeAll(async () => {
  appealed = await company.told();
  must(beginAppeal(app, as('anna'), appealed));
  must(giveReason(app, as('anna'), appealed, { text: 'Слышно', voice: null }));
  must(sendAppeal(app, as('anna'), appealed));
});

const figures = (...keys: (keyof typeof unusual)[]) => said(keys.map((key) => unusual[key]).join());

describe.each(languages)('in %s', (language) => {
  const words = wordsIn(language, 'Europe/Moscow');
  const ctxOf = (externalId: string, held = as(externalId).roles) => {
    const member = { ...as(externalId), roles: held };
    return { app, member, words, chat: { id: 1, type: 'private' } } as unknown as Ctx;
  };
  const everybody = ctxOf('root', roles);

  /** The screen that a press leads to. */
  async function pressed(ctx: Ctx, data: string): Promise<Screen> {
    const [verb, parts] = verbAndParts(data);
    const reply = await byVerb.get(verb)?.press(ctx, parts);
    return reply?.screen ?? expect.fail(`${data}: ${reply?.toast}`);
  }
  /** What stands below the title, which names a call, and the call's line. */
  const question = ({ text }: Screen) => text.split('\n').slice(1).slice(-2).join('\n');

  test('the help says them, and no other number', async () => {
    expect(said(helpScreen(everybody).text)).toEqual(
      figures(
        'noticeHold',
        'approvalDelay',
        'asksPerWeek',
        'takesPerWeek',
        'sendsPerMonth',
        'idleDays',
      ),
    );
    const topics = {
      score: ['17', '21:26-08:37', '39'],
      appeal: ['13', '41', '59', '61', '73'],
      advice: ['43'],
      credit: ['13', '29', '67', '71', '73', explanationLetters],
      draw: ['79', '83', '19:00'],
    };
    for (const [topic, numbers] of Object.entries(topics)) {
      const { text } = await pressed(everybody, helpButton.data({ topic }));
      expect(said(text), topic).toEqual(said(numbers.join(' ')));
    }
    expect(said(welcomeScreen(everybody).text)).toEqual(figures('noticeHold'));
  });

  test('what is asked before an act says them', async () => {
    const open = company.aCall();
    const asked = await pressed(ctxOf('anna'), askButton.data({ callId: open }));
    expect(said(question(asked))).toEqual(figures('asksPerWeek'));
    const sending = await pressed(ctxOf('petr'), sendButton.data({ callId: open }));
    expect(said(question(sending))).toEqual(figures('sendsPerMonth'));
    const invited = inviteScreen(everybody, { name: 'Анна', inviteUrl: 'https://t.me/bot' });
    expect(said(invited.text)).toEqual(figures('inviteDays'));
    const conceding = await pressed(ctxOf('olga'), `concede:${appealed}`);
    expect(said(question(conceding))).toEqual(figures('concedeControllerPoints'));
  });

  test('a refusal says its limit', () => {
    const numbers = Object.fromEntries(
      refusals
        .map((refusal) => [refusal, said(refusalWords(everybody, refusal))] as const)
        .filter(([, found]) => found.length > 0),
    );
    expect(numbers).toEqual({
      limit_appeals: [unusual.openAppealsMax],
      limit_takes: [unusual.takesPerWeek],
      too_long: [limits.commentMax, limits.messageMax],
      dates_wrong: [yearsMax],
    });
  });

  test("the rules' own screens say them", () => {
    for (const key of Object.keys(unusual) as (keyof typeof unusual)[]) {
      const mine = key === 'minListenShare' ? [39] : figures(key);
      const { text } = groupScreen(everybody, app.policy(), groupOf(key));
      expect(said(text), key).toEqual(expect.arrayContaining(mine));
    }
  });

  test.each(numeric)(
    'a value of %s is asked for within what the rule takes',
    (key, range, step) => {
      const { least, most } = range;
      const typed = kindOf(key) === 'money' ? [least / 100, most / 100] : [least, most];
      expect(said(askScreen(everybody, key, null).text)).toEqual(expect.arrayContaining(typed));
      const takes = (value: number) => policySchema.safeParse({ [key]: value }).success;
      expect([least - step, least, most, most + step].map(takes)).toEqual([
        false,
        true,
        true,
        false,
      ]);
    },
  );

  test('a file is asked for, and refused, within its limits', () => {
    const numbers = said(importScreen(words).text);
    expect(numbers).toEqual(expect.arrayContaining([fileMegabytesMax, rowsMax]));
    const code = 'x'.repeat(limits.codeMax + 1);
    const items = Array.from({ length: limits.itemsMax + 1 }, (_, n) => ({
      code: `i${n}`,
      text: 'x',
    }));
    const sections = [{ code: 's', name: 'S', items }];
    const read = readChecklists(JSON.stringify([{ type: code, name: 'N', sections }]));
    const lines = read.ok ? [] : read.problems.map((problem) => problemLine(words, problem));
    expect(lines.map((line) => said(line).filter((number) => number > 9))).toEqual([
      [limits.codeMax],
      [limits.itemsMax, limits.itemsMax + 1],
    ]);
  });
});

test('a refusal is worded at one place, which knows every limit', () => {
  const bot = new URL('../../src/bot/', import.meta.url);
  const wording = readdirSync(bot, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .filter((path) => /['"`]refusal-(?!words)/.test(readFileSync(new URL(path, bot), 'utf8')));
  expect(wording).toEqual(['refusal-words.ts']);
});
