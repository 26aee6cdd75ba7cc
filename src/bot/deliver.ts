import { Api, type ApiClientOptions, type Transformer } from 'grammy';
import type { App } from '../app/app.ts';
import {
  claimNotices,
  type Failure,
  noticeDelivered,
  noticeDropped,
  noticeFailed,
  noticeLeaving,
} from '../app/notices/deliver-notices.ts';
import type { Notice } from '../app/notices/read-notice.ts';
import { addressee, type PendingNotice } from '../app/notices/read-notice.ts';
import type { Member } from '../app/people/members.ts';
import type { Ctx } from './context.ts';
import { jobContext } from './job-context.ts';
import { buttonsOf } from './notices/copies.ts';
import { renderNotice } from './notices.ts';
import { fetchUntil, quickFetch } from './quick-fetch.ts';
import { deleteOldRecordings } from './recordings/delete-recordings.ts';
import type { Rendered } from './rendered.ts';
import { editScreen, inContext, messageOptions } from './screen.ts';
import { isGone, isRefusal, telegramRefusal } from './telegram-refusals.ts';

export interface Delivery {
  /** Sends what is due; answers when all that is on its way has left or was put off. */
  run(): Promise<void>;
  /** Sends what is due once the present transaction is over. */
  wake(): void;
  stop(): Promise<void>;
}

interface DeliveryParts {
  app: App;
  token: string;
  apiRoot: string;
  /** What each message shows, known to the bot as well (last-shown.ts). */
  shown: Transformer;
  /** How Telegram is called, where it is not over HTTP. */
  fetch?: ApiClientOptions['fetch'];
  onError(error: unknown, what: string): void;
}

/** Telegram takes about 30 messages a second from a bot: a batch a second stays below it. */
const batchSize = 25;
const everyMs = 1000;
const timeoutS = 20;
/** How long the end of the service waits for Telegram's answers. */
const answerWithinMs = 1500;
/** How long everybody waits where Telegram asks for it; whom it was asked for waits as long as it says. */
const othersWaitMsMax = 30_000;

/** The outbox on its way to Telegram: a batch each second, and at once when something new is due. */
export function startDelivery({
  app,
  token,
  apiRoot,
  shown,
  fetch = quickFetch,
  onError,
}: DeliveryParts): Delivery {
  const late = new AbortController();
  const client = { apiRoot, timeoutSeconds: timeoutS, fetch: fetchUntil(fetch, late.signal) };
  const api = new Api(token, client);
  api.config.use(shown);
  const contextOf = (member: Member, chatId: number) =>
    jobContext({ app, token, client, shown }, member, chatId);
  /** Telegram asked to wait: nothing leaves before. */
  let pausedUntilMs = 0;
  /** Whom something is on its way to. What else they are to be told waits for that, and nobody else does. */
  const underWay = new Map<number, Promise<void>>();
  let deleting: Promise<void> | null = null;

  function begin(): void {
    const most = batchSize - underWay.size;
    // What is due from then on leaves with the next start.
    if (app.ending.aborted) return;
    if (app.steadyMs() < pausedUntilMs || app.incidents.cannotWrite() || most <= 0) return;
    try {
      const claimed = new Map<number, Notice[]>();
      for (const notice of claimNotices(app, most, [...underWay.keys()])) {
        claimed.set(notice.personId, [...(claimed.get(notice.personId) ?? []), notice]);
      }
      for (const [personId, notices] of claimed) {
        const sent = deliverInTurn(notices).catch((error) => onError(error, 'delivery'));
        underWay.set(
          personId,
          sent.finally(() => underWay.delete(personId)),
        );
      }
    } catch (error) {
      onError(error, 'delivery');
    }
    deleting ??= deleteOldRecordings({ app, api, pause, onError }, batchSize)
      .catch((error) => onError(error, 'recordings to be deleted'))
      .finally(() => {
        deleting = null;
      });
  }

  const allSent = async () => {
    await Promise.all([...underWay.values(), deleting]);
  };

  const pause = (ms: number) => {
    const untilMs = app.steadyMs() + Math.min(ms, othersWaitMsMax);
    pausedUntilMs = Math.max(pausedUntilMs, untilMs);
  };
  const sending: Sending = { app, contextOf, pause, onError };

  /** One person's notices keep their order; a chat that hangs holds up nobody else's. */
  async function deliverInTurn(notices: Notice[]): Promise<void> {
    for (const notice of notices) {
      if (late.signal.aborted) return;
      const pauseMs = pausedUntilMs - app.steadyMs();
      if (pauseMs > 0) {
        noticeFailed(app, notice, { kind: 'wait', afterMs: pauseMs, error: 'others wait too' });
        continue;
      }
      try {
        const found = addressee(app, notice);
        if (found) await deliver(sending, found.member, found.notice);
        else noticeDropped(app, notice);
      } catch (error) {
        onError(error, `notice ${notice.key}`);
        noticeFailed(app, notice, { kind: 'failed', error: String(error) });
      }
    }
  }

  const run = () => {
    begin();
    return allSent();
  };
  const timer = setInterval(begin, everyMs);
  let givingUp: ReturnType<typeof setTimeout> | undefined;
  app.ending.addEventListener('abort', () => {
    // What Telegram does not answer by then is put off, and leaves with the next start.
    givingUp = setTimeout(() => late.abort(), answerWithinMs);
  });
  let woken: NodeJS.Immediate | null = null;
  return {
    run,
    wake() {
      woken ??= setImmediate(() => {
        woken = null;
        begin();
      });
    },
    async stop() {
      clearInterval(timer);
      if (woken) clearImmediate(woken);
      await allSent();
      clearTimeout(givingUp);
    },
  };
}

