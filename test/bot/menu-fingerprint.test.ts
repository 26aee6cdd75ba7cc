import { Menu } from '@grammyjs/menu';
import { Api, Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { expect, test } from 'vitest';
import { withVisibleHash } from '../../src/bot/menu-fingerprint.ts';

/** The hash that the library itself writes into a button for a fingerprint. */
async function hashOf(fingerprint: string): Promise<string> {
  const menu = new Menu('m', { fingerprint: () => fingerprint }).text('x', () => {});
  const update = { update_id: 1 };
  const ctx = new Context(update, new Api('1:x'), {} as never);
  const rows = await (
    menu as unknown as { render(of: Context): Promise<InlineKeyboardButton[][]> }
  ).render(ctx);
  const [button] = rows.flat();
  const data = button && 'callback_data' in button ? button.callback_data : '';
  return data.split('/f')[1] ?? '';
}

const texts = Array.from(
  { length: 400 },
  (_, at) => `scored_pending|accept:${at},appeal:${at * 7}`,
);

test('what a menu writes of a fingerprint is four visible signs, another for each offer', async () => {
  const hashes = await Promise.all(texts.map((text) => hashOf(withVisibleHash(text))));
  for (const hash of hashes) expect(hash).toMatch(/^[!-~]{4}$/);
  expect(new Set(hashes).size).toBe(texts.length);
});

test('without it some would look alike, or hold what cannot be seen', async () => {
  const hashes = await Promise.all(texts.map(hashOf));
  expect(hashes.every((hash) => /^[!-~]{4}$/.test(hash))).toBe(false);
});

test('the same offer has the same fingerprint', () => {
  expect(withVisibleHash('scored_pending|accept:7')).toBe(
    withVisibleHash('scored_pending|accept:7'),
  );
});
