import { expect, test } from 'vitest';
import { writeChatNote } from '../../src/app/people/chat-notes.ts';
import { askIn } from '../../src/bot/ask.ts';
import { handlersByVerb } from '../../src/bot/buttons.ts';
import { policyHandlers } from '../../src/bot/company/policy.ts';
import type { Ctx } from '../../src/bot/context.ts';
import { peopleHandlers } from '../../src/bot/people/people.ts';
import { type AnswerHandlers, type QuestionKind, readAsked } from '../../src/bot/questions.ts';
import { wordsIn } from '../../src/bot/words.ts';
import { testCompany } from '../support/company.ts';

/** One of each kind, as it is kept. */
const about: Record<QuestionKind, object> = {
  appeal_reason: { callId: 7 },
  appeal_answer: { callId: 7 },
  decision_reason: { callId: 7 },
  best_moment: { callId: 7, item: 'greet' },
  blind_comment: { scoreId: 7, item: 'greeting' },
  advice_question: { callId: 7 },
  send_reason: { callId: 7 },
  policy_value: { key: 'perSeller' },
  checklist_yaml: {},
  reversal_reason: { transferId: 7 },
  period_reason: { month: '2026-11' },
  debt_reason: { personId: 7 },
  link_search: { callId: 7 },
  calls_search: { by: 'period' },
  person_name: { newcomer: true },
  person_search: {},
  person_direction: { personId: 7, why: 'only' },
  person_extension: { personId: 7 },
  person_absence: { personId: 7, kind: 'holiday' },
  person_mentor_day: { personId: 7, mentorId: 8, page: 0 },
};
const kinds = Object.entries(about) as [QuestionKind, object][];

test.each(kinds)('a question of the kind %s is read as it was asked', (kind, asked) => {
  const question = { kind, about: asked, messageId: 5 };
  expect(readAsked(JSON.parse(JSON.stringify(question)))).toEqual(question);
});

/** As other versions kept them, or somebody forged them. */
const strange: unknown[] = [
  ...kinds.map(([kind]) => ({ kind, about: '7', messageId: 5 })),
  ...kinds.map(([kind]) => ({ kind, about: null, messageId: 5 })),
  { kind: 'appeal_reason', about: { callId: '7' }, messageId: 5 },
  { kind: 'appeal_reason', about: { callId: -1 }, messageId: 5 },
  { kind: 'period_reason', about: { month: '2026-13' }, messageId: 5 },
  { kind: 'policy_value', about: { key: 'constructor' }, messageId: 5 },
  { kind: 'person_absence', about: { personId: 7, kind: 'moon' }, messageId: 5 },
  { kind: 'constructor', about: {}, messageId: 5 },
  { kind: 'no_longer_asked', about: {}, messageId: 5 },
  { about: {}, messageId: 5 },
  'appeal_reason',
  null,
  undefined,
];

function root() {
  const { app, as } = testCompany();
  const replies: string[] = [];
  const ctx = {
    app,
    member: as('root'),
    words: wordsIn('en', 'UTC'),
    chat: { id: 1, type: 'private' },
    message: { message_id: 9, text: 'because' },
    reply: async (text: string) => void replies.push(text),
  } as unknown as Ctx;
  return { app, ctx, replies };
}

test.each(strange)(
  'an answer to %j is taken by nobody, and whoever gave it hears so',
  async (asked) => {
    expect(readAsked(asked)).toBeNull();
    const { ctx, replies } = root();
    const conversation = {
      waitUntil: async () => ctx,
      external: ({ task }: { task: (ctx: Ctx) => unknown }) => task(ctx),
    };
    const taken: string[] = [];
    const handlers = Object.fromEntries(kinds.map(([kind]) => [kind, () => taken.push(kind)]));
    await askIn(handlers as unknown as AnswerHandlers)(conversation as never, ctx, asked);
    expect(taken).toEqual([]);
    expect(replies).toEqual(['This question is not open any more. Open it again where it was.']);
  },
);

test.each([
  '{',
  '{"name":"New"}',
  '{"name":7,"roles":[],"direction":null,"scope":null}',
  '[]',
  '7',
])('somebody half added by another version (%s) is begun again', async (kept) => {
  const { app, ctx } = root();
  writeChatNote(app, 1, 'newcomer', kept);
  const handlers = handlersByVerb(peopleHandlers);
  for (const [verb, ...values] of [['new-role', 'seller'], ['new-next'], ['new-scope', 'all']]) {
    const reply = await handlers.get(verb ?? '')?.press(ctx, values);
    expect(reply?.refusal, verb).toBe('stale');
    expect(reply?.screen).toBeDefined();
  }
});

test.each([
  '{',
  '{"key":"perSeller"}',
  '{"key":"noSuchRule","value":1,"seenId":1}',
  '{"key":"perSeller","value":{"from":"another version"},"seenId":1}',
  '{"key":"perSeller","value":1,"seenId":"1"}',
])('a change of a rule kept by another version (%s) is not confirmed', async (kept) => {
  const { app, ctx } = root();
  writeChatNote(app, 1, 'policy', kept);
  const before = app.policy();
  const reply = await handlersByVerb(policyHandlers).get('rule-yes')?.press(ctx, ['x']);
  expect(reply?.refusal).toBe('stale');
  expect(app.policy()).toEqual(before);
});
