import { BotError, GrammyError, HttpError, InputFile } from 'grammy';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { registerClients } from '../src/app/intake/register-clients.ts';
import { openDatabase } from '../src/db/open.ts';
import { createLog, faultWords, secretsIn } from '../src/log.ts';
import { saidOf } from './e2e/watched-log.ts';
import { testCompany } from './support/company.ts';

const token = '123456789:AAF-secret_secret-secret_secret-secret';
const env = {
  BOT_TOKEN: token,
  API_TOKENS: 'crm:token-of-the-crm, pbx:token-of-the-pbx',
  WEBHOOK_SECRET: 'secret-of-the-webhook',
  EVENTS_SECRET: 'secret-of-the-events"',
  TELEPHONY_MANGO_SALT: 'salt-of-mango',
  TELEPHONY_MANGO_SOURCE: 'mango',
  TELEPHONY_BITRIX24_REST_URL: 'https://b24.example/rest/1/key-of-bitrix/',
};
const secrets = secretsIn(env);

/** What one line says that was logged. */
function logged(facts: object, message = 'failed'): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  createLog({ level: 'debug', secrets, destination }).error(facts, message);
  return lines.join('');
}

const private_ = [
  ...['Анна', 'Рыбакова', 'John', 'Peters', '9161234567', '916 123', 'tel-'],
  ...['AAF', 'token-of', 'secret-of', 'salt-of', 'key-of'],
];
function keepsStill(line: string): void {
  for (const words of private_) expect(line).not.toContain(words);
}

test('the secrets of the settings are known by their names', () => {
  expect(secrets).toEqual([
    token,
    token.split(':')[1],
    'token-of-the-crm',
    'token-of-the-pbx',
    ...[env.WEBHOOK_SECRET, env.EVENTS_SECRET, env.TELEPHONY_MANGO_SALT],
    env.TELEPHONY_BITRIX24_REST_URL,
  ]);
});

test('an update that failed is logged without the context that it was worked in', () => {
  const ctx = {
    api: { token, options: { apiRoot: 'https://api.telegram.org' } },
    update: { update_id: 7, message: { from: { first_name: 'Анна' }, text: 'John Peters' } },
  };
  const line = logged({ err: new BotError(new TypeError('x is not a function'), ctx as never) });
  keepsStill(line);
  expect(JSON.parse(line).err).toMatchObject({
    type: 'BotError',
    cause: { type: 'TypeError', message: 'x is not a function' },
  });
  expect(line).toContain('log.test.ts');
});

test('a refusal of Telegram says what was called and why, and not with what', () => {
  const description = 'Bad Request: can\'t parse entities: Unsupported start tag "John" at byte 3';
  const refused = new GrammyError(
    "Call to 'sendMessage' failed!",
    { ok: false, error_code: 400, description, parameters: {} },
    'sendMessage',
    { chat_id: 9161234567, text: 'Анна Рыбакова', photo: new InputFile(Buffer.from('x')) },
  );
  const line = logged({ err: refused, what: 'notice scored:12' });
  keepsStill(line);
  expect(JSON.parse(line)).toMatchObject({
    what: 'notice scored:12',
    err: { type: 'GrammyError', code: 400, method: 'sendMessage' },
  });
  expect(line).toContain("can't parse entities");
});

test('an address says its host alone', async () => {
  const inner = new Error(`request to https://api.telegram.org/bot${token}/sendMessage failed`);
  keepsStill(logged({ err: new HttpError('Network request for sendMessage failed!', inner) }));
  const unreachable = await request(`http://127.0.0.1:1/file/bot${token}/voice.ogg`, {
    headers: { authorization: 'Bearer token-of-the-crm' },
  }).catch((error: unknown) => error);
  const line = logged({ err: unreachable });
  keepsStill(line);
  expect(line).toContain('ECONNREFUSED');
  const told = logged({
    detail: 'https://user:secret-of-x@records.example:8443/7916/1234567.ogg?k=token-of-it is late',
  });
  keepsStill(told);
  expect(JSON.parse(told).detail).toBe('https://records.example:8443/… is late');
});

