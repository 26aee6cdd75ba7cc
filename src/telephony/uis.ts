import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { otherTalksMax } from '../domain/intake.ts';
import type { Instant } from '../domain/time.ts';
import {
  bodyFields,
  externalId,
  isSame,
  listOf,
  localInstant,
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
 * UIS, CoMagic and Novofon, Data API 2.0: get.calls_report by JSON-RPC. Their notifications have the address
 * or body that the company writes itself, and may name the fields as that report does or as notifications do
 * (call_session_id, talk_time_duration …), flat or in an object of any name. Times are those of the account's
 * zone. The seller's "extension" is employee_id.
 */
const pageSize = 1000;
const fields = [
  'id',
  'communication_id',
  'direction',
  'contact_phone_number',
  'employees',
  'start_time',
  'talk_duration',
  'total_duration',
  'is_lost',
  'call_records',
] as const;

const employee = z.object({
  employee_id: text(200),
  is_talked: z.boolean().nullish(),
  is_answered: z.boolean().nullish(),
});
const line = (zone: string) =>
  z.object({
    id: externalId,
    communication_id: optional(text(200)),
    direction: z.enum(['in', 'out']),
    contact_phone_number: optional(text(64)),
    employees: optional(listOf(employee, 1000)),
    start_time: localInstant(zone),
    talk_duration: optional(seconds),
    total_duration: optional(seconds),
    is_lost: optional(z.union([z.boolean(), z.stringbool()])),
    call_records: optional(listOf(z.string().max(500), 100)),
    /** The recording as an address, which notifications have. */
    file_link: optional(webAddress),
  });
type Line = z.output<ReturnType<typeof line>>;

const answer = z.object({ result: z.object({ data: z.array(z.unknown()) }) });
const failed = z.object({ error: z.object({ message: z.string().max(500) }) });

export const uis = provider('uis', 'UIS, CoMagic', {
  api: 'https://dataapi.uiscom.ru/v2.0',
  media: 'https://app.uiscom.ru',
  hosts: ['*.uiscom.ru', '*.comagic.ru'],
});
export const novofon = provider('novofon', 'Novofon', {
  api: 'https://dataapi-jsonrpc.novofon.ru/v2.0',
  media: 'https://my.novofon.ru',
  hosts: ['*.novofon.ru', '*.novofon.com'],
});

function provider(
  code: string,
  name: string,
  usual: { api: string; media: string; hosts: readonly string[] },
): Provider {
  const media = ({ MEDIA_ROOT = usual.media }: Settings) => MEDIA_ROOT.replace(/\/+$/, '');
  return {
    code,
    name,
    settings: [
      { name: 'SECRET', about: 'the word that notifications bring as `secret`', required: false },
      { name: 'ACCESS_TOKEN', about: 'the token to ask for the report with', required: false },
      { name: 'API_ROOT', about: `the address of the Data API (${usual.api})`, required: false },
      { name: 'MEDIA_ROOT', about: `where recordings are (${usual.media})`, required: false },
    ],
    hear({ query, header, body }, settings, zone): Heard {
      const given = { ...Object.fromEntries(query), ...bodyFields(body) };
      const secret = query.get('secret') ?? header('x-secret') ?? given.secret;
      if (typeof secret !== 'string' || !isSame(secret, settings.SECRET)) {
        return unsigned('secret is not the one that is set');
      }
      const told = asLine(given, zone);
      if (String(told.is_internal) === 'true') return unused('internal');
      if (!isThere(told.start_time) && isThere(told.call_session_id)) return heardPart(told);
      const read = readFields(line(zone), told);
      if (!read.ok) return malformed(read.detail);
      return { ok: true, reports: [reportOf(read.value, media(settings), 'event')] };
    },
    polling: {
      needs: ['ACCESS_TOKEN'],
      ask({ fromAt, toAt }, cursor, settings, zone) {
        const { ACCESS_TOKEN: access_token, API_ROOT = usual.api } = settings;
        const params = {
          access_token,
          date_from: wallTime(fromAt, zone),
          date_till: wallTime(toAt, zone),
          fields,
          limit: pageSize,
          offset: cursor === null ? 0 : Number(cursor),
          sort: [{ field: 'id', order: 'asc' }],
        };
        return {
          url: API_ROOT,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'get.calls_report', params }),
        };
      },
      read(body, cursor, settings, zone) {
        const given = parseJson(body);
        const error = failed.safeParse(given);
        if (error.success) return { ok: false, detail: error.data.error.message };
        const read = readFields(answer, given);
        if (!read.ok) return read;
        const { data } = read.value.result;
        const { values, refused } = readLines(line(zone), data);
        const reports = values.map((one) => reportOf(one, media(settings), 'report'));
        const next = data.length < pageSize ? null : String(Number(cursor ?? 0) + pageSize);
        return { ok: true, reports, refused, next };
      },
    },
    recording: { hosts: (settings) => [new URL(media(settings)).host, ...usual.hosts] },
  };
}

