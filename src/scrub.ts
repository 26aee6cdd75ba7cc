import { normalisePhone } from './domain/phone.ts';

/** How much of facts is gone through: what is deeper or longer is of no use in a log. */
const depthMax = 5;
const entriesMax = 50;
const textMax = 2000;
const causesMax = 4;

const hidden = '…';

/** What an error says and where, and nothing that hangs on it: a bot's error carries the bot, with its token. */
export interface Fault {
  type: string;
  message: string;
  stack?: string;
  code?: string | number;
  /** Of Telegram's refusals: what was called. */
  method?: string;
  cause?: unknown;
}

/** Anything as plain values that a log may hold. */
export function scrubbed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutPersons(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  }
  if (value instanceof Error) return faultOf(value);
  if (depth > depthMax) return hidden;
  if (Array.isArray(value)) {
    return value.slice(0, entriesMax).map((entry) => scrubbed(entry, depth + 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor?.name}]`;
  const entries = Object.entries(value)
    .slice(0, entriesMax)
    .map(([key, entry]) => [key, isSecret(key) ? hidden : scrubbed(entry, depth + 1)]);
  return Object.fromEntries(entries);
}

const isSecret = (key: string) => /token|secret|password|authorization|cookie|salt/i.test(key);

/** What is said of an error, with those that it came of. */
export function faultOf(error: unknown, causes = 0): Fault {
  if (!(error instanceof Error))
    return { type: typeof error, message: withoutPersons(String(error)) };
  const { name, stack } = error;
  const message = withoutPersons(error.message);
  // The first lines of a stack are the message once more.
  const places = stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const { code, error_code, method, error: inner } = error as Error & Record<string, unknown>;
  const told = code ?? error_code;
  const cause = error.cause ?? inner;
  return {
    type: name,
    message,
    stack: [`${name}: ${message}`, ...places.map(withoutPersons)].join('\n'),
    ...(typeof told === 'string' || typeof told === 'number' ? { code: told } : {}),
    ...(typeof method === 'string' ? { method: withoutPersons(method) } : {}),
    ...(cause instanceof Error && causes < causesMax ? { cause: faultOf(cause, causes + 1) } : {}),
  };
}

/** Words with letters that are not those of our own: names here are mostly written with them. */
const foreignWord = String.raw`[\p{L}\p{M}'’-]*(?![A-Za-z])\p{L}[\p{L}\p{M}'’-]*`;
const foreignWords = new RegExp(`${foreignWord}(?:[. ]+${foreignWord})*`, 'gu');
const numberLike = /(?<![\w.])\+?\d(?:[ ()-]{0,2}\d){8,15}(?![\w]|\.\d)/g;
const dateLike = /^\d{4}-\d\d-\d\d/;
const address = /\b(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/"'<>?#]+)[^\s"'<>]*/gi;

/**
 * A text without what could be somebody's: whatever is quoted in it (values that came from outside are said
 * again in quotes), parameters of a statement, paths of addresses, phone numbers, words in other letters.
 */
function withoutPersons(text: string): string {
  return unquoted(text.slice(0, textMax))
    .replace(/\bparams: [\s\S]*$/, `params: ${hidden}`)
    .replace(address, `$1$2/${hidden}`)
    .replace(numberLike, (found) => (isPhone(found) ? hidden : found))
    .replace(foreignWords, hidden);
}

/** From the first quotation mark to the last: what is quoted may hold others. */
function unquoted(text: string): string {
  const first = text.indexOf('"');
  if (first === -1) return text;
  const last = text.lastIndexOf('"');
  const after = last > first ? text.slice(last + 1) : '';
  return `${text.slice(0, first)}"${hidden}"${after}`;
}

function isPhone(found: string): boolean {
  if (dateLike.test(found)) return false;
  const digits = found.replace(/\D/g, '');
  const international = found.startsWith('+') || digits.length > 10;
  return (
    normalisePhone(digits, 'RU').kind === 'e164' ||
    (international && normalisePhone(`+${digits}`, 'RU').kind === 'e164')
  );
}

/** A bot's token, whoever's: its number, a colon, and the secret that is told nobody. */
const botToken = /\b\d{3,}:[\w-]{20,}/g;

/** A line without the values that nobody may read. */
export function withoutSecrets(line: string, secrets: readonly string[]): string {
  let safe = line.replace(botToken, hidden);
  for (const secret of secrets) {
    for (const form of new Set([
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ])) {
      safe = safe.replaceAll(form, hidden);
    }
  }
  return safe;
}
