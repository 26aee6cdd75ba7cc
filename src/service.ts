import { type App, createApp } from './app/app.ts';
import { sendEvents } from './app/credit/events.ts';
import { firstPolicy } from './app/draw/change-policy.ts';
import { planDraws } from './app/draw/plan-draws.ts';
import { startUploads } from './app/intake/start-uploads.ts';
import { seenUpdates } from './app/people/chat-state.ts';
import { firstAdmin } from './app/people/first-admin.ts';
import { rememberBot } from './app/people/invite-person.ts';
import { createBot } from './bot/bot.ts';
import { type Delivery, startDelivery } from './bot/deliver.ts';
import { createErrands } from './bot/errands.ts';
import { createUploadTeller } from './bot/intake/upload-teller.ts';
import { createRunner } from './bot/run.ts';
import type { ServiceConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { eventSender } from './http/event-sender.ts';
import { createHttp, type Listening, listen } from './http/server.ts';
import { recordingDesk } from './recording-desk.ts';
import { createPictures, type Pictures } from './reports/pictures.ts';
import { type Job, nextCron, type Schedule, startSchedule } from './schedule.ts';
import { pluggedIn } from './telephony/plugged-in.ts';
import { cdrSettings, followers, telephonyJobs } from './telephony-jobs.ts';

const seenEveryMs = 250;

export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface ServiceParts {
  config: ServiceConfig;
  clock: () => number;
  random: (count: number) => Buffer;
  log: Log;
  /** What draws the pictures of the chat: a thread of their own, where nothing else is named. */
  pictures?: Pictures;
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
  stop(): Promise<void>;
}

export type Started = { ok: true; service: Service } | { ok: false; problem: string };

/** Puts the parts together and starts them in order; `stop` ends them in reverse. */
export async function startService({
  config,
  clock,
  random,
  log,
  pictures = createPictures(),
}: ServiceParts): Promise<Started> {
  const opened = openDatabase(config.databasePath);
  if (!opened.ok) return opened;
  const { db } = opened;
  const onError = (error: unknown, what: string) => log.error({ err: error, what }, 'failed');

  const { country, language } = config;
  let wake = () => {};
  const onOutbox = () => wake();
  let wakeUploads = () => {};
  const onUpload = () => wakeUploads();
  const app = createApp({
    db,
    clock,
    random,
    nextCron,
    cdr: cdrSettings(config.telephony),
    recordings: recordingDesk(config, clock),
    country,
    language,
    onOutbox,
    onUpload,
  });
  firstPolicy(app, config.policy);
  if (config.adminTelegramId) firstAdmin(app, config.adminTelegramId, language);
  planDraws(app);

  const plugged = pluggedIn(config.telephony);
  const seen = seenUpdates(app);
  const errands = createErrands(onError);
  const bot = createBot({
    app,
    seen,
    token: config.botToken,
    apiRoot: config.telegramApiRoot,
    errands,
    pictures,
    onError,
    onRefused: (facts) => log.info(facts, 'a tap was refused'),
  });
  const runner = createRunner(bot, config.webhook, onError);
  const http = createHttp({
    app,
    tokens: config.apiTokens,
    log,
    telephony: plugged,
    ready: runner.problems,
  });
  runner.mount(http);
  const listening = await listenOrSay(http, config);
  if (!listening.ok) {
    db.close();
    return listening;
  }

  const delivery = startDelivery({
    app,
    token: config.botToken,
    apiRoot: config.telegramApiRoot,
    onError,
  });
  wake = delivery.wake;
  const files = followers(app, config.telephony, log);
  const schedule = startSchedule(app, (job, error) => onError(error, job), [
    ...telephonyJobs(plugged, log),
    ...files.jobs,
    ...eventJobs(config, log),
  ]);
  const writing = setInterval(() => seen.flush(), seenEveryMs);
  // Telegram may be out of reach for a while: draws, approvals and the API do not wait for it.
  const connected = runner.start().then((username) => rememberBot(app, username));
  const teller = createUploadTeller({ app, api: bot.api, onError });
  const uploads = startUploads({ app, teller, onError, ready: connected });
  wakeUploads = uploads.wake;
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
      settled: () => errands.done(),
      async stop() {
        await runner.stop();
        await errands.done();
        await pictures.stop();
        await connected;
        await uploads.stop();
        await schedule.stop();
        await files.stop();
        await delivery.stop();
        await listening.server?.close();
        clearInterval(writing);
        seen.flush();
        db.close();
      },
    },
  };
}

/** Final approvals on their way to the company's own system, where it wants them. */
function eventJobs({ events }: ServiceConfig, log: Log): Job[] {
  if (!events) return [];
  return [
    {
      name: 'events',
      cron: '*/5 * * * * *',
      slow: true,
      async run(app) {
        const failed = await sendEvents(app, eventSender(events.url, events.secret, app.now));
        if (failed) log.error(failed, 'an event was not taken');
      },
    },
  ];
}

async function listenOrSay(
  http: Parameters<typeof listen>[0],
  { httpHost: host, httpPort: port }: ServiceConfig,
): Promise<{ ok: true; server: Listening | null } | { ok: false; problem: string }> {
  if (port === 0) return { ok: true, server: null };
  try {
    return { ok: true, server: await listen(http, { host, port }) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const cure = 'choose another HTTP_PORT or HTTP_HOST, or end what listens there';
    return { ok: false, problem: `HTTP_HOST ${host}, HTTP_PORT ${port}: ${detail}; ${cure}` };
  }
}
