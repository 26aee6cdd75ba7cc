import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockForService } from '../../src/db/service-lock.ts';
import { calls, commandLine, people } from './command-line.ts';

const count = (cli: ReturnType<typeof commandLine>, table: string) =>
  cli.database().orm.$client.prepare<[], { n: number }>(`SELECT count(*) n FROM ${table}`).get()?.n;

describe('import', () => {
  it('takes the good rows, tells the refused by line, and exits 1', async () => {
    const cli = commandLine();
    const file = cli.file(
      'people.csv',
      'externalId,name,roles,direction\ns1,Иван,seller,Опт\ns2,,seller,Опт\ns3,Анна,seller,\nc1,Ольга,controller,\n',
    );
    const { exit, data } = await cli.json('import', 'people', file);
    expect(exit).toBe(1);
    expect(data).toMatchObject({
      created: 2,
      refused: 2,
      rows: [
        { line: 2, externalId: 's1', result: 'created', inviteUrl: expect.any(String) },
        { line: 3, result: 'refused', error: { field: 'name', detail: 'is required' } },
        { line: 4, result: 'refused', error: { field: 'direction' } },
        { line: 5, externalId: 'c1', result: 'created' },
      ],
    });
    const { out } = await cli.run('import', 'people', file);
    expect(out).toContain('people: 0 created, 0 updated, 2 unchanged, 2 refused');
    expect(out).toContain('line 3 (s2): name is required');
  });

  it('changes nothing on a dry run, and says the same as the run in earnest', async () => {
    const cli = commandLine();
    const both = `${people}- {externalId: s9, name: Нина, roles: [{role: seller}], direction: Опт, mentorExternalIds: [c1]}\n`;
    const file = cli.file('people.yaml', both);
    const dry = await cli.json('import', 'people', file, '--dry-run');
    expect(dry).toMatchObject({ exit: 0, data: { dryRun: true, created: 4 } });
    expect(JSON.stringify(dry)).not.toContain('inviteUrl');
    expect(count(cli, 'people')).toBe(0);
    expect(count(cli, 'invites')).toBe(0);
    expect(await cli.json('import', 'people', file)).toMatchObject({ data: { created: 4 } });
    expect(count(cli, 'people')).toBe(4);
  });

  it('brings more than a batch in, beside a service that holds the database open', async () => {
    const cli = commandLine();
    const service = cli.database();
    const many = Array.from(
      { length: 2345 },
      (_, n) => `c${n},Клиент ${n},+7916${String(n).padStart(7, '0')}`,
    );
    const file = cli.file('clients.csv', `externalId,name,phones\n${many.join('\n')}\n`);
    const { exit, data } = await cli.json('import', 'clients', file);
    expect([exit, data.created]).toEqual([0, 2345]);
    expect(
      service.orm.$client.prepare<[], { n: number }>('SELECT count(*) n FROM clients').get()?.n,
    ).toBe(2345);
  });

  it('publishes checklists, a new version only where something changed', async () => {
    const cli = commandLine();
    const checklist = (text: string) =>
      `type: in\nname: Входящий\nsections: [{code: a, name: A, items: [{code: x, text: ${text}}]}]\n`;
    const results = async (text: string) =>
      (await cli.json('import', 'checklists', cli.file('c.yaml', checklist(text)))).data;
    expect(await results('X')).toMatchObject({ created: 1 });
    expect(await results('X')).toMatchObject({ unchanged: 1 });
    expect(await results('Y')).toMatchObject({ updated: 1 });
    expect(count(cli, 'checklist_versions')).toBe(2);
  });

  it('imports nothing of a file that cannot be read', async () => {
    const cli = commandLine({ database: false });
    const broken = cli.file('people.csv', 'externalId,nmae\ns1,Иван\n');
    expect(await cli.run('import', 'people', broken)).toMatchObject({
      exit: 1,
      out: expect.stringContaining('line 1: "nmae" is no field of people; did you mean name?'),
    });
    expect((await cli.run('import', 'people', join(cli.folder, 'none.yaml'))).exit).toBe(2);
    expect((await cli.run('import', 'pepole', broken)).exit).toBe(2);
    expect(existsSync(cli.env.DATABASE_PATH ?? '')).toBe(false);
  });
});

