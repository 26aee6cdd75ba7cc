import { z } from 'zod';
import { exportCall, exportCalls } from '../app/calls/export-call.ts';
import { readDraw } from '../app/draw/read-draw.ts';
import { kinds } from '../domain/call-filter.ts';
import { statuses } from '../domain/statuses.ts';
import { callAnswer, callsAnswer, drawAnswer } from './answers.ts';
import { callJson, callSummaryJson } from './call-json.ts';
import { creditRoutes } from './credit-routes.ts';
import { intakeRoutes } from './intake-routes.ts';
import { callCursor, callCursorOf, date, id, instantOrDay, limit, none } from './parameters.ts';
import { problem } from './problem.ts';
import { answer, type Route, route } from './route.ts';

const named = z.string().min(1).optional();
/** What each parameter that names something must be. */
const whatKnown = {
  seller: 'give the external id of a person',
  controller: 'give the external id of a person',
  direction: 'give the name of a direction',
  type: 'give the code of a call type',
  client: 'give the external id of a client',
  order: 'give the external id or the number of an order',
} as const;

/** Every act of the API that needs a token. */
export const routes: readonly Route[] = [
  ...intakeRoutes,
  route({
    method: 'GET',
    path: '/v1/calls',
    summary:
      'Calls by their start. Where several filters meet, a page may hold fewer than it could, or none, and still lead on by its nextCursor',
    params: none,
    query: z.strictObject({
      status: z.enum(statuses).optional(),
      kind: z.enum(kinds).optional().describe('Any status of this kind'),
      seller: named.describe("The seller's external id"),
      direction: named.describe('The name of a direction'),
      type: named.describe('The call type of the credit score, by its code'),
      controller: named.describe('External id of who scored it or holds it for scoring'),
      client: named.describe("The client's external id"),
      order: named.describe("The order's external id, or its number"),
      from: instantOrDay.describe('Calls begun at or after this instant, or on or after this day'),
      to: instantOrDay.describe('Calls begun before this instant, or on or before this day'),
      sort: z
        .enum(['newest', 'oldest'])
        .optional()
        .describe('Which come first; newest unless told'),
      cursor: callCursor,
      limit,
    }),
    answer: callsAnswer,
    handle(app, { query: { cursor: after, sort = 'newest', ...filter } }) {
      const page = exportCalls(app, { ...filter, sort, after });
      if (!page.ok) {
        const { parameter } = page;
        const value = filter[parameter];
        return problem(400, `${parameter}: "${value}" is not known; ${whatKnown[parameter]}`);
      }
      const items = page.calls.map(callSummaryJson);
      return answer({ items, nextCursor: callCursorOf(page.next) });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/calls/:id',
    summary: 'A call with its history and reviews',
    params: z.strictObject({ id }),
    query: none,
    answer: callAnswer,
    missing: 'There is no such call',
    handle(app, { params }) {
      const exported = exportCall(app, params.id);
      return exported ? answer(callJson(exported)) : problem(404, `there is no call ${params.id}`);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/draws/:date',
    summary: 'The draws of a day, the last one first, with all that it takes to recompute them',
    params: z.strictObject({ date }),
    query: none,
    answer: drawAnswer,
    missing: 'No draw is recorded or planned for that day',
    handle(app, { params }) {
      const draw = readDraw(app, params.date);
      return draw
        ? answer(draw)
        : problem(404, `no draw is recorded or planned for ${params.date}`);
    },
  }),
  ...creditRoutes,
];
