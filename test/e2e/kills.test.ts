import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backupsIn } from '../../src/db/backup.ts';
import { type Db, openForReading } from '../../src/db/open.ts';
import { createDice } from '../simulation/dice.ts';
import { brokenIn } from '../simulation/invariants/of-a-file.ts';
import { type Load, people, putUnderLoad } from './busy-company.ts';
import { until } from './chat.ts';
import { type Process, serviceProcess } from './process.ts';

/** The long form is `npm run kills`. */
const kills = Number(process.env.KILLS ?? 5);
const minuteMs = 60_000;
/** A process that works is killed after fewer calls to Telegram than this. */
const callsMax = 300;
/** About what a start takes. */
const startMs = 5_000;

let service: Process;
beforeAll(async () => {
  service = await serviceProcess(
    {
      POLICY_DRAW_CRON: '* * * * *',
      POLICY_NOTICE_HOLD: 'PT0S',
      POLICY_QUIET_HOURS: '',
      POLICY_APPROVAL_DELAY: 'PT15S',
      POLICY_MIN_LISTEN_SHARE: '0',
      POLICY_OPEN_APPEALS_MAX: '50',
      POLICY_ASKS_PER_WEEK: '50',
      POLICY_SENDS_PER_MONTH: '50',
      POLICY_TAKES_PER_WEEK: '50',
      DISK_RESERVE_MB: '1',
      BACKUP_CRON: '* * * * *',
    },
    { people, movedInMsAgo: 3 * minuteMs },
  );
});
afterAll(() => service.close());

const rows = (db: Db, text: string) => db.orm.$client.prepare(text).all();
const column = (db: Db, text: string) => db.orm.$client.prepare(text).pluck().all();

/** Notices that count as sent, whose message is not in the chat; the oldest messages are kept no longer. */
function untoldIn(db: Db): unknown[] {
  const sent = rows(
    db,
    `SELECT id, kind, chat_id chat, message_id message FROM outbox
      WHERE state = 'sent' AND message_id IS NOT NULL`,
  ) as { chat: number; message: number }[];
  return sent.filter(({ chat, message }) => {
    const messages = service.world.chats.get(chat)?.messages;
    const [oldest = 0] = messages?.keys() ?? [];
    return message >= oldest && !messages?.has(message);
  });
}

/** What has still to be done before nothing is left to do. */
const undone = `
  SELECT 'update ' || update_id FROM telegram_updates WHERE content IS NOT NULL
  UNION ALL SELECT 'upload ' || id FROM uploads WHERE state IN ('checking', 'importing')
  UNION ALL SELECT 'notice ' || id FROM outbox WHERE state = 'waiting'
  UNION ALL SELECT 'approval ' || id FROM calls WHERE status = 'scored_pending'`;

async function comeToRest(): Promise<void> {
  const db = openForReading(service.databasePath);
  try {
    let left: unknown[] = [];
    await until(
      async () => `all is done; left: ${left.slice(0, 20).join(', ')}`,
      () => {
        left = [...service.world.updates.pending(), ...column(db, undone)];
        return left.length === 0 ? true : undefined;
      },
      5 * minuteMs,
    );
  } finally {
    db.close();
  }
}

/** Waits until the bot has made so many calls more. */
async function workedOn(calls: number): Promise<void> {
  const made = service.world.callsMade;
  await until(
    `the bot makes ${calls} calls under load`,
    () => (service.world.callsMade >= made + calls ? true : undefined),
    5 * minuteMs,
  );
}

async function killAtRandom(load: Load): Promise<void> {
  const dice = createDice(kills, 'kills');
  for (let kill = 0; kill < kills; kill += 1) {
    const started = service.start().catch((error: unknown) => error);
    if (dice.chance(0.5)) await load.sendFile();
    // One in five dies while it starts.
    if (dice.chance(0.2)) await pause(dice.between(0, startMs));
    else {
      expect(await started).toBe(undefined);
      await workedOn(dice.below(callsMax));
    }
    await service.kill();
    await started;
  }
}

test(`under load, killed ${kills} times, nothing that was confirmed is lost and nothing is out of order`, {
  timeout: (3 + kills) * minuteMs,
}, async () => {
  const load = putUnderLoad(service, kills);
  await killAtRandom(load);
  await load.sendFile();
  await service.start();
  await load.stop();
  await comeToRest();
  expect(await service.end()).toBe(0);

  const db = openForReading(service.databasePath);
  expect(db.orm.$client.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.orm.$client.pragma('foreign_key_check')).toEqual([]);
  const refused = service.world.calls.filter(({ error }) => error?.code === 403);
  const blocked = refused.flatMap(({ chatId }) => chatId ?? []);
  const said = service.complaints().filter((line) => line.includes('upload'));
  expect(brokenIn(db, Date.now(), new Set(blocked)), said.join('\n')).toEqual({});

  expect(untoldIn(db)).toEqual([]);
  const kept = new Set(column(db, 'SELECT external_id FROM calls'));
  expect([...load.calls].filter((id) => !kept.has(id))).toEqual([]);
  const known = new Set(column(db, 'SELECT external_id FROM people'));
  expect([...load.people].filter((id) => !known.has(id))).toEqual([]);
  const taken = new Set(column(db, 'SELECT file_name FROM uploads WHERE message_id IS NOT NULL'));
  expect(load.files.filter((name) => !taken.has(name))).toEqual([]);
  // Telegram numbers its updates one by one: each that was confirmed was worked.
  const numbers = rows(
    db,
    'SELECT min(update_id) low, max(update_id) high, count(*) n FROM telegram_updates',
  );
  expect(numbers).toEqual([{ low: 1, high: expect.any(Number), n: expect.any(Number) }]);
  const [{ high, n }] = numbers as [{ high: number; n: number }];
  expect(n).toBe(high);
  db.close();

  // Backups were made and broken off all the while: what bears the name of one is whole.
  const backups = backupsIn(join(dirname(service.databasePath), 'backups'));
  expect(backups).not.toEqual([]);
  for (const { file } of backups) {
    const backup = openForReading(file);
    expect(backup.orm.$client.pragma('integrity_check', { simple: true })).toBe('ok');
    backup.close();
  }
});
