import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BotCommand } from 'grammy/types';
import { afterAll, beforeAll, expect } from 'vitest';
import { parse } from 'yaml';
import type { App } from '../../src/app/app.ts';
import { publishChecklist } from '../../src/app/company/publish-checklist.ts';
import { registerCalls } from '../../src/app/intake/register-calls.ts';
import { registerPeople } from '../../src/app/people/register-people.ts';
import type { Language } from '../../src/domain/person.ts';
import { createDemoClock } from '../../src/sandbox/demo-clock.ts';
import { settle } from '../../src/sandbox/settle.ts';
import { createLocalTelegram } from '../../src/sandbox/telegram/server.ts';
import { type Service, startService } from '../../src/service.ts';
import { serviceConfig } from '../support/service-config.ts';
import { type Chats, openChats, type Person } from './chat.ts';
import { watchedLog } from './watched-log.ts';

const botToken = '3000:a-company-that-has-only-just-begun-here';
const adminTelegramId = 900;
const zone = 'Europe/Moscow';
const company = fileURLToPath(new URL('../../src/sandbox/company/', import.meta.url));

export interface NewCompany {
  readonly app: App;
  readonly chats: Chats;
  /** What the service logged. */
  readonly logged: readonly object[];
  admin(): Person;
  /** Brings somebody in; answers the token of their invitation. */
  bring(person: Record<string, unknown> & { externalId: string }): string;
  /** Somebody with a Telegram account who has not pressed Start yet. */
  account(firstName: string, languageCode?: 'ru' | 'en'): Promise<Person>;
  publishChecklists(): void;
  aCall(fields?: Record<string, unknown>): void;
  /** The command menu that Telegram shows in somebody's chat. */
  commandsOf(person: Person): Promise<string[]>;
  descriptionsOf(person: Person): Promise<string[]>;
  /** Puts another menu there behind the bot's back: it stays until the bot sets its own again. */
  replaceCommands(person: Person, commands: BotCommand[]): Promise<void>;
  to(time: string): Promise<void>;
}

interface NewCompanyOptions {
  /** The service's, and that of the administrator's Telegram. */
  language?: Language;
  /** The administrator's; Юлия is their first name. */
  lastName?: string;
  recordingsDir?: string;
  ffmpeg?: string;
}

/** A company on its first morning, Monday 10:00: an administrator by configuration, and nothing else. */
export function newCompany({
  language = 'ru',
  lastName,
  recordingsDir = join(company, 'recordings'),
  ffmpeg,
}: NewCompanyOptions = {}): NewCompany {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-new-'));
  const clock = createDemoClock(Date.parse('2026-11-23T10:00:00+03:00'), zone);
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_new_bot', clock });
  const { log, logged, errors, keepsStill } = watchedLog(botToken);
  let accounts = 0;
  let calls = 0;
  let url = '';
  let parts: { service: Service; chats: Chats } | null = null;
  const running = () => {
    if (!parts) throw new Error('the company opens before the first test');
    return parts;
  };

  beforeAll(async () => {
    telegram.addPerson({
      id: adminTelegramId,
      firstName: 'Юлия',
      ...(lastName === undefined ? {} : { lastName }),
      languageCode: language,
    });
    url = (await telegram.listen()).url;
    const started = await startService({
      config: serviceConfig({
        botToken,
        adminTelegramId,
        language,
        databasePath: join(folder, 'razbor.db'),
        telegramApiRoot: url,
        recordingsDir,
        ...(ffmpeg === undefined ? {} : { ffmpeg }),
      }),
      clock: clock.now,
      random: (count) => crypto.getRandomValues(Buffer.alloc(count)),
      log,
    });
    if (!started.ok) throw new Error(started.problem);
    const { service } = started;
    clock.attach({ settle: () => settle(service, clock.now) });
    await started.service.connected;
    parts = { service: started.service, chats: await openChats(url) };
  });
  afterAll(async () => {
    await telegram.close();
    if (parts) keepsStill(parts.service.app.db);
    await parts?.service.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(errors).toEqual([]);
  });

  async function menuOf({ telegramId }: Person): Promise<BotCommand[]> {
    const { chats } = await running().chats.sandbox<{
      chats: { id: number; commands: BotCommand[] }[];
    }>('GET', '/chats');
    return chats.find(({ id }) => id === telegramId)?.commands ?? [];
  }

  const open: NewCompany = {
    logged,
    get app() {
      return running().service.app;
    },
    get chats() {
      return running().chats;
    },
    admin: () => running().chats.person('Юлия'),
    bring(person) {
      const [saved] = registerPeople(open.app, [{ name: person.externalId, ...person }]);
      if (saved?.result === 'refused') throw new Error(JSON.stringify(saved.error));
      return saved?.inviteUrl?.split('start=')[1] ?? '';
    },
    async account(firstName, languageCode = 'ru') {
      accounts += 1;
      telegram.addPerson({ id: adminTelegramId + accounts, firstName, languageCode });
      await running().chats.refresh();
      return running().chats.person(firstName);
    },
    publishChecklists() {
      for (const file of readdirSync(join(company, 'checklists'))) {
        const text = readFileSync(join(company, 'checklists', file), 'utf8');
        publishChecklist(open.app, parse(text), null);
      }
    },
    aCall(fields = {}) {
      calls += 1;
      const [saved] = registerCalls(open.app, [
        {
          source: 'pbx',
          externalId: `call-${calls}`,
          direction: 'in',
          externalNumber: null,
          startedAt: new Date(clock.now()).toISOString(),
          durationS: 90,
          talkS: 76,
          recording: { path: 'gazoblok-dom-anna.ogg' },
          ...fields,
        },
      ]);
      if (saved?.result === 'refused') throw new Error(JSON.stringify(saved.error));
    },
    commandsOf: async (person) => (await menuOf(person)).map(({ command }) => command),
    descriptionsOf: async (person) => (await menuOf(person)).map(({ description }) => description),
    async replaceCommands({ telegramId }, commands) {
      const answer = await fetch(`${url}/bot${botToken}/setMyCommands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ commands, scope: { type: 'chat', chat_id: telegramId } }),
      });
      expect(answer.status).toBe(200);
    },
    async to(time) {
      await running().chats.sandbox('POST', '/clock', { now: Date.parse(time) });
    },
  };
  return open;
}
