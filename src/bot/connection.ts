import type { Incidents } from '../app/incidents.ts';
import type { IncidentKind } from '../domain/incident.ts';
import { telegramRefusal } from './telegram-refusals.ts';
import { WebhookTaken } from './webhook.ts';

/** What can be wrong between the bot and Telegram. */
type ConnectionKind = Extract<
  IncidentKind,
  'telegram_unreachable' | 'token_refused' | 'token_shared'
>;

/** Two programs end each other's polls in turn: between two conflicts each is answered now and then. */
const calmMs = 60_000;

/** Keeps in mind what is wrong with the connection, from how its calls go. */
export function createConnection(
  incidents: Pick<Incidents, 'report' | 'over'>,
  monotonic: () => number = () => performance.now(),
) {
  const open = new Map<ConnectionKind, number>();
  return {
    failed(error: unknown): void {
      const kind = kindOf(error);
      open.set(kind, monotonic());
      incidents.report(kind, error);
    },
    answered(): void {
      for (const [kind, lastAt] of open) {
        if (kind === 'token_shared' && monotonic() - lastAt < calmMs) continue;
        open.delete(kind);
        incidents.over(kind);
      }
    },
  };
}

export type Connection = ReturnType<typeof createConnection>;

function kindOf(error: unknown): ConnectionKind {
  if (error instanceof WebhookTaken) return 'token_shared';
  const outcome = telegramRefusal(error)?.outcome;
  if (outcome === 'token refused') return 'token_refused';
  return outcome === 'token shared' ? 'token_shared' : 'telegram_unreachable';
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;

/** How long to wait after so many failures in a row; longer where Telegram asks for it, within the same limit. */
export function pauseAfter(failures: number, error: unknown): number {
  const askedMs = telegramRefusal(error)?.waitMs ?? 0;
  const grownMs = firstPauseMs * 2 ** Math.min(failures - 1, 10);
  return Math.min(longestPauseMs, Math.max(grownMs, askedMs));
}
