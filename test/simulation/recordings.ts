import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Prepared, RecordingLibrary } from '../../src/domain/recording.ts';
import type { Dice } from './dice.ts';

/** Recordings as their names say they are: `stub-7.ogg` is a stub, `7.ogg` sounds. */
export function simulatedRecordings(dice: Dice, folder: string): RecordingLibrary {
  const file = join(mkdtempSync(join(folder, 'heard-')), 'sound.ogg');
  writeFileSync(file, 'OggS');
  return {
    async prepare({ recordingPath, recordingUrl, talkS }): Promise<Prepared> {
      await pause(dice.between(20, dice.chance(0.1) ? 5000 : 400));
      const name = (recordingPath ?? recordingUrl ?? '').split('/').at(-1) ?? '';
      if (dice.chance(0.01)) return { ok: false, problem: 'unreachable' };
      for (const fault of ['missing', 'damaged', 'stub', 'silent'] as const) {
        if (name.startsWith(fault)) return { ok: false, fault };
      }
      const lengthS = talkS ?? 100;
      const facts = { lengthS, channels: 1, sellerTalkS: null, clientTalkS: null };
      return { ok: true, file, bytes: 4, facts: { ...facts, longSilences: [] }, fault: null };
    },
    async clip() {
      await pause(dice.between(20, 300));
      return { ok: true, file: Buffer.from('OggS') };
    },
    parts: async () => [{ file, fromS: 0, toS: null }],
    forget: async () => null,
    forgetOriginal: async () => null,
    sweep: async () => 0,
  };
}
