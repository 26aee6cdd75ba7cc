import { expect, test } from 'vitest';
import { callCard } from '../../../src/app/calls/read-call.ts';
import { recommend } from '../../../src/app/scoring/score-call.ts';
import { askAdvice } from '../../../src/app/teaching/ask-advice.ts';
import { adviceCase, teachingReview } from '../../../src/app/teaching/read-teaching.ts';
import { beginAdvice, submitTeaching, takeCall } from '../../../src/app/teaching/teach.ts';
import { handlersByVerb } from '../../../src/bot/buttons.ts';
import { cardScreen } from '../../../src/bot/calls/card.ts';
import { takeCallHandlers } from '../../../src/bot/credit/take-call.ts';
import { handIn } from '../../../src/bot/scoring/hand-in.ts';
import { requestScreen } from '../../../src/bot/teaching/advice.ts';
import { askHandlers } from '../../../src/bot/teaching/ask-advice.ts';
import { taughtHandlers, taughtScreen } from '../../../src/bot/teaching/taught.ts';
import { teachingHandlers } from '../../../src/bot/teaching/teach.ts';
import { reviewsOf } from '../../../src/db/reviews.ts';
import { must, testCompany } from '../../support/company.ts';
import { ctxOf, pressButton, shownOf } from '../../support/press-button.ts';

const handlers = handlersByVerb([
  ...askHandlers,
  ...teachingHandlers,
  ...takeCallHandlers,
  ...taughtHandlers,
  ...handIn,
]);

/** Read once for the status table, once with the names that the next screen shows. */
const reads = 2;

function atWork() {
  const company = testCompany();
  const { app, as } = company;
  const card = (who: string, id: number) =>
    shownOf(cardScreen(ctxOf(company, who).words, must(callCard(app, as(who), id)).card));
  return {
    ...company,
    card,
    press: (who: string, data: string) => pressButton(handlers, company, who, data),
  };
}

test.each([
  ['a call that is taken', 'take-yes'],
  ['one that is reviewed beside its way', 'side'],
])('the card of %s is drawn from what the act has read, as a fresh look would', async (_, verb) => {
  const { aCall, told, press, card } = atWork();
  const id = verb === 'side' ? await told() : aCall();
  const first = await press('petr', `${verb}:${id}:card`);
  expect(first).toEqual({ screen: card('petr', id), reads });
  expect(await press('petr', `resume:${id}:card`)).toEqual({ screen: card('petr', id), reads });
});

test('so it is with a request for advice, from the question to what was read of the answer', async () => {
  const company = atWork();
  const { app, as, aCall, press, card } = company;
  const id = aCall();
  expect((await press('anna', `ask:${id}`)).reads).toBe(reads);
  must(askAdvice(app, as('anna'), id, 'Как ответить на «дорого»?'));
  const { words } = ctxOf(company, 'petr');
  const request = () => {
    const found = adviceCase(app, as('petr'), id) ?? expect.fail('no request');
    return shownOf(requestScreen(words, found, app.now(), as('petr').id));
  };
  const begun = await press('petr', `begin:${id}`);
  expect(begun).toEqual({ screen: request(), reads });
  expect(begun.screen?.text).toContain('Вы уже разбираете');

  must(recommend(app, as('petr'), id, 'Спросите, с чем сравнивают'));
  const handedIn = await press('petr', `submit:${id}`);
  expect(handedIn).toEqual({ screen: card('petr', id), reads });

  const reviewId = reviewsOf(app.db, id)[0]?.id ?? 0;
  const taught = () =>
    shownOf(taughtScreen(words, must(teachingReview(app, as('anna'), reviewId)).found));
  for (const once of ['first', 'again']) {
    expect([once, await press('anna', `read:${reviewId}`)]).toEqual([
      once,
      { screen: taught(), reads },
    ]);
  }
  expect(taught()?.text).toContain('Прочитано');
});

test('what an act answers is the call as it is then', () => {
  const { app, as, aCall, call } = testCompany();
  const [taken, asked] = [aCall(), aCall()];
  expect(must(takeCall(app, as('petr'), taken)).call).toEqual(call(taken));
  must(askAdvice(app, as('anna'), asked, null));
  expect(must(beginAdvice(app, as('petr'), asked)).call).toEqual(call(asked));
  must(recommend(app, as('petr'), asked, 'Хорошо'));
  expect(must(submitTeaching(app, as('petr'), asked)).call).toEqual(call(asked));
});

test('an act that stands in a list of calls of version 0.1.0 is done, and the list is drawn again', async () => {
  const { aCall, press, call } = atWork();
  const id = aCall();
  const asked = await press('petr', `take:${id}:list`);
  expect(asked.screen?.text).toContain('Взять себе');
  expect(call(id).status).toBe('unclassified');
  const { screen } = await press('petr', `take-yes:${id}:list`);
  expect(call(id).status).toBe('listening_training');
  expect(screen?.text).toMatch(new RegExp(`^<b>Звонки[\\s\\S]*№${id}|call_${id}`));
  expect(screen).toEqual((await press('petr', `resume:${id}:list::`)).screen);
});
