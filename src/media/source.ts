import { lookup } from 'node:dns';
import { open, realpath, rm, stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import { resolve, sep } from 'node:path';
import { Agent, request } from 'undici';
import type { Asking } from '../telephony/provider.ts';
import { isPrivate } from './private-address.ts';
import { isStorageError } from './storage-error.ts';

export interface Places {
  /** The directory that paths are taken from; nothing outside of it is ever read. */
  readonly dir: string | null;
  /** `files.example.com`, `*.example.com` for all below it, `10.0.0.5:8080`; see `mayAsk`. */
  readonly hosts: readonly string[];
  /** How an address of a telephone system is asked for; null: as it stands. */
  authorise?(url: URL): { ask: Asking; linkIn?: (body: string) => string | Asking | null } | null;
  readonly limits?: Partial<Limits>;
  /** What finds the addresses of a name, where it is not the system's. */
  readonly lookup?: typeof lookup;
  /** Once this is aborted nothing is fetched any more. */
  readonly ending?: AbortSignal;
}

interface Limits {
  readonly bytesMax: number;
  readonly wholeMsMax: number;
  readonly stalledMsMax: number;
}

const defaults: Limits = {
  bytesMax: 500 * 1024 * 1024,
  wholeMsMax: 120_000,
  stalledMsMax: 20_000,
};
const redirectsMax = 5;
const linkBytesMax = 64 * 1024;
/** A token, and what it is shown for. */
const stepsMax = 3;

export type Fetched =
  | { readonly ok: true; readonly file: string }
  | {
      readonly ok: false;
      readonly problem: 'missing' | 'outside' | 'unreachable' | 'too_big' | 'not_kept';
      /** What kept it from being written. */
      readonly error?: unknown;
    };

const refused = (problem: Exclude<Fetched, { ok: true }>['problem']) =>
  ({ ok: false, problem }) as const;

/** A recording by its path: links are resolved, and what lies outside the directory is not there. */
export async function byPath(path: string, { dir, limits }: Places): Promise<Fetched> {
  if (dir === null) return refused('outside');
  try {
    const root = await realpath(dir);
    const file = await realpath(resolve(root, path));
    if (!file.startsWith(root + sep)) return refused('outside');
    const found = await stat(file);
    if (!found.isFile()) return refused('missing');
    return found.size > (limits?.bytesMax ?? defaults.bytesMax)
      ? refused('too_big')
      : { ok: true, file };
  } catch {
    return refused((await isThere(dir)) ? 'missing' : 'outside');
  }
}

/** Without the directory itself (a disk that is not mounted) nothing is known against its recordings. */
async function isThere(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Fetches a recording into `target`; what is not whole is not left there. Redirects are followed by hand and each is checked like the first. */
export async function byUrl(address: string, target: string, places: Places): Promise<Fetched> {
  if (!URL.canParse(address)) return refused('outside');
  const inTime = AbortSignal.timeout(places.limits?.wholeMsMax ?? defaults.wholeMsMax);
  const signal = places.ending ? AbortSignal.any([inTime, places.ending]) : inTime;
  const authorised = places.authorise?.(new URL(address)) ?? null;
  const asking = authorised?.ask ?? { url: address, method: 'GET' as const };
  if (!authorised?.linkIn) return download(asking, target, places, signal);
  let next = asking;
  for (let step = 0; step < stepsMax; step += 1) {
    const said = await download(next, target, places, signal, linkBytesMax);
    if (!said.ok) return said;
    const link = authorised.linkIn(await readText(target));
    await rm(target, { force: true });
    if (link === null) return refused('missing');
    if (typeof link === 'string') {
      if (!URL.canParse(link)) return refused('missing');
      return download({ url: link, method: 'GET' }, target, places, signal);
    }
    next = link;
  }
  return refused('missing');
}

async function readText(file: string): Promise<string> {
  const handle = await open(file);
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function download(
  first: Asking,
  target: string,
  places: Places,
  signal: AbortSignal,
  bytesMax = places.limits?.bytesMax ?? defaults.bytesMax,
): Promise<Fetched> {
  const origin = new URL(first.url).origin;
  let asking = first;
  for (let hop = 0; hop <= redirectsMax; hop += 1) {
    const url = new URL(asking.url);
    if (!mayAsk(url, places.hosts)) return refused('outside');
    const answer = await ask(url, asking, target, { places, signal, bytesMax });
    if (!('location' in answer)) return answer;
    if (!URL.canParse(answer.location, url.href)) return refused('unreachable');
    const next = new URL(answer.location, url);
    // What authenticates us to one host is no business of the next.
    const headers = next.origin === origin ? (first.headers ?? {}) : {};
    asking = { url: next.href, method: 'GET', headers };
  }
  return refused('unreachable');
}

interface Bounds {
  places: Places;
  signal: AbortSignal;
  bytesMax: number;
}

async function ask(
  url: URL,
  { method, headers, body }: Asking,
  target: string,
  { places, signal, bytesMax }: Bounds,
): Promise<Fetched | { location: string }> {
  const stalledMsMax = places.limits?.stalledMsMax ?? defaults.stalledMsMax;
  const dispatcher = new Agent({
    connect: { timeout: 10_000, lookup: publicOnly(places.lookup ?? lookup) },
    headersTimeout: stalledMsMax,
    bodyTimeout: stalledMsMax,
  });
  try {
    const answer = await request(url, {
      dispatcher,
      method,
      headers: headers ?? {},
      body: body ?? null,
      signal,
    });
    const { statusCode } = answer;
    const { location } = answer.headers;
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') return { location };
    if (statusCode === 404 || statusCode === 410) return refused('missing');
    if (statusCode !== 200) return refused('unreachable');
    return await keep(answer.body, target, bytesMax);
  } catch (error) {
    return refused(isOutside(error) ? 'outside' : 'unreachable');
  } finally {
    await dispatcher.destroy();
  }
}

async function keep(
  body: AsyncIterable<Buffer>,
  target: string,
  bytesMax: number,
): Promise<Fetched> {
  let kept = false;
  try {
    const file = await open(target, 'w', 0o600);
    try {
      let bytes = 0;
      for await (const part of body) {
        bytes += part.length;
        if (bytes > bytesMax) return refused('too_big');
        await file.writeFile(part);
      }
      if (bytes === 0) return refused('missing');
    } finally {
      await file.close();
    }
    kept = true;
    return { ok: true, file: target };
  } catch (error) {
    if (isStorageError(error)) return { ...refused('not_kept'), error };
    throw error;
  } finally {
    if (!kept) await rm(target, { force: true });
  }
}

/**
 * Whether a host may be asked: it is in the list, and if it is written as an address that is not public
 * (a telephone system in the office), that very address is, never a wildcard. What names lead to is
 * checked when connecting.
 */
function mayAsk(url: URL, hosts: readonly string[]): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (url.username !== '' || url.password !== '') return false;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const named = hosts.some((listed) => listed === url.host || listed === url.hostname);
  if (isIP(literal) !== 0) return named;
  return (
    named || hosts.some((listed) => listed.startsWith('*.') && url.host.endsWith(listed.slice(1)))
  );
}

class OutsideError extends Error {
  readonly code = 'RAZBOR_OUTSIDE';
}

function isOutside(error: unknown): boolean {
  const seen = error instanceof Error ? [error, error.cause] : [];
  return seen.some((one) => one instanceof OutsideError);
}

type Found = (error: Error | null, address: string, family: number) => void;

/**
 * Refuses names that lead into a private network, at the moment of connecting and for the address then
 * used, so that a name which changes its mind gains nothing. Addresses written out never come here.
 */
function publicOnly(lookUp: typeof lookup) {
  return (
    hostname: string,
    options: object,
    found: (error: Error | null, ...rest: never[]) => void,
  ): void => {
    const all = { ...options, all: true as const };
    lookUp(hostname, all, (error, addresses) => {
      const open = error ? [] : addresses.filter(({ address }) => !isPrivate(address));
      const [first] = open;
      if (error) (found as Found)(error, '', 0);
      else if (!first)
        (found as Found)(new OutsideError(`${hostname} leads nowhere public`), '', 0);
      else if ('all' in options && options.all) {
        (found as unknown as (error: null, list: typeof open) => void)(null, open);
      } else (found as Found)(null, first.address, first.family);
    });
  };
}
