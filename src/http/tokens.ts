import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { sendProblem } from './problem.ts';

export interface Token {
  readonly name: string;
  readonly token: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/**
 * Lets in who brings one of the tokens. Hashes are compared, all of them and in constant time, so that
 * neither a token's letters nor its length can be learnt from how long a refusal takes.
 */
export function bearerOnly(tokens: readonly Token[]): MiddlewareHandler {
  const known = tokens.map(({ name, token }) => ({ name, hash: sha256(token) }));
  return async (context, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const hash = sha256(given ?? '');
    const matches = known.filter((token) => timingSafeEqual(token.hash, hash));
    const [caller] = given === undefined ? [] : matches;
    if (caller) {
      context.set('caller', caller.name);
      return next();
    }
    const detail =
      known.length === 0
        ? 'this server has no API tokens; set API_TOKENS=name:token and start it again'
        : `the token is ${given === undefined ? 'missing' : 'not known'}; send "Authorization: Bearer <token>"`;
    return sendProblem(
      context,
      { status: 401, detail },
      { 'www-authenticate': 'Bearer realm="razbor"' },
    );
  };
}
