import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dice } from '../simulation/dice.ts';

/** A message that the bot has sent, as far as somebody can press it. */
export interface Shown {
  readonly id: number;
  readonly chatId: number;
  readonly data: readonly string[];
}

/** Keeps little, so that what grows is the product's. */
export interface ThriftyTelegram {
  readonly root: string;
  /** The latest messages with buttons. */
  readonly shown: readonly Shown[];
  calls(): number;
  close(): Promise<void>;
}

const shownMax = 400;
const faultShare = 0.01;

type File = (fileId: string) => Buffer;

/** Telegram's side of the Bot API: takes whatever is sent, and now and then refuses it or breaks off. */
export async function startTelegram(dice: Dice, file: File): Promise<ThriftyTelegram> {
  const shown: Shown[] = [];
  let messages = 0;
  let calls = 0;
  let webhookUrl = '';

  function answer(method: string, fields: Record<string, unknown>): unknown {
    if (method === 'setWebhook') webhookUrl = String(fields.url);
    if (method === 'getWebhookInfo') return { url: webhookUrl };
    if (method === 'getMe') {
      return {
        id: 1,
        is_bot: true,
        first_name: 'Razbor',
        username: 'razbor_bot',
        supports_inline_queries: true,
      };
    }
    if (method === 'getFile') return { file_id: fields.file_id, file_path: `f/${fields.file_id}` };
    if (!/^(send|edit|copy)/.test(method)) return true;
    messages += 1;
    const id = Number(fields.message_id ?? messages);
    const chatId = Number(fields.chat_id);
    remember(id, chatId, fields.reply_markup);
    const sound = { file_id: `sent-${id}`, file_unique_id: `u${id}`, duration: 1 };
    const chat = { id: chatId, type: 'private' };
    return { message_id: id, date: 0, chat, voice: sound, audio: sound };
  }

  function remember(id: number, chatId: number, markup: unknown): void {
    const known = typeof markup === 'string' ? (JSON.parse(markup) as unknown) : markup;
    const rows = (known as { inline_keyboard?: { callback_data?: string }[][] } | undefined)
      ?.inline_keyboard;
    const data = (rows ?? []).flat().flatMap((button) => button.callback_data ?? []);
    if (data.length > 0) shown.push({ id, chatId, data });
    if (shown.length > shownMax) shown.shift();
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    calls += 1;
    const [, method = ''] = /([A-Za-z]+)$/.exec(request.url ?? '') ?? [];
    const fields = await fieldsOf(request);
    if (request.url?.startsWith('/file/')) {
      return void response.end(file(decodeURIComponent(request.url.split('/').at(-1) ?? '')));
    }
    const fails = !/^(getMe|set|getWebhook)/.test(method) && dice.chance(faultShare);
    if (fails && dice.chance(0.2)) return void response.destroy();
    const fitting = refusals.filter(({ of }) => of.test(method));
    const { code = 500, description = '' } = dice.pick(fitting) ?? {};
    const refused = { ok: false, error_code: code, description, parameters: { retry_after: 1 } };
    const said = fails ? refused : { ok: true, result: answer(method, fields) };
    response.writeHead(fails ? code : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(said));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shown,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const refusals = [
  { of: /./, code: 429, description: 'Too Many Requests: retry after 1' },
  { of: /./, code: 500, description: 'Internal Server Error' },
  { of: /^send/, code: 403, description: 'Forbidden: bot was blocked by the user' },
  { of: /^edit/, code: 400, description: 'Bad Request: message is not modified' },
  { of: /^edit/, code: 400, description: 'Bad Request: message to edit not found' },
];

/** The fields of a call as JSON; of a form, where a sound or a table is sent, the chat alone. */
async function fieldsOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  if (request.headers['content-type']?.startsWith('application/json')) {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  }
  const chat = /name="?chat_id"?\r\n\r\n(-?\d+)/.exec(body.toString('latin1', 0, 4096));
  return { chat_id: Number(chat?.[1] ?? 0) };
}
