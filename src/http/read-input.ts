import type { Context } from 'hono';
import { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import { inWords } from '../domain/wording.ts';
import { type Problem, problem } from './problem.ts';

export const itemsMax = 1000;
export const bodyMebibytesMax = 5;

type Outcome<T> = { ok: true; value: T } | Problem;

/** The parameters of a path or a query, or the name of the one that is wrong. */
export function readParameters(
  schema: z.ZodObject,
  given: Readonly<Record<string, string | string[]>>,
): Outcome<Record<string, unknown>> {
  const values: [name: string, value: string][] = [];
  for (const [name, value] of Object.entries(given)) {
    const [first, ...more] = Array.isArray(value) ? value : [value];
    if (more.length > 0) return problem(400, `${name}: is given more than once; give it once`);
    values.push([name, first ?? '']);
  }
  // So that a name that all objects have is a name like any other.
  const parsed = schema.safeParse(Object.fromEntries(values), { error: inWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    return problem(400, unknownName(issue.keys[0] ?? '', Object.keys(schema.shape)));
  }
  return problem(400, `${issue?.path.join('.')}: ${issue?.message}`);
}

function unknownName(name: string, known: string[]): string {
  const meant = nearest(name, known);
  const cure = meant ? `did you mean ${meant}?` : `known are: ${known.join(', ') || 'none'}`;
  return `${name}: is no parameter of this address; ${cure}`;
}

const envelope = z.strictObject({ items: z.array(z.unknown()) });

/** The `items` of a write, each still to be read by the use case, so that neighbours stand alone. */
export async function readItems(context: Context): Promise<Outcome<unknown[]>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    const got = type === '' ? 'no content type' : `"${type}"`;
    return problem(415, `got ${got}; send JSON with "Content-Type: application/json"`);
  }
  const encoding = context.req.header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    return problem(415, `content-encoding ${encoding} is not read; send the JSON as it is`);
  }
  const body = parseJson(await context.req.arrayBuffer());
  if (!body.ok) return body;
  const parsed = envelope.safeParse(body.value, { error: inWords });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || 'the body';
    return problem(400, `${field} ${issue?.message}; send {"items": [...]}`);
  }
  const { items } = parsed.data;
  if (items.length > itemsMax) {
    const detail = `there are ${items.length} items; send at most ${itemsMax} in one request`;
    return problem(400, detail);
  }
  return { ok: true, value: items };
}

function parseJson(bytes: ArrayBuffer): Outcome<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    // The decoder says TypeError where bytes are no UTF-8; all else is the parser's.
    const { message } = error as Error;
    const why = error instanceof TypeError ? 'is not UTF-8' : `is no JSON (${message})`;
    return problem(400, `the body ${why}; send {"items": [...]} as JSON in UTF-8`);
  }
}
