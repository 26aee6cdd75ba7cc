import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiClientOptions } from 'grammy';
import { findMethod } from '../../src/sandbox/telegram/methods/table.ts';
import type { Params, Upload } from '../../src/sandbox/telegram/params.ts';
import { type Reply, tooManyRequests, unknownMethod } from '../../src/sandbox/telegram/reply.ts';
import { createWorld, type World } from '../../src/sandbox/telegram/world.ts';
import type { Dice } from './dice.ts';
import type { Faults } from './faults.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Who of the process calls: what answers an update, or what brings notices. */
export type Caller = 'bot' | 'delivery';

export interface Call {
  caller: Caller;
  method: string;
  fields: Readonly<Record<string, unknown>>;
  /** A workbook that goes with it. */
  workbook?: Upload;
}

/** A call as it took effect. */
export interface Effect extends Call {
  reply: Reply;
  at: number;
  /** What became of the reply: null as long as it is on its way. */
  heard: 'yes' | 'lost' | null;
  heardAt: number;
}

export interface Telegram {
  readonly world: World;
  /** How a process calls Telegram; `isAlive` says whether it still runs, `step` that a call is made or answered. */
  fetchOf(
    caller: Caller,
    process: { isAlive(): boolean; step(what: string): boolean },
  ): NonNullable<ApiClientOptions['fetch']>;
  /** The file at an address that `getFile` told of; as `fetch` answers it. */
  fileAt(url: string): Promise<unknown>;
  /** No call arrives until then. */
  outageUntil(at: number): void;
}

interface Parts {
  time: VirtualTime;
  clock: () => number;
  dice: Dice;
  faults: Faults;
  /** Called when the process makes a call, before anything becomes of it. */
  onCall(call: Call): void;
  onEffect(effect: Effect): void;
}

export const botToken = '77:simulated';

/**
 * The local Telegram of src/sandbox without its server: calls are functions, each takes some time on its way
 * there and back, and what may go wrong does.
 */
export function simulatedTelegram({
  time,
  clock,
  dice,
  faults,
  onCall,
  onEffect,
}: Parts): Telegram {
  const world = createWorld({
    botToken,
    botUsername: 'razbor_bot',
    clock: { now: clock, moveTo: async () => {}, marks: () => [], timeZone: 'Europe/Moscow' },
  });
  let outageUntil = 0;
  const never = () => new Promise<never>(() => {});

  const call = (method: string, params: Params): Reply => {
    const found = findMethod(method);
    const replied = found?.method({ world, params, gone: new AbortController().signal });
    return (replied as Reply | undefined) ?? unknownMethod;
  };

  return {
    world,
    async fileAt(url) {
      await pause(dice.between(10, 2000));
      const [, path = ''] = url.split(`/file/bot${botToken}/`);
      const bytes = time.now() < outageUntil ? undefined : world.files.atPath(path)?.bytes;
      return { ok: bytes !== undefined, status: bytes ? 200 : 502, arrayBuffer: async () => bytes };
    },
    outageUntil(at) {
      outageUntil = at;
    },
    fetchOf(caller, process) {
      const fetched = async (url: string, { body, signal }: Request) => {
        const method = url.slice(url.lastIndexOf('/') + 1);
        const params = await paramsOf(body);
        if (!process.step(`calls ${method}`)) return never();
        onCall({ caller, method, fields: params.fields, ...workbookOf(params) });
        const fault = time.now() < outageUntil ? 'broken' : faults.ofCall();
        const [there, back] = [dice.between(5, 60), dice.between(5, 60)];
        const wayBack = fault === 'slow' ? dice.between(20_000, 90_000) : back;
        return new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('the call was aborted')));
          time.plan(there, () => {
            const refused = refusalOf(fault, dice);
            const broken = fault === 'broken';
            const reply = refused ?? (broken ? null : call(method, params));
            const effect: Effect | null = reply && {
              ...{ caller, method, reply, fields: params.fields, at: clock() },
              ...{ heard: null, heardAt: 0 },
            };
            if (effect) onEffect(effect);
            time.plan(wayBack, () => {
              const heard =
                reply !== null &&
                fault !== 'replyLost' &&
                !signal?.aborted &&
                process.isAlive() &&
                process.step(`hears of ${method}`);
              if (effect)
                Object.assign(effect, { heard: heard ? 'yes' : 'lost', heardAt: clock() });
              if (typeof body === 'object') time.plan(1, () => body.destroy());
              if (heard) resolve({ json: async () => structuredClone(reply) });
              else if (process.isAlive()) reject(new Error('the connection broke'));
            });
          });
        });
      };
      return fetched as unknown as NonNullable<ApiClientOptions['fetch']>;
    },
  };
}

