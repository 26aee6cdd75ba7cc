import type { App } from '../app/app.ts';
import { type DrawSummary, drawWindow } from '../app/draw/draw-calls.ts';
import { type DrawPreview, previewDraw } from '../app/draw/preview-draw.ts';
import { type DrawRow, drawById, drawsOfDate, undrawnBefore, windowsAfter } from '../db/draws.ts';
import { entropyMs } from '../domain/entropy.ts';
import { isLocalDate, toRfc3339 } from '../domain/time.ts';
import {
  type Command,
  columns,
  done,
  findings,
  type Result,
  usageProblem,
  withApp,
} from './command.ts';

export const draw: Command = {
  name: 'draw',
  usage: '[--date YYYY-MM-DD] [--dry-run]',
  about: 'Draw the windows that have ended and are not drawn yet, or those of a day',
  help: `
The service draws by itself when the rule drawCron says, and makes up for what it missed.
--dry-run changes nothing and tells no calls, only how many each seller would give: of the windows
that have ended, or of the open one with the calls so far.`,
  options: { date: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  words: [0, 0],
  run: withApp(async (app, { options }) => {
    const { date } = options;
    if (typeof date === 'string' && !isLocalDate(date)) {
      return usageProblem(`--date: "${date}" is no day such as 2026-11-23`);
    }
    const dryRun = options['dry-run'] === true;
    const chosen = typeof date === 'string' ? ofDate(app, date, dryRun) : ended(app, dryRun);
    if (!chosen.ok) return chosen.result;
    if (dryRun) return previewed(chosen.windows.map((window) => previewDraw(app, window)));
    const summaries: DrawSummary[] = [];
    for (const window of chosen.windows) {
      const summary = await drawWindow(app, window);
      if (summary) summaries.push(summary);
    }
    return drawn(summaries, waitingOf(app, chosen.windows));
  }),
};

type Chosen = { ok: true; windows: DrawRow[] } | { ok: false; result: Result };

function ended(app: App, dryRun: boolean): Chosen {
  const windows = undrawnBefore(app.db, app.now());
  if (windows.length > 0) return { ok: true, windows };
  const [open] = windowsAfter(app.db, app.now());
  if (!open) {
    const problem = 'No draw is planned; the policy names no coming time (drawCron).';
    return { ok: false, result: findings(problem, { draws: [], problem }) };
  }
  if (dryRun) return { ok: true, windows: [open] };
  const nextAt = toRfc3339(open.windowToAt);
  const text = `Every window that has ended is drawn. The next one ends at ${nextAt}.`;
  return { ok: false, result: done(text, { draws: [], nextAt }) };
}

function ofDate(app: App, date: string, dryRun: boolean): Chosen {
  const no = (problem: string): Chosen => ({
    ok: false,
    result: findings(problem, { draws: [], problem }),
  });
  const waiting = undrawnBefore(app.db, app.now()).filter((window) => window.date === date);
  if (waiting.length > 0) return { ok: true, windows: waiting };
  const known = drawsOfDate(app.db, date);
  if (known.length === 0) return no(`No window ends on ${date}.`);
  const open = known.filter((one) => one.drawnAt === null && one.windowFromAt <= app.now());
  if (dryRun && open.length > 0) return { ok: true, windows: open };
  return no(known.map((window) => stateOf(date, window)).join('\n'));
}

function stateOf(date: string, { drawnAt, windowToAt }: DrawRow): string {
  return drawnAt === null
    ? `The window of ${date} ends at ${toRfc3339(windowToAt)}; it is drawn then.`
    : `The window of ${date} was drawn at ${toRfc3339(drawnAt)}.`;
}

/** Which of some windows are frozen and wait for their entropy. */
function waitingOf(app: App, windows: readonly DrawRow[]): DrawRow[] {
  return windows.flatMap(({ id }) => {
    const draw = drawById(app.db, id);
    return draw && draw.drawnAt === null && draw.frozenAt !== null ? [draw] : [];
  });
}

function drawn(summaries: readonly DrawSummary[], waiting: readonly DrawRow[]): Result {
  const lines = summaries.map(
    ({ date, windowToAt, eligible, drawn: count }) =>
      `${date}, calls up to ${toRfc3339(windowToAt)}: ${eligible} eligible, ${count} drawn`,
  );
  const waits = waiting.map(({ date, frozenAt, policy }) => {
    const until = toRfc3339((frozenAt ?? 0) + entropyMs);
    const how = `the service draws it once that has come, at ${until} at the latest`;
    return `${date}: its calls are frozen and it waits for its entropy (${policy?.drawEntropy}); ${how}`;
  });
  const all = [...lines, ...waits];
  const text = all.length > 0 ? all.join('\n') : 'The service drew first; nothing was left.';
  const draws = summaries.map(({ drawId: _, windowToAt, ...summary }) => ({
    ...summary,
    windowTo: toRfc3339(windowToAt),
  }));
  return done(text, { draws, waiting: waiting.map(({ date }) => date) });
}

function previewed(previews: readonly DrawPreview[]): Result {
  const text = previews.map(({ date, windowFromAt, windowToAt, perSeller, leftOut }) => {
    const window = `${date}: calls from ${toRfc3339(windowFromAt)} to ${toRfc3339(windowToAt)}`;
    const shares = perSeller.map((share) => [share.name, share.eligible, share.drawn]);
    const left = Object.entries(leftOut).map(([reason, count]) => `${reason} ${count}`);
    return [
      window,
      shares.length === 0
        ? 'No call is eligible.'
        : columns([['Seller', 'eligible', 'would be drawn'], ...shares]),
      `Left out: ${left.join(', ') || 'none'}`,
    ].join('\n');
  });
  const draws = previews.map(({ windowFromAt, windowToAt, ...preview }) => ({
    ...preview,
    windowFrom: toRfc3339(windowFromAt),
    windowTo: toRfc3339(windowToAt),
  }));
  return done(text.join('\n\n'), { dryRun: true, draws });
}
