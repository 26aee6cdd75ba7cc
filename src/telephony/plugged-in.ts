import type { Instant } from '../domain/time.ts';
import type { Asking, Provider, Settings } from './provider.ts';
import { providers } from './providers.ts';

/** A telephone system that is set up, and how its calls are kept. */
export interface PluggedIn {
  readonly provider: Provider;
  readonly settings: Settings;
  /** The calls' source, as people's extensions name it. */
  readonly source: string;
  /** IANA, of times that say no zone; null: the company's. */
  readonly zone: string | null;
}

/** The systems of which something is set, by `TELEPHONY_<PROVIDER>_<NAME>`. */
export function pluggedIn(telephony: Readonly<Record<string, Settings>>): PluggedIn[] {
  return providers.flatMap((provider) => {
    const settings = telephony[provider.code.toUpperCase()];
    if (!settings) return [];
    const { SOURCE: source = provider.code, TIME_ZONE: zone = null } = settings;
    return [{ provider, settings, source, zone }];
  });
}

/** Hosts that the recordings of these systems come from. */
export function recordingHosts(plugged: readonly PluggedIn[]): string[] {
  return plugged.flatMap(({ provider, settings }) => provider.recording?.hosts(settings) ?? []);
}

/** How a recording at this address is asked for, if it is one of these systems'; null: as it stands. */
export function recordingAsking(
  plugged: readonly PluggedIn[],
  url: URL,
  now: Instant,
): { ask: Asking; linkIn?: (body: string) => string | Asking | null } | null {
  for (const { provider, settings } of plugged) {
    const { recording } = provider;
    const isTheirs = recording?.hosts(settings).includes(url.host) ?? false;
    const ask = isTheirs ? recording?.ask?.(url, settings, now) : null;
    if (!ask || !recording) continue;
    return recording.linkIn
      ? { ask, linkIn: (body) => recording.linkIn?.(body, url) ?? null }
      : { ask };
  }
  return null;
}