interface Request {
  body?: string | Readable;
  signal?: AbortSignal;
}

function refusalOf(fault: string | null, dice: Dice): Reply | null {
  if (fault === 'tooMany') return tooManyRequests(1 + dice.below(dice.chance(0.1) ? 90 : 6));
  if (fault === 'serverError') {
    return { ok: false, error_code: 500, description: 'Internal Server Error' };
  }
  return null;
}

/** Sounds like a voice message, and looks like a picture of one pixel, as far as Telegram looks. */
const soundBytes = Buffer.from('OggS simulated');
export const pictureBytes = Buffer.concat([
  Buffer.from([0x89]),
  Buffer.from('PNG\r\n\x1a\n'),
  Buffer.from([0, 0, 0, 13]),
  Buffer.from('IHDR'),
  Buffer.from([0, 0, 0, 1, 0, 0, 0, 1]),
]);

const workbookName = '.xlsx';
const nameIn = (form: string) => /filename="?([^"\r\n]+\.xlsx)/.exec(form)?.[1] ?? workbookName;
/** A form begins before its file. */
const zipIn = (form: Buffer) => form.subarray(form.indexOf('PK\x03\x04'));

function workbookOf({ uploads }: Params): { workbook?: Upload } {
  const found = [...uploads.values()].find(({ name }) => name?.endsWith(workbookName));
  return found ? { workbook: found } : {};
}

/**
 * The arguments of a call. Of a form with files the fields alone are read, but for a workbook, which is made in memory: the
 * first file ends them, and no disk is waited for.
 */
async function paramsOf(body: Request['body']): Promise<Params> {
  if (body === undefined) return { fields: {}, uploads: new Map() };
  if (typeof body === 'string') return { fields: JSON.parse(body), uploads: new Map() };
  let text = '';
  const read: Buffer[] = [];
  // Not `for await`, which would destroy the stream at the break: the client would take that for a failure.
  const chunks = body[Symbol.asyncIterator]();
  while (!text.includes('filename=') || text.includes(workbookName)) {
    const { done, value } = await chunks.next();
    if (done) break;
    read.push(Buffer.from(value));
    text += Buffer.from(value).toString('utf8');
  }
  const fields: Record<string, unknown> = {};
  const uploads = new Map<string, Upload>();
  for (const [, name = '', value = ''] of text.matchAll(fieldPattern)) {
    fields[name] = value;
    for (const [, id = ''] of value.matchAll(/attach:\/\/(\w+)/g)) {
      const isPicture = name === 'photo' || name === 'media';
      const bytes = new Uint8Array(isPicture ? pictureBytes : soundBytes);
      const workbook = text.includes(workbookName) && new Uint8Array(zipIn(Buffer.concat(read)));
      if (workbook) uploads.set(id, { name: nameIn(text), bytes: workbook });
      else uploads.set(id, { name: isPicture ? 'picture.png' : 'sound.ogg', bytes });
    }
  }
  return { fields, uploads };
}

const fieldPattern = /content-disposition:form-data;name="(\w+)"\r\n\r\n([\s\S]*?)\r\n--/g;
