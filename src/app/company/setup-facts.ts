import {
  peopleWithoutTelegram,
  recordingsByPath,
  type UnknownExtension,
  unknownExtensions,
} from '../../db/checkups.ts';
import { heldBySource } from '../../db/held-calls.ts';
import { anyActiveWith, anyChecklist } from '../../db/setup.ts';
import { type TelephonyMark, telephonyMarks } from '../../db/telephony.ts';
import type { FfmpegFacts, RecordingsFacts } from '../../domain/machine.ts';
import type { Role } from '../../domain/person.ts';
import type { App } from '../app.ts';

export type NamedMark = TelephonyMark & { name: string };

/**
 * What the product needs before it can do its work. The doctor, the list in /menu and the log of a start all
 * ask this, and differ only in their words.
 */
export interface SetupFacts {
  /** The roles without which no score comes about and that nobody active holds. */
  missingRoles: readonly Role[];
  /** Names of active people with a role and no Telegram account bound. */
  unbound: readonly string[];
  anyChecklist: boolean;
  /** Whom calls name as their seller without anybody known by it. */
  unknownExtensions: readonly UnknownExtension[];
  telephony: readonly NamedMark[];
  /** Calls that begin ahead of our clock, by their source. */
  held: ReturnType<typeof heldBySource>;
  recordings: RecordingsFacts;
  ffmpeg: FfmpegFacts;
}

const neededRoles = ['seller', 'controller', 'supervisor'] as const;
const extensionsMax = 10;
const recordingsMax = 20;

export function setupFacts(app: App): SetupFacts {
  const { db, machine } = app;
  return {
    missingRoles: neededRoles.filter((role) => !anyActiveWith(db, role)),
    unbound: peopleWithoutTelegram(db),
    anyChecklist: anyChecklist(db),
    unknownExtensions: unknownExtensions(db, extensionsMax),
    telephony: telephonyMarks(db),
    held: heldBySource(db),
    recordings: machine.recordings(recordingsByPath(db, recordingsMax)),
    ffmpeg: machine.ffmpeg(app.steadyMs()),
  };
}

/** Telephone systems that were last not heard, with why. */
export const brokenTelephony = ({ telephony }: SetupFacts) =>
  telephony.filter(({ problem }) => problem !== null);
