import { isSupportedCountry } from 'libphonenumber-js/min';
import type { BackupsKept } from './domain/backup.ts';
import { isTimeZone } from './domain/time.ts';

/** How the text of one variable becomes a value, or what is wrong with it and what would be right. */
export type Reader<T> = (
  given: string,
) => { ok: true; value: T } | { ok: false; problem: string; cure: string };

const right = <T>(value: T) => ({ ok: true, value }) as const;
const wrong = (problem: string, cure: string) => ({ ok: false, problem, cure }) as const;

/** A text of a certain form; a secret one, so that its value is never repeated. */
export function text(form: RegExp, cure: string): Reader<string> {
  return (given) => (form.test(given) ? right(given) : wrong('is malformed', `give it as ${cure}`));
}

export function oneOf<const T extends string>(values: readonly T[]): Reader<T> {
  return (given) => {
    const value = values.find((candidate) => candidate === given);
    if (value !== undefined) return right(value);
    return wrong(`is "${given}", which is not known`, `use one of ${values.join(', ')}`);
  };
}

export const path: Reader<string> = (given) =>
  given.includes('\0') ? wrong('holds a NUL character', 'name a file or folder') : right(given);

export const port: Reader<number> = (given) => {
  const value = Number(given);
  return /^\d{1,5}$/.test(given) && value <= 65_535
    ? right(value)
    : wrong(`is "${given}", which is no port`, 'use 1 to 65535, or 0 for no HTTP server');
};

/** A whole number of megabytes (1,048,576 bytes each), as bytes. */
export const megabytes: Reader<number> = (given) =>
  /^\d{1,7}$/.test(given)
    ? right(Number(given) * 1024 ** 2)
    : wrong(`is "${given}", which is no whole number of megabytes`, 'use a number such as 1024');

/** The newest of each of so many days, and of so many weeks: `7+4`. */
export const backupsKept: Reader<BackupsKept> = (given) => {
  const [, days, weeks] = /^(\d{1,3})\+(\d{1,3})$/.exec(given) ?? [];
  return days !== undefined && Number(days) > 0
    ? right({ days: Number(days), weeks: Number(weeks) })
    : wrong(`is "${given}", which does not say how many`, 'give it as days+weeks, such as 7+4');
};

/** When something is done, as five cron fields; `off`: never. */
export function cron(isCron: (cron: string) => boolean): Reader<string> {
  return (given) =>
    given === 'off' || (/^\S+( +\S+){4}$/.test(given) && isCron(given))
      ? right(given)
      : wrong(
          `is "${given}", which is no cron expression of five fields`,
          'give it as 0 3 * * * (every night at three), or as off',
        );
}

export const telegramId: Reader<number> = (given) =>
  /^[1-9]\d{0,15}$/.test(given) && Number.isSafeInteger(Number(given))
    ? right(Number(given))
    : wrong(
        `is "${given}", which is no Telegram user id`,
        'use the number that @userinfobot tells the admin',
      );

/** An address with one of the schemes; without a slash at its end. */
export function endpoint(schemes: readonly string[]): Reader<string> {
  return (given) => {
    const url = URL.canParse(given) ? new URL(given) : null;
    if (url && schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== '') {
      return right(given.replace(/\/+$/, ''));
    }
    return wrong(
      `is no address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
      `give it as ${schemes.at(-1)}://host/path`,
    );
  };
}

/** What Telegram takes as a webhook's secret_token. */
export const webhookSecret: Reader<string> = text(
  /^[A-Za-z0-9_-]{1,256}$/,
  '1 to 256 of A-Z, a-z, 0-9, _ and -',
);

/** The secret of outgoing events: `whsec_` and a key of 24 to 64 bytes in base64, or any text without spaces. */
export const eventsSecret: Reader<string> = (given) => {
  const [, encoded] = /^whsec_(.*)$/.exec(given) ?? [];
  if (encoded === undefined) return text(/^\S+$/, '32 or more random letters and digits')(given);
  const key = Buffer.from(encoded, 'base64');
  return key.toString('base64') === encoded && key.length >= 24 && key.length <= 64
    ? right(given)
    : wrong(
        'begins with whsec_, and no key of 24 to 64 bytes in base64 follows',
        'give it as whsec_ and what "openssl rand -base64 32" prints, or as any text that begins otherwise',
      );
};

export interface ApiToken {
  readonly name: string;
  readonly token: string;
}

export const apiTokens: Reader<ApiToken[]> = (given) => {
  const cure = 'give it as name:token,name:token, each name and each token once';
  const tokens: ApiToken[] = [];
  for (const [index, part] of given.split(',').entries()) {
    const [, name, token] = /^\s*([\w.-]+):(\S+)\s*$/.exec(part) ?? [];
    if (name === undefined || token === undefined) {
      return wrong(`has no name:token at place ${index + 1}`, cure);
    }
    if (tokens.some((known) => known.name === name || known.token === token)) {
      return wrong(`repeats a name or a token at place ${index + 1}`, cure);
    }
    tokens.push({ name, token });
  }
  return right(tokens);
};

/** A host, or `*.` before one for all below it. */
const host = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

export const hosts: Reader<string[]> = (given) => {
  const list = given.split(',').map((part) => part.trim().toLowerCase());
  const strange = list.find((name) => !host.test(name));
  return strange === undefined
    ? right(list)
    : wrong(
        `holds "${strange}", which is no host name`,
        'give it as records.example.com,*.example.org:8443, without https://',
      );
};

export const country: Reader<string> = (given) =>
  isSupportedCountry(given)
    ? right(given)
    : wrong(
        `is "${given}", which is no country`,
        'use two capital letters of ISO 3166, such as RU',
      );

export const timeZone: Reader<string> = (given) =>
  isTimeZone(given)
    ? right(given)
    : wrong(`is "${given}", which is no IANA time zone`, 'use a name such as Europe/Moscow');

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export const logLevel: Reader<LogLevel> = oneOf(logLevels);

/** What is wrong with a variable, and what to do. */
export interface Problem {
  readonly name: string;
  readonly problem: string;
  readonly cure: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type Take = <T, F>(name: string, read: Reader<T>, fallback: F) => T | F;
