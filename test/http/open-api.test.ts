import { expect, it } from 'vitest';
import { createHttp } from '../../src/http/server.ts';
import { testCompany } from '../support/company.ts';

interface Operation {
  security?: unknown[];
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { properties: object } }> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}

async function document() {
  const { app } = testCompany();
  const quiet = { debug: () => {}, info: () => {}, error: () => {} };
  const http = createHttp({ app, tokens: [], log: quiet, ready: () => [] });
  const reply = await http.request('/openapi.json');
  const body = (await reply.json()) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  };
  return { http, body };
}

it('lists every route that the server has, and no other', async () => {
  const { http, body } = await document();
  const served = http.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const listed = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(served.length).toBeGreaterThan(10);
  expect(listed.sort()).toEqual(served.sort());
});

it('names every parameter of a path, and what each write takes', async () => {
  const { body } = await document();
  for (const [path, operations] of Object.entries(body.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const named = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(named.map(({ name }) => name)).toEqual(inPath);
      expect(named.every(({ required }) => required)).toBe(true);
      expect(operation.requestBody !== undefined, path).toBe(['put', 'post'].includes(method));
      expect(operation.responses[200]).toBeDefined();
      if (path.startsWith('/v1/')) expect(operation.responses[401]).toBeDefined();
      else expect(operation.security).toEqual([]);
    }
  }
});

it('says of a call what the intake reads', async () => {
  const { body } = await document();
  const post = body.paths['/v1/calls']?.post;
  expect(post?.requestBody?.content['application/json']?.schema).toMatchObject({
    required: ['items'],
    properties: {
      items: {
        maxItems: 1000,
        items: {
          required: expect.arrayContaining(['source', 'externalId', 'direction', 'startedAt']),
          properties: {
            direction: { enum: ['in', 'out'] },
            externalId: { type: 'string', minLength: 1, maxLength: 200 },
          },
          additionalProperties: false,
        },
      },
    },
  });
});
