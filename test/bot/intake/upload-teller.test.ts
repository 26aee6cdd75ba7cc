import type { Api } from 'grammy';
import { expect, it, onTestFinished, vi } from 'vitest';
import { confirmUpload, receiveUpload, uploadIsShown } from '../../../src/app/intake/uploads.ts';
import { workUpload } from '../../../src/app/intake/work-uploads.ts';
import { createUploadTeller } from '../../../src/bot/intake/upload-teller.ts';
import { must, testCompany } from '../../support/company.ts';

it('the progress of an upload is drawn in its message, at most every two seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { app, as } = testCompany();
  const edits: string[] = [];
  const api = {
    editMessageText: async (chatId: number, messageId: number, text: string) => {
      edits.push(`${chatId}:${messageId} ${text}`);
    },
  } as unknown as Api;
  const onError = (error: unknown) => {
    throw error;
  };
  const teller = createUploadTeller({ app, api, onError });

  const rows = Array.from({ length: 400 }, (_, n) => `k${n};Клиент ${n}`);
  const file = { name: 'a.csv', bytes: Buffer.from(`Код;Название\n${rows.join('\n')}\n`) };
  const { upload } = must(await receiveUpload(app, as('root'), file, null));
  uploadIsShown(app, upload.id, 7, 70);
  const working = { signal: new AbortController().signal };
  await workUpload(app, teller, working);
  expect(edits).toHaveLength(1);
  expect(edits[0]).toMatch(/^7:70 .*Клиенты[\s\S]*новых 400/);

  must(confirmUpload(app, as('root'), upload.id));
  const stopping = new AbortController();
  const counting = {
    ...teller,
    progress(now: typeof upload) {
      for (let again = 0; again < 9; again += 1) teller.progress(now);
      stopping.abort();
    },
  };
  await workUpload(app, counting, { signal: stopping.signal });
  expect(edits).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1999);
  expect(edits).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(edits).toHaveLength(2);
  expect(edits[1]).toMatch(/⏳ Загружаю: [1-9]\d? % \(\d+ из 400\)/);
  await workUpload(app, teller, working);
  expect(edits.at(-1)).toMatch(/✅ Загружено\nдобавлено 400/);
});
