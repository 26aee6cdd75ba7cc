import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { registerPeople } from '../../src/app/people/register-people.ts';
import { type Service, startService } from '../../src/service.ts';
import type { Dice } from '../simulation/dice.ts';
import { checklist } from '../support/checklist.ts';
import { listenOnce } from '../support/listen-once.ts';
import { serviceConfig } from '../support/service-config.ts';
import { freePort } from './free-port.ts';

const seller = (externalId: string, direction: string, extension: string) => ({
  ...{ externalId, name: externalId, roles: [{ role: 'seller' }], direction },
  extensions: [{ source: 'megafon', extension }],
});
const holder = (externalId: string, role: string, directions?: string[]) => ({
  ...{ externalId, name: externalId, roles: [{ role, ...(directions ? { directions } : {}) }] },
});

const people = [
  holder('marta', 'mentor'),
  { ...seller('anna', 'Опт', '101'), mentorExternalIds: ['marta'] },
  seller('ivan', 'Опт', '102'),
  seller('boris', 'Розница', '201'),
  holder('olga', 'controller'),
  holder('pavel', 'controller'),
  holder('petr', 'supervisor', ['Опт']),
  holder('raisa', 'supervisor', ['Розница']),
  holder('root', 'admin'),
  holder('adela', 'admin'),
].map((person, at) => ({ ...person, telegramId: 1001 + at, active: true }));

export const telegramIds = people.map(({ telegramId }) => telegramId);

export interface Fuzzed {
  readonly service: Service;
  readonly api: string;
  readonly token: string;
  readonly secret: string;
  /** What was logged as an error, by its words, and how often. */
  readonly errors: ReadonlyMap<string, number>;
  now(): number;
  advance(ms: number): void;
  /** Whoever was locked out or lost their roles is back. */
  restore(): void;
}

/** The whole service in this process, but for Telegram: a company whose clock is moved by hand. */
export async function startFuzzed(
  folder: string,
  telegramRoot: string,
  dice: Dice,
): Promise<Fuzzed> {
  const [token, secret] = ['fuzzed-api-token', 'fuzzed-webhook-secret-0123456789'];
  const errors = new Map<string, number>();
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  let now = Date.parse('2026-11-23T10:00:00+03:00');
  const started = await startService({
    config: serviceConfig({
      botToken: '1:fuzzed',
      databasePath: `${folder}/razbor.db`,
      telegramApiRoot: telegramRoot,
      recordingsDir: new URL('../../src/sandbox/company/recordings', import.meta.url).pathname,
      recordingHosts: ['localhost', '*.example.com', '169.254.169.254.nip.io'],
      webhook: { url: api, secret },
      httpPort: port,
      apiTokens: [{ name: 'fuzz', token }],
      telephony: { MEGAFON: { CRM_TOKEN: 'fuzzed-crm-token', SOURCE: 'megafon' } },
      policy: {
        quietHours: '',
        minListenShare: 0,
        noticeHold: 'PT0S',
        perSeller: 20,
        secondScorePercent: 30,
      },
    }),
    clock: () => now,
    random: (count) => dice.bytes(count),
    ffmpeg: listenOnce,
    log: {
      ...{ debug() {}, info() {} },
      error(facts, message) {
        const { err } = facts as { err?: unknown };
        const said = `${message}: ${err instanceof Error ? err.message : ''}`.slice(0, 200);
        errors.set(said, (errors.get(said) ?? 0) + 1);
      },
    },
  });
  if (!started.ok) throw new Error(started.problem);
  const { service } = started;
  const restore = () => void registerPeople(service.app, people);
  restore();
  publishChecklist(service.app, checklist, null);
  await service.connected;
  return {
    ...{ service, api, token, secret, errors, restore },
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}
