import { fileURLToPath } from 'node:url';
import type { ServiceConfig } from '../config.ts';
import { drandUrl, quicknetHash } from '../domain/drand.ts';
import type { Policy } from '../domain/policy.ts';
import type { DemoOptions } from './demo-options.ts';
import { findFfmpeg } from './find-ffmpeg.ts';

export const botToken = '1000:demo-demo-demo-demo-demo-demo-demo-demo';
export const apiToken = 'demo-api-token-of-the-demo-company';
export const timeZone = 'Europe/Moscow';
export const folder = (name: string) =>
  fileURLToPath(new URL(`./company/${name}`, import.meta.url));

/** What this company pays. */
const pay: Partial<Policy> = {
  pointPriceMinor: 5000,
  motivationScale: 'steps 60:1 75:1.1 85:1.2 92:1.3',
};

export function demoConfig(
  options: DemoOptions,
  telegramApiRoot: string,
  httpPort: number,
): ServiceConfig {
  return {
    botToken,
    adminTelegramId: null,
    databasePath: options.databasePath,
    telegramApiRoot,
    webhook: null,
    httpHost: '127.0.0.1',
    httpPort,
    apiTokens: [{ name: 'demo', token: apiToken }],
    recordingsDir: options.own?.folder ?? folder('recordings'),
    recordingHosts: options.recordingHosts ?? [],
    recordingsPurge: 'copies',
    ffmpeg: findFfmpeg(),
    diskReserveBytes: 0,
    backups: null,
    country: 'RU',
    drand: options.drand ?? { url: drandUrl, chainHash: quicknetHash },
    events: options.events ?? null,
    telephony: options.telephony ?? {},
    language: 'ru',
    logLevel: 'error',
    // In three minutes nobody hears every call to its half.
    policy: {
      timeZone,
      minListenShare: 0,
      // What a head decides is to be seen at once.
      secondHeadFellPercent: 100,
      secondHeadSellerItems: 100,
      ...(options.past ? pay : {}),
      // However old and short the calls are that somebody brings along.
      ...(options.own ? { recordingDays: 3650, minTalkS: 20 } : {}),
      ...options.policy,
    },
  };
}