test('values that came from outside are not said again', () => {
  const json = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error;
    }
  };
  const wrong = z.strictObject({ name: z.number() }).safeParse({ name: 'John Peters' }).error;
  for (const err of [
    json('{"name":"John Peters'),
    json('John "Peters" and "Анна"'),
    wrong,
    new Error(
      'Failed query: insert into people (name) values (?)\nparams: John Peters,+79161234567',
    ),
    new Error('"John" and "Peters" are no names'),
    new Error('an odd mark " before John Peters'),
  ]) {
    keepsStill(logged({ err }));
  }
  keepsStill(logged({ error: { field: 'name', detail: 'must be a number, not "John Peters"' } }));
  const database = openDatabase(':memory:');
  if (!database.ok) throw new Error(database.problem);
  const insert = "INSERT INTO people (external_id, name) VALUES ('John', 'Анна Рыбакова')";
  const refused = (() => {
    try {
      return database.db.orm.$client.prepare(insert).run();
    } catch (error) {
      return error;
    }
  })();
  const line = logged({ err: refused });
  database.db.close();
  keepsStill(line);
  expect(line).toContain('SQLITE_');
});

test.each([
  '+79161234567',
  '8 (916) 123-45-67',
  '89161234567',
  '9161234567',
  '7 916 123 45 67',
  'ENOENT: no such file, open /records/in-79161234567-20261123.wav',
  'tel-9161234567 called',
])('a phone number is in no line: %s', (text) => {
  const line = logged({ detail: text }, `said ${text}`);
  expect(line.replace(/\D/g, '')).not.toContain('9161234567');
});

test('what is no phone number stays', () => {
  const detail =
    'call 1763895900.42 of 2026-11-23 14:05:00.123 at 2026-11-23T14:05:00.123Z on 127.0.0.1:8080, update 987654321';
  expect(JSON.parse(logged({ detail, at: 1_795_431_900_000 }))).toMatchObject({
    detail,
    at: 1_795_431_900_000,
  });
});

test('names in other letters, secrets by value and by name are in no line, at whatever depth', () => {
  const line = logged(
    {
      who: 'Рыбакова Анна-Мария said',
      headers: { authorization: 'Bearer abc', 'x-telegram-bot-api-secret-token': 'abc-abc' },
      deep: [{ why: `bot${token}`, text: 'secret-of-the-events"' }],
      bot: new Map([['token', token]]),
    },
    `Анна: ${token}`,
  );
  keepsStill(line);
  expect(line).not.toContain('abc');
  expect(JSON.parse(line)).toMatchObject({ who: '… said', bot: '[Map]' });
});

test('a fault of the command line is told as carefully', () => {
  const cause = new Error(`https://api.telegram.org/bot${token}/getMe`);
  const words = faultWords(new Error('no "John Peters" here: +79161234567', { cause }), secrets);
  keepsStill(words);
  expect(words).toContain('log.test.ts');
});

test('what the end-to-end tests go through their logs with finds names, numbers and secrets', () => {
  const { app, hire, aCall } = testCompany();
  hire({ externalId: 'x', name: 'Рыбакова Анна', roles: [{ role: 'controller' }] });
  registerClients(app, [{ externalId: 'c', name: 'ООО «Север»', phones: ['+79161234567'] }]);
  aCall({ externalNumber: '8 (495) 765-43-21' });
  const careless = ['told Анна', 'client Север', 'from 79161234567', 'to +74957654321', 'by abc-d'];
  const careful = ['told person 7', 'call 1763895900.42'];
  const found = saidOf(app.db, ['abc-d'], [...careless, ...careful]);
  expect(found.map((one) => one.slice(one.indexOf(': ') + 2))).toEqual(careless);
});
