import { z } from 'zod';
import {
  asText,
  bodyFields,
  digits,
  externalId,
  isSame,
  malformed,
  optional,
  parseJson,
  readFields,
  text,
  unsigned,
  unused,
  webAddress,
} from './fields.ts';
import type { CallReport, Heard, Provider, Settings } from './provider.ts';

/**
 * Телфин.Офис (RingMe), events of an extension: each phone tells of its own leg, as a form or in the address,
 * without a signature, so that a word of ours in the address stands for one. CallID is that of the call, through
 * transfers too; times and lengths are microseconds. The end of a leg tells all of it: hangup. A recording is
 * fetched with a token that lasts an hour, by the address that `storage_url` answers with.
 *
 * https://ringme-confluence.atlassian.net/wiki/spaces/Ringme/pages/1901921397 (events)
 */
const second = 1_000_000;
const micros = z.preprocess(
  digits,
  z
    .int()
    .min(0)
    .max(172_800 * second),
);
/** Between the years 2000 and 2100. */
const instant = z.preprocess(
  digits,
  z
    .int()
    .min(946_684_800 * second)
    .max(4_102_444_800 * second),
);
const ended = z.object({
  CallID: externalId,
  /** Of the leg. */
  SubCallID: optional(externalId),
  CallFlow: text(10)
    .transform((flow) => flow.toLowerCase())
    .pipe(z.enum(['in', 'out'])),
  CallStatus: text(40),
  CallerIDNum: optional(text(64)),
  CalledNumber: optional(text(64)),
  CallerExtension: optional(text(200)),
  CalledExtension: optional(text(200)),
  /** The number outside, where it is neither who called nor who was called. */
  RemoteNumber: optional(text(64)),
  EventTime: instant,
  Duration: micros,
  /** While both sides were connected; older systems do not tell. */
  BridgedDuration: optional(micros),
  RecID: optional(text(200)),
});
type Ended = z.output<typeof ended>;

const defaultRoot = 'https://apiproxy.telphin.ru';
const rootOf = ({ API_ROOT = defaultRoot }: Settings) => API_ROOT.replace(/\/+$/, '');
const recordPath = '/api/ver1.0/client/@me/record/';

const token = z.object({ access_token: text(4000) });
const stored = z.object({ record_url: webAddress });

export const telphin: Provider = {
  code: 'telphin',
  name: 'Телфин.Офис',
  settings: [
    { name: 'SECRET', about: 'the word that the address brings as `secret`', required: true },
    { name: 'APP_ID', about: 'the application that recordings are asked for as', required: false },
    { name: 'APP_SECRET', about: 'its key', required: false },
    { name: 'API_ROOT', about: `where recordings are asked for (${defaultRoot})`, required: false },
  ],
  hear({ query, body }, settings): Heard {
    const given: Record<string, unknown> = { ...Object.fromEntries(query), ...bodyFields(body) };
    const { secret } = given;
    if (typeof secret !== 'string' || !isSame(secret, settings.SECRET)) {
      return unsigned('secret is not the one that is set');
    }
    const event = asText(given.EventType).toLowerCase();
    if (event !== 'hangup') return unused(unusedEvent(event));
    const read = readFields(ended, given);
    if (!read.ok) return malformed(read.detail);
    if (isInternal(read.value)) return unused('internal');
    return { ok: true, reports: [reportOf(read.value, settings)] };
  },
  recording: {
    hosts: (settings) => [new URL(rootOf(settings)).host, '*.telphin.ru'],
    ask(url, settings) {
      if (!url.pathname.startsWith(recordPath)) return null;
      const { APP_ID: client_id = '', APP_SECRET: client_secret = '' } = settings;
      const grant = { grant_type: 'client_credentials', client_id, client_secret };
      return {
        url: `${rootOf(settings)}/oauth/token`,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: String(new URLSearchParams(grant)),
      };
    },
    linkIn(body, url) {
      const answer = parseJson(body);
      const link = readFields(stored, answer);
      if (link.ok) return link.value.record_url;
      const granted = readFields(token, answer);
      if (!granted.ok) return null;
      const headers = { authorization: `Bearer ${granted.value.access_token}` };
      return { url: url.href, method: 'GET', headers };
    },
  },
};

const unusedEvent = (event: string) =>
  event.startsWith('message-')
    ? 'message'
    : ['dial-in', 'dial-out', 'answer'].includes(event)
      ? 'progress'
      : 'other';

const outside = (call: Ended) =>
  call.RemoteNumber ?? (call.CallFlow === 'in' ? call.CallerIDNum : call.CalledNumber);

/** Shorter than any number of a client. */
const extensionDigitsMax = 5;
const isInternal = (call: Ended) => {
  const number = outside(call) ?? '';
  const ofBoth = call.CallerExtension !== undefined && call.CalledExtension !== undefined;
  return ofBoth && /^\d+$/.test(number) && number.length <= extensionDigitsMax;
};

/** `12345*101@sipproxy.telphin.ru` is the extension 101 of the cabinet 12345. */
const extensionIn = (name: string) => name.replace(/@.*$/, '').replace(/^.*\*/, '');

function reportOf(call: Ended, settings: Settings): CallReport {
  const name = call.CallFlow === 'in' ? call.CalledExtension : call.CallerExtension;
  const extension = name === undefined ? '' : extensionIn(name);
  const durationS = Math.round(call.Duration / second);
  const isTaken = call.CallStatus.toUpperCase() === 'ANSWER';
  const talkS = isTaken ? Math.round((call.BridgedDuration ?? call.Duration) / second) : 0;
  const url = `${rootOf(settings)}${recordPath}${encodeURIComponent(call.RecID ?? '')}/storage_url/`;
  return {
    externalId: call.CallID,
    ...(call.SubCallID === undefined ? {} : { leg: call.SubCallID }),
    direction: call.CallFlow,
    ...(extension === '' ? {} : { extension }),
    number: outside(call) ?? null,
    startedAt: Math.floor((call.EventTime - call.Duration) / 1000),
    durationS,
    talkS: Math.min(talkS, durationS),
    ...(call.RecID === undefined || talkS === 0 ? {} : { recording: { url } }),
  };
}
