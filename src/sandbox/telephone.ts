import type { App } from '../app/app.ts';
import { callView } from '../db/calls.ts';
import { callByExternalId } from '../db/intake.ts';
import type { Language } from '../domain/person.ts';
import { incomingCall } from './company/calls-of-day.ts';
import { demoPeople } from './company/company.ts';
import { peopleIn } from './company/in-language.ts';
import type { CallItem } from './company/items.ts';
import { send } from './company-api.ts';
import { statusLabel } from './status-graph.ts';
import type { Caller, CompanyCounts, IncomingCall } from './telegram/company-behind.ts';

interface TelephoneParts {
  app(): App;
  apiUrl: string;
  day: string;
  language(): Language;
}

/**
 * The company's telephone system, at which calls come in when somebody asks for them: it brings each to the service
 * over the product's own API, and keeps what the service does not take until it does.
 */
export function createTelephone({ app, apiUrl, day, language }: TelephoneParts) {
  const turns = new Map<Caller, number>();
  const made: CallItem[] = [];
  let waiting: CallItem[] = [];

  /** False where nothing answers; what the service refuses is thrown. */
  async function bring(item: CallItem): Promise<boolean> {
    try {
      await send(apiUrl, 'POST', 'calls', [item]);
      return true;
    } catch (error) {
      if (isUnanswered(error)) return false;
      throw error;
    }
  }

  function seen(item: CallItem): IncomingCall {
    const person = peopleIn(language()).find(({ extensions }) =>
      extensions.some(({ extension }) => extension === item.sellerExtension),
    );
    const at = demoPeople.find(({ externalId }) => externalId === person?.externalId);
    const callId = callByExternalId(app().db, item.source, item.externalId)?.id ?? null;
    const view = callId === null ? null : callView(app().db, callId);
    return {
      number: item.externalNumber,
      seller: { id: at?.telegramId ?? 0, name: person?.name ?? '' },
      callId,
      client: view?.clientName ?? null,
      status: view ? statusLabel(view.status) : null,
    };
  }

  async function ring(item: CallItem): Promise<void> {
    made.push(item);
    waiting.push(item);
    await bringWaiting();
  }

  /** What the service has not been told yet is brought, in the order in which it came. */
  async function bringWaiting(): Promise<void> {
    for (const item of [...waiting]) {
      if (!(await bring(item))) return;
      waiting = waiting.filter((other) => other !== item);
    }
  }

  return {
    ring,
    bringWaiting,
    async call(from: Caller): Promise<IncomingCall> {
      const turn = turns.get(from) ?? 0;
      turns.set(from, turn + 1);
      const item = incomingCall(from, turn, { date: day, now: app().now() });
      await ring(item);
      return seen(item);
    },
    counts(): NonNullable<CompanyCounts['calls']> {
      const isThere = ({ source, externalId }: CallItem) =>
        callByExternalId(app().db, source, externalId) !== null;
      const lost = made.filter((item) => !waiting.includes(item) && !isThere(item));
      return { made: made.length, waiting: waiting.length, lost: lost.length };
    },
  };
}

/** `fetch` says so of a connection that was refused or broke off. */
const isUnanswered = (error: unknown) => error instanceof TypeError;
