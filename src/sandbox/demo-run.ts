import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClosers, startOrClose } from '../closers.ts';
import type { Language } from '../domain/person.ts';
import { createLog } from '../log.ts';
import { endOnSignal } from '../signals.ts';
import type { DemoArguments } from './demo-arguments.ts';
import { demoSecrets, startDemo } from './demo-company.ts';
import type { OwnCalls } from './own-calls.ts';

const say = (text: string) => process.stdout.write(text);

/** Runs the demo until it is told to end, and says on the terminal where it stands. */
export async function runDemo({ port, own: wanted }: DemoArguments): Promise<void> {
  const own = wanted && (await readOwn(wanted));
  if (wanted && !own) return;
  const log = createLog({ level: 'error', secrets: demoSecrets });
  const closers = createClosers((error, what) => log.error({ err: error, what }, 'failed'));
  const folder = mkdtempSync(join(tmpdir(), 'razbor-demo-'));
  closers.add('the folder', () => rmSync(folder, { recursive: true, force: true }));
  endOnSignal(() => closers.close());
  const demo = await startOrClose(closers, () =>
    startDemo({
      databasePath: join(folder, 'demo.db'),
      port,
      past: !own,
      apart: true,
      language: spokenHere(),
      log,
      onPage: (pageUrl) => showPage(pageUrl, port),
      ...(own ? { own } : {}),
    }),
  );
  closers.add('the demo', () => demo.stop());
  say('  The company is there. Ctrl+C ends it; nothing is kept.\n');
  demo.warmUp();
}

/** What this machine speaks: whoever opens the page may say otherwise. */
function spokenHere(): Language {
  return /^(ru|be|uk|kk|ky|uz|tg|hy)\b/.test(Intl.DateTimeFormat().resolvedOptions().locale)
    ? 'ru'
    : 'en';
}

async function readOwn({ calls, recordings, extensions }: NonNullable<DemoArguments['own']>) {
  const { ownCalls } = await import('./own-calls.ts');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const found = ownCalls(calls, recordings, { zone, extensions });
  if (!found.ok) {
    process.stderr.write(`${found.problem}\n`);
    process.exitCode = 2;
    return null;
  }
  sayOwn(found.own);
  return found.own;
}

function sayOwn({ items }: OwnCalls): void {
  const recorded = items.filter(({ recording }) => recording !== null).length;
  say(`\n  ${items.length} calls were read, ${recorded} of them with a recording in the folder.\n`);
}

function showPage(pageUrl: string, port: number): void {
  const isElsewhere = port !== 0 && new URL(pageUrl).port !== String(port);
  if (isElsewhere) say(`\n  Port ${port} is taken; another one is used.\n`);
  say(`
  Open   ${pageUrl}

  The page says when everybody has moved in: at once, but for the first start, which lives through three months
  before. Its guided tour takes a call from the telephone to the month's credit.
`);
  openBrowser(pageUrl);
}

/** Best effort: the address is on the screen anyway. */
function openBrowser(url: string): void {
  if (!process.stdout.isTTY) return;
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
