import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { knownFiles, recordingSent } from '../../../src/app/recordings/recordings.ts';
import { createBackgroundTasks } from '../../../src/bot/background-tasks.ts';
import { sendRecording } from '../../../src/bot/recordings/send-recording.ts';
import { callView } from '../../../src/db/calls.ts';
import { testCompany } from '../../support/company.ts';
import { ctxOf } from '../../support/press-button.ts';

const chatId = 7;
const gone = 'Bad Request: wrong file identifier/HTTP URL specified';
const facts = { lengthS: 60, channels: 1, sellerTalkS: null, clientTalkS: null, longSilences: [] };

/** A recording that Telegram has by a file's id; it answers with these refusals first, then takes all. */
async function sent(...refusals: string[]) {
  const company = testCompany();
  const callId = company.aCall();
  const file = { kind: 'voice', fromS: 0, toS: 0, fileId: 'old' } as const;
  recordingSent(company.app, { callId, chatId, messageId: 1, clip: false, file });
  const recordings = {
    ...company.app.recordings,
    prepare: async () => ({ ok: true as const, file: '/dev/null', bytes: 1, facts, fault: null }),
    parts: async () => [{ file: '/dev/null', fromS: 0, toS: null }],
  };
  const app = { ...company.app, recordings };
  const voices: unknown[] = [];
  const api = new Api('1:token');
  api.config.use(async (_, method, payload) => {
    expect(method).toBe('sendVoice');
    const { voice } = payload as { voice: unknown };
    voices.push(typeof voice === 'string' ? voice : 'uploaded');
    const description = refusals.shift();
    const result = { message_id: 2, voice: { file_id: 'new' } };
    return (
      description ? { ok: false, error_code: 400, description } : { ok: true, result }
    ) as never;
  });
  const view = callView(app.db, callId);
  if (!view) throw new Error('no call');
  const { words } = ctxOf(company, 'olga');
  const backgroundTasks = createBackgroundTasks(() => {});
  const outcome = await sendRecording({ app, api, words, backgroundTasks }, chatId, view);
  return { outcome, voices, known: knownFiles(app, callId, 'voice').map(({ fileId }) => fileId) };
}

test('what Telegram has is sent by its id', async () => {
  expect(await sent()).toEqual({ outcome: { ok: true }, voices: ['old'], known: ['new'] });
});

test('what Telegram does not have any more is uploaded again, and known by its new id', async () => {
  expect(await sent(gone)).toEqual({
    outcome: { ok: true },
    voices: ['old', 'uploaded'],
    known: ['new'],
  });
});

test('where it is refused once more that is said, and what was known stays', async () => {
  expect(await sent(gone, gone)).toEqual({
    outcome: { ok: false, problem: 'failed' },
    voices: ['old', 'uploaded'],
    known: ['old'],
  });
});
