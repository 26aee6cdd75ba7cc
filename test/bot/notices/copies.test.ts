import { expect, test } from 'vitest';
import {
  claimNotices,
  noticeFailed,
  noticeLeaving,
} from '../../../src/app/notices/deliver-notices.ts';
import { jobContext } from '../../../src/bot/job-context.ts';
import { keepCopies } from '../../../src/bot/notices/copies.ts';
import { testCompany } from '../../support/company.ts';

const chatId = 7;

/** A score whose notice left for Anna's chat with these buttons, and whose answer was lost. */
async function lost(buttons: string) {
  const company = testCompany();
  const id = await company.scored();
  company.deliver();
  company.clock.advance('PT5M');
  const [notice] = claimNotices(company.app, 10);
  if (!notice) throw new Error('nothing is due');
  noticeLeaving(company.app, notice, { startedAt: company.clock.now, chatId, buttons });
  noticeFailed(company.app, notice, { kind: 'failed', error: 'socket hang up', unanswered: true });
  return { ...company, id };
}

/** Anna presses a button of a message with these buttons; says which messages were edited by it. */
async function press(
  { app, as, clock }: Awaited<ReturnType<typeof lost>>,
  datas: readonly string[],
  more: { edit_date?: number } = {},
): Promise<number[]> {
  const edited: number[] = [];
  const parts = {
    app,
    token: '1:token',
    client: {},
    shown: async (_: unknown, method: string, payload: unknown) => {
      expect(method).toBe('editMessageText');
      edited.push((payload as { message_id: number }).message_id);
      return { ok: true, result: true } as never;
    },
  };
  const ctx = await jobContext(parts as never, as('anna'), chatId);
  const message = {
    message_id: 70,
    date: Math.floor(clock.now / 1000),
    chat: { id: chatId, type: 'private' },
    reply_markup: { inline_keyboard: [datas.map((data) => ({ text: '·', callback_data: data }))] },
    ...more,
  };
  Object.assign(ctx.update, { callback_query: { id: '1', data: datas[0], message } });
  await keepCopies(ctx);
  return edited;
}

const datas = ['listen:1', 'accept:1'];
const ofMenu = ['scored/0/0/1', 'scored/0/1/1'];

test('a press on a message that arrived unknown makes it known, and draws it as things stand', async () => {
  const world = await lost(datas.join(' '));
  expect(await press(world, datas)).toEqual([70]);
  expect(world.call(world.id).deadlineAt).not.toBeNull();
  expect(await press(world, datas)).toEqual([]);
});

test('what a menu offered when it was drawn does not tell its messages apart', async () => {
  const world = await lost(ofMenu.join(' '));
  expect(await press(world, ['scored/0/0/1/fabcd', 'scored/0/1/1/fabcd'])).toEqual([70]);
});

test('a screen that was edited until it looked the same is not taken for it', async () => {
  const world = await lost(datas.join(' '));
  expect(await press(world, datas, { edit_date: 1 })).toEqual([]);
  expect(world.call(world.id).deadlineAt).toBeNull();
});

test('a message with other buttons is not taken for it', async () => {
  const world = await lost(datas.join(' '));
  expect(await press(world, [...datas, 'appeal:1'])).toEqual([]);
  expect(world.call(world.id).deadlineAt).toBeNull();
});
