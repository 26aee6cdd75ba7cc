import { z } from 'zod';
import { problemSchema } from './problem.ts';
import { itemsMax } from './read-input.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes, from the very schemas that they read and answer with. */
export function openApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = { ...openPaths };
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Razbor',
      version: '1',
      description:
        'Calls, people, clients and orders come in; statuses, scores, draws, credit and points go out.',
    },
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
    paths,
  };
}

function operation(route: Route): Json {
  const parameters = [...parametersIn('path', route.params), ...parametersIn('query', route.query)];
  return {
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.item ? { requestBody: requestBody(route.item) } : {}),
    responses: {
      200: withFiles(json('Done', jsonSchema(route.answer, 'output')), route.files ?? []),
      ...refusalsOf(route, parameters.length > 0),
    },
  };
}

function withFiles(answer: Json, types: readonly string[]): Json {
  const binary = { schema: { type: 'string', format: 'binary' } };
  const files = Object.fromEntries(types.map((type) => [type, binary]));
  return { ...answer, content: { ...(answer.content as Json), ...files } };
}

function refusalsOf(route: Route, hasParameters: boolean): Json {
  return {
    ...(route.item || hasParameters ? { 400: refusal('Malformed; the detail names what') } : {}),
    401: refusal('No token, or one that is not known'),
    ...(route.missing ? { 404: refusal(route.missing) } : {}),
    ...(route.item
      ? { 413: refusal('Longer than 5 MiB'), 415: refusal('Not application/json') }
      : {}),
    503: refusal('The database is busy; try again'),
  };
}

function parametersIn(place: 'path' | 'query', fields: z.ZodObject): Json[] {
  const schema = jsonSchema(fields, 'input');
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, Json>).map(
    ([name, { description, ...rest }]) => ({
      name,
      in: place,
      required: required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    }),
  );
}

function requestBody(item: z.ZodType): Json {
  const items = { type: 'array', maxItems: itemsMax, items: jsonSchema(item, 'input') };
  const schema = {
    type: 'object',
    required: ['items'],
    additionalProperties: false,
    properties: { items },
  };
  return { required: true, content: { 'application/json': { schema } } };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

function refusal(description: string): Json {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description, content: { 'application/problem+json': { schema } } };
}

const text = (description: string) => ({
  description,
  content: { 'text/plain': { schema: { type: 'string' } } },
});
const readiness = {
  type: 'object',
  properties: {
    ready: { type: 'boolean' },
    problems: { type: 'array', items: { type: 'string' } },
    warnings: { type: 'array', items: { type: 'string' } },
  },
};

/** Those that anybody may ask, without a token. */
/** Whatever a provider sends, checked by its own signature. */
const telephonyWebhook = {
  summary: "The webhook of a telephone system, checked by that system's own signature",
  security: [],
  parameters: [{ name: 'provider', in: 'path', required: true, schema: { type: 'string' } }],
  responses: {
    200: { description: 'Taken; what the provider wants to read, if anything' },
    400: refusal('A field is wrong; the detail names it'),
    401: refusal('The signature is missing or wrong; nothing is kept'),
    404: refusal('This telephone system is not set up'),
    413: refusal('Longer than 5 MiB'),
  },
};

const openPaths: Record<string, Json> = {
  '/v1/telephony/{provider}': {
    get: telephonyWebhook,
    post: {
      ...telephonyWebhook,
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object' } },
          'application/x-www-form-urlencoded': { schema: { type: 'object' } },
        },
      },
    },
  },
  '/healthz': {
    get: {
      summary: 'Whether the process runs',
      security: [],
      responses: {
        200: json('It does', { type: 'object', properties: { ok: { const: true } } }),
      },
    },
  },
  '/readyz': {
    get: {
      summary: 'Whether the service can do its work',
      security: [],
      responses: { 200: json('It can', readiness), 503: json('It cannot; why', readiness) },
    },
  },
  '/metrics': {
    get: {
      summary: 'Figures for Prometheus',
      security: [],
      responses: { 200: text('The figures') },
    },
  },
  '/openapi.json': {
    get: {
      summary: 'This document',
      security: [],
      responses: { 200: json('The document', { type: 'object' }) },
    },
  },
};
