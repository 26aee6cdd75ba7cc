import { z } from 'zod';
import {
  asText,
  bodyFields,
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
import type { CallReport, Heard, Provider, UnusedKind } from './provider.ts';

/**
 * МегаФон, virtual PBX: the CRM's address gets cmd=history for each call that ended, as a form or JSON,
 * with the token that was agreed on (crm_token). The same history can be asked for with a key.
 */
const ended = z.object({
  callid: externalId,
  type: text(20)
    .transform((type) => type.toLowerCase())
    .pipe(z.enum(['in', 'out', 'missed'])),
  phone: optional(text(64)),
  user: optional(text(200)),
  ext: optional(text(200)),
  start: isoInstant,
  wait: optional(seconds),
  duration: optional(seconds),
  link: optional(webAddress),
  status: optional(text(100)),
});
/** Who took the call puts it through to somebody, whose part has an id of its own. */
const transferred = z.object({ callid: externalId, second_callid: externalId });
const listed = z.object({
  uid: externalId,
  type: text(20),
  client: optional(text(64)),
  user: optional(text(200)),
  account: optional(text(200)),
  start: isoInstant,
  wait: optional(seconds),
  duration: optional(seconds),
  record: optional(webAddress),
  status: optional(text(100)),
});

const unusedCommands: ReadonlyMap<string, UnusedKind> = new Map([
  ['event', 'progress'],
  ['contact', 'contact'],
]);

const compact = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

export const megafon: Provider = {
  code: 'megafon',
  name: 'МегаФон ВАТС',
  settings: [
    { name: 'CRM_TOKEN', about: 'the token that the PBX sends to the CRM', required: true },
    {
      name: 'API_ROOT',
      about: 'the address of the PBX, https://<company>.megapbx.ru',
      required: false,
    },
    { name: 'API_KEY', about: 'the key to ask for the history with', required: false },
  ],
  hear({ body }, settings): Heard {
    const fields = bodyFields(body);
    const token = typeof fields.crm_token === 'string' ? fields.crm_token : null;
    if (!isSame(token, settings.CRM_TOKEN)) return unsigned('crm_token is not the one that is set');
    const command = asText(fields.cmd).toLowerCase();
    if (command === 'event' && asText(fields.type).toUpperCase() === 'TRANSFERRED') {
      return heardTransfer(fields);
    }
    if (command !== 'history') return unused(unusedCommands.get(command) ?? 'other');
    const read = readFields(ended, fields);
    if (!read.ok) return malformed(read.detail);
    const { callid, type, phone, user, ext, start, wait, duration, link, status } = read.value;
    if (type === 'missed') return unused('missed');
    const report = reportOf({
      ...{ id: callid, direction: type, number: phone, extension: ext ?? user },
      ...{ start, wait, talk: duration, link, status, cameBy: 'event' },
    });
    return { ok: true, reports: [report] };
  },
  polling: {
    needs: ['API_ROOT', 'API_KEY'],
    ask({ fromAt, toAt }, _cursor, { API_ROOT = '', API_KEY = '' }) {
      const range = new URLSearchParams({ start: compact(fromAt), end: compact(toAt) });
      return {
        url: `${API_ROOT}/crmapi/v1/history/json?${range}`,
        method: 'GET',
        headers: { 'x-api-key': API_KEY },
      };
    },
    read(body) {
      const read = readFields(z.array(z.unknown()), parseJson(body));
      if (!read.ok) return read;
      const { values, refused } = readLines(listed, read.value);
      const reports = values.flatMap((call) => {
        // `missed` came in as well, and nobody of ours has it.
        if (call.type !== 'in' && call.type !== 'out') return [];
        return reportOf({
          ...{ id: call.uid, direction: call.type, number: call.client },
          ...{ extension: call.user ?? call.account, start: call.start },
          ...{ wait: call.wait, talk: call.duration, link: call.record, status: call.status },
          cameBy: 'report',
        });
      });
      return { ok: true, reports, refused, next: null };
    },
  },
  recording: {
    hosts: ({ API_ROOT = '' }) => [
      '*.megapbx.ru',
      ...(URL.canParse(API_ROOT) ? [new URL(API_ROOT).host] : []),
    ],
  },
};

/** It tells nothing of the call but that two ids are of it. */
function heardTransfer(fields: unknown): Heard {
  const read = readFields(transferred, fields);
  if (!read.ok) return unused('progress');
  const { callid, second_callid } = read.value;
  return { ok: true, reports: [{ externalId: callid, otherId: second_callid, cameBy: 'event' }] };
}

interface Ended {
  id: string;
  direction: 'in' | 'out';
  number: string | undefined;
  extension: string | undefined;
  start: number;
  wait: number | undefined;
  talk: number | undefined;
  link: string | undefined;
  status: string | undefined;
  cameBy: 'event' | 'report';
}

function reportOf({
  id,
  direction,
  number,
  extension,
  start,
  wait,
  talk,
  link,
  status = 'success',
  cameBy,
}: Ended): CallReport {
  // Of a call that nobody took the length is that of the ringing.
  const isTaken = status.toLowerCase() === 'success';
  return {
    externalId: id,
    leg: id,
    direction,
    ...(extension === undefined ? {} : { extension }),
    number: number ?? null,
    startedAt: start,
    durationS: (wait ?? 0) + (talk ?? 0),
    talkS: isTaken ? (talk ?? 0) : 0,
    ...(link === undefined ? {} : { recording: { url: link } }),
    cameBy,
  };
}
