import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Env } from './bot-api.ts';
import type { ChatMessage } from './chat-message.ts';
import { companyRoutes } from './company-routes.ts';
import { sendFile } from './file-response.ts';
import { fileKinds } from './file-store.ts';
import { inlineRoutes } from './inline-routes.ts';
import { readParams } from './params.ts';
import {
  type CannotDo,
  editText,
  markRead,
  pressButton,
  pressStart,
  sendUpload,
  setBlocked,
  shareUsers,
  typeText,
} from './person-acts.ts';
import { clockRoutes, faultRoutes, requestRoutes, serverRoutes } from './sandbox-controls.ts';
import { malformed, readJson } from './sandbox-request.ts';
import { type Chat, viewMessage, type World } from './world.ts';

/** `asAsked`: it answers the message that asks for a reply, where one does, as Telegram's apps have it. */
const typedBody = z.object({
  text: z.string(),
  replyTo: z.number().int().optional(),
  asAsked: z.boolean().default(false),
});
const startBody = z.object({ startPayload: z.string() });
const pressBody = z.object({ messageId: z.number().int(), callbackData: z.string() });
const shareBody = z.object({ requestId: z.number().int(), userIds: z.array(z.number().int()) });
const editBody = z.object({ messageId: z.number().int(), text: z.string() });
const blockBody = z.object({ blocked: z.boolean() });

const keepAliveMs = 15_000;

/** The sandbox's own endpoints: the people's side of the chats, the clock and the faults. */
export function createSandboxApi(world: World, closing: AbortSignal): Hono<Env> {
  const app = new Hono<Env>();
  chatRoutes(app, world);
  inlineRoutes(app, world);
  clockRoutes(app, world);
  faultRoutes(app, world);
  serverRoutes(app, world);
  requestRoutes(app, world);
  companyRoutes(app, world);

  app.get('/calls', (c) => {
    const since = Number(c.req.query('since') ?? 0);
    return c.json({ calls: world.calls.filter(({ seq }) => seq > since), last: world.callsMade });
  });

  app.get('/files/:fileId', (c) => {
    const file = world.files.get(c.req.param('fileId'));
    return file === null ? c.json({ error: 'file not found' }, 404) : sendFile(c, file);
  });

  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const unsubscribe = world.events.subscribe((event) => {
        void stream.writeSSE({ data: JSON.stringify(event) });
      });
      if (unsubscribe === null) return;
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        closing.addEventListener('abort', () => resolve(), { once: true });
      });
      const keepAlive = setInterval(
        () => void stream.writeSSE({ data: '', event: 'idle' }),
        keepAliveMs,
      );
      await stream.writeSSE({ data: '', event: 'idle' });
      await ended;
      clearInterval(keepAlive);
      unsubscribe();
    }),
  );
  return app;
}

function chatRoutes(app: Hono<Env>, world: World): void {
  app.get('/chats', (c) =>
    c.json({
      bot: {
        id: world.bot.id,
        username: world.bot.username,
        firstName: world.bot.first_name,
        isInline: world.inlineMode.isOn,
      },
      chats: [...world.chats.values()].map((chat) => viewChat(world, chat)),
    }),
  );

  app.get('/chats/:userId/messages', (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const after = Number(c.req.query('after') ?? 0);
    // Whoever looks again and again is spared what they have seen (RFC 9110, 13.1.2).
    const version = `"${after}-${chat.changes}"`;
    c.header('etag', version);
    if (c.req.header('if-none-match') === version) return c.body(null, 304);
    const messages = [...chat.messages.values()].filter(({ message_id }) => message_id > after);
    return c.json({ messages: messages.map((message) => viewMessage(world, message)) });
  });

  app.post('/chats/:userId/messages', async (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    if (c.req.header('content-type')?.startsWith('multipart/form-data')) {
      return sent(c, world, await sendForm(c, world, chat));
    }
    const body = await readJson(c);
    const start = startBody.safeParse(body);
    if (start.success) return sent(c, world, pressStart(world, chat, start.data.startPayload));
    const typed = typedBody.safeParse(body);
    if (!typed.success) return malformed(c, '{text, replyTo?, asAsked?} or {startPayload}');
    const { text, replyTo, asAsked } = typed.data;
    const asking = asAsked ? chat.forceReply?.messageId : undefined;
    return sent(c, world, typeText(world, chat, text, replyTo ?? asking ?? null));
  });

  app.post('/chats/:userId/edit', async (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const body = editBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{messageId, text}');
    return sent(c, world, editText(world, chat, body.data.messageId, body.data.text));
  });

  app.post('/chats/:userId/share', async (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const body = shareBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{requestId, userIds}');
    const { requestId, userIds } = body.data;
    return sent(c, world, shareUsers(world, chat, requestId, userIds));
  });

  app.post('/chats/:userId/press', async (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const body = pressBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{messageId, callbackData}');
    const pressed = pressButton(world, chat, body.data.messageId, body.data.callbackData);
    if ('cannot' in pressed) return c.json({ error: pressed.cannot }, pressed.status);
    return c.json(await pressed);
  });

  app.get('/chats/:userId/unconfirmed', (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const mine = world.updates.pending().filter(({ chatId }) => chatId === chat.user.id);
    return c.json({ updates: mine.length });
  });

  app.post('/chats/:userId/block', async (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    const body = blockBody.safeParse(await readJson(c));
    if (!body.success) return malformed(c, '{blocked}');
    setBlocked(world, chat, body.data.blocked);
    return c.json({ blocked: chat.blocked });
  });

  app.post('/chats/:userId/read', (c) => {
    const chat = chatOf(c, world);
    if (chat === undefined) return noSuchChat(c);
    markRead(world, chat);
    return c.json({ unread: 0 });
  });
}

/** What the page shows of a person. */
function viewChat(world: World, chat: Chat) {
  const { person, user } = chat;
  let unread = 0;
  for (const message of chat.messages.values()) {
    if (message.from.id === world.bot.id && message.message_id > chat.readUpTo) unread += 1;
  }
  return {
    id: user.id,
    firstName: person.firstName,
    lastName: person.lastName ?? null,
    username: person.username ?? null,
    languageCode: user.language_code,
    caption: person.caption ?? null,
    color: person.color ?? null,
    startPayload: person.startPayload ?? null,
    started: chat.started,
    blocked: chat.blocked,
    unread,
    forceReply: chat.forceReply,
    keyboard: chat.keyboard,
    commands: world.commands.shownIn(user.id, user.language_code ?? ''),
  };
}

/** A form with one file, whose field is named for its kind: voice, audio, document or photo. */
async function sendForm(
  c: Context<Env>,
  world: World,
  chat: Chat,
): Promise<ChatMessage | CannotDo> {
  const params = await readParams(c);
  if (!params.ok) return { cannot: params.description, status: 400 };
  for (const kind of fileKinds) {
    const upload = params.result.uploads.get(kind);
    if (upload !== undefined) return sendUpload(world, chat, upload, kind);
  }
  return { cannot: `a file in one of the fields ${fileKinds.join(', ')} is expected`, status: 400 };
}

function sent(c: Context<Env>, world: World, message: ChatMessage | CannotDo): Response {
  if ('cannot' in message) return c.json({ error: message.cannot }, message.status);
  return c.json({ message: viewMessage(world, message) }, 201);
}

function chatOf(c: Context<Env>, world: World): Chat | undefined {
  return world.chats.get(Number(c.req.param('userId')));
}

function noSuchChat(c: Context<Env>): Response {
  return c.json({ error: 'no such person' }, 404);
}
