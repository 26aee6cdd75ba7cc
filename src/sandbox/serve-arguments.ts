import { parseArgs } from 'node:util';
import type { PersonSpec } from './telegram/server.ts';

const defaultPort = 8081;

export const help = `A Telegram on this machine for one bot: its Bot API, and a page with the chats of the people you name.

  npm run sandbox -- --token 123:abc [--port ${defaultPort}] [--name my_bot] [--person "Anna:en" …]

  --token TOKEN        what your bot is started with: any number, a colon and any word, such as 123:abc
  --port N             where it is served; ${defaultPort}; 0: any free one
  --name USERNAME      the bot's @name, without the @
  --person NAME[:LANG] somebody with an account, and the language of their Telegram, as often as you like; where nobody
                       is named, Anna:en and Иван:ru
  --help               this text

Your bot must send its calls there instead of to https://api.telegram.org: with grammY
new Bot(token, { client: { apiRoot: 'http://127.0.0.1:${defaultPort}' } }), with others whatever they call the root or base URL
of the Bot API. Polling and webhooks work, a webhook also over plain http to this machine. Nothing leaves it, and nothing
is kept. For tests there is a driver: docs/sandbox.md.
`;

export interface ServeArguments {
  token: string;
  username: string;
  /** 0: any free one. */
  port: number;
  people: PersonSpec[];
}

/** What it is served with, that help is wanted, or one line that says what is wrong and what would be right. */
export function readServeArguments(
  args: readonly string[],
): { ok: true; given: ServeArguments | 'help' } | { ok: false; problem: string } {
  const read = valuesOf(args);
  if (typeof read === 'string') return wrong(read);
  const { values, strays } = read;
  if (values.help) return { ok: true, given: 'help' };
  if (strays.length > 0) return wrong(`"${strays[0]}" stands alone; put an option before it`);
  const { token, port = String(defaultPort), name = 'sandbox_bot' } = values;
  if (token === undefined) return wrong('--token is missing: any will do, such as --token 123:abc');
  if (!/^\d{1,15}:[\w-]+$/.test(token)) {
    return wrong(`--token "${token}" is none: a number, a colon and a word, such as 123:abc`);
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return wrong(`--port "${port}" is none: a number from 0 (any free one) to 65535`);
  }
  if (!/^[A-Za-z]\w{3,31}$/.test(name)) {
    return wrong(`--name "${name}" is none: 4 to 32 Latin letters, digits and _, such as my_bot`);
  }
  const people: PersonSpec[] = [];
  for (const given of values.person ?? ['Anna:en', 'Иван:ru']) {
    const [, firstName = '', languageCode] = /^\s*([^:]*?)\s*(?::(.*))?$/.exec(given) ?? [];
    const language = languageOf(languageCode ?? 'en');
    if (firstName === '' || language === null) {
      return wrong(`--person "${given}" is none: a name and en or ru, such as "Anna:en"`);
    }
    people.push({ id: 101 + people.length, firstName, languageCode: language });
  }
  return { ok: true, given: { token, username: name, port: Number(port), people } };
}

const wrong = (problem: string) =>
  ({ ok: false, problem: `${problem}; npm run sandbox -- --help says more` }) as const;

function languageOf(code: string): 'en' | 'ru' | null {
  return code === 'en' || code === 'ru' ? code : null;
}

function valuesOf(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const help = { type: 'boolean', short: 'h' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { token: text, port: text, name: text, person: { ...text, multiple: true }, help },
    });
    return { values, strays: positionals };
  } catch (error) {
    return error instanceof Error ? (error.message.split(/\. |\n/)[0] ?? '') : String(error);
  }
}
