import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import { z } from 'zod';

/** RFC 9457, as every error of the API answers. */
export const problemSchema = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What is wrong, and what would be right'),
  instance: z.string().describe('The path that was asked for'),
});

export type ProblemStatus = 400 | 401 | 404 | 405 | 413 | 415 | 500 | 503;

/** What a handler answers instead of a body. */
export interface Problem {
  readonly ok: false;
  readonly status: ProblemStatus;
  readonly detail: string;
}

export function problem(status: ProblemStatus, detail: string): Problem {
  return { ok: false, status, detail };
}

export function sendProblem(
  context: Context,
  { status, detail }: Pick<Problem, 'status' | 'detail'>,
  headers: Record<string, string> = {},
): Response {
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance: context.req.path,
  };
  return context.body(JSON.stringify(body), status, {
    ...headers,
    'content-type': 'application/problem+json; charset=utf-8',
  });
}
