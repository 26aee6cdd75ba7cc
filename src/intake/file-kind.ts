import type { GivenFile } from './rows.ts';

/** What a file is by its first bytes and, where these do not tell, by its name. */
export type FileKind =
  | 'csv'
  | 'yaml'
  | 'xlsx'
  /** Kinds that nothing is read from; each has its own cure. */
  | 'xls'
  | 'image'
  | 'pdf'
  | 'sound'
  | 'archive'
  | 'binary';

/** First bytes, in hexadecimal. */
const signatures: readonly (readonly [FileKind, RegExp])[] = [
  ['xls', /^d0cf11e0/],
  ['pdf', /^25504446/],
  [
    'image',
    /^(?:89504e47|ffd8ff|47494638|424d.{8}00000000|52494646.{8}57454250|49492a00|4d4d002a)/,
  ],
  ['sound', /^(?:4f676753|494433|fff[b32]|52494646.{8}57415645|664c6143|.{8}66747970)/],
  ['archive', /^(?:52617221|377abcaf|1f8b08|425a68|fd377a585a)/],
  ['xlsx', /^504b(?:0304|0506)/],
];

export function fileKindOf({ name, bytes }: GivenFile): FileKind {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const signed = signatures.find(([, signature]) => signature.test(start))?.[0];
  if (signed) return signed;
  if (isBinary(bytes)) return 'binary';
  const ending = /\.([a-z]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (ending === 'csv' || ending === 'tsv') return 'csv';
  if (ending === 'yaml' || ending === 'yml' || ending === 'json') return 'yaml';
  return looksLikeYaml(bytes) ? 'yaml' : 'csv';
}

/** No text has a zero in it, unless it is UTF-16 and says so. */
function isBinary(bytes: Uint8Array): boolean {
  const marked =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !marked && bytes.subarray(0, 64 * 1024).includes(0);
}

/** Begins as a list or an item does, and not as a row of column names. */
function looksLikeYaml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 4096));
  return /^\s*(?:[[{]|- |---|#|\w+:\s)/.test(start);
}
