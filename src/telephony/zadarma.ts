import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import {
  asText,
  bodyFields,
  externalId,
  isSame,
  localInstant,
  malformed,
  optional,
  parseJson,
  readFields,
  seconds,
  text,
  unsigned,
  unused,
  webAddress,
} from './fields.ts';
import type { CallReport, Heard, Provider, Settings, UnusedKind } from './provider.ts';

/**
 * Zadarma, PBX notifications: a form with an event, and a header Signature. Its base64 is of the HMAC-SHA1
 * by the documentation and of its hex digest by the vendor's own client; both are taken. Before it sends
 * anything it asks GET ?zd_echo=… and wants the same word back.
 */
const defaultRoot = 'https://api.zadarma.com';
const rootOf = ({ API_ROOT = defaultRoot }: Settings) => API_ROOT.replace(/\/+$/, '');
const recordPath = '/v1/pbx/record/request/';

/** The fields that the signature is over, by event. */
const signedFields: Readonly<Record<string, readonly string[]>> = {
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
  NOTIFY_START: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_INTERNAL: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_IVR: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_ANSWER: ['caller_id', 'destination', 'call_start'],
  NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
};
/** Of any other event: as one of the known ones is signed, or over the one field that it has. */
const otherwiseSigned: readonly (readonly string[])[] = [
  ...new Map(Object.values(signedFields).map((names) => [names.join(), names])).values(),
  ['result'],
];

const unusedEvents: ReadonlyMap<string, UnusedKind> = new Map([
  ['NOTIFY_START', 'progress'],
  ['NOTIFY_INTERNAL', 'progress'],
  ['NOTIFY_ANSWER', 'progress'],
  ['NOTIFY_OUT_START', 'progress'],
  ['NOTIFY_IVR', 'menu'],
  ['SPEECH_RECOGNITION', 'speech'],
  ['SMS', 'message'],
  ['NUMBER_LOOKUP', 'contact'],
]);

const recorded = z.object({ pbx_call_id: externalId, call_id_with_rec: text(200) });
const ended = (zone: string) =>
  z.object({
    pbx_call_id: externalId,
    caller_id: optional(text(64)),
    destination: optional(text(64)),
    internal: optional(text(200)),
    /** Who took it in the end, where it went through a menu, was picked up or put through. */
    last_internal: optional(text(200)),
    call_start: localInstant(zone),
    duration: seconds,
    disposition: text(100),
    call_id_with_rec: optional(text(200)),
    is_recorded: optional(text(5)),
  });

export const zadarma: Provider = {
  code: 'zadarma',
  name: 'Zadarma',
  settings: [
    { name: 'KEY', about: 'the key of the API, for recordings', required: false },
    {
      name: 'SECRET',
      about: 'the secret of the API, which signs the notifications',
      required: true,
    },
    { name: 'API_ROOT', about: `the address of the API (${defaultRoot})`, required: false },
  ],
  hear({ method, query, header, body }, settings, zone): Heard {
    const echo = query.get('zd_echo');
    if (method === 'GET' && echo !== null) {
      return {
        ok: true,
        reports: [],
        unused: 'check',
        answer: { body: echo.slice(0, 200), contentType: 'text/plain' },
      };
    }
    const fields = bodyFields(body);
    const event = asText(fields.event);
    if (!isSigned(event, fields, header('signature'), settings.SECRET)) {
      return unsigned('the header Signature does not fit the secret set');
    }
    if (event === 'NOTIFY_RECORD') return heardRecording(fields, rootOf(settings));
    if (event === 'NOTIFY_END') return heardEnd(fields, 'in', zone, rootOf(settings));
    if (event === 'NOTIFY_OUT_END') return heardEnd(fields, 'out', zone, rootOf(settings));
    return unused(unusedEvents.get(event) ?? 'other');
  },
  recording: {
    hosts: (settings) => [new URL(rootOf(settings)).host],
    ask(url, settings) {
      const { KEY: key = '', SECRET: secret = '' } = settings;
      if (url.pathname !== recordPath) return null;
      const params = new URLSearchParams([...url.searchParams].sort()).toString();
      const sum = createHash('md5').update(params).digest('hex');
      const signature = base64(hmac(`${recordPath}${params}${sum}`, secret).hex);
      return {
        url: `${rootOf(settings)}${recordPath}?${params}`,
        method: 'GET',
        headers: { authorization: `${key}:${signature}` },
      };
    },
    linkIn(body) {
      const read = readFields(z.object({ link: webAddress }), parseJson(body));
      return read.ok ? read.value.link : null;
    },
  },
};

const base64 = (value: string | Buffer) => Buffer.from(value).toString('base64');

function hmac(message: string, secret: string) {
  const digest = createHmac('sha1', secret).update(message).digest();
  return { digest, hex: digest.toString('hex') };
}

function isSigned(
  event: string,
  fields: Record<string, unknown>,
  signature: string | undefined,
  secret: string | undefined,
): boolean {
  if (!secret) return false;
  const known = Object.hasOwn(signedFields, event) ? signedFields[event] : undefined;
  return (known ? [known] : otherwiseSigned).some((names) => {
    const { digest, hex } = hmac(names.map((name) => asText(fields[name])).join(''), secret);
    return isSame(signature, base64(hex)) || isSame(signature, base64(digest));
  });
}

const recordingOf = (root: string, callId: string) => ({
  url: `${root}${recordPath}?${new URLSearchParams({ call_id: callId })}`,
});

function heardRecording(fields: Record<string, unknown>, root: string): Heard {
  const read = readFields(recorded, fields);
  if (!read.ok) return malformed(read.detail);
  const { pbx_call_id, call_id_with_rec } = read.value;
  return {
    ok: true,
    reports: [{ externalId: pbx_call_id, recording: recordingOf(root, call_id_with_rec) }],
  };
}

function heardEnd(
  fields: Record<string, unknown>,
  direction: 'in' | 'out',
  zone: string,
  root: string,
): Heard {
  const read = readFields(ended(zone), fields);
  if (!read.ok) return malformed(read.detail);
  const { pbx_call_id, call_start, duration, disposition, is_recorded } = read.value;
  const {
    call_id_with_rec: recordedAs,
    internal,
    last_internal: extension = internal,
  } = read.value;
  const number = direction === 'in' ? read.value.caller_id : read.value.destination;
  const report: CallReport = {
    externalId: pbx_call_id,
    direction,
    ...(extension === undefined ? {} : { extension }),
    number: number ?? null,
    startedAt: call_start,
    // One figure is given for the whole; of an answered call nearly all of it is talk.
    durationS: duration,
    talkS: disposition === 'answered' ? duration : 0,
    ...(is_recorded === '1' && recordedAs !== undefined
      ? { recording: recordingOf(root, recordedAs) }
      : {}),
  };
  return { ok: true, reports: [report] };
}
