import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import type { RecordingDesk } from './domain/recording.ts';
import { createRecordingDesk } from './media/desk.ts';
import { createFfmpeg } from './media/ffmpeg.ts';
import { pluggedIn, recordingAsking, recordingHosts } from './telephony/plugged-in.ts';

/** Where the service and the command line find, hear and keep recordings, as the configuration says. */
export function recordingDesk(config: Config, clock: () => number): RecordingDesk {
  const plugged = pluggedIn(config.telephony);
  return createRecordingDesk({
    places: {
      dir: config.recordingsDir,
      hosts: [...config.recordingHosts, ...recordingHosts(plugged)],
      authorise: (url) => recordingAsking(plugged, url, clock()),
    },
    keptIn: join(dirname(config.databasePath), 'heard'),
    ffmpeg: createFfmpeg(config.ffmpeg),
    purgeOriginals: config.recordingsPurge === 'originals',
  });
}
