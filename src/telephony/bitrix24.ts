import { z } from 'zod';
import { toRfc3339 } from '../domain/time.ts';
import {
  asText,
  bodyFields,
  digits,
  externalId,
  isoInstant,
  isSame,
  malformed,
  optional,
  parseJson,
  readFields,
  readLines,
  seconds,
  text,
  unsigned,
  unused,
  webAddress,
} from './fields.ts';
import type { CallReport, Heard, Provider, Settings } from './provider.ts';

/**
 * Bitrix24 telephony: the event OnVoximplantCallEnd with the application's token, and
 * voximplant.statistic.get by the address of an inbound webhook, which also tells the recording: by its
 * address, or as a file of the portal's disk whose address disk.file.get says. The seller's "extension" is
 * the number of their user on the portal.
 */
const call = z.object({
  CALL_ID: externalId,
  /** 1 outgoing, 2 incoming, 3 incoming and redirected, 4 called back, 5 a machine that tells something. */
  CALL_TYPE: z.preprocess(digits, z.int().min(1).max(5)),
  PHONE_NUMBER: optional(text(64)),
  PORTAL_USER_ID: optional(text(200)),
  CALL_START_DATE: isoInstant,
  CALL_DURATION: optional(seconds),
  /** 200: talked; 304, 486 and so on are those of SIP. */
  CALL_FAILED_CODE: optional(text(20)),
  CALL_RECORD_URL: optional(webAddress),
  RECORD_FILE_ID: optional(z.preprocess(digits, z.int().min(0))),
});
type BitrixCall = z.output<typeof call>;

const informational = 5;
const restRoot = ({ REST_URL = '' }: Settings) => REST_URL.replace(/\/+$/, '');
const diskMethod = 'disk.file.get.json';
/** An address that no portal answers at: it names the file, and the key is added when it is asked for. */
const filePath = `/rest/${diskMethod}`;
const diskFile = z.object({ result: z.object({ DOWNLOAD_URL: webAddress }) });

const page = z.object({ result: z.array(z.unknown()), next: optional(z.int().positive()) });

export const bitrix24: Provider = {
  code: 'bitrix24',
  name: 'Bitrix24',
  settings: [
    { name: 'APPLICATION_TOKEN', about: 'the token of the outbound webhook', required: true },
    {
      name: 'REST_URL',
      about: 'the address of an inbound webhook with telephony rights',
      required: false,
    },
  ],
  hear({ body }, settings): Heard {
    const { event, data, auth } = bodyFields(body);
    const given = readFields(z.object({ application_token: z.string() }), auth);
    if (!given.ok || !isSame(given.value.application_token, settings.APPLICATION_TOKEN)) {
      return unsigned('auth[application_token] is not the one that is set');
    }
    if (asText(event).toUpperCase() !== 'ONVOXIMPLANTCALLEND') {
      return unused(/^ONVOXIMPLANTCALL(INIT|START)$/i.test(asText(event)) ? 'progress' : 'other');
    }
    const read = readFields(call, data);
    if (!read.ok) return malformed(`data.${read.detail}`);
    if (read.value.CALL_TYPE === informational) return unused('informational');
    return { ok: true, reports: [reportOf(read.value, settings)] };
  },
  polling: {
    needs: ['REST_URL'],
    ask({ fromAt, toAt }, cursor, settings) {
      return {
        url: `${restRoot(settings)}/voximplant.statistic.get.json`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          FILTER: { '>=CALL_START_DATE': toRfc3339(fromAt), '<CALL_START_DATE': toRfc3339(toAt) },
          SORT: 'CALL_START_DATE',
          ORDER: 'ASC',
          start: cursor === null ? 0 : Number(cursor),
        }),
      };
    },
    read(body, _cursor, settings) {
      const read = readFields(page, parseJson(body));
      if (!read.ok) return read;
      const { values, refused } = readLines(call, read.value.result);
      const { next } = read.value;
      return {
        ok: true,
        reports: values
          .filter(({ CALL_TYPE }) => CALL_TYPE !== informational)
          .map((one) => reportOf(one, settings)),
        refused,
        next: next === undefined ? null : String(next),
      };
    },
  },
  recording: {
    hosts: ({ REST_URL = '' }) => (URL.canParse(REST_URL) ? [new URL(REST_URL).host] : []),
    ask(url, settings) {
      if (url.pathname !== filePath) return null;
      return {
        url: `${restRoot(settings)}/${diskMethod}`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: Number(url.searchParams.get('id')) }),
      };
    },
    linkIn(body) {
      const read = readFields(diskFile, parseJson(body));
      return read.ok ? read.value.result.DOWNLOAD_URL : null;
    },
  },
};

function reportOf(given: BitrixCall, settings: Settings): CallReport {
  const durationS = given.CALL_DURATION ?? 0;
  const recording = recordingOf(given, settings);
  return {
    externalId: given.CALL_ID,
    direction: given.CALL_TYPE === 1 || given.CALL_TYPE === 4 ? 'out' : 'in',
    ...(given.PORTAL_USER_ID === undefined ? {} : { extension: given.PORTAL_USER_ID }),
    number: given.PHONE_NUMBER ?? null,
    startedAt: given.CALL_START_DATE,
    durationS,
    talkS: given.CALL_FAILED_CODE === '200' ? durationS : 0,
    ...(recording === null ? {} : { recording }),
  };
}

function recordingOf({ CALL_RECORD_URL: url, RECORD_FILE_ID: id }: BitrixCall, settings: Settings) {
  if (url !== undefined) return { url };
  const root = restRoot(settings);
  // A zero stands for no file, and without the webhook of the portal none can be asked for.
  if (!id || !URL.canParse(root)) return null;
  return { url: `${new URL(root).origin}${filePath}?id=${id}` };
}
