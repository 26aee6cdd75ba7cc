import { createHash } from 'node:crypto';
import { awaitedOf, bindTelegram, insertInvite, inviteByHash } from '../../db/invites.ts';
import type { Tx } from '../../db/open.ts';
import { personById } from '../../db/people.ts';
import { recordPersonChange } from '../../db/people-changes.ts';
import { telegramOwner } from '../../db/people-writes.ts';
import { saveSetting, setting } from '../../db/settings.ts';
import type { App } from '../app.ts';
import { offerBenchmarks } from '../notices/offer-benchmarks.ts';
import { inviteWaitMs, inviteWasWrong } from './invite-attempts.ts';

const dayMs = 86_400_000;
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Makes a single-use invitation of 128 random bits, kept hashed, valid for the policy's days.
 * Answers the deep link that opens the bot with it (before the bot has ever started, the words to
 * send to it).
 */
export function invitePerson(tx: Tx, app: App, personId: number): string {
  const token = app.randomBytes(16).toString('base64url');
  insertInvite(tx, { tokenSha256: hashOf(token), personId, expiresAt: expiryOf(app) });
  const username = setting(tx, 'bot_username');
  return username ? `https://t.me/${username}?start=${token}` : `/start ${token}`;
}

const expiryOf = (app: App) => app.now() + app.policy().inviteDays * dayMs;

/** Waits for an account that is known already, as long as an invitation is good; there is no link to it. */
export function awaitAccount(tx: Tx, app: App, personId: number, telegramId: number): void {
  const tokenSha256 = hashOf(app.randomBytes(16).toString('base64url'));
  insertInvite(tx, { tokenSha256, personId, expiresAt: expiryOf(app), telegramId });
}

/** Binds an account that is waited for; false where it is not. */
export function bindAwaited(app: App, telegramId: number): boolean {
  // Strangers write as often as they like: only who is waited for costs a transaction.
  if (awaitedOf(app.db, telegramId, app.now()) === null) return false;
  return app.db.transaction((tx) => {
    const personId = awaitedOf(tx, telegramId, app.now());
    if (personId === null || telegramOwner(tx, telegramId) !== null) return false;
    bindTelegram(tx, personId, telegramId, app.now());
    recordBinding(tx, app, personId, telegramId);
    return true;
  });
}

export type Binding =
  | { ok: true; personId: number }
  | { ok: false; refusal: 'invite_unknown' | 'invite_used' | 'invite_expired' | 'account_taken' }
  /** They brought too many wrong ones; nothing was looked up. */
  | { ok: false; refusal: 'invite_wait'; waitMs: number };

/** Binds a Telegram account to the person whom the invitation names. Nobody may guess one after the other. */
export function acceptInvite(app: App, token: string, telegramId: number): Binding {
  const waitMs = inviteWaitMs(app, telegramId);
  if (waitMs > 0) return { ok: false, refusal: 'invite_wait', waitMs };
  const bound = bind(app, token, telegramId);
  if (!bound.ok && bound.refusal === 'invite_unknown') inviteWasWrong(app, telegramId);
  return bound;
}

function bind(app: App, token: string, telegramId: number): Binding {
  return app.db.transaction((tx): Binding => {
    const invite = inviteByHash(tx, hashOf(token));
    if (!invite) return { ok: false, refusal: 'invite_unknown' };
    if (invite.usedAt !== null) return { ok: false, refusal: 'invite_used' };
    if (invite.expiresAt <= app.now()) return { ok: false, refusal: 'invite_expired' };
    const person = personById(tx, invite.personId, app.now());
    if (!person?.active) return { ok: false, refusal: 'invite_unknown' };
    if (person.telegramId !== null && person.telegramId !== telegramId) {
      return { ok: false, refusal: 'invite_used' };
    }
    const owner = telegramOwner(tx, telegramId);
    if (owner !== null && owner !== invite.personId) {
      return { ok: false, refusal: 'account_taken' };
    }
    bindTelegram(tx, invite.personId, telegramId, app.now());
    if (person.telegramId === null) recordBinding(tx, app, person.id, telegramId);
    return { ok: true, personId: invite.personId };
  });
}

function recordBinding(tx: Tx, app: App, personId: number, telegramId: number): void {
  const person = personById(tx, personId, app.now());
  if (person) offerBenchmarks(tx, app, person);
  recordPersonChange(tx, {
    at: app.now(),
    byId: personId,
    personId,
    what: 'bound',
    before: { telegramId: null },
    after: { telegramId },
  });
}

/** Remembers the bot's name, which invitation links are made of; false where there is none. */
export function rememberBot(app: App, username: string | null): boolean {
  if (username === null) return false;
  app.db.transaction((tx) => saveSetting(tx, 'bot_username', username));
  return true;
}
