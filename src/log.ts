import { type DestinationStream, type Logger, pino } from 'pino';
import type { Environment } from './config-values.ts';
import { faultOf, scrubbed, withoutSecrets } from './scrub.ts';

export type Log = Logger;

interface LogParts {
  level: string;
  /** Values that no line may hold, wherever they come from (`secretsIn`). */
  secrets: readonly string[];
  /** Where the lines go: the standard output, where nothing else is named. */
  destination?: DestinationStream;
}

/**
 * The log of every program of ours. What is told to it goes through here: facts are taken apart down to plain
 * values, errors to their name, words and places, and no token, secret, phone number or name of a person is
 * in a line, whatever an error carries along.
 */
export function createLog({ level, secrets, destination }: LogParts): Log {
  return pino(
    {
      level,
      // Errors are taken apart already.
      serializers: { err: (err: unknown) => err },
      formatters: { log: (facts) => scrubbed(facts) as Record<string, unknown> },
      hooks: {
        logMethod(given, method) {
          const [facts, message] = given as [object, string];
          method.apply(this, [facts, scrubbed(message) as string]);
        },
        streamWrite: (line) => withoutSecrets(line, secrets),
      },
    },
    ...(destination ? [destination] : []),
  );
}

/** An error that ends a program, in words for whoever started it. */
export function faultWords(error: unknown, secrets: readonly string[]): string {
  const { stack, message, cause } = faultOf(error);
  const causes = cause === undefined ? '' : `\ncaused by ${JSON.stringify(cause)}`;
  return withoutSecrets(`${stack ?? message}${causes}`, secrets);
}

const secretNames =
  /^(BOT_TOKEN|API_TOKENS|WEBHOOK_SECRET|EVENTS_SECRET|TELEPHONY_.*(KEY|TOKEN|SECRET|SALT|REST_URL).*)$/;

/** What is shorter is no secret, and a part of every word. */
const lettersMin = 4;

/** What is secret of the settings. */
export function secretsIn(env: Environment): string[] {
  const values = Object.entries(env).flatMap(([name, value = '']) => {
    if (!secretNames.test(name)) return [];
    const parts = value.split(',').map((part) => part.slice(part.indexOf(':') + 1).trim());
    return name === 'API_TOKENS' ? parts : [value.trim(), ...(name === 'BOT_TOKEN' ? parts : [])];
  });
  return values.filter((value) => value.length >= lettersMin);
}
