import type { Api } from 'grammy';
import { expect, test } from 'vitest';
import { allowedUpdates } from '../../src/bot/read-update.ts';
import { claimWebhook, WebhookTaken } from '../../src/bot/webhook.ts';

const webhook = { url: 'https://razbor.example', secret: 'secret' };
const { signal } = new AbortController();

/** A Telegram at which this webhook stands; '' where none does. */
function telegram(url: string) {
  const set: unknown[] = [];
  const api = {
    getWebhookInfo: async () => ({ url }),
    setWebhook: async (...given: unknown[]) => set.push(given.slice(0, 2)),
  };
  return { api: api as unknown as Api, set };
}

const ours = [
  'https://razbor.example/telegram',
  { secret_token: 'secret', allowed_updates: allowedUpdates },
];

test('the webhook is set at the start, whatever stands there, and names the updates that are worked', async () => {
  const { api, set } = telegram('https://razbor.example/telegram');
  await claimWebhook(api, webhook, false, signal);
  expect(set).toEqual([ours]);
});

test('a webhook that still stands is left as it is', async () => {
  const { api, set } = telegram('https://razbor.example/telegram');
  await claimWebhook(api, webhook, true, signal);
  expect(set).toEqual([]);
});

test.each(['', 'https://somebody.example/hook'])(
  'where another program put "%s" in its place, it is put back, and that is said',
  async (url) => {
    const { api, set } = telegram(url);
    await expect(claimWebhook(api, webhook, true, signal)).rejects.toThrow(WebhookTaken);
    expect(set).toEqual([ours]);
  },
);