describe('draw and verify-draw', () => {
  it('draws what has ended, once, and can be recomputed', async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    await cli.run('import', 'calls', cli.file('calls.json', calls('a', 'b', 'c')));
    expect((await cli.run('draw')).out).toContain('The next one ends at 2026-11-23T16:00:00.000Z');

    const preview = await cli.json('draw', '--dry-run');
    expect(preview.data).toMatchObject({
      draws: [{ date: '2026-11-23', perSeller: [{ name: 'Иван', eligible: 3, drawn: 2 }] }],
    });
    expect(JSON.stringify(preview.data)).not.toMatch(/ticket|callId|seed/);
    expect(count(cli, 'drawn_calls')).toBe(0);

    expect((await cli.json('draw', '--date', '2026-11-23')).exit).toBe(1);
    cli.clock.now = Date.parse('2026-11-23T16:00:00Z');
    expect(await cli.json('draw')).toEqual({
      exit: 0,
      data: {
        draws: [
          { date: '2026-11-23', windowTo: '2026-11-23T16:00:00.000Z', eligible: 3, drawn: 2 },
        ],
        waiting: [],
      },
    });
    expect((await cli.run('draw')).out).toContain('Every window that has ended is drawn');
    expect(await cli.run('draw', '--date', '2026-11-23')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('was drawn at 2026-11-23T16:00:00.000Z'),
    });
    expect(await cli.json('verify-draw', '2026-11-23')).toMatchObject({
      exit: 0,
      data: { ok: true, eligible: 3, drawn: 2 },
    });
  });

  it('gives and verifies each of several draws of a day, and fails where one does not hold', async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    await cli.run('policy', 'set', 'drawCron=0 13,19 * * 1-6', 'perSeller=1');
    cli.clock.now = Date.parse('2026-11-23T16:00:00Z');
    await cli.run('draw');
    cli.clock.now = Date.parse('2026-11-24T08:00:00Z');
    await cli.run('import', 'calls', cli.file('calls.json', calls('a', 'b', 'c')));
    cli.clock.now = Date.parse('2026-11-24T10:00:00Z');
    expect((await cli.run('draw')).out).toContain(
      '2026-11-24, calls up to 2026-11-24T10:00:00.000Z: 3 eligible, 1 drawn',
    );
    expect((await cli.run('draw', '--date', '2026-11-24')).out).toBe(
      'The window of 2026-11-24 was drawn at 2026-11-24T10:00:00.000Z.\n' +
        'The window of 2026-11-24 ends at 2026-11-24T16:00:00.000Z; it is drawn then.\n',
    );
    await cli.run('import', 'calls', cli.file('calls.json', calls('d', 'e')));
    cli.clock.now = Date.parse('2026-11-24T16:00:00Z');
    await cli.run('draw');
    expect(await cli.json('verify-draw', '2026-11-24')).toMatchObject({
      exit: 0,
      data: {
        ok: true,
        eligible: 5,
        drawn: 2,
        draws: [
          { windowTo: '2026-11-24T10:00:00.000Z', ok: true, eligible: 3, drawn: 1 },
          { windowTo: '2026-11-24T16:00:00.000Z', ok: true, eligible: 2, drawn: 1 },
        ],
      },
    });
    // Of the day's first draw alone another call is put in the place of the one drawn.
    const db = cli.database();
    const draw = db.orm.$client
      .prepare<[], { id: number }>("SELECT min(id) id FROM draws WHERE date = '2026-11-24'")
      .get();
    const left = db.orm.$client
      .prepare<[], { id: number }>(
        "SELECT id FROM calls WHERE external_id IN ('a', 'b', 'c') AND draw_id IS NULL LIMIT 1",
      )
      .get();
    db.orm.$client
      .prepare('UPDATE drawn_calls SET call_id = ? WHERE draw_id = ?')
      .run(left?.id, draw?.id);
    const verified = await cli.run('verify-draw', '2026-11-24');
    expect(verified.exit).toBe(1);
    expect(verified.out.split('\n')).toEqual([
      expect.stringMatching(
        /up to 2026-11-24T10:00:00.000Z: 3 eligible, 1 drawn. It does not hold:$/,
      ),
      `  call ${left?.id} was drawn but should not have been`,
      expect.stringMatching(/should have been drawn but was not/),
      expect.stringMatching(/^ {2}the record comes to \w+, not to \w+, which the chain has$/),
      expect.stringMatching(
        /up to 2026-11-24T16:00:00.000Z: 2 eligible, 1 drawn. Recomputed: the same calls.$/,
      ),
      '',
    ]);
  });

  it("draws a missed day's window by its date, and leaves the others", async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    await cli.run('import', 'calls', cli.file('calls.json', calls('a')));
    cli.clock.now = Date.parse('2026-11-24T17:00:00Z');
    expect(await cli.json('draw', '--date', '2026-11-23')).toMatchObject({
      data: { draws: [{ date: '2026-11-23', drawn: 1 }] },
    });
    expect(await cli.json('draw')).toMatchObject({
      data: { draws: [{ date: '2026-11-24', drawn: 0 }] },
    });
  });

  it('says where a recorded draw does not hold, and exits 1', async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    await cli.run('import', 'calls', cli.file('calls.json', calls('a', 'b', 'c')));
    cli.clock.now = Date.parse('2026-11-23T16:00:00Z');
    await cli.run('draw');
    const db = cli.database();
    const left = db.orm.$client
      .prepare<[], { id: number }>(
        'SELECT id FROM calls WHERE id NOT IN (SELECT call_id FROM drawn_calls)',
      )
      .get();
    db.orm.$client.prepare('UPDATE drawn_calls SET call_id = ? WHERE rowid = 1').run(left?.id);
    const { exit, data } = await cli.json('verify-draw', '2026-11-23');
    expect([exit, data.ok]).toEqual([1, false]);
    expect(data.problems).toEqual([
      expect.stringMatching(`call ${left?.id} was drawn but should not have been`),
      expect.stringMatching(/should have been drawn but was not/),
      expect.stringMatching(/^the record comes to \w+, not to \w+, which the chain has$/),
    ]);
    expect((await cli.run('verify-draw', '2026-11-22')).exit).toBe(1);
    expect((await cli.run('verify-draw', 'monday')).exit).toBe(2);
  });
});

