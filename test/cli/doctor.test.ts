import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { commandLine, people } from './command-line.ts';

interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  cure: string | null;
}

async function found(cli: ReturnType<typeof commandLine>, check: string): Promise<Finding> {
  const { data } = await cli.json('doctor');
  const one = (data.findings as Finding[]).find((finding) => finding.check === check);
  if (!one) throw new Error(`nothing is said of ${check}`);
  return one;
}

/** A Telegram that says this of any token. */
async function telegram(answer: { status: number; body: string }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const cli = commandLine();
  cli.env.BOT_TOKEN = '1:wrong';
  cli.env.TELEGRAM_API_ROOT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { cli, asked };
}

const refusal = (error_code: number, description: string) => ({
  status: error_code,
  body: JSON.stringify({ ok: false, error_code, description }),
});

test.each([
  [refusal(401, 'Unauthorized'), 'Telegram does not know it (401)', /@BotFather.*BOT_TOKEN/],
  [refusal(404, 'Not Found'), 'Telegram does not know it (404)', /@BotFather.*BOT_TOKEN/],
  // Nothing is wrong with the token.
  [refusal(502, 'Bad Gateway'), expect.stringMatching(/answers 502$/), /again in a while/],
  [refusal(429, 'Too Many Requests'), expect.stringMatching(/answers 429$/), /again in a while/],
  [{ status: 200, body: '<html>' }, expect.stringMatching(/does not answer$/), /TELEGRAM_API_ROOT/],
])('a token of which Telegram says %j is found, with the cure', async (answer, detail, cure) => {
  const { cli, asked } = await telegram(answer);
  expect(await found(cli, 'token')).toEqual({
    ...{ check: 'token', ok: false, detail },
    cure: expect.stringMatching(cure),
  });
  expect(asked).toEqual(['/bot1:wrong/getMe']);
});

test('a token that Telegram knows is named by its bot; none at all is found too', async () => {
  const body = JSON.stringify({ ok: true, result: { id: 1, is_bot: true, username: 'razbor' } });
  const { cli } = await telegram({ status: 200, body });
  expect(await found(cli, 'token')).toMatchObject({ ok: true, detail: '@razbor', cure: null });
  delete cli.env.BOT_TOKEN;
  expect(await found(cli, 'token')).toMatchObject({ ok: false, detail: 'BOT_TOKEN is not set' });
});

test('too little room beside the database is found by what the company wants left', async () => {
  const cli = commandLine();
  cli.env.DISK_RESERVE_MB = '1';
  expect(await found(cli, 'disk')).toMatchObject({ ok: true, cure: null });
  cli.env.DISK_RESERVE_MB = '9999999';
  expect(await found(cli, 'disk')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/MB free beside the database$/),
    cure: 'make room: 9,999,999 MB or more; until then no recording is fetched',
  });
});

test('whether one can search as one types is said, with the way to switch it on', async () => {
  const search = async (more: object) => {
    const result = { id: 1, is_bot: true, username: 'razbor', ...more };
    const body = JSON.stringify({ ok: true, result });
    return found((await telegram({ status: 200, body })).cli, 'search');
  };
  expect(await search({ supports_inline_queries: true })).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/is on$/),
  });
  for (const off of [{ supports_inline_queries: false }, {}]) {
    expect(await search(off)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/is off: @BotFather, \/setinline/),
    });
  }
});

test('calls that were told of under two ids are counted, whichever way they came', async () => {
  const cli = commandLine();
  cli.env.TELEPHONY_FREESWITCH_SOURCE = 'pbx';
  await cli.run('import', 'people', cli.file('people.yaml', people));
  const leg = (uuid: string, other: string, to: string) =>
    `"","79161234567","${to}","public","2026-11-23 09:00:00","2026-11-23 09:00:05","2026-11-23 09:01:00","60","55","NORMAL_CLEARING","${uuid}","${other}","","PCMA","PCMA"\n`;
  const bring = (name: string, row: string) => cli.json('import', 'calls', cli.file(name, row));
  await bring('one.csv', leg('leg-b', '', '101'));
  expect(await found(cli, 'telephony')).toMatchObject({ detail: 'none is plugged in' });
  const second = await bring('two.csv', leg('leg-a', 'leg-b', '700'));
  expect(second.data).toMatchObject({ joined: 1 });
  expect(await found(cli, 'telephony')).toMatchObject({
    ok: true,
    detail: 'freeswitch: no call yet, 1 told of under two ids and joined',
  });
  await bring('again.csv', leg('leg-a', 'leg-b', '700'));
  expect((await found(cli, 'telephony')).detail).toMatch(/, 1 told of under two ids and joined$/);
});
