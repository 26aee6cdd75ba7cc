import { InputFile } from 'grammy';
import type { Picture } from '../reports/picture.ts';
import type { Ctx } from './context.ts';

/**
 * Draws a picture and sends it. Where that fails the chat says so and goes on: what it shows is written in
 * words as well.
 */
export async function sendPicture(ctx: Ctx, picture: Picture): Promise<void> {
  try {
    const png = await ctx.pictures.draw(picture);
    await ctx.replyWithPhoto(new InputFile(png, `${picture.kind}.png`));
  } catch (error) {
    ctx.errands.run(`picture ${picture.kind}`, Promise.reject(error));
    await ctx.reply(ctx.words.plain('picture-failed'));
  }
}
