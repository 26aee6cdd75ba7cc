import { z } from 'zod';
import { countedOf, countedWhere } from '../app/credit/counted-calls.ts';
import { readEvents } from '../app/credit/events.ts';
import { readCredit } from '../app/credit/read-credit.ts';
import { readLedger } from '../app/credit/read-ledger.ts';
import { toRfc3339 } from '../domain/time.ts';
import { monthFile } from '../reports/month-file.ts';
import { sheetNames } from '../reports/sheets.ts';
import { countedAnswer, creditAnswer, eventsAnswer, ledgerAnswer } from './credit-answers.ts';
import { cursor, limit, month, none } from './parameters.ts';
import { problem } from './problem.ts';
import { answer, type Route, route } from './route.ts';

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const cursorOf = (next: number | null) => (next === null ? null : String(next));
const named = z.string().min(1).optional();

/** Credit, ledger and events: figures, and what they were counted from. */
export const creditRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/ledger',
    summary: 'Transfers of points, in the order they were written',
    params: none,
    query: z.strictObject({ cursor, limit }),
    answer: ledgerAnswer,
    handle(app, { query }) {
      const { entries, next } = readLedger(app, { after: query.cursor ?? 0, limit: query.limit });
      const items = entries.map((entry) => ({ ...entry, at: toRfc3339(entry.at) }));
      return answer({ items, nextCursor: cursorOf(next) });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events',
    summary:
      'Final approvals in order, as they are also posted to EVENTS_URL: ask again after `next`, for ever',
    params: none,
    query: z.strictObject({ after: cursor, limit }),
    answer: eventsAnswer,
    handle(app, { query }) {
      const { events, next } = readEvents(app, { after: query.after ?? 0, limit: query.limit });
      return answer({ items: events, next: String(next) });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/credit/:month',
    summary: 'What counts in a month, as JSON, a sheet of it as CSV, or all its sheets as XLSX',
    params: z.strictObject({ month }),
    query: z.strictObject({
      format: z.enum(['json', 'csv', 'xlsx']).default('json'),
      sheet: z.enum(sheetNames).default('sellers').describe('Which one, of csv'),
    }),
    answer: creditAnswer,
    files: [mediaTypes.csv, mediaTypes.xlsx],
    async handle(app, { params, query: { format, sheet } }) {
      if (format !== 'json') {
        const wanted = format === 'csv' ? { format, sheet } : { format };
        const bytes = await monthFile(app, params.month, wanted);
        const name = `${params.month}${format === 'csv' ? `-${sheet}` : ''}.${format}`;
        return { ok: true, file: { type: mediaTypes[format], name, bytes } };
      }
      const { closed, ...credit } = readCredit(app, params.month);
      return answer({ ...credit, closed: closed && { ...closed, at: toRfc3339(closed.at) } });
    },
  }),
  route({
    method: 'GET',
    path: '/v1/credit/:month/calls',
    summary:
      'The calls that a figure of the month was counted from: give the filter of the figure, and the mean of ppm is its mean',
    params: z.strictObject({ month }),
    query: z.strictObject({
      seller: named.describe("The seller's external id"),
      controller: named.describe("The controller's external id"),
      direction: named.describe('The name of a direction'),
      type: named.describe('The code of a call type'),
      section: named.describe('The code of a section: calls in which it counted'),
      failed: named.describe('The code of an item: calls in which it failed'),
      source: z.enum(['drawn', 'sent']).optional(),
      cursor,
      limit,
    }),
    answer: countedAnswer,
    handle(app, { params, query: { cursor: after = 0, limit: most, ...filter } }) {
      const known = countedWhere(app, filter);
      if (!known.ok)
        return problem(400, `${known.parameter}: "${filter[known.parameter]}" is not known`);
      const { calls, next } = countedOf(app, { month: params.month }, known.filter, {
        after,
        limit: most,
      });
      const items = calls.map((call) => ({
        ...call,
        startedAt: toRfc3339(call.startedAt),
        approvedAt: toRfc3339(call.approvedAt),
      }));
      return answer({ items, nextCursor: cursorOf(next) });
    },
  }),
];