describe('approve and credit', () => {
  it('have nothing to say of an empty month', async () => {
    const cli = commandLine();
    expect(await cli.json('approve')).toEqual({ exit: 0, data: { approved: 0 } });
    expect(await cli.json('credit', '2026-11')).toMatchObject({
      exit: 0,
      data: { month: '2026-11', total: { calls: 0 }, sellers: [], controllers: [] },
    });
    expect((await cli.run('credit', '2026-13')).exit).toBe(2);
  });

  it('writes a month as a workbook, and says where it cannot', async () => {
    const cli = commandLine();
    const file = join(cli.folder, 'month.xlsx');
    const written = await cli.json('credit', '2026-11', '--xlsx', file);
    expect(written).toMatchObject({ exit: 0, data: { month: '2026-11', file } });
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    const nowhere = join(cli.folder, 'nowhere', 'month.xlsx');
    const { exit, err } = await cli.run('credit', '2026-11', '--xlsx', nowhere);
    expect(exit).toBe(2);
    expect(err).toContain(`${nowhere} cannot be written`);
  });
});

describe('policy', () => {
  it('is shown and changed by name, all of it or nothing', async () => {
    const cli = commandLine();
    cli.env.POLICY_PER_SELLER = '3';
    expect((await cli.json('policy', 'show')).data).toMatchObject({ perSeller: 3 });
    expect((await cli.run('policy', 'set', 'perSeller=4', 'quietHours=')).exit).toBe(0);
    expect((await cli.json('policy', 'show')).data).toMatchObject({ perSeller: 4, quietHours: '' });
    for (const words of [['perSeller=5', 'percent=200'], ['drawCron=99 * * * *']]) {
      expect((await cli.run('policy', 'set', ...words)).exit).toBe(1);
    }
    for (const words of [['perSeler=5'], ['perSeller'], ['perSeller='], []]) {
      expect((await cli.run('policy', 'set', ...words)).exit).toBe(2);
    }
    expect((await cli.json('policy', 'show')).data).toMatchObject({ perSeller: 4 });
    expect(count(cli, 'policy_changes')).toBe(2);
  });

  it('says from which draw on a rule of the draw holds: not for the window that is open', async () => {
    const cli = commandLine();
    await cli.run('policy', 'show');
    cli.clock.now = Date.parse('2026-11-23T15:59:59Z');
    for (const [word, said, from] of [
      ['perSeller=0', 'perSeller is now 0', '2026-11-24T16:00:00.000Z'],
      ['drawCron=0 12 1 * *', 'drawCron is now 0 12 1 * *', '2026-12-01T09:00:00.000Z'],
    ] as const) {
      expect((await cli.run('policy', 'set', word)).out).toBe(
        `${said}\nIt holds from the draw of ${from} on.\n`,
      );
    }
    expect((await cli.run('policy', 'set', 'reviewPoints=2')).out).toBe('reviewPoints is now 2\n');
  });
});

