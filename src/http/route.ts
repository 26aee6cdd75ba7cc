import type { z } from 'zod';
import type { App } from '../app/app.ts';
import type { Problem } from './problem.ts';

type Fields = z.ZodObject;

/** What a handler gets: everything read and checked. */
export interface Input<P extends Fields, Q extends Fields> {
  params: z.output<P>;
  query: z.output<Q>;
  items: unknown[];
}

type Handled<A extends z.ZodType> =
  | { ok: true; body: z.input<A> }
  | { ok: true; file: FileAnswer }
  | Problem;

/** What a route answers instead of JSON where a file was asked for. */
export interface FileAnswer {
  /** RFC 9110 media type. */
  type: string;
  name: string;
  bytes: Uint8Array;
}

/** One act of the API; the server and its OpenAPI document are both made from the list of these. */
interface RouteOf<P extends Fields, Q extends Fields, A extends z.ZodType> {
  method: 'GET' | 'PUT' | 'POST';
  /** As hono writes it: `/v1/calls/:id`. */
  path: string;
  summary: string;
  /** Of the path; a wrong one is told by its name. */
  params: P;
  query: Q;
  /** For writes: what each of the `items` must be. Items are read one by one by the use case. */
  item?: z.ZodType;
  answer: A;
  /** Media types of the files that it answers where asked to. */
  files?: readonly string[];
  /** When there is nothing at this path (404). */
  missing?: string;
  handle(app: App, input: Input<P, Q>): Handled<A> | Promise<Handled<A>>;
}

export type Route = RouteOf<Fields, Fields, z.ZodType>;

/** Ties a handler's types to its schemas. */
export function route<P extends Fields, Q extends Fields, A extends z.ZodType>(
  definition: RouteOf<P, Q, A>,
): Route {
  return definition as unknown as Route;
}

export function answer<T>(body: T): { ok: true; body: T } {
  return { ok: true, body };
}
