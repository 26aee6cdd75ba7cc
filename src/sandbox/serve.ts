import { endOnSignal } from '../signals.ts';
import { createRealClock } from './real-clock.ts';
import { help, readServeArguments, type ServeArguments } from './serve-arguments.ts';
import { createLocalTelegram } from './telegram/server.ts';

/** `npm run sandbox -- --token 123:abc`: a local Telegram for any bot. */
const asked = readServeArguments(process.argv.slice(2));
if (!asked.ok) {
  process.stderr.write(`${asked.problem}\n`);
  process.exitCode = 2;
} else if (asked.given === 'help') {
  process.stdout.write(help);
} else {
  await serve(asked.given);
}

async function serve({ token, username, port, people }: ServeArguments): Promise<void> {
  const clock = createRealClock();
  const telegram = createLocalTelegram({ botToken: token, botUsername: username, clock });
  for (const person of people) telegram.addPerson(person);
  try {
    const { url, pageUrl } = await telegram.listen(port);
    endOnSignal(() => telegram.close());
    process.stdout.write(`
  apiRoot   ${url}     give it to your bot
  The chats ${pageUrl}    open it in a browser

  Ctrl+C ends it; nothing is kept.
`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    process.stderr.write(`port ${port} is taken: end what uses it, or name another by --port\n`);
    process.exitCode = 1;
  }
}
