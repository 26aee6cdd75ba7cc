import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readArguments } from '../../src/sandbox/demo-arguments.ts';
import { startDemo } from '../../src/sandbox/demo-company.ts';

test.each([
  [[], 8090],
  [['--port', '0'], 0],
  [['--port=8091'], 8091],
])('%j asks for port %i', (args, port) => {
  expect(readArguments(args)).toEqual({ ok: true, given: { port, own: null } });
});

test.each([
  [['--port', 'abc']],
  [['--port']],
  [['--port', '']],
  [['--port', '65536']],
  [['--port', '-1']],
  [['--prot', '8091']],
  [['--calls', 'Master.csv']],
])('%j is refused with one line', (args) => {
  expect(readArguments(args)).toEqual({ ok: false, problem: expect.stringMatching(/--port N/) });
});

test.each([['--help'], ['-h']])('%s names every option and ends with exit 0', (asked) => {
  expect(readArguments([asked, '--port', 'abc'])).toEqual({ ok: true, given: 'help' });
  const args = ['--import', 'tsx', 'src/sandbox/demo.ts', asked];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(0);
  for (const option of ['--port', '--calls', '--recordings', '--extensions', '--help']) {
    expect(stdout).toContain(option);
  }
});

test('the page says that the company moves in before the product is loaded, and when it is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-demo-page-'));
  const quiet = { debug() {}, info() {}, error() {} };
  const seen: unknown[] = [];
  const demo = await startDemo({
    databasePath: join(folder, 'demo.db'),
    port: 0,
    log: quiet,
    onPage: (pageUrl) => {
      const company = fetch(`${pageUrl}sandbox/company`);
      seen.push(company.then((answer) => answer.json()));
    },
  });
  onTestFinished(async () => {
    await demo.stop();
    rmSync(folder, { recursive: true });
  });
  expect(await Promise.all(seen)).toMatchObject([{ movingIn: 0, tour: null }]);
  expect(await (await fetch(`${demo.pageUrl}sandbox/company`)).json()).toMatchObject({
    movingIn: null,
    tour: { callId: null, next: { key: 'ring' } },
  });
});

test('the demo ends with exit 2 and that line alone', () => {
  const args = ['--import', 'tsx', 'src/sandbox/demo.ts', '--port', 'abc'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
});

test('the demo takes another port where the one asked for is taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'razbor-demo-port-'));
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const quiet = { debug() {}, info() {}, error() {} };
  const demo = await startDemo({ databasePath: join(folder, 'demo.db'), port, log: quiet });
  onTestFinished(async () => {
    await demo.stop();
    taken.close();
    rmSync(folder, { recursive: true });
  });
  expect(new URL(demo.pageUrl).port).not.toBe(String(port));
  expect((await fetch(demo.pageUrl)).status).toBe(200);
}, 30_000);
