import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { progressLine } from '../../src/cli/progress.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { calls, commandLine, people } from './command-line.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each([
  [0, 0, 0, '0 rows, 0 %'],
  [500, 0.0025, 250, '500 rows, 0 %'],
  [50_000, 0.25, 25_000, '50,000 rows, 25 %, 2,000 rows/s, 1:15 left; Ctrl+C stops'],
  [1000, 0.0001, 1000, '1,000 rows, 0 %, 1,000 rows/s, 2:46:39 left; Ctrl+C stops'],
  [1_234_567, 1, 600_000, '1,234,567 rows, 100 %, 2,058 rows/s, 0:00 left; Ctrl+C stops'],
])('%i rows, %d of the file, after %i ms', (rows, share, elapsedMs, line) => {
  expect(progressLine(rows, share, elapsedMs)).toBe(line);
});

/** `Master.csv` with so many calls to the extension of the first seller. */
function masterCsv(count: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const at = (n: number) =>
    `2026-11-22 ${two(8 + Math.floor(n / 3600))}:${two(Math.floor(n / 60) % 60)}:${two(n % 60)}`;
  return Array.from(
    { length: count },
    (_, n) =>
      `"","+7916123${1000 + (n % 9000)}","101","default","","PJSIP/trunk-${n}","PJSIP/101-${n}","Dial","PJSIP/101","${at(n)}","${at(n + 5)}","${at(n + 65)}",65,60,"ANSWERED","DOCUMENTATION","${1_763_000_000 + n}.${n}",""\n`,
  ).join('');
}

/** A terminal that somebody looks at, who presses Ctrl+C at what they read. */
function lookedAt(stopAt: (text: string) => boolean = () => false) {
  const seen: string[] = [];
  let stop = () => {};
  const terminal: Terminal = {
    write: (text) => {
      seen.push(text);
      if (stopAt(text)) stop();
    },
    onStop(heard) {
      stop = heard;
      return () => {
        stop = () => {};
      };
    },
  };
  return { seen, terminal };
}

async function importing(count: number, stopAt?: (text: string) => boolean) {
  const cli = commandLine();
  await cli.run('import', 'people', cli.file('people.yaml', people));
  const file = cli.file('Master.csv', masterCsv(count));
  const { seen, terminal } = lookedAt(stopAt);
  const env = { ...cli.env, TELEPHONY_ASTERISK_SOURCE: 'pbx' };
  const parts = { env, random: (size: number) => Buffer.alloc(size) };
  let now = Date.parse('2026-11-23T07:00:00Z');
  const clock = () => {
    now += 300;
    return now;
  };
  const run = (given?: Terminal) =>
    runCommandLine(['import', 'calls', file, '--json'], {
      ...parts,
      clock: given ? clock : () => cli.clock.now,
      ...(given ? { terminal: given } : {}),
    });
  return { cli, seen, terminal, run };
}

test('an import shows how far it is, and leaves nothing of that behind', async () => {
  const { seen, terminal, run } = await importing(1200);
  const shown = await run(terminal);
  expect(JSON.parse(shown.out)).toMatchObject({ created: 1200, stopped: false });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen[0]).toMatch(/^\r.*rows, \d+ %/);
  expect(seen.at(-1)).toBe('\r\u001b[K');
});

test('stopped, it keeps what it says; the same command goes on and doubles nothing', async () => {
  // A short file is read to its end before its calls are taken in, slice by slice.
  let whole = 0;
  const { terminal, run, cli } = await importing(3000, (text) => {
    if (text.includes('100 %')) whole += 1;
    return whole > 1;
  });
  const first = await run(terminal);
  expect(first.exit).toBe(130);
  const { created, stopped } = JSON.parse(first.out) as { created: number; stopped: boolean };
  expect(stopped).toBe(true);
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(3000);
  const count = () =>
    cli.database().orm.$client.prepare<[], { n: number }>('SELECT count(*) n FROM calls').get()?.n;
  expect(count()).toBe(created);
  const second = await run();
  expect(second.exit).toBe(0);
  expect(JSON.parse(second.out)).toMatchObject({ created: 3000 - created, unchanged: created });
  expect(count()).toBe(3000);
});

