import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { sendProblem } from './problem.ts';

/** An update is a message and its buttons, of some ten kilobytes each. */
export const updateMebibytesMax = 1;

/** Refuses a longer body, its length told or not, before it is read as anything; `cure`: what to do instead. */
export function limitedTo(mebibytes: number, cure: string): MiddlewareHandler {
  const maxSize = mebibytes * 1024 * 1024;
  return bodyLimit({
    maxSize,
    onError: (context) => {
      const detail = `the body is longer than ${maxSize} bytes (${mebibytes} MiB); ${cure}`;
      return sendProblem(context, { status: 413, detail }, { connection: 'close' });
    },
  });
}

/** Refuses a body that is no JSON at all, so that what reads it next can rely on that. */
export const jsonOnly: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== 'POST' || isJson(await context.req.text())) return next();
  const detail = 'the body is no JSON; send one update of Telegram as it is';
  return sendProblem(context, { status: 400, detail });
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
