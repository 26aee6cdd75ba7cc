import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHealthWatch } from '../../../src/app/company/watch-health.ts';
import { claimNotices, noticeFailed } from '../../../src/app/notices/deliver-notices.ts';
import { type Company, testCompany } from '../../support/company.ts';

const room = { free: () => 10_000, reserve: 1000 };

function onDisk(): Company & { path: string; kinds(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-watch-'));
  const path = join(folder, 'razbor.db');
  const company = testCompany({}, { path });
  onTestFinished(() => {
    company.app.db.close();
    rmSync(folder, { recursive: true });
  });
  return { ...company, path, kinds: () => company.app.incidents.open().map(({ kind }) => kind) };
}

const times = (count: number, work: () => void) => {
  for (let at = 0; at < count; at += 1) work();
};

describe('the database', () => {
  test('held by another program for three looks is not ready, and is again once it is let go', () => {
    const { app, path, kinds } = onDisk();
    const look = createHealthWatch(app, room);
    const holder = new Database(path);
    holder.exec('BEGIN EXCLUSIVE');
    times(2, look);
    expect(kinds()).toEqual([]);
    look();
    expect(kinds()).toEqual(['database_locked']);
    // Who asks meanwhile hears so at once: the thread is not held for seconds.
    const askedAt = performance.now();
    expect(() => app.db.transaction(() => {})).toThrow(/locked/);
    expect(performance.now() - askedAt).toBeLessThan(2500);
    holder.close();
    look();
    expect(kinds()).toEqual([]);
    expect(app.db.orm.$client.pragma('busy_timeout', { simple: true })).toBe(5000);
  });

  test('without room, or not to be written, is not ready until a write goes through', () => {
    const { app, kinds } = onDisk();
    const look = createHealthWatch(app, room);
    const { $client: client } = app.db.orm;
    for (const [kind, break_, mend] of [
      [
        'database_full',
        `max_page_count = ${client.pragma('page_count', { simple: true })}`,
        'max_page_count = 1000000',
      ],
      ['database_read_only', 'query_only = 1', 'query_only = 0'],
    ] as const) {
      client.pragma(break_);
      app.incidents.reportFault(
        fails(() => client.exec('CREATE TABLE more AS SELECT zeroblob(9999)')),
      );
      times(3, look);
      expect(kinds()).toEqual([kind]);
      client.pragma(mend);
      look();
      expect(kinds()).toEqual([]);
    }
  });

  test('deleted or replaced beneath it is not ready and takes no more, until it is back', () => {
    const { app, path, kinds, aCall } = onDisk();
    const look = createHealthWatch(app, room);
    renameSync(path, `${path}.away`);
    expect(() => aCall()).toThrow(/deleted or replaced/);
    look();
    expect(kinds()).toEqual(['database_gone']);
    new Database(path).close();
    expect(() => aCall()).toThrow(/deleted or replaced/);
    renameSync(`${path}.away`, path);
    look();
    expect(kinds()).toEqual([]);
    aCall();
  });
});

test('a disk with less room than is to be left is told of, and over only well above that', () => {
  const company = onDisk();
  let free = 999;
  const look = createHealthWatch(company.app, { free: () => free, reserve: 1000 });
  look();
  expect(company.kinds()).toEqual(['disk_nearly_full']);
  free = 1050;
  look();
  expect(company.kinds()).toEqual(['disk_nearly_full']);
  free = 1100;
  look();
  expect(company.kinds()).toEqual([]);
});

describe('the outbox', () => {
  const failOnce = (company: Company) => {
    for (const notice of claimNotices(company.app, 10)) {
      noticeFailed(company.app, notice, { kind: 'failed', error: 'no' });
    }
  };

  test('is stuck when its oldest notice has been due for five minutes, however often it was tried', async () => {
    const company = onDisk();
    await company.drawn();
    const look = createHealthWatch(company.app, room);
    failOnce(company);
    for (const pause of ['PT10S', 'PT30S', 'PT1M', 'PT3M']) {
      company.clock.advance(pause);
      failOnce(company);
      times(40, look);
    }
    expect(company.kinds()).toEqual([]);
    company.clock.advance('PT21S');
    times(30, look);
    expect(company.kinds()).toEqual([]);
    look();
    expect(company.kinds()).toEqual(['outbox_stuck']);
    company.clock.advance('PT10M');
    company.deliver();
    look();
    expect(company.kinds()).toEqual([]);
  });

  test('is not stuck where it is Telegram that does not answer', async () => {
    const company = onDisk();
    await company.drawn();
    company.app.incidents.report('telegram_unreachable', new Error('no'));
    company.clock.advance('PT1H');
    times(40, createHealthWatch(company.app, room));
    expect(company.kinds()).toEqual(['telegram_unreachable']);
  });
});

function fails(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it was to fail');
}
