import { z } from 'zod';
import {
  bodyFields,
  epoch,
  externalId,
  isSame,
  malformed,
  optional,
  readFields,
  text,
  unsigned,
  webAddress,
} from './fields.ts';
import type { Heard, Provider, UnusedKind } from './provider.ts';

/**
 * Sipuni, "События на АТС": each event comes by GET or POST with the same fields and no signature, so that a
 * word of ours in the address stands for one. The end of a call tells all of it: event 2. A side is of `_type`
 * 1 outside of the company, and 2 within; the short number is the extension without the cabinet's own digits.
 */
const side = z.preprocess(String, z.enum(['1', '2']));
const ended = z.object({
  call_id: externalId,
  src_type: side,
  dst_type: side,
  src_num: optional(text(64)),
  dst_num: optional(text(64)),
  short_src_num: optional(text(64)),
  short_dst_num: optional(text(64)),
  last_called: optional(text(64)),
  call_start_timestamp: epoch,
  call_answer_timestamp: z.preprocess(
    (value) => (value === '0' || value === 0 ? '' : value),
    optional(epoch),
  ),
  timestamp: epoch,
  status: text(40),
  call_record_link: optional(webAddress),
});
type Ended = z.output<typeof ended>;

/** Sending is suspended where an event is not answered by this. */
const answer = { body: '{"success": true}', contentType: 'application/json' };

const leftOut = (unused: UnusedKind): Heard => ({ ok: true, reports: [], unused, answer });

/** A call begins, is answered, or has lost one of its legs. */
const progress = new Set(['1', '3', '4']);

export const sipuni: Provider = {
  code: 'sipuni',
  name: 'Sipuni',
  settings: [
    { name: 'SECRET', about: 'the word that the address brings as `secret`', required: true },
  ],
  hear({ query, body }, settings): Heard {
    const given: Record<string, unknown> = { ...Object.fromEntries(query), ...bodyFields(body) };
    const { secret } = given;
    if (typeof secret !== 'string' || !isSame(secret, settings.SECRET))
      return unsigned('secret is not the one that is set');
    const event = String(given.event);
    if (event !== '2') return leftOut(progress.has(event) ? 'progress' : 'other');
    const read = readFields(ended, given);
    if (!read.ok) return malformed(read.detail);
    const call = read.value;
    if (call.timestamp < call.call_start_timestamp)
      return malformed('timestamp is before call_start_timestamp');
    if (call.src_type === '2' && call.dst_type === '2') return leftOut('internal');
    return { ok: true, reports: [reportOf(call)], answer };
  },
  recording: { hosts: () => ['sipuni.com', '*.sipuni.com'] },
};

function reportOf(call: Ended) {
  const isOut = call.src_type === '2';
  // Of a call that came in, the number called may be the company's own line; who took it is who rang last.
  const taker = call.dst_type === '2' ? (call.short_dst_num ?? call.dst_num) : undefined;
  const extension = isOut ? (call.short_src_num ?? call.src_num) : (call.last_called ?? taker);
  const durationS = call.timestamp - call.call_start_timestamp;
  // It may lie before the start where the company rang its own seller first.
  const answeredAt = call.call_answer_timestamp ?? call.timestamp;
  const isTaken = call.status.toUpperCase() === 'ANSWER';
  const talkS = isTaken ? Math.max(0, Math.min(durationS, call.timestamp - answeredAt)) : 0;
  return {
    externalId: call.call_id,
    direction: isOut ? ('out' as const) : ('in' as const),
    ...(extension === undefined ? {} : { extension }),
    number: (isOut ? call.dst_num : call.src_num) ?? null,
    startedAt: call.call_start_timestamp * 1000,
    durationS,
    talkS,
    // There is an address also where nobody talked.
    ...(talkS === 0 || call.call_record_link === undefined
      ? {}
      : { recording: { url: call.call_record_link } }),
  };
}
