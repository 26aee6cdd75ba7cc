import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { beginAppeal, giveReason, sendAppeal } from '../../src/app/appeal/send-appeal.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { agreementParts } from '../../src/app/credit/read-agreement.ts';
import { acceptScore } from '../../src/app/scoring/accept-score.ts';
import { nextCall } from '../../src/app/scoring/next-call.ts';
import { askAdvice } from '../../src/app/teaching/ask-advice.ts';
import { takeCall } from '../../src/app/teaching/teach.ts';
import type { ButtonHandler } from '../../src/bot/buttons.ts';
import { ruleGroupNames } from '../../src/bot/company/policy-rules.ts';
import { handlers } from '../../src/bot/every-handler.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { decisions, releaseReasons } from '../../src/domain/call.ts';
import { kinds } from '../../src/domain/call-filter.ts';
import { verdicts } from '../../src/domain/checklist.ts';
import { movingPeriods } from '../../src/domain/period.ts';
import { languages, roles } from '../../src/domain/person.ts';
import { absenceKinds } from '../../src/domain/person-facts.ts';
import { defaultPolicy, policyKeys } from '../../src/domain/policy.ts';
import { statuses } from '../../src/domain/statuses.ts';
import { tableKinds } from '../../src/domain/upload.ts';
import { createDice } from '../simulation/dice.ts';
import { checklist } from '../support/checklist.ts';
import { must, testCompany } from '../support/company.ts';
import { type BareBot, bareBot } from './bare-bot.ts';

/**
 * Buttons of every kind as somebody else would have them, pressed by people to whom neither the call nor the
 * act belongs: whatever is answered, nothing changes.
 */
let world: BareBot;
/** Calls of Anna: in hand at every step, and none free for whoever asks for the next. */
let calls: number[] = [];

beforeAll(async () => {
  const company = testCompany();
  const { app, as } = company;
  company.hire({ externalId: 'sofia', telegramId: 1101, roles: [{ role: 'supervisor' }] });
  company.hire({ externalId: 'mila', telegramId: 1102, roles: [{ role: 'mentor' }] });
  company.hire({ externalId: 'nina', roles: [{ role: 'controller' }] });
  // Administrators who are so no more: one has another role now, one has left.
  for (const [externalId, telegramId] of [
    ['ada', 1103],
    ['fred', 1104],
  ] as const) {
    company.hire({ externalId, telegramId, roles: [{ role: 'admin' }] });
  }
  company.hire({ externalId: 'ada', roles: [{ role: 'seller' }], direction: 'Розница' });
  company.hire({ externalId: 'fred', roles: [{ role: 'admin' }], active: false });
  publishChecklist(app, { ...checklist, type: 'second', name: 'Второй' }, null);
  const told = await company.told({ fails: ['greet'] });
  const appealed = await company.told({ fails: ['greet'] });
  must(beginAppeal(app, as('anna'), appealed));
  must(giveReason(app, as('anna'), appealed, { text: 'не согласна', voice: null }));
  must(sendAppeal(app, as('anna'), appealed));
  const final = await company.told({ fails: ['greet'] });
  must(acceptScore(app, as('anna'), final));
  const held = await company.drawn();
  must(nextCall(app, as('olga')));
  const [asked, taken, free] = [company.aCall(), company.aCall(), company.aCall()];
  must(askAdvice(app, as('anna'), asked, 'Как лучше?'));
  must(takeCall(app, as('marta'), taken));
  company.deliver();
  calls = [told, appealed, final, held, asked, taken, free];
  world = bareBot(company);
});

const words = [
  ...[roles, languages, decisions, releaseReasons, kinds, statuses, tableKinds, policyKeys].flat(),
  ...[absenceKinds, ruleGroupNames, movingPeriods, agreementParts, verdicts].flat(),
  ...Object.values(defaultPolicy).map(String),
  ...[
    'wrong_type',
    'not_my_call',
    'greet',
    'need',
    'rude',
    'incoming',
    'x',
    'all',
    'none',
    '0',
    '1',
  ],
  ...['2026-11', '2026-10', '2026-11-23', '2026-12-01', 'on', 'off', 'Опт', 'checklists', 'any'],
  // Reasons, ways to go on in a list, and pictures, which only their buttons know.
  ...['not-fully', 'complaint', 'after', 'before', 'today', 'heat', 'items', 'sections'],
];

/** Values that each field of a kind of button takes: Anna's calls first, then everybody's and everything's numbers. */
function valuesFor({ fields }: ButtonHandler): string[][] {
  const numbers = [...calls, ...Array.from({ length: 16 }, (_, at) => at)].map(String);
  return fields.map(({ read }) =>
    [...numbers, ...words].filter((text) => read(text) !== undefined),
  );
}

const dice = createDice(1, 'forged acts');
const dataOf = (handler: ButtonHandler) => {
  const chosen = valuesFor(handler).map((values, at) =>
    at === 0 && dice.chance(0.7)
      ? (dice.pick(values.slice(0, calls.length)) ?? '')
      : dice.pick(values),
  );
  return [handler.verb, ...chosen].join(':');
};

