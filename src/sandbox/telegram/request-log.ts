import type { Fault } from './faults.ts';
import { keptRequestLengthMax, keptRequestsMax } from './limits.ts';
import { isObject, type Params, textOf } from './params.ts';
import type { Reply } from './reply.ts';
import type { QueuedUpdate } from './update-queue.ts';

/** One request of the bot, as the inspector lists it. */
export interface ApiRequest {
  seq: number;
  /** By the company's clock, UTC milliseconds. */
  at: number;
  method: string;
  chatId: number | null;
  ok: boolean;
  /** 200, Telegram's code of the refusal, or 0 where no answer was given. */
  code: number;
  error: string | null;
  tookMs: number;
  /** A fault that was switched on befell it. */
  fault: Fault['error'] | null;
  update: CausingUpdate | null;
}

/** The update that a request came of: `sure` where it names it, else the chat's latest of just before. */
export interface CausingUpdate {
  id: number;
  kind: string;
  sure: boolean;
}

/** Both as JSON, indented, cut where they are long; files by their name and size alone. */
interface WholeRequest extends ApiRequest {
  params: string;
  answer: string;
}

interface Made {
  at: number;
  method: string;
  chatId: number | null;
  params: Params;
  reply: Reply;
  tookMs: number;
  fault: Fault['error'] | null;
}

/** What a bot does that long after an update is not put down to it. */
const followsWithinMs = 5000;
const tapsMax = 500;
const hidden = '•••';
/** Fields that hold JSON, also where a form carries them as text. */
const jsonFields = new Set([
  'reply_markup',
  'entities',
  'caption_entities',
  'media',
  'commands',
  'scope',
  'reply_parameters',
  'link_preview_options',
  'allowed_updates',
]);

/** The latest requests of the bot with their answers. No text of them holds the bot's token. */
export function createRequestLog(botToken: string) {
  const kept: WholeRequest[] = [];
  const latest = new Map<number, { id: number; kind: string; atMs: number }>();
  const taps = new Map<string, { id: number; kind: string }>();
  let made = 0;

  function causeOf({ params, chatId }: Made): CausingUpdate | null {
    const tap = taps.get(textOf(params, 'callback_query_id'));
    if (tap) return { ...tap, sure: true };
    const last = chatId === null ? undefined : latest.get(chatId);
    if (!last || performance.now() - last.atMs > followsWithinMs) return null;
    return { id: last.id, kind: last.kind, sure: false };
  }

  const json = (value: unknown, uploads: Params['uploads'] = new Map()) => {
    const shown = (_: string, part: unknown) => fileOf(part, uploads) ?? part;
    const text = JSON.stringify(value, shown, 2).replaceAll(botToken, hidden);
    const cut = text.length > keptRequestLengthMax;
    return cut ? `${text.slice(0, keptRequestLengthMax)}\n…` : text;
  };

  return {
    /** The bot is given an update. */
    handed({ chatId, body }: QueuedUpdate): void {
      const { update_id: id, callback_query: query, ...content } = body;
      const kind = query ? 'callback_query' : (Object.keys(content)[0] ?? '');
      latest.set(chatId, { id, kind, atMs: performance.now() });
      if (!query) return;
      taps.set(query.id, { id, kind });
      if (taps.size <= tapsMax) return;
      const [oldest] = taps.keys();
      if (oldest !== undefined) taps.delete(oldest);
    },
    /** Keeps a request; answers its line of the list. */
    add(request: Made): ApiRequest {
      const { params, reply, tookMs, ...rest } = request;
      made += 1;
      const line: ApiRequest = {
        ...rest,
        seq: made,
        ok: reply.ok,
        code: reply.ok ? 200 : reply.error_code,
        error: reply.ok ? null : reply.description,
        tookMs: Math.round(tookMs),
        update: causeOf(request),
      };
      kept.push({ ...line, params: json(asJson(params), params.uploads), answer: json(reply) });
      if (kept.length > keptRequestsMax) kept.shift();
      return line;
    },
    since: (seq: number): ApiRequest[] =>
      kept.filter((one) => one.seq > seq).map(({ params: _, answer: __, ...line }) => line),
    whole: (seq: number): WholeRequest | null => kept.find((one) => one.seq === seq) ?? null,
    last: () => made,
  };
}

function asJson({ fields, uploads }: Params): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'secret_token') shown[name] = hidden;
    else shown[name] = jsonFields.has(name) && typeof value === 'string' ? parsed(value) : value;
  }
  const said = JSON.stringify(shown);
  for (const name of uploads.keys()) {
    if (!said.includes(attached(name))) shown[name] = attached(name);
  }
  return shown;
}

const attached = (name: string) => `attach://${name}`;

/** An upload by the name that the request has for it. */
function fileOf(part: unknown, uploads: Params['uploads']): object | null {
  if (typeof part !== 'string' || !part.startsWith(attached(''))) return null;
  const upload = uploads.get(part.slice(attached('').length));
  return upload ? { file: upload.name, bytes: upload.bytes.length } : null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? value : text;
  } catch {
    return text;
  }
}
