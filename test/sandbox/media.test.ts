import { InputFile, InputMediaBuilder } from 'grammy';
import { expect, test } from 'vitest';
import { ivan, openSandbox, type Sandbox } from './sandbox-bot.ts';

/** An OGG/Opus file as far as its headers go: a head page and a last page at `seconds`. */
function oggOf(seconds: number): Buffer {
  const head = Buffer.alloc(47);
  head.write('OggS');
  head.write('OpusHead', 28);
  head.writeUInt16LE(312, 38);
  const last = Buffer.alloc(27);
  last.write('OggS');
  last.writeBigInt64LE(BigInt(seconds * 48_000 + 312), 6);
  return Buffer.concat([head, last]);
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

async function started(): Promise<Sandbox> {
  const sandbox = await openSandbox();
  await sandbox.type('/start');
  return sandbox;
}

test('an uploaded voice can be fetched back and sent again by its file_id', async () => {
  const { bot, url } = await started();
  const sent = await bot.api.sendVoice(101, new InputFile(oggOf(252), 'call.ogg'), {
    caption: 'Звонок №1240',
    protect_content: true,
  });
  expect(sent).toMatchObject({
    caption: 'Звонок №1240',
    has_protected_content: true,
    voice: { duration: 252, mime_type: 'audio/ogg', file_size: 74 },
  });
  const file = await bot.api.getFile(sent.voice.file_id);
  const bytes = await fetch(`${url}/file/bot7000001:local-token/${file.file_path}`);
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(oggOf(252));
  const again = await bot.api.sendVoice(101, sent.voice.file_id);
  expect(again.voice).toEqual(sent.voice);
});

test('a part of a file is served, so that a player can jump', async () => {
  const { bot, url } = await started();
  const { voice } = await bot.api.sendVoice(101, new InputFile(oggOf(1), 'a.ogg'));
  const part = await fetch(`${url}/sandbox/files/${voice.file_id}`, {
    headers: { range: 'bytes=28-35' },
  });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe('bytes 28-35/74');
  expect(await part.text()).toBe('OpusHead');
});

test('a person who forbids voices gets none, but audio', async () => {
  const sandbox = await openSandbox({ ...ivan, forbidsVoice: true });
  await sandbox.type('/start');
  const file = () => new InputFile(oggOf(3), 'call.ogg');
  await expect(sandbox.bot.api.sendVoice(101, file())).rejects.toMatchObject({
    error_code: 400,
    description: 'Bad Request: VOICE_MESSAGES_FORBIDDEN',
  });
  const sent = await sandbox.bot.api.sendAudio(101, file(), { title: 'Звонок' });
  expect(sent.audio).toMatchObject({ title: 'Звонок', duration: 3, file_name: 'call.ogg' });
});

test('a picture keeps its size, and what is no picture is refused', async () => {
  const { bot } = await started();
  const sent = await bot.api.sendPhoto(101, new InputFile(png, 'a.png'));
  expect(sent.photo).toMatchObject([{ width: 1, height: 1 }]);
  await expect(
    bot.api.sendPhoto(101, new InputFile(Buffer.from('x'), 'a.png')),
  ).rejects.toMatchObject({ description: 'Bad Request: IMAGE_PROCESS_FAILED' });
});

test('a document keeps its name; a caption can be edited and has at most 1024 units', async () => {
  const { bot } = await started();
  const report = new InputFile(Buffer.from('a;b'), 'Зачёт за ноябрь.csv');
  const sent = await bot.api.sendDocument(101, report, { caption: 'до' });
  expect(sent.document).toMatchObject({ file_name: 'Зачёт за ноябрь.csv', mime_type: 'text/csv' });
  await bot.api.editMessageCaption(101, sent.message_id, { caption: 'ж'.repeat(1024) });
  await expect(
    bot.api.editMessageCaption(101, sent.message_id, { caption: 'ж'.repeat(1025) }),
  ).rejects.toMatchObject({ description: 'Bad Request: message caption is too long' });
  await expect(bot.api.editMessageText(101, sent.message_id, 'x')).rejects.toMatchObject({
    description: 'Bad Request: there is no text in the message to edit',
  });
});

test('a picture takes the place of words, and another that of a picture; of a voice none does', async () => {
  const { bot } = await started();
  const said = await bot.api.sendMessage(101, '⏳');
  const photo = (name: string) => InputMediaBuilder.photo(new InputFile(png, name));
  const drawn = await bot.api.editMessageMedia(101, said.message_id, photo('a.png'));
  expect(drawn).toMatchObject({ message_id: said.message_id, photo: [{ width: 1, height: 1 }] });
  expect(drawn).not.toHaveProperty('text');
  const again = InputMediaBuilder.photo(new InputFile(png, 'b.png'), { caption: 'Ноябрь' });
  expect(await bot.api.editMessageMedia(101, said.message_id, again)).toMatchObject({
    message_id: said.message_id,
    caption: 'Ноябрь',
  });
  const voice = await bot.api.sendVoice(101, new InputFile(oggOf(3), 'call.ogg'));
  for (const [id, description] of [
    [voice.message_id, "Bad Request: message can't be edited"],
    [voice.message_id + 1, 'Bad Request: message to edit not found'],
  ] as const) {
    await expect(bot.api.editMessageMedia(101, id, photo('c.png'))).rejects.toMatchObject({
      description,
    });
  }
});

test('an unknown file_id and an empty file are refused', async () => {
  const { bot } = await started();
  await expect(bot.api.sendVoice(101, 'nothing')).rejects.toMatchObject({
    description: 'Bad Request: wrong file identifier/HTTP URL specified',
  });
  await expect(
    bot.api.sendVoice(101, new InputFile(Buffer.alloc(0), 'a.ogg')),
  ).rejects.toMatchObject({ description: 'Bad Request: file must be non-empty' });
});

test('more than 50 MB is too large to be sent, and more than 20 MB to be fetched', async () => {
  const { bot } = await started();
  const megabytes = (count: number) => new InputFile(Buffer.alloc(count * 1024 * 1024), 'a.bin');
  const large = await bot.api.sendDocument(101, megabytes(21));
  await expect(bot.api.getFile(large.document.file_id)).rejects.toMatchObject({
    description: 'Bad Request: file is too big',
  });
  await expect(bot.api.sendDocument(101, megabytes(51))).rejects.toMatchObject({
    error_code: 413,
    description: 'Request Entity Too Large',
  });
});

test('a person sends a voice, and the bot hears it', async () => {
  const sandbox = await started();
  sandbox.bot.on('message:voice', (ctx) => ctx.reply(`Слышу ${ctx.message.voice.duration} с`));
  sandbox.poll();
  const form = new FormData();
  form.append('voice', new Blob([new Uint8Array(oggOf(4))]), 'voice.ogg');
  const sent = await fetch(`${sandbox.url}/sandbox/chats/101/messages`, {
    method: 'POST',
    body: form,
  });
  expect(sent.status).toBe(201);
  expect((await sandbox.answer()).text).toBe('Слышу 4 с');
});
