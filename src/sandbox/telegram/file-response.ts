import type { Context } from 'hono';
import type { StoredFile } from './file-store.ts';

/** Serves a stored file, whole or the one range asked for (players need ranges to jump). */
// biome-ignore lint/suspicious/noExplicitAny: any app's context will do
export function sendFile(c: Context<any>, file: StoredFile): Response {
  const size = file.bytes.length;
  const shown = file.kind !== 'document';
  const headers: Record<string, string> = {
    'content-type': shown ? file.mimeType : 'application/octet-stream',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('range') ?? '');
  if (asked === null || (asked[1] === '' && asked[2] === '')) {
    return c.body(file.bytes, 200, headers);
  }
  const fromEnd = asked[1] === '';
  const first = fromEnd ? Math.max(size - Number(asked[2]), 0) : Number(asked[1]);
  const last = fromEnd || asked[2] === '' ? size - 1 : Math.min(Number(asked[2]), size - 1);
  if (first > last) return c.body(null, 416, { 'content-range': `bytes */${size}` });
  headers['content-range'] = `bytes ${first}-${last}/${size}`;
  return c.body(file.bytes.slice(first, last + 1), 206, headers);
}
