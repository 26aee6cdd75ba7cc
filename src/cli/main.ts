import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { environment } from '../config.ts';
import { faultWords, secretsIn } from '../log.ts';
import { exits } from './command.ts';
import { runCommandLine } from './run.ts';
import { processTerminal } from './terminal.ts';

const env = environment();
try {
  const { exit, out, err } = await runCommandLine(process.argv.slice(2), {
    env,
    clock: Date.now,
    random: randomBytes,
    terminal: processTerminal(),
    // Installed as `razbor` (bin/razbor.js), or run from the checkout by npm.
    ...(basename(process.argv[1] ?? '').startsWith('razbor') ? { program: 'razbor' } : {}),
  });
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = exit;
} catch (error) {
  const detail = faultWords(error, secretsIn(env));
  process.stderr.write(
    `This is a fault of Razbor; please report it with what follows.\n${detail}\n`,
  );
  process.exitCode = exits.bug;
}