const wallTime = (at: Instant, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');

/** What notifications call otherwise than the report does; the first that is there has the say. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  id: ['call_session_id'],
  talk_duration: ['talk_time_duration'],
  total_duration: ['total_time_duration'],
  file_link: ['full_record_file_link'],
};

type Given = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isThere = (value: unknown) => value !== undefined && value !== null && value !== '';

/** A notification by the names that a line of the report has. */
function asLine(notified: Given, zone: string): Given {
  const inner = Object.values(notified).filter(isObject);
  // No name of theirs reaches what all objects have.
  const given: Record<string, unknown> = Object.assign(Object.create(null), ...inner, notified);
  for (const [name, others] of Object.entries(otherNames)) {
    const other = others.find((one) => isThere(given[one]));
    if (!isThere(given[name]) && other !== undefined) given[name] = given[other];
  }
  const employee_id = isThere(given.last_talked_employee_id)
    ? given.last_talked_employee_id
    : given.employee_id;
  if (!isThere(given.employees) && isThere(employee_id)) given.employees = [{ employee_id }];
  const links = given.record_file_links;
  if (!isThere(given.file_link) && Array.isArray(links)) given.file_link = links[0];
  return isThere(given.start_time) ? given : { ...given, ...startOf(given, zone) };
}

/** A notification that does not tell of a call's end: of its recording, or of nothing of use. */
function heardPart(told: Given): Heard {
  if (!isThere(told.file_link)) return unused('progress');
  const read = readFields(z.object({ id: externalId, file_link: webAddress }), told);
  if (!read.ok) return malformed(read.detail);
  const { id, file_link: url } = read.value;
  return { ok: true, reports: [{ externalId: id, recording: { url }, cameBy: 'event' }] };
}

/** Told at the end alone, a call began as long before as it lasted. */
function startOf({ notification_time, total_duration }: Given, zone: string): Given {
  const read = readFields(z.object({ at: localInstant(zone), lengthS: seconds }), {
    at: notification_time,
    lengthS: total_duration,
  });
  return read.ok ? { start_time: wallTime(read.value.at - read.value.lengthS * 1000, zone) } : {};
}

function reportOf(given: Line, mediaRoot: string, cameBy: 'event' | 'report'): CallReport {
  const talkS = given.is_lost === true ? 0 : (given.talk_duration ?? 0);
  const employees = given.employees ?? [];
  const seller =
    employees.find((one) => one.is_talked) ??
    employees.find((one) => one.is_answered) ??
    employees[0];
  const others = employees.filter(
    (one) => one.is_talked && one.employee_id !== seller?.employee_id,
  );
  const record = given.call_records?.find((name) => name !== '');
  const communication = given.communication_id ?? given.id;
  const url = record
    ? `${mediaRoot}/system/media/talk/${communication}/${encodeURIComponent(record)}/`
    : given.file_link;
  return {
    externalId: given.id,
    direction: given.direction,
    ...(seller ? { extension: seller.employee_id } : {}),
    number: given.contact_phone_number ?? null,
    startedAt: given.start_time,
    durationS: Math.max(talkS, given.total_duration ?? talkS),
    talkS,
    ...(others.length > 0 ? { otherTalks: talksOf(others) } : {}),
    ...(url === undefined ? {} : { recording: { url } }),
    cameBy,
  };
}

/** The report says who talked, not for how long. */
const talksOf = (employees: readonly { employee_id: string }[]) =>
  [...new Set(employees.map(({ employee_id }) => employee_id))]
    .slice(0, otherTalksMax)
    .map((sellerExtension) => ({ sellerExtension, talkS: null }));
