import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  bodyFields,
  digits,
  epoch,
  externalId,
  isSame,
  malformed,
  optional,
  parseJson,
  readFields,
  seconds,
  text,
  unsigned,
  unused,
} from './fields.ts';
import type { CallReport, Heard, Provider, Settings, UnusedKind } from './provider.ts';

/**
 * Mango Office, virtual PBX API: events are posted as a form of vpbx_api_key, sign and json, where sign is
 * SHA-256 over key, json and salt in lowercase hex. The summary of a call and the announcement of its
 * recording come in either order; both name the call by entry_id.
 */
const defaultRoot = 'https://app.mango-office.ru';
const rootOf = ({ API_ROOT = defaultRoot }: Settings) => API_ROOT.replace(/\/+$/, '');
const linkLastsS = 3600;

const side = z.object({ extension: optional(text(200)), number: optional(text(64)) }).optional();
const summary = z.object({
  entry_id: externalId,
  call_direction: z.preprocess(digits, z.union([z.literal(0), z.literal(1), z.literal(2)])),
  from: side,
  to: side,
  create_time: epoch,
  /** 0: nobody talked. */
  talk_time: z.union([z.literal(0), z.literal('0'), epoch]).transform(Number),
  end_time: epoch,
});
const recorded = z.object({ entry_id: externalId, recording_id: text(500) });
const recordingState = z.object({
  recording_state: text(50),
  /** 1000: kept. */
  completion_code: optional(z.preprocess(digits, z.int())),
  /** Cloud, Mail or CloudAndMail. */
  recipient: optional(text(50)),
});
const kept = 1000;

/** What each event adds to the address; of those that tell nothing of use, what it is about. */
const unusedPaths: Readonly<Record<string, UnusedKind>> = {
  '': 'check',
  '/ping': 'check',
  '/events/call': 'progress',
  '/events/dtmf': 'menu',
  '/events/sms': 'message',
  '/events/record/tagged': 'speech',
  '/events/recognized/offline': 'speech',
  '/result/callback': 'other',
  '/result/callback_group': 'other',
  '/result/sms': 'message',
  '/result/stat': 'other',
};

const sha256 = (...parts: string[]) => createHash('sha256').update(parts.join('')).digest('hex');

export const mango: Provider = {
  code: 'mango',
  name: 'Mango Office',
  settings: [
    { name: 'API_KEY', about: 'the unique code of the PBX (vpbx_api_key)', required: true },
    {
      name: 'SALT',
      about: 'the key that signatures are made with (vpbx_api_salt)',
      required: true,
    },
    { name: 'API_ROOT', about: `where recordings are asked for (${defaultRoot})`, required: false },
  ],
  paths: [
    '/events/summary',
    '/events/recording',
    '/events/record/added',
    ...Object.keys(unusedPaths),
  ],
  hear({ path, body }, settings): Heard {
    const { API_KEY: key = '', SALT: salt = '' } = settings;
    const { vpbx_api_key: givenKey, sign, json } = bodyFields(body);
    // The button that tries the connection sends a request with nothing in it, and nothing signed.
    if (body.trim() === '' && unusedPaths[path] === 'check') return unused('check');
    if (typeof json !== 'string' || typeof sign !== 'string' || typeof givenKey !== 'string') {
      return unsigned('vpbx_api_key, sign and json are expected as a form');
    }
    const signed = key !== '' && salt !== '' && isSame(sign, sha256(key, json, salt));
    if (!signed || !isSame(givenKey, key))
      return unsigned('sign does not fit the key and salt set');
    if (path === '/events/summary') return heardSummary(parseJson(json));
    if (path === '/events/record/added') return heardRecording(parseJson(json), rootOf(settings));
    if (path === '/events/recording') return heardState(parseJson(json), rootOf(settings));
    return unused(unusedPaths[path] ?? 'other');
  },
  recording: {
    hosts: (settings) => [new URL(rootOf(settings)).host],
    ask(url, settings, now) {
      const { API_KEY: key = '', SALT: salt = '' } = settings;
      const id = url.pathname.split('/').at(-1) ?? '';
      const until = String(Math.floor(now / 1000) + linkLastsS);
      const sign = sha256(key, until, decodeURIComponent(id), salt);
      return {
        url: `${rootOf(settings)}/vpbx/queries/recording/link/${id}/download/${key}/${until}/${sign}`,
        method: 'GET',
      };
    },
  },
};

function heardSummary(given: unknown): Heard {
  const read = readFields(summary, given);
  if (!read.ok) return malformed(read.detail);
  const { entry_id, call_direction, from, to, create_time, talk_time, end_time } = read.value;
  // Between two of the company's own.
  if (call_direction === 0) return unused('internal');
  const [own, outside] = call_direction === 1 ? [to, from] : [from, to];
  const durationS = seconds.safeParse(end_time - create_time);
  if (!durationS.success) return malformed('end_time is before create_time, or days after it');
  const talkS = talk_time === 0 ? 0 : Math.max(0, end_time - talk_time);
  const report: CallReport = {
    externalId: entry_id,
    direction: call_direction === 1 ? 'in' : 'out',
    ...(own?.extension === undefined ? {} : { extension: own.extension }),
    number: outside?.number ?? null,
    startedAt: create_time * 1000,
    durationS: durationS.data,
    talkS: Math.min(talkS, durationS.data),
  };
  return { ok: true, reports: [report] };
}

/** A recording as it is made: that it is complete is told here too, by systems that keep none in the cloud only here. */
function heardState(given: unknown, root: string): Heard {
  const read = readFields(recordingState, given);
  if (!read.ok) return malformed(read.detail);
  const { recording_state, completion_code = kept, recipient = 'Cloud' } = read.value;
  const isKept = completion_code === kept && /cloud/i.test(recipient);
  if (recording_state.toLowerCase() !== 'completed' || !isKept) return unused('recording');
  return heardRecording(given, root);
}

/** The address is kept without key and signature; these are added when it is asked for. */
function heardRecording(given: unknown, root: string): Heard {
  const read = readFields(recorded, given);
  if (!read.ok) return malformed(read.detail);
  const url = `${root}/vpbx/queries/recording/link/${encodeURIComponent(read.value.recording_id)}`;
  return { ok: true, reports: [{ externalId: read.value.entry_id, recording: { url } }] };
}
