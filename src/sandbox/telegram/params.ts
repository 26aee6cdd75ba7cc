import type { Context } from 'hono';
import { uploadBytesMax } from './limits.ts';
import { parseMultipart } from './multipart.ts';
import { badRequest, done, type Reply, requestTooLarge } from './reply.ts';

export interface Upload {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The arguments of one call, whichever of Telegram's four ways they came in. */
export interface Params {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly uploads: ReadonlyMap<string, Upload>;
}

// Room beside the file for the fields and the multipart borders.
const bodyBytesMax = uploadBytesMax + 64 * 1024;

/**
 * Reads the query string and a body of JSON, urlencoded or multipart form data
 * (https://core.telegram.org/bots/api#making-requests).
 */
export async function readParams(c: Context): Promise<Reply<Params>> {
  const fields: Record<string, unknown> = { ...c.req.query() };
  const uploads = new Map<string, Upload>();
  const type = c.req.header('content-type') ?? '';
  if (c.req.method === 'GET') return done({ fields, uploads });
  const raw = await readBounded(c.req.raw.body);
  if (raw === null) return requestTooLarge;
  if (type.startsWith('application/json')) {
    const body = parseJson(raw.toString('utf8'));
    if (!isObject(body)) return badRequest("can't parse request JSON object");
    Object.assign(fields, body);
  } else if (type.startsWith('multipart/form-data')) {
    const parts = parseMultipart(type, raw);
    if (parts === null) return badRequest("can't parse request form data");
    for (const { name, fileName, bytes } of parts) {
      if (fileName === null) fields[name] = bytes.toString('utf8');
      else if (bytes.length > uploadBytesMax) return requestTooLarge;
      else uploads.set(name, { name: fileName, bytes });
    }
  } else if (type.startsWith('application/x-www-form-urlencoded')) {
    for (const [key, value] of new URLSearchParams(raw.toString('utf8'))) fields[key] = value;
  }
  return done({ fields, uploads });
}

/** The whole body; null where it is larger than any upload may be. */
async function readBounded(
  body: ReadableStream<Uint8Array> | null,
): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The field as text; empty where missing. */
export function textOf(params: Params, name: string): string {
  const value = params.fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The field as a whole number; null where missing or not one. */
export function integerOf(params: Params, name: string): number | null {
  const text = textOf(params, name);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
}

export function flagOf(params: Params, name: string): boolean {
  return ['true', 'yes', '1'].includes(textOf(params, name).toLowerCase());
}

/**
 * The field as a JSON value: forms carry it as a string, JSON bodies as it is. Undefined where
 * missing; null where it cannot be parsed.
 */
export function jsonOf(params: Params, name: string): unknown {
  const value = params.fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? parseJson(value) : value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
