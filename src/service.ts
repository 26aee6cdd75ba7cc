import type { App } from './app/app.ts';
import { createBackups } from './app/company/back-up.ts';
import { jobFailed } from './app/company/job-runs.ts';
import { unableAtStart } from './app/company/setup-findings.ts';
import { sendEvents } from './app/credit/events.ts';
import { createIncidents, type Incidents } from './app/incidents.ts';
import { startUploads } from './app/intake/start-uploads.ts';
import { rememberBot } from './app/people/invite-person.ts';
import { receivedUpdates } from './app/people/received-updates.ts';
import { createBackgroundTasks } from './bot/background-tasks.ts';
import { createBot } from './bot/bot.ts';
import { around, countAnswers } from './bot/count-answers.ts';
import { type Delivery, startDelivery } from './bot/deliver.ts';
import { createUploadTeller } from './bot/intake/upload-teller.ts';
import { lastShown } from './bot/last-shown.ts';
import { createRunner } from './bot/run.ts';
import { knownMeans } from './bot/telegram-means.ts';
import { type Closers, createClosers, startOrClose } from './closers.ts';
import type { ServiceConfig } from './config.ts';
import { openingProblem } from './db/open-problem.ts';
import { eventSender } from './http/event-sender.ts';
import { createHttp, type Listening, listen } from './http/server.ts';
import type { Ffmpeg } from './media/ffmpeg.ts';
import { openApp, type Wake } from './open-app.ts';
import { createPictures, type Pictures } from './reports/pictures.ts';
import { type Job, type Schedule, startSchedule } from './schedule.ts';
import { pluggedIn } from './telephony/plugged-in.ts';
import { followers, heldCallsJob, telephonyJobs } from './telephony-jobs.ts';
import { watchService } from './watch-service.ts';

/** What a press has begun gets so long to be done when the service ends. */
const backgroundMsMax = 1000;

export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface ServiceParts {
  config: ServiceConfig;
  clock: () => number;
  /** Milliseconds of a clock that is never set; without it `clock` is taken to be one, such as one moved by hand. */
  steady?: () => number;
  random: (count: number) => Buffer;
  log: Log;
  /** What draws the pictures of the chat: a thread of their own, where nothing else is named. */
  pictures?: Pictures;
  /** What hears the recordings: the program of the configuration, where nothing else is named. */
  ffmpeg?: Ffmpeg;
}

export interface Service {
  app: App;
  schedule: Schedule;
  delivery: Delivery;
  /** True once the bot is connected to Telegram, false if it was stopped before that. */
  connected: Promise<boolean>;
  /** Null where no HTTP server was asked for. */
  httpPort: number | null;
  /** Makes ready what whoever asks for the first picture would else wait for; that it fails does no harm. */
  warmUp(): Promise<void>;
  /** Answers when what goes on behind the taps, such as a picture that is being drawn, is done. */
  settled(): Promise<void>;
  /** Ends everything in reverse; asked again, it waits for the same end. */
  stop(): Promise<void>;
}

export type Started = { ok: true; service: Service } | { ok: false; problem: string };

/**
 * Puts the parts together and starts them in order; `stop` ends them in reverse, and so does whatever fails
 * on the way.
 */
export async function startService(parts: ServiceParts): Promise<Started> {
  const incidents = createIncidents({
    now: parts.clock,
    steady: parts.steady,
    log: parts.log,
  });
  const closers = createClosers(incidents.caught);
  try {
    return await startOrClose(closers, async () => {
      const started = await startParts(parts, closers, incidents);
      if (!started.ok) await closers.close();
      return started;
    });
  } catch (error) {
    const path = parts.config.databasePath;
    const problem = openingProblem(path, error);
    if (problem === null) throw error;
    return { ok: false, problem: `${path}: ${problem}` };
  }
}

