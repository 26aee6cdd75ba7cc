import { keptFaultsMax } from './limits.ts';
import {
  badRequest,
  conflict,
  forbidden,
  type Refusal,
  tooManyRequests,
  unauthorized,
} from './reply.ts';

export const faultErrors = [429, 409, 403, 401, 400, 500, 'lost', 'hang'] as const;
type FaultError = (typeof faultErrors)[number];

/**
 * A fault switched on for the next `times` calls. `method` is a Bot API method or `*`, which means
 * every method but getUpdates (a poll would use the fault up before the call it is meant for).
 * - a number: the call is not carried out and is refused with that code;
 * - `lost`: it is carried out, and the connection breaks before the reply;
 * - `hang`: it is not carried out, and no reply comes.
 */
export interface Fault {
  method: string;
  error: FaultError;
  times: number;
  retryAfter: number;
  /** Telegram's words; null: the usual ones of that code. */
  description: string | null;
  /** Only calls about this chat; null: all. */
  chatId: number | null;
}

/** `changed` is told whenever others stand than before. */
export function createFaults(changed: () => void = () => {}) {
  let faults: Fault[] = [];
  return {
    list(): readonly Fault[] {
      return faults;
    },
    /** One fault a method and chat: a later one replaces the earlier. False where too many stand. */
    put(fault: Fault): boolean {
      const others = faults.filter(
        (known) =>
          known.method.toLowerCase() !== fault.method.toLowerCase() ||
          known.chatId !== fault.chatId,
      );
      if (others.length >= keptFaultsMax) return false;
      faults = fault.times > 0 ? [...others, fault] : others;
      changed();
      return true;
    },
    clear(): void {
      faults = [];
      changed();
    },
    /** The fault that befalls this call, used up by one. */
    take(method: string, chatId: number | null): Fault | null {
      const called = method.toLowerCase();
      const fault = faults.find(
        ({ method: named, chatId: only }) =>
          (named === '*' ? called !== 'getupdates' : named.toLowerCase() === called) &&
          (only === null || only === chatId),
      );
      if (fault === undefined) return null;
      fault.times -= 1;
      if (fault.times <= 0) faults = faults.filter((other) => other !== fault);
      changed();
      return fault;
    },
  };
}

/** Telegram's answer for a fault that is a refusal; null where the fault is in the connection. */
export function refusalOf(fault: Fault): Refusal | null {
  const said = defaultRefusal(fault);
  if (said === null || fault.description === null) return said;
  return { ...said, description: fault.description };
}

function defaultRefusal({ error, retryAfter }: Fault): Refusal | null {
  switch (error) {
    case 429:
      return tooManyRequests(retryAfter);
    case 409:
      return conflict(
        'terminated by other getUpdates request; make sure that only one bot instance is running',
      );
    case 401:
      return unauthorized;
    case 403:
      return forbidden('bot was blocked by the user');
    case 400:
      return badRequest('chat not found');
    case 500:
      return { ok: false, error_code: 500, description: 'Internal Server Error' };
    case 'lost':
    case 'hang':
      return null;
  }
}
