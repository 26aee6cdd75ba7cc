import type { z } from 'zod';
import type { App } from '../app/app.ts';
import { registerCalls } from '../app/intake/register-calls.ts';
import { registerClients, registerOrders } from '../app/intake/register-clients.ts';
import { registerPeople } from '../app/people/register-people.ts';
import { callItem, clientItem, type ItemResult, orderItem, personItem } from '../domain/intake.ts';
import { itemsAnswer } from './answers.ts';
import { none } from './parameters.ts';
import { answer, type Route, route } from './route.ts';

type Register = (app: App, items: readonly unknown[]) => ItemResult[];

/** What comes in: each answers item by item, in the order given. */
export const intakeRoutes: readonly Route[] = [
  intake('PUT', '/v1/people', 'Bring in people, or change them', personItem, registerPeople),
  intake('PUT', '/v1/clients', 'Bring in clients, or change them', clientItem, registerClients),
  intake('PUT', '/v1/orders', 'Bring in orders, or change them', orderItem, registerOrders),
  intake(
    'POST',
    '/v1/calls',
    'Bring in calls, keyed by (source, externalId); a repeated one may fill what was null',
    callItem,
    registerCalls,
  ),
];

function intake(
  method: 'PUT' | 'POST',
  path: string,
  summary: string,
  item: z.ZodType,
  register: Register,
): Route {
  return route({
    method,
    path,
    summary,
    params: none,
    query: none,
    item,
    answer: itemsAnswer,
    handle: (app, { items }) =>
      answer({ items: register(app, items) } as z.input<typeof itemsAnswer>),
  });
}
