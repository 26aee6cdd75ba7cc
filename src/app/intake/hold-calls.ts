import { readySince } from '../../db/draws.ts';
import { heldBySource, heldUntil, holdCall, releaseCall } from '../../db/held-calls.ts';
import type { Tx } from '../../db/open.ts';
import {
  callItem,
  futureProblem,
  type ItemResult,
  latestStart,
  readItem,
} from '../../domain/intake.ts';
import type { App } from '../app.ts';
import { registerCalls } from './register-calls.ts';
import { type Retold, unkept } from './restate-call.ts';

/**
 * Takes calls in of which nobody will tell again: a telephone system's webhook, a file that is followed.
 * One that begins ahead of our clock is held until that is past, since ours may be the clock that is wrong;
 * it stands among the refused, and its detail says so.
 */
export function takeOrHold(
  app: App,
  items: readonly unknown[],
  retold: readonly Retold[] = [],
): ItemResult[] {
  return app.db.transaction((tx) =>
    registerCalls(app, items, retold).map((result, at) => {
      if (result.result !== 'refused' || !hold(tx, app, items[at])) return result;
      const { error } = result;
      if (!error) return result;
      const detail = `${error.detail}; it is held, and taken in once that is past`;
      return { ...result, error: { ...error, detail } };
    }),
  );
}

function hold(tx: Tx, app: App, raw: unknown): boolean {
  const read = readItem(callItem, raw);
  if (!read.ok) return false;
  const { source, externalId, startedAt } = read.item;
  if (futureProblem(startedAt, readySince(tx, app.now())) === null) return false;
  holdCall(tx, { source, externalId, item: raw as object, startedAt }, app.now());
  return true;
}

const sliceCalls = 100;
/** A clock that is wrong stays wrong between two calls: it is right when for so long none was ahead of it. */
const quietMs = 3_600_000;

/**
 * Takes in the held calls whose time has come, each time it is asked, and tells administrators of a clock
 * that is wrong while there are any.
 *
 * @param onRefused called for each that is refused after all, as it was told of by other means since
 */
export function heldCallsTaker(onRefused: (result: ItemResult) => void): (app: App) => void {
  let seenMs: number | null = null;
  return (app) => {
    const held = heldBySource(app.db);
    if (held.length > 0) {
      seenMs = app.steadyMs();
      const text = held.map(({ source, calls }) => `${source}: ${calls}`).join(', ');
      app.incidents.report('calls_ahead', new Error(`held: ${text}`));
    }
    seenMs ??= app.steadyMs();
    if (held.length === 0 && app.steadyMs() - seenMs >= quietMs) app.incidents.over('calls_ahead');
    for (let isMore = held.length > 0; isMore; ) isMore = takeSlice(app, onRefused);
  };
}

/** Answers whether there may be more. */
function takeSlice(app: App, onRefused: (result: ItemResult) => void): boolean {
  return app.db.transaction((tx) => {
    const due = heldUntil(tx, latestStart(readySince(tx, app.now())), sliceCalls);
    for (const call of due) releaseCall(tx, call);
    const results = registerCalls(
      app,
      due.map(({ item }) => item),
      // While it was held it may have become known by other means.
      due.map(() => unkept),
    );
    for (const result of results) if (result.result === 'refused') onRefused(result);
    return due.length === sliceCalls;
  });
}