test('a table that is stopped goes on likewise', async () => {
  const cli = commandLine();
  await cli.run('import', 'people', cli.file('people.yaml', people));
  const file = cli.file('calls.json', calls(...Array.from({ length: 500 }, (_, n) => `c${n}`)));
  const { terminal } = lookedAt((text) => text.includes('rows'));
  const parts = {
    env: cli.env,
    clock: () => cli.clock.now,
    random: (n: number) => Buffer.alloc(n),
  };
  const first = await runCommandLine(['import', 'calls', file], { ...parts, terminal });
  expect(first).toMatchObject({ exit: 130, err: '' });
  expect(first.out).toContain('calls: 200 created');
  expect(first.out).toContain('Stopped before the end of the file. What is counted here is kept');
  expect((await runCommandLine(['import', 'calls', file], parts)).out).toContain(
    'calls: 300 created, 0 updated, 200 unchanged',
  );
});

const noPty = spawnSync('script', ['-qec', 'true', '/dev/null']).status !== 0;

test.skipIf(noPty)(
  'in a real terminal Ctrl+C stops an import, and says what is kept',
  async () => {
    const cli = commandLine();
    await cli.run('import', 'people', cli.file('people.yaml', people));
    const file = cli.file('Master.csv', masterCsv(9000));
    const command = `${process.execPath} bin/cli.js import calls ${file}`;
    const { PATH = '' } = process.env;
    cli.env.TELEPHONY_ASTERISK_SOURCE = 'pbx';
    const env = { PATH, ...cli.env };
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: root, env });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    let pressed = false;
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (pressed || !/\d rows, \d/.test(said)) return;
      pressed = true;
      child.stdin.write('\u0003');
    });
    const exit = await new Promise((resolve) => child.on('close', resolve));
    expect(said).toContain('Stopped before the end of the file');
    expect(exit).toBe(130);
    const again = await cli.json('import', 'calls', file);
    expect(again.data).toMatchObject({ refused: 0 });
    const { n } = cli.database().orm.$client.prepare('SELECT count(*) n FROM calls').get() as {
      n: number;
    };
    expect(n).toBe(9000);
  },
  120_000,
);

/** What each command is called with where it does the most; those that make a database are not among them. */
const onNothing: Record<string, readonly string[][]> = {
  import: [
    ['people', 'FILE', '--dry-run'],
    ['calls', 'MASTER', '--dry-run'],
  ],
  people: [['list'], ['show', 's1']],
  absences: [['list'], ['add', 's1', 'holiday', '01.12-14.12']],
  draw: [[], ['--dry-run']],
  'verify-draw': [['2026-11-23']],
  'verify-period': [['2026-11']],
  approve: [[]],
  credit: [['2026-11']],
  checklists: [['list'], ['show', 'incoming']],
  policy: [['show'], ['history']],
  purge: [[], ['--dry-run']],
  'personal-data': [['export', 'people', 's1']],
  backup: [['BACKUP']],
};

test('every command that brings nothing in leaves no database where there is none, and says so', async () => {
  const cli = commandLine({ database: false });
  const path = join(cli.folder, 'nowhere', 'razbor.db');
  cli.env.DATABASE_PATH = path;
  const files: Record<string, string> = {
    FILE: cli.file('people.yaml', people),
    MASTER: cli.file('Master.csv', masterCsv(3)),
    BACKUP: join(cli.folder, 'backup.db'),
  };
  const own = new Set(['restore', 'doctor']);
  expect(Object.keys(onNothing).sort()).toEqual(
    commands
      .map(({ name }) => name)
      .filter((name) => !own.has(name))
      .sort(),
  );
  for (const [name, ways] of Object.entries(onNothing)) {
    for (const words of ways) {
      const ran = await cli.run(name, ...words.map((word) => files[word] ?? word));
      expect(ran, name).toMatchObject({ exit: 78, out: '' });
      expect(ran.err).toContain(path);
      expect(ran.err).toContain('set DATABASE_PATH to where it is');
      expect(existsSync(join(cli.folder, 'nowhere')), name).toBe(false);
    }
  }
  expect((await cli.run('doctor')).exit).toBe(1);
  expect(existsSync(path)).toBe(false);
  expect((await cli.run('policy', 'set', 'perSeller=3')).exit).toBe(0);
  expect(existsSync(path)).toBe(true);
});