async function startParts(
  parts: ServiceParts,
  closers: Closers,
  incidents: Incidents,
): Promise<Started> {
  const { config, log, pictures = createPictures() } = parts;
  const onError = incidents.caught;
  const wake: Wake = { delivery() {}, uploads() {} };
  const opened = openApp(parts, closers, wake, incidents);
  if (!opened.ok) return opened;
  const { app } = opened;
  for (const unable of unableAtStart(app)) log.info(unable, 'not set up yet');

  const received = receivedUpdates(app);
  closers.add('pictures', () => pictures.stop());
  const backgroundTasks = createBackgroundTasks(onError);
  closers.add('background tasks', () => backgroundTasks.done(backgroundMsMax));
  const plugged = pluggedIn(config.telephony);
  const { botToken: token, telegramApiRoot: apiRoot } = config;
  const answers = countAnswers(incidents);
  const means = knownMeans((name, refusal) =>
    log.info({ means: name, refusal }, 'Telegram does not know this here: it is left out'),
  );
  const shown = around(lastShown(), means);
  const bot = createBot({
    app,
    received,
    token,
    apiRoot,
    backgroundTasks,
    pictures,
    shown,
    counting: answers.counting,
    onError,
    onRefused: (facts) => log.info(facts, 'a tap was refused'),
  });
  const health = watchService(app, bot.api, config);
  closers.add('the watch over health', health.stop);
  const runner = createRunner({ app, bot, webhook: config.webhook, received });
  const http = createHttp({
    app,
    tokens: config.apiTokens,
    log,
    telephony: plugged,
    ready: runner.problems,
    counted: { unreadable: runner.unreadable, telegramAnswers: answers.all },
  });
  runner.mount(http);
  const listening = await listenOrSay(http, config, app);
  if (!listening.ok) return listening;
  closers.add('HTTP', () => listening.server?.close());

  const delivery = startDelivery({
    app,
    token,
    apiRoot,
    shown: around(shown, answers.counting),
    onError,
  });
  wake.delivery = delivery.wake;
  closers.add('delivery', () => {
    // What is due from now on leaves with the next start.
    wake.delivery = () => {};
    return delivery.stop();
  });
  const files = followers(app, config.telephony, log);
  closers.add('files of calls', () => files.stop());
  const schedule = startSchedule(app, (job, error) => jobFailed(app, job, error), [
    ...telephonyJobs(plugged, log),
    ...files.jobs,
    heldCallsJob(log),
    ...eventJobs(config, log),
    ...backupJobs(config),
  ]);
  closers.add('the schedule', () => schedule.stop());
  // Telegram may be out of reach for a while: draws, approvals and the API do not wait for it.
  const connected = runner
    .start()
    .then((username) => rememberBot(app, username))
    .catch((error) => {
      onError(error, 'connecting to Telegram');
      return false;
    });
  closers.add('the bot', async () => {
    await runner.stop();
    await connected;
  });
  const teller = createUploadTeller({ app, api: bot.api, onError });
  const uploads = startUploads({ app, teller, onError, ready: connected });
  wake.uploads = uploads.wake;
  closers.add('uploads', () => uploads.stop());
  // What was missed while the service was down is made up for; nobody waits for it to be over.
  void schedule.tick();

  return {
    ok: true,
    service: {
      app,
      schedule,
      delivery,
      connected,
      httpPort: listening.server?.port ?? null,
      async warmUp() {
        const isWarm = await pictures.warm();
        log.info({}, isWarm ? 'pictures are ready to be drawn' : 'no picture could be drawn yet');
      },
      settled: () => backgroundTasks.done(),
      stop: () => closers.close(),
    },
  };
}

/** Final approvals on their way to the company's own system, where it wants them. */
function eventJobs({ events }: ServiceConfig, log: Log): Job[] {
  if (!events) return [];
  return [
    {
      name: 'events',
      everyS: 5,
      slow: true,
      async run(app) {
        const failed = await sendEvents(
          app,
          eventSender(events.url, events.secret, app.now, app.ending),
        );
        if (failed?.givenUp) log.error(failed, 'events were given up');
      },
    },
  ];
}

function backupJobs({ backups }: ServiceConfig): Job[] {
  if (!backups) return [];
  return [{ name: 'backup', everyS: 60, slow: true, run: createBackups(backups) }];
}

async function listenOrSay(
  http: Parameters<typeof listen>[0],
  { httpHost: host, httpPort: port }: ServiceConfig,
  { ending, incidents }: App,
): Promise<{ ok: true; server: Listening | null } | { ok: false; problem: string }> {
  if (port === 0) return { ok: true, server: null };
  try {
    return {
      ok: true,
      server: await listen(http, { host, port, ending, onError: incidents.caught }),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const cure = 'choose another HTTP_PORT or HTTP_HOST, or end what listens there';
    return { ok: false, problem: `HTTP_HOST ${host}, HTTP_PORT ${port}: ${detail}; ${cure}` };
  }
}