/** What stays as it is: all but what somebody keeps for themselves. */
const own = ['chat_states', 'telegram_updates', 'call_filters', 'client_searches', 'settings'];
function fingerprint(): Record<string, string> {
  const { $client: client } = world.company.app.db.orm;
  const names = client
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all();
  return Object.fromEntries(
    names
      .filter((name) => !own.includes(name))
      .map((name) => {
        const rows = client.prepare(`SELECT * FROM "${name}"`).all();
        return [name, createHash('sha256').update(JSON.stringify(rows)).digest('hex')];
      }),
  );
}

/** People to whom no call of Anna's belongs. */
const foreigners = {
  boris: 'a seller of another direction',
  raisa: 'the head of another direction',
  pavel: 'a controller who has scored none of them',
  mila: 'a mentor of somebody else',
  ada: 'who was an administrator',
  fred: 'an administrator who has left',
  stranger: 'nobody',
};
const trials = 2;

/** What one reads in, and whether one wants a digest, is one's own. */
const ownWishes = ['speak', 'digest-set', 'digest-off'];

/** Presses every kind of button once or twice, each with values that it takes; answers what was pressed. */
async function pressAll(who: string, some: readonly ButtonHandler[]): Promise<string[]> {
  const pressed: string[] = [];
  for (const handler of some) {
    if (ownWishes.includes(handler.verb)) continue;
    for (let trial = 0; trial < (handler.fields.length > 0 ? trials : 1); trial += 1) {
      const data = dataOf(handler);
      pressed.push(data);
      expect((await world.press(who, data)).answered, data).toBe(true);
    }
  }
  return pressed;
}

describe.each(Object.entries(foreigners))('%s, %s', (who) => {
  test('changes nothing of a call of others, nor of the company', async () => {
    const before = fingerprint();
    const pressed = await pressAll(who, handlers);
    expect(fingerprint(), pressed.join(' ')).toEqual(before);
  });
});

/** People beside an administrator: in the same chats all day, and over the same calls. */
const neighbours = ['petr', 'sofia', 'olga', 'anna', 'marta', 'ada', 'fred', 'stranger'];

test('what is an administrator’s to press changes nothing by anybody beside them', async () => {
  const admins = handlers.filter(({ needs }) => needs?.every((role) => role === 'admin'));
  expect(admins.length).toBeGreaterThan(40);
  for (const who of neighbours) {
    const before = fingerprint();
    const pressed = await pressAll(who, admins);
    expect(fingerprint(), `${who}: ${pressed.join(' ')}`).toEqual(before);
  }
});

/** Everybody's screens and buttons stand on their roles: pressed by somebody who has none of them, nothing is even shown. */
test('what is of a role is refused in words to whoever has none of it, before anything is looked up', async () => {
  const { company } = world;
  const wordsOf = (who: string) =>
    wordsIn(company.as(who).language, company.app.policy().timeZone).plain('refusal-not_allowed');
  for (const who of ['boris', 'raisa', 'pavel', 'mila', 'root', 'ada']) {
    const { roles: held } = company.as(who);
    const others = handlers.filter(({ needs }) => needs?.every((role) => !held.includes(role)));
    expect(others.length, who).toBeGreaterThan(5);
    const shown = world.marked.length;
    for (const handler of others) {
      const data = dataOf(handler);
      expect((await world.press(who, data)).toast, `${who} presses ${data}`).toBe(wordsOf(who));
    }
    expect(world.marked.slice(shown), who).toEqual([]);
  }
});

/** Each of these does its harm, once it is an administrator who presses it. */
const destructive: readonly ((idOf: (who: string) => number) => string)[] = [
  (idOf) => `person-away:${idOf('boris')}:holiday:today`,
  (idOf) => `person-invite:${idOf('nina')}`,
  (idOf) => `person-unbind-yes:${idOf('pavel')}`,
  (idOf) => `person-off-yes:${idOf('mila')}`,
  () => 'checklist-off-yes:2',
];

test.each(destructive)(
  'destroying is an administrator’s alone, in whoever’s chat: %#',
  async (dataFor) => {
    const data = dataFor((who) => world.company.as(who).id);
    const before = fingerprint();
    for (const who of neighbours) {
      for (const where of [{}, { in: 'root' }, { in: 'root', chatType: 'group' as const }]) {
        await world.press(who, data, where);
        expect(fingerprint(), `${who} presses ${data}`).toEqual(before);
      }
    }
    await world.press('root', data);
    expect(fingerprint(), data).not.toEqual(before);
  },
);

test('every field of every button has a value that it takes, so that each is reached', () => {
  const missing = handlers.flatMap((handler) =>
    valuesFor(handler).flatMap((values, at) =>
      values.length === 0 ? `${handler.verb} ${at}` : [],
    ),
  );
  expect(missing).toEqual([]);
});
