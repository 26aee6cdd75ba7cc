/** One part of a form: a field where `fileName` is null, else a file. */
export interface FormPart {
  name: string;
  fileName: string | null;
  bytes: Buffer<ArrayBuffer>;
}

/**
 * Reads multipart/form-data (RFC 7578), including what grammY sends and the web's own parser
 * refuses: header parameters without blanks and without quotes. Null where it is no such form.
 */
export function parseMultipart(contentType: string, body: Buffer<ArrayBuffer>): FormPart[] | null {
  const boundary = parameterOf(contentType, 'boundary');
  if (boundary === null) return null;
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const first = body.indexOf(`--${boundary}`);
  if (first < 0) return null;
  const parts: FormPart[] = [];
  let at = first + delimiter.length - 2;
  while (body.toString('latin1', at, at + 2) !== '--') {
    const headEnd = body.indexOf('\r\n\r\n', at);
    const end = headEnd < 0 ? -1 : body.indexOf(delimiter, headEnd + 2);
    if (end < 0) return null;
    const part = readPart(body.toString('utf8', at, headEnd), body.subarray(headEnd + 4, end));
    if (part === null) return null;
    parts.push(part);
    at = end + delimiter.length;
  }
  return parts;
}

function readPart(head: string, bytes: Buffer<ArrayBuffer>): FormPart | null {
  const headers = new Map(
    head.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1)]];
    }),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === null) return null;
  return {
    name,
    fileName: parameterOf(disposition, 'filename'),
    bytes,
  };
}

function parameterOf(header: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(header);
  if (found === null) return null;
  return found[1] === undefined ? (found[2] ?? '').trim() : found[1].replace(/\\(.)/g, '$1');
}
