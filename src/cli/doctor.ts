import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createApp } from '../app/app.ts';
import { examineDatabase } from '../app/company/doctor.ts';
import { type Finding, fine, wrong } from '../app/company/finding.ts';
import { ffmpegFinding } from '../app/company/setup-findings.ts';
import type { Config } from '../config.ts';
import { freeBytes } from '../db/disk.ts';
import { examine } from '../db/examine.ts';
import { openForReading } from '../db/open.ts';
import { hasPolicy } from '../db/policy.ts';
import { lookAtMachine } from '../media/machine.ts';
import { nextCron } from '../schedule.ts';
import { backupFindings } from './backup-finding.ts';
import { type CliApp, type Command, columns, done, findings } from './command.ts';
import { serviceFinding } from './service-finding.ts';

const tokenLeast = 16;

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  about: 'Look over the whole installation: what is wrong, and what to do about it',
  help: 'Changes nothing, and can be asked beside a running service.',
  options: {},
  words: [0, 0],
  async run(cliApp) {
    const list = [
      ...(await botFindings(cliApp.config)),
      await serviceFinding(cliApp.config),
      ...databaseFindings(cliApp),
      diskFinding(cliApp.config),
      tokenFinding(cliApp.config),
    ];
    const bad = list.filter(({ ok }) => !ok);
    const rows = list.map(({ check, ok, detail }) => [ok ? 'ok' : '!!', check, detail]);
    const cures = bad.map(({ check, cure }) => `${check}: ${cure}`);
    const text = [columns(rows), ...(cures.length > 0 ? ['', 'What to do:', ...cures] : [])];
    const data = { ok: bad.length === 0, findings: list };
    return (bad.length === 0 ? done : findings)(text.join('\n'), data);
  },
};

/** Through a connection that cannot write: even an older database stays as it is. */
function databaseFindings({ config, clock }: CliApp): Finding[] {
  const path = config.databasePath;
  const machine = lookAtMachine(config);
  const alone = (finding: Finding) => [finding, ffmpegFinding(machine.ffmpeg(0))];
  if (!existsSync(path)) {
    const cure =
      'start the service, or import something; either makes it (DATABASE_PATH says where)';
    return alone(wrong('database', `${path} does not exist yet`, cure));
  }
  const problem = examine(path, Number.POSITIVE_INFINITY);
  if (problem !== null) {
    const [detail = problem, cure = 'restore a backup'] = problem.split(/; (?=[^;]*$)/);
    return alone(wrong('database', `${path} ${detail}`, cure));
  }
  const db = openForReading(path);
  try {
    const app = createApp({
      db,
      clock,
      random: () => {
        throw new Error('the doctor draws no random numbers');
      },
      nextCron,
      backups: config.backups,
      machine,
    });
    const list = examineDatabase(app);
    if (!list[0]?.ok) return [...list, ffmpegFinding(machine.ffmpeg(0))];
    return [
      fine('database', `${path}, ${megabytes(statSync(path).size)}`),
      ...list,
      ...backupFindings(app),
      ...(hasPolicy(db) ? [zoneFinding(config, app.policy().timeZone)] : []),
    ];
  } finally {
    db.close();
  }
}

function zoneFinding({ policy }: Config, inForce: string): Finding {
  if (policy.timeZone === undefined || policy.timeZone === inForce) return fine('zone', inForce);
  const detail = `TIME_ZONE says ${policy.timeZone}, the policy in force ${inForce}`;
  const cure = `TIME_ZONE sets only the first value: razbor policy set timeZone=${policy.timeZone}, or change TIME_ZONE`;
  return wrong('zone', detail, cure);
}

function diskFinding({ databasePath, diskReserveBytes }: Config): Finding {
  const folder = dirname(databasePath);
  const free = freeBytes(folder);
  if (free >= diskReserveBytes) return fine('disk', `${megabytes(free)} free`);
  return wrong(
    'disk',
    `${megabytes(free)} free beside the database`,
    `make room: ${megabytes(diskReserveBytes)} or more; until then no recording is fetched`,
  );
}

const answerMsMax = 10_000;

/** Asks Telegram whose the token is, and what that bot may do. */
async function botFindings({ botToken, telegramApiRoot }: Config): Promise<Finding[]> {
  const bad = (...said: Parameters<typeof wrong>) => [wrong(...said)];
  if (botToken === null) {
    return bad('token', 'BOT_TOKEN is not set', 'set it to the token that @BotFather gave');
  }
  try {
    const answer = await fetch(`${telegramApiRoot}/bot${botToken}/getMe`, {
      signal: AbortSignal.timeout(answerMsMax),
    });
    const { ok, result } = (await answer.json()) as { ok: boolean; result?: KnownBot };
    if (ok) return [fine('token', `@${result?.username}`), searchFinding(result)];
    // So it answers a token that it does not know, and one that is none.
    if (answer.status !== 401 && answer.status !== 404) {
      const later = 'see whether Telegram works elsewhere, and look again in a while';
      return bad('token', `${telegramApiRoot} answers ${answer.status}`, later);
    }
    const cure = 'ask @BotFather for the token again (/token), and set BOT_TOKEN to it';
    return bad('token', `Telegram does not know it (${answer.status})`, cure);
  } catch {
    const cure = 'see that this machine reaches Telegram, or correct TELEGRAM_API_ROOT';
    return bad('token', `${telegramApiRoot} does not answer`, cure);
  }
}

interface KnownBot {
  username?: string;
  supports_inline_queries?: boolean;
}

/** Nothing is wrong without it: the list of calls is searched by its filters as well. */
function searchFinding(bot: KnownBot | undefined): Finding {
  return bot?.supports_inline_queries === true
    ? fine('search', 'as one types (inline mode) is on')
    : fine('search', 'as one types is off: @BotFather, /setinline, then start the service again');
}

function tokenFinding({ apiTokens }: Config): Finding {
  const short = apiTokens.filter(({ token }) => token.length < tokenLeast).map(({ name }) => name);
  if (short.length === 0) return fine('api', `${apiTokens.length} tokens`);
  const detail = `easily guessed, shorter than ${tokenLeast} signs: the token of ${short.join(', ')}`;
  return wrong('api', detail, 'make another: openssl rand -hex 24');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;
}
