import { help, readArguments } from './demo-arguments.ts';

/**
 * `npm run demo [-- --port 8090]`: the whole product in a browser, without a token or a network. With
 * `--calls Master.csv --recordings FOLDER` it shows a company's own calls. What takes long to be loaded is loaded
 * once it has said what it does.
 */
const asked = readArguments(process.argv.slice(2));
if (!asked.ok) {
  process.stderr.write(`${asked.problem}\n`);
  process.exitCode = 2;
} else if (asked.given === 'help') {
  process.stdout.write(help);
} else {
  process.stdout.write('\n  Razbor: a demo company moves in on this machine …\n');
  const { runDemo } = await import('./demo-run.ts');
  await runDemo(asked.given);
}
