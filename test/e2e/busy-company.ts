import { setTimeout as pause } from 'node:timers/promises';
import { createActing } from '../simulation/acting.ts';
import { createDice } from '../simulation/dice.ts';
import { type Account, type Process, seller } from './process.ts';

/** Enough of each role that calls can go the whole way, and appeals be decided by who did not score. */
export const people: readonly Account[] = [
  { externalId: 'c1', name: 'Ольга Киселёва', roles: [{ role: 'controller' as const }] },
  { externalId: 'c2', name: 'Павел Юрьев', roles: [{ role: 'controller' as const }] },
  { externalId: 'h', name: 'Виктор Штерн', roles: [{ role: 'supervisor' as const }] },
  { externalId: 'a', name: 'Юлия Сомова', roles: [{ role: 'admin' as const }] },
  seller('s1', 'Анна Рыбакова', '101'),
  seller('s2', 'Иван Панин', '102'),
  seller('s3', 'Глеб Дорохов', '103'),
].map((person, index) => ({ ...person, telegramId: 501 + index, language: 'ru' }) as const);

const adminChat = people.find(({ externalId }) => externalId === 'a')?.telegramId;

/** All that people and machines do to a service, whether it stands or not, and what it confirmed of that. */
export interface Load {
  /** The external ids of the calls that the API confirmed. */
  readonly calls: ReadonlySet<string>;
  /** Of the people whom it confirmed. */
  readonly people: ReadonlySet<string>;
  /** The names of the files that were sent to the bot. */
  readonly files: readonly string[];
  /** An administrator sends a file to the bot. */
  sendFile(): Promise<void>;
  /** Ends when everybody has let go. */
  stop(): Promise<void>;
}

/** So many updates that nobody has fetched, and people wait. */
const waitingMax = 30;

interface ItemsAnswer {
  items?: { externalId: string | null; result: string }[];
}

/** Sets everybody to work at once. */
export function putUnderLoad(service: Process, seed: number): Load {
  const stopping = new AbortController();
  const confirmed = { calls: new Set<string>(), people: new Set<string>() };
  const files: string[] = [];
  let sent = 0;

  async function again(everyMs: [number, number], name: string, act: () => unknown): Promise<void> {
    const dice = createDice(seed, name);
    while (!stopping.signal.aborted) {
      await act();
      const { signal } = stopping;
      await pause(dice.between(...everyMs), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Where nothing answers, or it is refused, nothing is confirmed. */
  async function bring(noun: 'calls' | 'people', method: string, items: object[]): Promise<void> {
    const answer = await service
      .api<ItemsAnswer>(method, `/v1/${noun}`, { items })
      .catch(() => ({}) as ItemsAnswer);
    for (const { externalId, result } of answer.items ?? []) {
      if (externalId !== null && result !== 'refused') confirmed[noun].add(externalId);
    }
  }

  const next = (word: string) => {
    sent += 1;
    return `${word}-${sent}`;
  };
  const dice = createDice(seed, 'outside');
  const callNow = () => ({
    source: 'pbx',
    externalId: next('busy'),
    direction: 'in',
    sellerExtension: String(101 + dice.below(3)),
    externalNumber: '+79161234567',
    startedAt: new Date(Date.now() - 120_000).toISOString(),
    durationS: 90,
    talkS: 76,
    recording: { path: 'gazoblok-dom-anna.ogg' },
  });
  const working = [
    again([150, 900], 'calls', () =>
      bring('calls', 'POST', Array.from({ length: 1 + dice.below(4) }, callNow)),
    ),
    again([700, 3000], 'people', () => {
      const roles = [{ role: 'mentor' }];
      return bring('people', 'PUT', [{ externalId: next('mentor'), name: 'Марта Вишнёва', roles }]);
    }),
    ...people.map((person) => {
      const dice = createDice(seed, person.externalId);
      // What becomes of a file can be told only to whom the bot reaches.
      const acting = createActing({
        ...{ telegram: service, dice, callsNow: () => [] },
        ...(person.telegramId === adminChat ? { blocksBot: 0 } : {}),
      });
      return again([40, 300], `${person.externalId} acts`, () => {
        // Who is not answered waits: else all would act on what has long changed.
        if (service.world.updates.pending().length < waitingMax) acting.act(person);
      });
    }),
  ];

  return {
    ...confirmed,
    files,
    async sendFile() {
      const name = `${next('file')}.yaml`;
      const rows = `- {externalId: ${name}, name: Новая Наталья, roles: [{role: mentor}]}`;
      const form = new FormData();
      form.set('document', new Blob([rows]), name);
      await service.chats.sandbox('POST', `/chats/${adminChat}/messages`, form);
      files.push(name);
    },
    async stop() {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
