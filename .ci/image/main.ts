// Walks the Dockerfile as far as that goes without an engine, and runs what would run: the service until it answers and is
// healthy, and each command. A file that the image lacks, a package that is no production's, something written
// where a container may not write: all of that ends this with an error.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalTelegram } from '../../src/sandbox/telegram/server.ts';
import { freePort } from '../../test/support/free-port.ts';
import { commandsIn, everyCommand } from './commands.ts';
import { type Container, container } from './container.ts';
import { type Image, makeImage } from './make-image.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const botToken = '2000:a-token-of-the-local-telegram-alone';
const patienceMs = 60_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const endsAt = Date.now() + patienceMs; Date.now() < endsAt; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`in vain: ${what}`);
}

const answers = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** The service from its start to its end, with what is done beside it. */
async function serve(image: Image, box: Container, beside: () => Promise<void>): Promise<void> {
  const clock = { now: Date.now, moveTo: async () => {}, marks: () => [], timeZone: 'UTC' };
  const telegram = createLocalTelegram({ botToken, botUsername: 'razbor_image_bot', clock });
  const { url: TELEGRAM_API_ROOT } = await telegram.listen();
  const port = await freePort();
  const HTTP_PORT = String(port);
  const isHealthy = async () => (await box.run(image.healthcheck, { HTTP_PORT })).exit === 0;
  assert.equal(await isHealthy(), false, 'the health check is green where nothing runs');
  assert.equal((await box.run(image.healthcheck, { HTTP_PORT: '0' })).exit, 0);
  const service = box.start({ BOT_TOKEN: botToken, TELEGRAM_API_ROOT, HTTP_PORT });
  const ended = once(service.process, 'exit');
  try {
    const goesOn = () => assert.equal(service.process.exitCode, null, service.said());
    for (const path of ['healthz', 'readyz']) {
      await until(`/${path} answers\n${service.said()}`, () => {
        goesOn();
        return answers(`http://127.0.0.1:${port}/${path}`);
      });
    }
    assert.equal(await isHealthy(), true, 'the health check is red beside a service that answers');
    await until('a picture is drawn', () => service.said().includes('pictures are ready'));
    await beside();
    service.process.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null], service.said());
    assert.equal(await isHealthy(), false, 'the health check stays green after the end');
    assert.ok(!/"level":(50|60)/.test(service.said()), service.said());
  } finally {
    service.process.kill('SIGKILL');
    await telegram.close();
  }
}

async function runCommands(box: Container): Promise<void> {
  const settings = { BOT_TOKEN: botToken };
  // As the documents say it; npm itself may write nothing either.
  const help = await box.run(['npm', 'run', '--silent', 'razbor', '--', '--help'], settings);
  assert.equal(help.exit, 0, help.said);
  const checklist = readFileSync(join(root, 'src/sandbox/company/checklists/incoming-order.yaml'));
  const tried = everyCommand(box.data, String(checklist));
  for (const { words, exit, says } of tried) {
    say(`  razbor ${words.join(' ')}`);
    const ran = await box.run(['node', 'bin/razbor.js', ...words], settings);
    assert.equal(ran.exit, exit, ran.said);
    assert.match(ran.said, says);
  }
  const untried = commandsIn(help.said).filter(
    (name) => !tried.some(({ words }) => words[0] === name),
  );
  assert.deepEqual(untried, [], 'commands that .ci/image/commands.ts does not try');
}

const out = mkdtempSync(join(tmpdir(), 'razbor-image-'));
chmodSync(out, 0o755);
try {
  const image = makeImage(root, out, say);
  const box = container(image, join(out, 'tmp'));
  say(`CMD ${image.command.join(' ')}`);
  await serve(image, box, () => runCommands(box));
  assert.deepEqual(box.strays(), [], 'written where a container may not write');
  say('the image would run');
} finally {
  rmSync(out, { recursive: true, force: true });
}
