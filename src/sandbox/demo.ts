import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClosers, startOrClose } from '../closers.ts';
import { createLog } from '../log.ts';
import { endOnSignal } from '../signals.ts';
import { readArguments } from './demo-arguments.ts';
import { demoSecrets, startDemo } from './demo-company.ts';
import { ownCalls } from './own-calls.ts';

/**
 * `npm run demo [-- --port 8090]`: the whole product in a browser, without a token or a network. With
 * `--calls Master.csv --recordings FOLDER` it shows a company's own calls.
 */
const asked = readArguments(process.argv.slice(2));
if (!asked.ok) leave(asked.problem);
const { port, own: wanted } = asked.given;
const found = wanted
  ? ownCalls(wanted.calls, wanted.recordings, {
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      extensions: wanted.extensions,
    })
  : null;
if (found && !found.ok) leave(found.problem);

function leave(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}
const log = createLog({ level: 'error', secrets: demoSecrets });
const closers = createClosers((error, what) => log.error({ err: error, what }, 'failed'));
const folder = mkdtempSync(join(tmpdir(), 'razbor-demo-'));
closers.add('the folder', () => rmSync(folder, { recursive: true, force: true }));
endOnSignal(() => closers.close());

const demo = await startOrClose(closers, () =>
  startDemo({
    databasePath: join(folder, 'demo.db'),
    port,
    past: !found?.ok,
    log,
    ...(found?.ok ? { own: found.own } : {}),
  }),
);
closers.add('the demo', () => demo.stop());
if (found?.ok) {
  const recorded = found.own.items.filter(({ recording }) => recording !== null).length;
  process.stdout.write(
    `\n  ${found.own.items.length} calls were read, ${recorded} of them with a recording in the folder.\n`,
  );
}
const isElsewhere = port !== 0 && new URL(demo.pageUrl).port !== String(port);
if (isElsewhere) process.stdout.write(`\n  Port ${port} is taken; another one is used.\n`);
process.stdout.write(`
  Razbor is running with a demo company. Open

    ${demo.pageUrl}

  1. «До конца дня» draws the day's calls. 2. Ольга takes one with /next and scores it.
  3. «+5 минут» tells the seller, who accepts or appeals. 4. «+2 дня» lets the rest count.
  Ctrl+C ends it; nothing is kept.
`);
openBrowser(demo.pageUrl);
void demo.service().warmUp();

/** Best effort: the address is on the screen anyway. */
function openBrowser(url: string): void {
  if (!process.stdout.isTTY) return;
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