interface Sending {
  app: App;
  contextOf(member: Member, chatId: number): Promise<Ctx>;
  /** Telegram asked to wait. */
  pause(ms: number): void;
  onError(error: unknown, what: string): void;
}

async function deliver(
  { app, contextOf, pause, onError }: Sending,
  member: Member,
  notice: PendingNotice,
): Promise<void> {
  const startedAt = app.now();
  const chatId = member.telegramId;
  if (chatId === null || !member.active) {
    noticeFailed(app, notice, { kind: 'unreachable', error: 'no Telegram account' });
    return;
  }
  const ctx = await contextOf(member, chatId);
  const rendered = renderNotice(app, ctx.words, member, notice, startedAt);
  if (rendered.do === 'drop') {
    noticeDropped(app, notice);
    return;
  }
  try {
    if (rendered.do === 'edit') {
      if (await editEach(ctx, rendered, notice)) {
        noticeDelivered(app, notice, { startedAt, ...rendered.at });
      } else noticeDropped(app, notice);
      return;
    }
    noticeLeaving(app, notice, { startedAt, chatId, buttons: buttonsOf(rendered.screen) });
    const sent = await ctx.api.sendMessage(chatId, rendered.screen.text, {
      ...messageOptions(rendered.screen, ctx),
      disable_notification: rendered.silent ?? false,
      ...(rendered.effect ? { message_effect_id: rendered.effect } : {}),
    });
    noticeDelivered(app, notice, { startedAt, chatId, messageId: sent.message_id });
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'wait') pause(failure.afterMs);
    // Tried again all the same: where it is mended the notice still arrives.
    if (!isRefusal(error)) onError(error, `notice ${notice.key}`);
    noticeFailed(app, notice, failure);
  }
}

/** Edits the message and its copies; false where all of them are gone. */
async function editEach(
  ctx: Ctx,
  { at, screen }: Extract<Rendered, { do: 'edit' }>,
  { copies }: PendingNotice,
): Promise<boolean> {
  let edited = false;
  for (const { chatId, messageId } of [at, ...copies]) {
    try {
      await editScreen(inContext(ctx), chatId, messageId, screen);
      edited = true;
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return edited;
}

/** What an error means for trying again. */
function failureOf(error: unknown): Failure {
  const refusal = telegramRefusal(error);
  if (refusal === null) return { kind: 'failed', error: String(error), unanswered: true };
  const { outcome, waitMs, unanswered, description } = refusal;
  if (outcome === 'blocked') return { kind: 'unreachable', error: description };
  if (waitMs !== null) return { kind: 'wait', afterMs: waitMs, error: description };
  return { kind: 'failed', error: description, unanswered };
}
