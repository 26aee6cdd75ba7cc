import { setTimeout as pause } from 'node:timers/promises';
import { InputFile, InputMediaBuilder } from 'grammy';
import type { Message } from 'grammy/types';
import type { Picture } from '../reports/picture.ts';
import type { Ctx } from './context.ts';
import { isForLater, telegramRefusal, unlessBug } from './telegram-refusals.ts';

/** What somebody asked for is there within a second: a picture that takes longer comes by itself. */
const soonMs = 700;

type Drawn = { ok: true; png: Uint8Array } | { ok: false; error: unknown };

/**
 * Draws pictures and sends them in their order. One that takes longer keeps its place by a message that
 * says so, which the picture takes over when it is ready; meanwhile the chat goes on. Where drawing fails
 * the chat says so: what a picture shows is written in words as well.
 */
export async function sendPictures(ctx: Ctx, pictures: readonly Picture[]): Promise<void> {
  const patience = pause(soonMs, null, { ref: false });
  const drawing = pictures.map((picture) => ({ picture, ready: draw(ctx, picture) }));
  for (const { picture, ready } of drawing) {
    const soon = await Promise.race([ready, patience]);
    if (soon) await show(ctx, picture, soon);
    else await keepPlace(ctx, picture, ready);
  }
}

export const sendPicture = (ctx: Ctx, picture: Picture) => sendPictures(ctx, [picture]);

function draw(ctx: Ctx, picture: Picture): Promise<Drawn> {
  return ctx.pictures.draw(picture).then(
    (png): Drawn => ({ ok: true, png }),
    (error: unknown): Drawn => ({ ok: false, error }),
  );
}

const fileOf = (picture: Picture, png: Uint8Array) => new InputFile(png, `${picture.kind}.png`);

async function show(ctx: Ctx, picture: Picture, drawn: Drawn): Promise<void> {
  if (drawn.ok) await ctx.replyWithPhoto(fileOf(picture, drawn.png));
  else {
    ctx.backgroundTasks.run(`picture ${picture.kind}`, Promise.reject(drawn.error));
    await ctx.reply(ctx.words.plain('picture-failed'));
  }
}

async function keepPlace(ctx: Ctx, picture: Picture, ready: Promise<Drawn>): Promise<void> {
  const waiting = await ctx.reply(ctx.words.plain('picture-wait', { title: picture.title }));
  const work = ready.then((drawn) => takePlace(ctx, picture, drawn, waiting));
  ctx.backgroundTasks.run(`picture ${picture.kind}`, work);
}

async function takePlace(
  ctx: Ctx,
  picture: Picture,
  drawn: Drawn,
  { chat, message_id: messageId }: Message,
): Promise<void> {
  if (!drawn.ok) {
    await ctx.api.editMessageText(chat.id, messageId, ctx.words.plain('picture-failed'));
    throw drawn.error;
  }
  try {
    const media = InputMediaBuilder.photo(fileOf(picture, drawn.png));
    await ctx.api.editMessageMedia(chat.id, messageId, media);
  } catch (error) {
    const outcome = telegramRefusal(error)?.outcome ?? 'wait';
    if (isForLater(outcome) || outcome === 'blocked') throw error;
    if (outcome === 'bug')
      ctx.backgroundTasks.run(`picture ${picture.kind}`, Promise.reject(error));
    // The place is gone, or no picture may take the place of words: it comes as a new message.
    await ctx.replyWithPhoto(fileOf(picture, drawn.png));
    await ctx.api.deleteMessage(chat.id, messageId).catch(unlessBug);
  }
}
