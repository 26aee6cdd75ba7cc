import type { ServiceConfig } from '../../src/config.ts';
import { quicknetHash } from '../../src/domain/drand.ts';
import { ffmpegPath } from './ffmpeg.ts';

/** What a service needs to run against a local Telegram; a test names what it wants otherwise. */
export function serviceConfig(
  own: Pick<ServiceConfig, 'botToken' | 'databasePath' | 'telegramApiRoot' | 'recordingsDir'> &
    Partial<ServiceConfig>,
): ServiceConfig {
  return {
    adminTelegramId: null,
    webhook: null,
    httpHost: '127.0.0.1',
    httpPort: 0,
    apiTokens: [],
    recordingHosts: [],
    recordingsPurge: 'copies',
    ffmpeg: ffmpegPath,
    diskReserveBytes: 0,
    backups: null,
    country: 'RU',
    drand: { url: 'http://127.0.0.1:1', chainHash: quicknetHash },
    events: null,
    telephony: {},
    language: 'ru',
    logLevel: 'error',
    policy: {},
    ...own,
  };
}
