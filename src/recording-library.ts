import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import type { RecordingLibrary } from './domain/recording.ts';
import { createFfmpeg, type Ffmpeg } from './media/ffmpeg.ts';
import { createRecordingLibrary } from './media/recording-library.ts';
import { pluggedIn, recordingAsking, recordingHosts } from './telephony/plugged-in.ts';

/** Where the service and the command line find, hear and keep recordings, as the configuration says. */
export function recordingLibrary(
  config: Config,
  clock: () => number,
  {
    ending = new AbortController().signal,
    ffmpeg = createFfmpeg(config.ffmpeg, { ending }),
  }: { ending?: AbortSignal; ffmpeg?: Ffmpeg | undefined } = {},
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
    purgeOriginals: config.recordingsPurge === 'originals',
  });
}