describe('backup', () => {
  it('writes a whole database that opens again, and overwrites nothing', async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    const service = cli.database();
    const copy = join(cli.folder, 'copy.db');
    expect((await cli.run('backup', copy)).exit).toBe(0);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(existsSync(`${copy}.partial`)).toBe(false);
    cli.env.DATABASE_PATH = copy;
    expect(count(cli, 'people')).toBe(3);
    expect((await cli.run('backup', copy)).exit).toBe(2);
    expect((await cli.run('backup', join(cli.folder, 'no', 'folder.db'))).exit).toBe(1);
    service.orm.$client.prepare('SELECT 1').get();
  });
});

interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  cure: string | null;
}

describe('doctor', () => {
  const findingsOf = async (cli: ReturnType<typeof commandLine>) => {
    const { exit, data } = await cli.json('doctor');
    const list = data.findings as Finding[];
    expect(exit).toBe(list.every(({ ok }) => ok) ? 0 : 1);
    for (const { ok, cure } of list) expect(cure === null).toBe(ok);
    return (check: string) => list.find((finding) => finding.check === check);
  };

  it('finds that there is no database yet, and makes none', async () => {
    const cli = commandLine({ database: false });
    expect((await findingsOf(cli))('database')).toMatchObject({
      ok: false,
      cure: expect.stringMatching(/start/),
    });
    expect(existsSync(cli.env.DATABASE_PATH ?? '')).toBe(false);
  });

  it('asks the service that runs on the database how it is', async () => {
    const cli = commandLine();
    cli.database();
    const service = async () => (await findingsOf(cli))('service');
    expect((await service())?.detail).toBe('none runs on this database');
    const lock = lockForService(cli.env.DATABASE_PATH ?? '');
    onTestFinished(() => {
      if (lock.ok) lock.release();
    });
    let problems: string[] = [];
    const server = createServer((_, response) => response.end(JSON.stringify({ problems })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cli.env.HTTP_PORT = String((server.address() as AddressInfo).port);
    expect(await service()).toMatchObject({ ok: true, detail: 'runs and is ready' });
    problems = ['another program fetches the updates of this bot: end the other copy'];
    expect(await service()).toMatchObject({ ok: false, cure: problems[0] });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await service())?.detail).toMatch(/does not answer at http:\/\/127\.0\.0\.1/);
  });

  it('finds a damaged and a strange file, and the other commands refuse them with 78', async () => {
    const cli = commandLine();
    const path = cli.env.DATABASE_PATH ?? '';
    writeFileSync(path, 'no database at all, but long enough to be read as one'.repeat(100));
    expect((await findingsOf(cli))('database')?.ok).toBe(false);
    expect(await cli.run('approve')).toMatchObject({
      exit: 78,
      err: expect.stringContaining(path),
    });
    cli.env.DATABASE_PATH = join(cli.folder, 'whole.db');
    await cli.run('policy', 'set', 'perSeller=3');
    truncateSync(cli.env.DATABASE_PATH, 40_000);
    expect((await findingsOf(cli))('database')?.ok).toBe(false);
  });

  it('is content with an installation in order', async () => {
    const cli = commandLine();
    let telegramId = 1000;
    const bound = people.replaceAll('name:', () => {
      telegramId += 1;
      return `telegramId: ${telegramId}, name:`;
    });
    await cli.run('import', 'people', cli.file('people.yaml', bound));
    const checklist =
      'type: in\nname: Входящий\nsections: [{code: a, name: A, items: [{code: x, text: X}]}]';
    await cli.run('import', 'checklists', cli.file('c.yaml', checklist));
    cli
      .database()
      .orm.$client.prepare(
        'INSERT INTO job_runs (name, due_at, started_at, finished_at) VALUES (?, ?, ?, ?)',
      )
      .run('leases', cli.clock.now, cli.clock.now, cli.clock.now);
    const telegram = createServer((_, response) =>
      response.end(JSON.stringify({ ok: true, result: { username: 'our_bot' } })),
    ).listen(0, '127.0.0.1');
    await once(telegram, 'listening');
    onTestFinished(() => void telegram.close());
    const { port } = telegram.address() as AddressInfo;
    Object.assign(cli.env, {
      BOT_TOKEN: '123:abc',
      TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
    });
    const finding = await findingsOf(cli);
    expect(finding('token')?.detail).toBe('@our_bot');
    for (const check of [
      'token',
      'jobs',
      'telephony',
      'database',
      'migrations',
      'policy',
      'people',
      'checklists',
      'extensions',
      'telegram',
      'outbox',
      'draws',
      'zone',
      'recordings',
      'disk',
      'api',
    ]) {
      expect(finding(check), check).toMatchObject({ ok: true });
    }
  });

  it('finds what keeps an installation from working', async () => {
    const cli = commandLine();
    await cli.run(
      'import',
      'people',
      cli.file('people.yaml', people.split('\n').slice(0, 2).join('\n')),
    );
    const strange = calls('a', 'b').replaceAll('"101"', '"999"');
    await cli.run('import', 'calls', cli.file('calls.json', strange));
    cli.clock.now = Date.parse('2026-11-25T07:00:00Z');
    const recordings = join(cli.folder, 'recordings');
    Object.assign(cli.env, {
      TIME_ZONE: 'Europe/Samara',
      API_TOKENS: 'crm:short',
      RECORDINGS_DIR: recordings,
    });
    const before = await findingsOf(cli);
    const said = (check: string) => before(check)?.detail;
    expect(said('people')).toContain('no active controller, no active supervisor');
    expect(said('checklists')).toContain('none is published');
    expect(said('extensions')).toContain('pbx:999 (2 calls)');
    expect(said('telegram')).toContain('Иван');
    expect(said('draws')).toBe('not drawn: 2026-11-23, 2026-11-24');
    expect(said('zone')).toContain('Europe/Samara');
    expect(said('api')).toContain('the token of crm');
    expect(said('recordings')).toContain('cannot be read');
    expect(said('token')).toBe('BOT_TOKEN is not set');
    expect(said('jobs')).toBe('none has run yet');
    cli
      .database()
      .orm.$client.prepare('INSERT INTO telephony_marks (name, problem) VALUES (?, ?)')
      .run('uis', 'answers 403');
    Object.assign(cli.env, { BOT_TOKEN: '123:abc', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' });
    const again = await findingsOf(cli);
    expect(again('telephony')?.detail).toBe('uis: answers 403');
    expect(again('token')?.detail).toContain('does not answer');
    mkdirSync(recordings);
    writeFileSync(join(recordings, 'a.ogg'), '');
    expect((await findingsOf(cli))('recordings')?.detail).toContain(
      'of the last 2 recordings 1 are not',
    );
  });
});
