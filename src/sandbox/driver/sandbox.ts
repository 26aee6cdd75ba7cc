import { createRealClock } from '../real-clock.ts';
import { createLocalTelegram, type PersonSpec } from '../telegram/server.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { createPerson, type Person, type Quiet, takenByTheBot } from './person.ts';

export interface SandboxOptions {
  /** The token that the bot is started with: any, such as `1:test`. */
  token: string;
  /** The bot's name without `@`. */
  username?: string;
  /** 0, the default: any free one. */
  port?: number;
  /** When an act counts as worked by the bot; the default: once it has taken every update. */
  quiet?: Quiet;
}

export interface Sandbox {
  /** What the bot is given as `apiRoot`, its root of the Bot API. */
  readonly apiRoot: string;
  /** The same chats in a browser. */
  readonly pageUrl: string;
  /** Somebody with a Telegram account; made at the first call with that name. */
  user(firstName: string, more?: Partial<Omit<PersonSpec, 'firstName'>>): Person;
  /** UTC milliseconds since the epoch, and on to a later instant. */
  readonly clock: { now(): number; moveTo(now: number): Promise<void> };
  /** Any endpoint of `/sandbox/`: calls, faults, files. */
  readonly ask: Endpoint['ask'];
  close(): Promise<void>;
}

/** A local Telegram for one bot, in this process, with people whose chats a test writes and reads. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = createRealClock();
  const telegram = createLocalTelegram({
    botToken: options.token,
    botUsername: options.username ?? 'sandbox_bot',
    clock,
  });
  const { url, pageUrl } = await telegram.listen(options.port ?? 0);
  const people = new Map<string, Person>();

  return {
    apiRoot: url,
    pageUrl,
    user(firstName, more = {}) {
      const known = people.get(firstName);
      if (known) return known;
      const spec = { id: 101 + people.size, ...more, firstName };
      telegram.addPerson(spec);
      const person = createPerson(createEndpoint(url), spec, options.quiet ?? takenByTheBot);
      people.set(firstName, person);
      return person;
    },
    clock,
    ask: createEndpoint(url).ask,
    close: () => telegram.close(),
  };
}
