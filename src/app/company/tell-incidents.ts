import { z } from 'zod';
import { type Member, peopleWithRole } from '../../db/people.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import { incidentNames } from '../../domain/incident.ts';
import { readStored } from '../../domain/stored.ts';
import type { App } from '../app.ts';
import type { IncidentNews, IncidentRef } from '../incidents.ts';
import { notify } from '../notices/notify.ts';

/** Tells one administrator without the outbox, for when nothing can be written; rejects where that fails. */
export type TellDirectly = (admin: Member, news: IncidentNews) => Promise<void>;

export interface IncidentTelling {
  /** Tells what is still to be told; what cannot be told now is tried again. */
  step(): Promise<void>;
}

/** Of what administrators were told and not yet that it is over, through restarts. */
const notifiedSetting = 'incidents';
/** How often it is looked who the administrators are, for when the database cannot be read. */
const adminsEveryMs = 60_000;
const pausesMs = [5_000, 15_000, 60_000];

/** Tells the administrators of incidents: by the outbox or, where the database is what fails, directly. */
export function createIncidentTelling(app: App, tellDirectly: TellDirectly): IncidentTelling {
  let admins: Member[] = [];
  let adminsReadMs = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let triedMs = Number.NEGATIVE_INFINITY;
  /** Who has heard directly of which news: the others are still tried. */
  const heard = new Map<string, Set<number>>();

  app.incidents.resume(notifiedBefore(app));

  function readAdmins(): void {
    if (app.steadyMs() - adminsReadMs < adminsEveryMs) return;
    adminsReadMs = app.steadyMs();
    try {
      admins = peopleWithRole(app.db, 'admin', app.now());
    } catch (error) {
      app.incidents.caught(error, 'reading who the administrators are');
    }
  }

  /** True where the outbox has it; not while nothing can be written, and of itself it cannot tell. */
  function byOutbox(news: IncidentNews): boolean {
    if (news.kind === 'outbox_stuck' || app.incidents.cannotWrite()) return false;
    try {
      app.db.transaction((tx) => {
        for (const { id } of peopleWithRole(tx, 'admin', app.now())) {
          const { kind, about, sinceAt, overAt } = news;
          const payload = { kind, about, sinceAt, overAt };
          const key = `incident:${keyOf(news)}:${id}`;
          notify(tx, app, { key, personId: id, kind: 'incident', payload, dueAt: app.now() });
        }
        const others = notifiedBefore(app).filter((one) => !isSame(one, news));
        const told = news.overAt === null ? [...others, refOf(news)] : others;
        saveSetting(tx, notifiedSetting, JSON.stringify(told));
      });
      return true;
    } catch (error) {
      app.incidents.caught(error, 'telling administrators');
      return false;
    }
  }

  async function directly(news: IncidentNews): Promise<boolean> {
    const done = heard.get(keyOf(news)) ?? new Set();
    heard.set(keyOf(news), done);
    const reachable = admins.filter(({ active, telegramId }) => active && telegramId !== null);
    for (const admin of reachable.filter(({ id }) => !done.has(id))) {
      try {
        await tellDirectly(admin, news);
        done.add(admin.id);
      } catch {
        // Telegram is out of reach as well, or they blocked the bot: tried again after a pause.
      }
    }
    return reachable.every(({ id }) => done.has(id));
  }

  return {
    async step() {
      readAdmins();
      const pauseMs = failures === 0 ? 0 : (pausesMs[Math.min(failures, pausesMs.length) - 1] ?? 0);
      if (app.steadyMs() - triedMs < pauseMs) return;
      let failed = false;
      for (const news of app.incidents.news()) {
        if (byOutbox(news) || (await directly(news))) {
          app.incidents.told(news);
          heard.delete(keyOf(news));
        } else failed = true;
      }
      failures = failed ? failures + 1 : 0;
      triedMs = app.steadyMs();
    },
  };
}

function keyOf({ kind, about, sinceAt, overAt }: IncidentNews): string {
  return `${kind}:${about}:${sinceAt}:${overAt === null ? 'begun' : 'over'}`;
}

const refSchema = z.object({ kind: z.enum(incidentNames), about: z.string(), sinceAt: z.int() });

function notifiedBefore(app: App): IncidentRef[] {
  const kept = readStored(z.array(z.unknown()), setting(app.db, notifiedSetting)) ?? [];
  return kept.flatMap((one) => {
    // Of a kind that only another version knows nobody can say that it is over.
    const read = refSchema.safeParse(one);
    return read.success ? [read.data] : [];
  });
}

const refOf = ({ kind, about, sinceAt }: IncidentRef): IncidentRef => ({ kind, about, sinceAt });

function isSame(one: IncidentRef, other: IncidentRef): boolean {
  return one.kind === other.kind && one.about === other.about;
}
