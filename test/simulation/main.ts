import { parseArgs } from 'node:util';
import { type Simulated, simulate } from './simulate.ts';

const usage = `npm run simulate -- --seed N --days D     one company
npm run simulate -- --seeds A..B --days D  one after the other
  --verbose   what was reached, and how often
  --stop      at the first seed that breaks an invariant
  --trace     every line of what happens, to standard error
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    days: { type: 'string', default: '10' },
    verbose: { type: 'boolean', default: false },
    stop: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const [first = Number.NaN, last = first] = (values.seeds ?? values.seed).split('..').map(Number);
const days = Number(values.days);
if (values.help || ![first, last, days].every(Number.isSafeInteger)) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
let brokenSeeds = 0;
for (let seed = first; seed <= last; seed += 1) {
  const before = process.cpuUsage();
  const onLine = values.trace ? (line: string) => process.stderr.write(`${line}\n`) : undefined;
  const done = await simulate(seed, days, onLine).catch((error) => {
    brokenSeeds += 1;
    say(`seed ${seed}: the simulation itself failed: ${error?.stack ?? error}`);
  });
  if (!done) continue;
  const { user, system } = process.cpuUsage(before);
  const cpuS = ((user + system) / 1e6).toFixed(1);
  say(
    `seed ${seed}: ${days} days, ${done.steps} steps, ${cpuS} s CPU, ${done.reached.killed ?? 0} kills, trace ${done.hash.slice(0, 16)}`,
  );
  if (values.verbose) tellReached(done);
  if (done.broken) {
    brokenSeeds += 1;
    tellBroken(done);
    if (values.stop) break;
  }
}
process.exit(brokenSeeds === 0 ? 0 : 1);

function tellReached({ reached }: Simulated): void {
  const rows = Object.entries(reached).sort(([, a], [, b]) => b - a);
  for (const [what, times] of rows) say(`  ${String(times).padStart(6)} ${what}`);
}

function tellBroken({ seed, broken }: Simulated): void {
  if (!broken) return;
  const { invariant, found, step, day, at, lastActs } = broken;
  say(`BROKEN: ${invariant}`);
  say(`  seed ${seed}, day ${day} (${at}), step ${step}`);
  for (const row of found) say(`  ${typeof row === 'string' ? row : JSON.stringify(row)}`);
  say('  what happened last:');
  for (const line of lastActs) say(`    ${line}`);
  say(`  again: npm run simulate -- --seed ${seed} --days ${days}`);
}
