import { dirname, join } from 'node:path';
import type { Incidents } from './app/incidents.ts';
import type { Config } from './config.ts';
import { freeBytes } from './db/disk.ts';
import type { RecordingLibrary } from './domain/recording.ts';
import { createFfmpeg, type Ffmpeg } from './media/ffmpeg.ts';
import { createRecordingLibrary } from './media/recording-library.ts';
import { pluggedIn, recordingAsking, recordingHosts } from './telephony/plugged-in.ts';

interface Parts {
  ending?: AbortSignal;
  ffmpeg?: Ffmpeg | undefined;
  /** Where it is reported that a copy could not be written. */
  incidents?: Incidents;
}

/** Where the service and the command line find, hear and keep recordings, as the configuration says. */
export function recordingLibrary(
  config: Config,
  clock: () => number,
  {
    ending = new AbortController().signal,
    ffmpeg = createFfmpeg(config.ffmpeg, { ending }),
    incidents,
  }: Parts = {},
): RecordingLibrary {
  const plugged = pluggedIn(config.telephony);
  return createRecordingLibrary({
    places: {
      dir: config.recordingsDir,
      hosts: [...config.recordingHosts, ...recordingHosts(plugged)],
      authorise: (url) => recordingAsking(plugged, url, clock()),
      ending,
    },
    keptIn: join(dirname(config.databasePath), 'heard'),
    ffmpeg,
    hasRoom: () => freeBytes(dirname(config.databasePath)) >= config.diskReserveBytes,
    onKept(error) {
      if (error === null) incidents?.over('recordings_failing');
      else incidents?.report('recordings_failing', error);
    },
    purgeOriginals: config.recordingsPurge === 'originals',
  });
}
