import { randomBytes } from 'node:crypto';
import { environment, problemsText, readServiceConfig } from './config.ts';
import { createLog, secretsIn } from './log.ts';
import { isCron } from './schedule.ts';
import { startService } from './service.ts';
import { endOnSignal } from './signals.ts';
import { endOnUncaught } from './uncaught.ts';

const exitConfiguration = 78;

// 1. Settings: every problem at once, before anything is touched.
const env = environment();
const read = readServiceConfig(env, isCron);
if (!read.ok) {
  process.stderr.write(problemsText(read.problems));
  process.exit(exitConfiguration);
}
const { config } = read;
const log = createLog({ level: config.logLevel, secrets: secretsIn(env) });
endOnUncaught(log);

// 2. The end, also of what is only starting: everything in reverse; at once on a second signal.
endOnSignal(async (signal) => {
  log.info({ signal }, 'stopping');
  const begun = await starting;
  if (begun.ok) await begun.service.stop();
});

// 3. The service: database, policy, bot, API, delivery and schedule, in this order.
const starting = startService({
  config,
  clock: Date.now,
  steady: () => performance.now(),
  random: randomBytes,
  log,
});
const started = await starting;
if (!started.ok) {
  process.stderr.write(`${started.problem}\n`);
  process.exit(exitConfiguration);
}
const { service } = started;
log.info({ httpPort: service.httpPort }, 'Razbor is running');
void service.connected.then((done) => {
  if (!done) return;
  log.info({}, 'connected to Telegram');
  void service.warmUp();
});
